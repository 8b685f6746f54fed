"""Traces of every sort as JSON read back: rich regions, worked cases, both modes, other rubrics.

What a trace should say is tested elsewhere; here they are only made.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import cycle, product
from typing import Any

from models import Quarter
from monev.composite.aggregate import METHODS
from monev.composite.scale_shapes import Boolean, Bracket, DistanceToTarget, Goalposts
from monev.known import PastAction
from monev.rubric import Rubric, rules_in_force
from monev.scorecard import Scorecard
from monev.scoring import score
from tests.facts import QUARTER, fact, known, packaged_rubric, scored
from tests.scoring.cases import all_cases
from tests.scoring.plain_rules import KINDS, changed, profiles, rubric_of, with_head
from tests.scoring.rich_regions import REPORTS, children_of, facts_of

MODES = ("ketat", "indikatif")
Trace = dict[str, Any]


def stored(card: Scorecard) -> Trace:
    """The scorecard as a program reads it from JSON."""
    read: Trace = json.loads(json.dumps(card.model_dump(mode="json")))
    return read


def rich(
    kind: str, mode: str = "ketat", rubric: Rubric | None = None, *, advised: bool = False
) -> Scorecard:
    """A rich region; `advised` puts our own receipts and earlier advice of every fate beside it."""
    found = known(facts_of(kind), kind=kind, children=children_of(kind))
    if advised:
        found = replace(found, reports_due=REPORTS, past_actions=tuple(_advice()))
    return score(found, rules_in_force(rubric or packaged_rubric(), kind, QUARTER.end), mode)


def _advice() -> Iterator[PastAction]:
    """Closed now, closed before, overdue, open still, no longer asked, and about itself."""
    july, december = date(2024, 7, 31), date(2024, 12, 31)
    for name, deadline, data, closed in (
        *(("A1", july, False, ""), ("C3", july, True, ""), ("B2", july, False, "")),
        *(("K2", december, False, ""), ("G2", july, False, "2024-Q2"), ("P1", july, False, "")),
        ("G4", july, False, ""),
    ):
        place = f"36.03/2024-Q1/{name}"
        given = ("anggaran", "BPKAD", "Lengkapi", deadline, "2024-Q1", 1, data, "2024-Q2", closed)
        yield PastAction(place, name, *given)


def poor(mode: str = "ketat", **others: Any) -> Scorecard:
    """A kota of which little is known: a draft in the press, some answers, a budget unplanned."""
    said = [
        fact("regulation", instrument="Perwal", title="Rancangan", stage=4, tier="media"),
        fact("attestation", item="apbd_memuat", answer="ya"),
        fact("attestation", item="punya_bumd", answer="tidak"),
        fact("attestation", item="ptsp", answer="sop"),
        *(fact("attestation", item="pemadanan_nik", answer=one) for one in ("ya", "perjanjian")),
        fact("participation", segment="PU-NONASN", active_persons=9, eligible_persons=13),
    ]
    return scored(said, mode=mode, **others)


def worked_cases() -> Iterator[Scorecard]:
    """Every worked case of the catalogue, the modes by turns."""
    for (_, one), mode in zip(all_cases(), cycle(MODES), strict=False):
        quarter, children = Quarter.parse(one.quarter), one.made_children()
        yield scored(one.made_facts(), quarter, one.kind, mode=mode, children=children)


def aggregated(within: str, across: str) -> Rubric:
    """The packaged rubric with other means."""
    *_, last = packaged_rubric().head.aggregation
    means = {"within": within, "across": across}
    return with_head(packaged_rubric(), aggregation=[last.model_copy(update=means)])


@cache
def rescaled() -> Rubric:
    """The packaged rubric with every way to turn a number into points."""
    ways: dict[str, dict[str, Any]] = {
        "C1": {"goalposts": Goalposts(minimum=Decimal("0.1"), maximum=2, transform="log")},
        "C2": {"goalposts": Goalposts(minimum=0, maximum=50, direction="less")},
        "C3": {"distance_to_target": DistanceToTarget(target=Decimal("0.9"))},
        "C4": {"distance_to_target": DistanceToTarget(target=Decimal("0.2"), direction="less")},
        "C5": {"brackets": [Bracket(below=Decimal("0.7"), points=30), _above(Decimal("0.7"))]},
        "K2": {"boolean": Boolean(yes=("sistem", "sop"), no=("regulasi", "tidak"))},
    }
    listed = {one.id: one for one in packaged_rubric().indicators}
    return changed(
        packaged_rubric(),
        {
            name: {
                "scale": [
                    scale.model_copy(update={"linear": None, "steps": None} | way)
                    for scale in listed[name].scale
                ]
            }
            for name, way in ways.items()
        },
    )


def _above(edge: Decimal) -> Bracket:
    return Bracket.model_validate({"from": edge, "points": 80})


@cache
def every_sort() -> tuple[Scorecard, ...]:
    """The traces that the tests look at; all but the worked cases in both modes."""
    cards = list(worked_cases())
    for mode in MODES:
        cards += [poor(mode), poor(mode, open_errors=True), scored([], mode=mode)]
        cards += [rich(kind, mode, advised=advised) for kind in KINDS for advised in (False, True)]
        for within, across in product(METHODS, METHODS):
            cards += [poor(mode, rubric=aggregated(within, across))]
        cards += [rich("kabupaten", mode, aggregated(method, method)) for method in METHODS]
        cards += [rich("kabupaten", mode, rescaled())]
        cards += [rich("kota", mode, rubric_of(profile)) for profile in profiles()]
    return tuple(cards)


def of(trace: Trace, indicator: str) -> Any:
    """One indicator of a trace."""
    return next(one for one in trace["indicators"] if one["id"] == indicator)


def pillar(trace: Trace, name: str) -> Any:
    """One pillar of a trace."""
    return next(one for one in trace["pillars"] if one["id"] == name)
