"""`python -m bench.traces`: every score of an invented nation, eight quarters, redone elsewhere.

Each evaluation is scored in both modes, written as JSON, read back, and given to
`bench.trace_checker`, which knows the JSON alone. Exits 1 where one number does not agree. An
argument names the folder in which the nation's facts are kept. Nothing here is a real government.
"""

import json
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from multiprocessing import get_context
from pathlib import Path

from bench.nation import (
    EIGHT_QUARTERS,
    Told,
    facts_of_nation,
    known_facts,
    region_by_region,
    rules_by_kind,
    small_nation,
)
from bench.trace_checker import check
from models import Quarter
from monev.known import PastAction, ReportDue
from monev.register import load_register
from monev.rubric import Rubric, load_rubric
from monev.scorecard import Action, FollowUp, Scorecard
from monev.scoring import score
from monev.simulate.shapes import load_shapes
from monev.simulate.world import World

SEED = 11
MODES = ("ketat", "indikatif")
SHOWN = 20
"""Disagreements that are printed; all are counted."""


@dataclass
class Tally:
    """What was checked, and what did not agree."""

    regions: set[str] = field(default_factory=set)
    traces: int = 0
    numbers: int = 0
    scoring: float = 0.0
    checking: float = 0.0
    disagreements: list[str] = field(default_factory=list)

    def add(self, other: "Tally") -> None:
        """Count what another one counted, too; seconds are those of all processes together."""
        self.regions |= other.regions
        self.traces += other.traces
        self.numbers += other.numbers
        self.scoring += other.scoring
        self.checking += other.checking
        self.disagreements += other.disagreements


def histories(
    told: Told, quarters: Sequence[Quarter] = EIGHT_QUARTERS, rubric: Rubric | None = None
) -> Iterator[Scorecard]:
    """Yield the scorecards of whole provinces, quarter after quarter, each in both modes.

    Kab/kota come before their province. Each quarter knows the advice of the one before it and
    the days on which this year's reports came, so that counts of our own books stand in the sums.
    """
    rules = rubric or load_rubric()
    regions, shapes = load_register().regions, load_shapes()
    before: dict[str, Scorecard] = {}
    order = sorted(told, key=lambda code: (regions[code].kind == "provinsi", code))
    for quarter in quarters:
        in_force = rules_by_kind(rules, quarter)
        cards: dict[str, Scorecard] = {}
        for code in order:
            known = replace(
                known_facts(told, code, quarter, cards),
                past_actions=advice_of(before.get(code), quarter),
                reports_due=receipts(World(SEED, regions[code], shapes), quarter),
            )
            strict, lenient = (score(known, in_force[known.region.kind], mode) for mode in MODES)
            cards[code] = strict
            yield strict
            yield lenient
        before = cards


def advice_of(card: Scorecard | None, quarter: Quarter) -> tuple[PastAction, ...]:
    """Return what an earlier scorecard left to look at in `quarter`, by deadline.

    Still open, closed with a deadline of this year, or asked for anew: as `monev.own_books` reads
    it from a workspace.
    """
    if card is None:
        return ()
    missing = {one.id for one in card.indicators if one.status == "data_tidak_tersedia"}
    this_year = Quarter(quarter.year - 1, 4).due_date
    left = [
        one
        for one in card.follow_up
        if one.status in ("terbuka", "lewat_tenggat")
        or (one.status == "selesai" and one.deadline > this_year)
    ]
    followed = {one.id for one in card.follow_up}
    new = [one for one in card.actions if one.id not in followed]
    found = [
        *(_past(one, card, one.asks_for_data, one.status == "selesai") for one in left),
        *(_past(one, card, one.indicator in missing) for one in new),
    ]
    return tuple(sorted(found, key=lambda one: (one.deadline, one.id)))


def _past(
    one: Action | FollowUp, card: Scorecard, asks_for_data: bool, closed: bool = False
) -> PastAction:
    return PastAction(
        id=one.id,
        indicator=one.indicator,
        cause=one.cause,
        agency=one.agency,
        text=one.text,
        text_en=one.text_en,
        deadline=one.deadline,
        issued_in=one.issued_in,
        revision=1,
        asks_for_data=asks_for_data,
        found_in=card.quarter,
        closed_in=one.since if closed and isinstance(one, FollowUp) else "",
    )


def receipts(world: World, quarter: Quarter) -> tuple[ReportDue, ...]:
    """Return the reports of the year that were due by a quarter's end, with the day each came."""
    due = [Quarter(quarter.year, number) for number in range(1, quarter.number + 1)]
    days = {one: world.handed_in_on(one) for one in due}
    return tuple(
        ReportDue(
            quarter=str(one),
            due_on=one.due_date,
            handed_in_on=day if day is not None and day <= quarter.due_date else None,
            place=f"tanda terima {one}",
        )
        for one, day in days.items()
    )


def checked(cards: Iterable[Scorecard], tally: Tally) -> None:
    """Write each card as JSON, and have the JSON checked by a program that knows nothing else."""
    start = time.perf_counter()
    for card in cards:
        text = json.dumps(card.model_dump(mode="json"))
        scored = time.perf_counter()
        found = check(json.loads(text))
        where = f"{card.region_code} {card.quarter} {card.mode}"
        tally.disagreements += [f"{where}: {line}" for line in found]
        tally.regions.add(card.region_code)
        tally.traces += 1
        tally.numbers += len(card.indicators)
        tally.scoring += scored - start
        start = time.perf_counter()
        tally.checking += start - scored


def province_checked(folder: Path, head: str) -> Tally:
    """Check a province with its kab/kota, whose facts are kept in `folder`."""
    tally = Tally()
    told = facts_of_nation(SEED, EIGHT_QUARTERS, small_nation(head), 1, folder)
    checked(histories(told), tally)
    return tally


def nation_checked(folder: Path, workers: int = 2) -> Tally:
    """Check the whole nation, provinces side by side; its papers are read first where need be."""
    next(region_by_region(SEED, EIGHT_QUARTERS, workers=workers, cache_folder=folder))
    heads = [one.code for one in load_register().governments() if one.kind == "provinsi"]
    whole = Tally()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        for one in pool.map(province_checked, [folder] * len(heads), heads):
            whole.add(one)
    return whole


def main() -> int:
    """Check the nation, print what was found, and return the exit code."""
    start, quarters = time.perf_counter(), len(EIGHT_QUARTERS)
    with tempfile.TemporaryDirectory(prefix="monev-bench-") as fresh:
        tally = nation_checked(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(fresh))
    for line in tally.disagreements[:SHOWN]:
        print(line)
    governments = len(load_register().governments())
    print(
        f"{len(tally.regions)} of {governments} governments x {quarters} quarters x {len(MODES)}"
        f" modes: {tally.traces} traces, {tally.numbers} indicator scores checked,"
        f" {len(tally.disagreements)} disagreements"
    )
    print(
        f"{time.perf_counter() - start:.0f} s in all; {tally.scoring:.0f} s to score and write,"
        f" {tally.checking:.0f} s to check ({1000 * tally.checking / tally.traces:.1f} ms a trace)"
    )
    complete = tally.traces == governments * quarters * len(MODES)
    return 0 if complete and not tally.disagreements else 1


if __name__ == "__main__":
    sys.exit(main())
