"""A simulated nation over several quarters as facts and as scorecards, for checks and benches.

Files are written by `monev.simulate` and read back by the real readers, in memory. Nothing here is
a fact about a real government. Judging findings, storing and printing are not done here.
"""

import hashlib
import pickle
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from dataclasses import replace
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from multiprocessing import get_context
from pathlib import Path

from models import Fact, Quarter, Region, Tier
from monev.arrival import Arrival
from monev.errors import SourceError
from monev.known import Child, KnownFacts, ReportDue, facts_known
from monev.register import load_register
from monev.rubric import Rubric, RulesInForce, load_rubric, rules_in_force
from monev.scorecard import Scorecard
from monev.scoring import score
from monev.simulate.shapes import load_shapes
from monev.simulate.world import World
from monev.simulate.written import write_region
from monev.sources import read_file
from monev.sources.redaction import redacted
from monev.uncollected import uncollected

EIGHT_QUARTERS = tuple(Quarter(year, number) for year in (2023, 2024) for number in (1, 2, 3, 4))
BATCH = 8
"""Regions that a worker reads at a time: enough for its start to cost little, few to wait for."""
MADE_BY = (
    *(("models", one) for one in ("facts.py", "quarter.py", "region.py", "evidence.py")),
    *(("monev", one) for one in ("simulate", "sources", "register", "segments.py", "arrival.py")),
    *(("catalogue", one) for one in ("sources", "register", "segments.yaml", "simulation.yaml")),
)
"""What the facts depend on, as (package, file or folder)."""

Told = dict[str, list[Fact]]
_Kept = tuple[str, str, bytes]


def small_nation(*provinces: str) -> list[str]:
    """Return the codes of provinces with all their kabupaten and kota.

    Raises UnknownRegionError for a code that is no province's.
    """
    register = load_register()
    return [
        code
        for province in provinces
        for code in (province, *(one.code for one in register.children(province)))
    ]


def facts_of_nation(
    seed: int,
    quarters: Sequence[Quarter] = EIGHT_QUARTERS,
    codes: Iterable[str] | None = None,
    workers: int = 2,
    cache_folder: Path | None = None,
) -> Told:
    """Return all facts by region code that simulated papers of `quarters` tell, the oldest first.

    Every government of `codes` (all 546 if none are given) has an entry, an empty one where it
    handed in nothing. A fact told twice stands once. Which facts count as of which quarter is for
    `facts_known`: papers that were late are known late here too. What was read is kept below
    `cache_folder` under a name that changes with the code and the catalogue it was made by; the
    folder is unpickled, so it must be one's own. A nation of eight quarters takes 2 GB of memory;
    `region_by_region` tells the same one region at a time.
    """
    with uncollected():
        return dict(region_by_region(seed, quarters, codes, workers, cache_folder))


def region_by_region(
    seed: int,
    quarters: Sequence[Quarter] = EIGHT_QUARTERS,
    codes: Iterable[str] | None = None,
    workers: int = 2,
    cache_folder: Path | None = None,
) -> Iterator[tuple[str, list[Fact]]]:
    """Yield (code, facts) as `facts_of_nation` returns them, in the order of `codes`."""
    if codes is None:
        codes = [one.code for one in load_register().governments()]
    asked, when = list(codes), [str(quarter) for quarter in quarters]
    where: str | Path = ":memory:"
    if cache_folder is not None:
        cache_folder.mkdir(parents=True, exist_ok=True)
        where = cache_folder / f"nation-{seed}-{_made_by()[:16]}.sqlite"
    with closing(sqlite3.connect(where)) as kept:
        kept.execute(
            "create table if not exists told (code text, quarter text, facts blob,"
            " primary key (code, quarter))"
        )
        there = set(kept.execute("select code, quarter from told"))
        wanted = [(code, quarter) for code in asked for quarter in when]
        for batch in _read(seed, [one for one in wanted if one not in there], workers):
            with kept:
                kept.executemany("insert or replace into told values (?, ?, ?)", batch)
        for code in asked:
            rows = kept.execute("select quarter, facts from told where code = ?", (code,))
            blobs = dict(rows.fetchall())
            yield code, _unpacked([blobs[quarter] for quarter in when])


def _unpacked(blobs: Iterable[bytes]) -> list[Fact]:
    once: dict[str, Fact] = {}
    with uncollected():
        for blob in blobs:
            for fact in pickle.loads(zlib.decompress(blob)):
                once.setdefault(fact.fact_id, fact)
    return list(once.values())


def _read(seed: int, missing: list[tuple[str, str]], workers: int) -> Iterator[list[_Kept]]:
    codes = sorted({code for code, _ in missing})
    batches = [
        [one for one in missing if one[0] in set(codes[at : at + BATCH])]
        for at in range(0, len(codes), BATCH)
    ]
    if workers < 2 or len(batches) < 2:
        for batch in batches:
            yield _read_batch(seed, batch)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        yield from pool.map(_read_batch, [seed] * len(batches), batches)


def _read_batch(seed: int, wanted: list[tuple[str, str]]) -> list[_Kept]:
    regions, shapes = load_register().regions, load_shapes()
    found = []
    for code, text in wanted:
        quarter = Quarter.parse(text)
        facts = read_papers(World(seed, regions[code], shapes), quarter)
        blob = pickle.dumps(facts, pickle.HIGHEST_PROTOCOL)
        found.append((code, text, zlib.compress(blob, 1)))
    return found


