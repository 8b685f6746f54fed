"""One region's quarter from its world to the bytes of its files, with or without a seeded error."""

import json
from dataclasses import dataclass

from models.quarter import Quarter
from monev.simulate.book import book_of_forms, book_of_grids
from monev.simulate.chance import dice
from monev.simulate.clippings import fill_clippings, written_clippings
from monev.simulate.errors import ERRORS, spoil
from monev.simulate.instrument import fill_instrument
from monev.simulate.jdih import fill_feed
from monev.simulate.manifest import Expected
from monev.simulate.papers import CLIPPINGS, FEED, INSTRUMENT, LRA, Papers
from monev.simulate.sipd import fill_sipd, written_csv
from monev.simulate.world import World


@dataclass(frozen=True)
class Written:
    """The files of one region by name, the findings they must give, and the error in them."""

    region: str
    files: dict[str, bytes]
    expected: list[Expected]
    error: str
    late: bool


def papers_of(world: World, quarter: Quarter) -> Papers | None:
    """Return the clean papers of a quarter; None where the government hands in nothing."""
    handed_in_on = world.handed_in_on(quarter)
    if handed_in_on is None:
        return None
    papers = Papers(world, quarter, handed_in_on)
    for fill in (fill_instrument, fill_sipd, fill_feed, fill_clippings):
        fill(papers)
    return papers


def write_region(
    world: World, quarter: Quarter, rate: float = 0.0, kind: str = ""
) -> Written | None:
    """Return the files of a region and quarter; None where it hands in nothing.

    With the chance `rate` (0 to 1) its papers hold one seeded error; `kind` asks for a certain
    one. Raises KeyError for an unknown kind and ValueError where that kind fits no such papers.
    """
    papers = papers_of(world, quarter)
    if papers is None:
        return None
    throw = dice(world.seed, papers.region.code, "errors", quarter)
    done = ""
    if kind:
        if not spoil(papers, kind, throw):
            raise ValueError(f"{kind} does not fit the papers of {papers.region.code}")
        done = kind
    elif throw.random() < rate:
        order = sorted(ERRORS)
        throw.shuffle(order)
        done = next((one for one in order if spoil(papers, one, throw)), "")
    files = {name: _bytes_of(papers, name) for name in papers.files()}
    return Written(papers.region.code, files, papers.expected, done, papers.late)


def _bytes_of(papers: Papers, name: str) -> bytes:
    content = _unspoiled(papers, name)
    change = papers.spoiled.get(name)
    return content if change is None else change(content)


def _unspoiled(papers: Papers, name: str) -> bytes:
    if name == INSTRUMENT:
        return book_of_forms(list(papers.forms.values()))
    if name == FEED:
        return json.dumps(papers.feed, ensure_ascii=False, indent=1).encode("utf-8")
    if name == CLIPPINGS and papers.clippings is not None:
        return written_clippings(papers.clippings)
    if name == LRA:
        return book_of_grids(papers.lra)
    return written_csv(papers.dpa[0]) if name.endswith(".csv") else book_of_grids(papers.dpa)