def read_papers(world: World, quarter: Quarter) -> list[Fact]:
    """Return the facts of one region's papers of a quarter, as received on its hand-in day.

    A paper that tells of another government is an error of the simulation: AssertionError.
    """
    written, day = write_region(world, quarter), world.handed_in_on(quarter)
    if written is None or day is None:
        return []
    facts: list[Fact] = []
    for name, content in written.files.items():
        path = f"{written.region}/{name}"
        arrival = Arrival(path, day, region=written.region, quarter=quarter)
        clean = redacted(content, path)
        try:
            facts += read_file(clean.content, arrival, load_register().resolve).facts
        except SourceError as error:  # clean papers are readable; a refusal must be seen
            raise AssertionError(f"{path} {quarter} (seed {world.seed}): {error}") from error
    strangers = {one.region_code for one in facts} - {written.region}
    assert not strangers, f"{written.region} {quarter} tells of {sorted(strangers)}"
    return facts


@cache
def _made_by() -> str:
    digest = hashlib.sha256()
    for package, name in MADE_BY:
        for path, content in _contents(files(package) / name, f"{package}/{name}"):
            digest.update(f"{path}\n{len(content)}\n".encode() + content)
    return digest.hexdigest()


def _contents(place: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    if place.is_file():
        if path.endswith((".py", ".yaml", ".csv")):
            yield path, place.read_bytes()
        return
    for one in sorted(place.iterdir(), key=lambda each: each.name):
        yield from _contents(one, f"{path}/{one.name}")


def known_facts(
    facts: Mapping[str, Sequence[Fact]],
    code: str,
    quarter: Quarter,
    cards: Mapping[str, Scorecard] | None = None,
    seed: int | None = None,
) -> KnownFacts:
    """Return what counts for a region; a province takes its kab/kota from `cards`.

    A kab/kota without a card is a child of which nothing is known. With the `seed` of the nation
    the receipts of its reports are known too; earlier advice is not, it needs filed evaluations.
    """
    register = load_register()
    region = register.regions[code]
    below = register.children(code) if region.kind == "provinsi" else []
    children = [child_of(one, (cards or {}).get(one.code)) for one in below]
    known = facts_known(region, quarter, facts[code], children)
    return known if seed is None else replace(known, reports_due=receipts(seed, region, quarter))


def receipts(seed: int, region: Region, quarter: Quarter) -> tuple[ReportDue, ...]:
    """Return the reports of the year that were due by the quarter, and when they had come by it."""
    world, found = World(seed, region, load_shapes()), []
    for number in range(1, quarter.number + 1):
        due = Quarter(quarter.year, number)
        day = world.handed_in_on(due)
        came = day if day is not None and day <= quarter.due_date else None
        found.append(ReportDue(str(due), due.due_date, came, place=f"tanda terima laporan {due}"))
    return tuple(found)


def child_of(region: Region, card: Scorecard | None) -> Child:
    """Return what a province knows of a kab/kota by its scorecard; nothing where there is none."""
    if card is None:
        return Child(region.code, region.name, None, None)
    a1 = next((one for one in card.indicators if one.id == "A1"), None)
    if a1 is None or a1.status != "dinilai":
        return Child(region.code, region.name, None, card.score, card.band, revision=1)
    capped = [Tier(one.tier) for one in a1.inputs if a1.cap is not None]
    return Child(
        code=region.code,
        name=region.name,
        regulation_in_force=a1.value in RULES_IN_FORCE,
        score=card.score,
        band=card.band,
        revision=1,
        regulation_tier=max(capped, key=lambda one: one.rank, default=Tier.EVALUATION),
    )


RULES_IN_FORCE = {"keduanya_berlaku", "perda_berlaku", "perkada_berlaku"}


def scorecards(
    facts: Mapping[str, Sequence[Fact]],
    quarter: Quarter,
    rubric: Rubric | None = None,
    mode: str = "",
    seed: int | None = None,
) -> dict[str, Scorecard]:
    """Return the scorecard of every region of `facts`: kab/kota first, then the provinces.

    No finding is open, because none is looked for. With the `seed` of the nation, its receipts
    decide who reported in time.
    """
    rules = rules_by_kind(rubric or load_rubric(), quarter)
    regions = load_register().regions
    cards: dict[str, Scorecard] = {}
    for code in sorted(facts, key=lambda one: (regions[one].kind == "provinsi", one)):
        known = known_facts(facts, code, quarter, cards, seed)
        cards[code] = score(known, rules[known.region.kind], mode)
    return cards


def rules_by_kind(rubric: Rubric, quarter: Quarter) -> dict[str, RulesInForce]:
    """Return the rules at the quarter's end for every kind of government."""
    return {
        kind: rules_in_force(rubric, kind, quarter.end)
        for kind in ("kabupaten", "kota", "provinsi")
    }


__all__ = [
    "EIGHT_QUARTERS",
    "Told",
    "child_of",
    "facts_of_nation",
    "known_facts",
    "read_papers",
    "receipts",
    "region_by_region",
    "rules_by_kind",
    "scorecards",
    "small_nation",
]
