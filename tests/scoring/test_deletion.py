"""Taking away what was stated: no number in its place, and no better score in silence.

Every fact of a rich region of each kind is deleted, and every field that a fact may leave out is
left out, in both modes; a province loses what it knows of its kab/kota too. What must hold then:

1. nothing in the trace leads to what was deleted;
2. an indicator with nothing left is *data tidak tersedia*: no value, no points, open from 0 to
   100, 0 in mode ketat and no score in mode indikatif;
3. an indicator rises only where it is still measured, from some of the statements it was measured
   from before: then the deleted one was the worse of several, and the trace is shorter;
4. the total rises only where completeness fell (mode indikatif) or an indicator rose as in 3.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache
from typing import Any

import pytest

from models import Fact
from monev.known import Child
from monev.scorecard import IndicatorScore, Scorecard
from monev.sources.reading import BASES, make_fact
from tests.facts import QUARTER, row, scored, with_values
from tests.scoring.best_region import excellent
from tests.scoring.rich_regions import KINDS, children_of, facts_of

MODES = ("ketat", "indikatif")
MADE = {"fact_id", "cells"}
"""Fields that the reader makes; a source states all others."""


@dataclass(frozen=True)
class Loss:
    """What is left of a region after one statement was taken away; `name` is empty for a fact."""

    fact: str
    name: str
    facts: Sequence[Fact]
    children: Sequence[Child]
    gone: tuple[str, str] = ("", "")
    """The file, and the field of it (empty for all), that no trace may lead to any more."""


def unstatable(kind: str) -> list[str]:
    """The fields that a source of this kind of fact may leave out, by the shape of the fact."""
    fields = BASES[kind].model_fields
    return [name for name, one in fields.items() if name not in MADE and not one.is_required()]


def default_of(kind: str, name: str) -> object:
    """What a field holds where the source does not state it."""
    return BASES[kind].model_fields[name].get_default(call_default_factory=True)


def unstated(one: Fact, name: str) -> Fact:
    """The fact as if its file had said nothing in this field."""
    values = one.model_dump(exclude={"fact_id"}) | {name: default_of(one.kind, name)}
    values["cells"] = {key: cell for key, cell in values["cells"].items() if key != name}
    return make_fact(one.kind, values)


def stated_fields(one: Fact) -> list[str]:
    """The fields that this fact states and might have left out."""
    return [
        name for name in unstatable(one.kind) if getattr(one, name) != default_of(one.kind, name)
    ]


@cache
def losses(region: str) -> list[Loss]:
    """Every single loss that a rich region can suffer: a fact, a field, what a child reached."""
    facts = excellent() if region == "terbaik" else facts_of(region)
    children = children_of(region)
    found = []
    for place, one in enumerate(facts):
        before, after = facts[:place], facts[place + 1 :]
        whose = one.evidence_sha256
        told = f"{place} {one.kind}"
        found.append(Loss(told, "", [*before, *after], children, (whose, "")))
        for name in stated_fields(one):
            left = [*before, unstated(one, name), *after]
            found.append(Loss(told, name, left, children, (whose, f"{one.kind}.{name}")))
    for place, child in enumerate(children):
        for name in ("regulation_in_force", "score", "band"):
            if getattr(child, name) is not None:
                nothing: dict[str, Any] = {name: None}
                rest = [*children[:place], replace(child, **nothing), *children[place + 1 :]]
                found.append(Loss(f"{place} child", name, facts, rest))
    return found


def kind_of(region: str) -> str:
    """The kind of government; the best region is a kota."""
    return "kota" if region == "terbaik" else region


@cache
def whole(region: str, mode: str) -> Scorecard:
    """The region before it lost anything."""
    facts = excellent() if region == "terbaik" else facts_of(region)
    return scored(facts, kind=kind_of(region), mode=mode, children=children_of(region))


@cache
def lost(region: str, mode: str) -> list[tuple[Loss, Scorecard]]:
    """Every loss of the region with its scorecard, reckoned once."""
    kind = kind_of(region)
    return [
        (one, scored(one.facts, kind=kind, mode=mode, children=one.children))
        for one in losses(region)
    ]


def rose(before: IndicatorScore, after: IndicatorScore) -> bool:
    """Say whether the points that count are more than before."""
    return (after.score or 0) > (before.score or 0)


def told_rise(before: IndicatorScore, after: IndicatorScore) -> bool:
    """Say whether a rise shows in the trace: measured before and after, from fewer statements."""
    if not before.status == after.status == "dinilai":
        return False
    left = {(one.locator, one.name, one.value) for one in after.inputs}
    was = {(one.locator, one.name, one.value) for one in before.inputs}
    return bool(left) and left < was


def faults_of_indicator(before: IndicatorScore, after: IndicatorScore, mode: str) -> Iterator[str]:
    """What breaks the second or third rule."""
    if after.status == "data_tidak_tersedia":
        if (after.value, after.points, after.cap) != (None, None, None):
            yield f"prints {after.value} ({after.points} points) for what is missing"
        if after.score != (0 if mode == "ketat" else None):
            yield f"scores {after.score} for what is missing"
        if after.low != 0 or after.high != 100:
            yield f"is open from {after.low} to {after.high} only"
    elif after.status == "tidak_berlaku" and before.status != "tidak_berlaku":
        yield "is not asked any more"
    elif rose(before, after) and not told_rise(before, after):
        yield f"rose from {before.score} to {after.score} in silence"


def faults(loss: Loss, before: Scorecard, after: Scorecard) -> Iterator[str]:
    """Everything that a loss broke, in words."""
    file, field = loss.gone
    rising = False
    for old in before.indicators:
        new = row(after, old.id)
        rising = rising or (rose(old, new) and told_rise(old, new))
        yield from (f"{old.id} {fault}" for fault in faults_of_indicator(old, new, after.mode))
        for each in new.inputs:
            if file and each.evidence_sha256 == file and field in ("", each.name):
                yield f"{old.id} still leads to {each.name}"
    if not rising and after.completeness > before.completeness:
        yield f"completeness rose from {before.completeness} to {after.completeness}"
    if after.score is None:
        if after.completeness > 0:
            yield "has data and no score"
    elif after.score > (before.score or 0):
        if not rising and after.completeness >= before.completeness:
            yield f"the total rose from {before.score} to {after.score} in silence"
        if after.mode == "ketat" and not rising:
            yield f"the total rose from {before.score} to {after.score} and no indicator did"
    if after.score_low > before.score_low and not rising:
        yield f"the lower bound rose from {before.score_low} to {after.score_low}"


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("region", [*KINDS, "terbaik"])
def test_no_loss_is_a_number_or_a_silent_gain(region: str, mode: str) -> None:
    """The four rules hold for the loss of every fact, every field and every child's result."""
    before = whole(region, mode)
    broken = [
        f"{loss.fact} {loss.name or '(all)'}: {fault}"
        for loss, after in lost(region, mode)
        for fault in faults(loss, before, after)
    ]
    assert not broken, "\n".join(broken)


def test_every_field_of_every_kind_of_fact_is_taken_away() -> None:
    """What may be left out is stated somewhere in the rich regions, so that leaving it out counts.

    A shared field such as the note of a fact need not be stated in every kind of fact.
    """
    shared = {name for name in Fact.model_fields if name not in MADE}
    every = {
        (one.kind, name) for kind in KINDS for one in facts_of(kind) for name in stated_fields(one)
    }
    silent = {
        (kind, name) for kind in BASES for name in unstatable(kind) if name not in shared
    } - every
    assert silent == set()
    assert {name for kind in BASES for name in unstatable(kind)} == {name for _, name in every}


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("kota", {"B2", "B3"}),
        ("kabupaten", {"B2", "B3"}),
        ("provinsi", {"B3"}),
        ("terbaik", set()),
    ],
)
def test_only_a_worse_line_of_the_budget_leaves_a_better_score(
    region: str, expected: set[str]
) -> None:
    """Of all losses only that of a budget line lifts an indicator: lines are each other's worse."""
    before = whole(region, "ketat")
    risen = {
        (loss.fact.split()[1], old.id)
        for loss, after in lost(region, "ketat")
        for old in before.indicators
        if rose(old, row(after, old.id))
    }
    assert risen == {("budget", one) for one in expected}


def test_a_number_that_was_stated_is_never_better_left_out() -> None:
    """Leaving out an amount, a count, a percentage or an answer lifts no indicator, anywhere.

    Only a line that leaves its list, or that no longer names its source of money, may count less.
    """
    risen = {
        loss.name
        for region in (*KINDS, "terbaik")
        for loss, after in lost(region, "ketat")
        for old in whole(region, "ketat").indicators
        if loss.name and rose(old, row(after, old.id))
    }
    assert risen <= {"listing", "funding_source"}


@pytest.mark.parametrize("region", KINDS)
def test_both_modes_lose_the_same(region: str) -> None:
    """A loss changes status, value and completeness alike in both modes; only absence weighs."""
    for (loss, strict), (_, lenient) in zip(
        lost(region, "ketat"), lost(region, "indikatif"), strict=True
    ):
        alike = [
            (one.status, one.value, one.points, one.low, one.high) for one in strict.indicators
        ]
        assert alike == [
            (one.status, one.value, one.points, one.low, one.high) for one in lenient.indicators
        ], loss
        assert strict.completeness == lenient.completeness
        assert lenient.score is not None
        assert strict.score is not None
        assert lenient.score >= strict.score


def test_every_fact_of_the_full_region_matters() -> None:
    """The deletions above test something: each fact but "punya_bumd: ya" changes the outcome."""
    before = whole("kota", "ketat")
    facts = facts_of("kota")
    idle = [
        getattr(facts[int(loss.fact.split()[0])], "item", loss.fact)
        for loss, after in lost("kota", "ketat")
        if not loss.name and after.indicators == before.indicators
    ]
    assert idle == ["punya_bumd"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_came_too_late_counts_as_deleted(kind: str) -> None:
    """A statement known on the day after the cut-off leaves the very scorecard of its absence."""
    facts, children = facts_of(kind), children_of(kind)
    late = QUARTER.due_date + timedelta(days=1)
    whole_facts = [(loss, card) for loss, card in lost(kind, "ketat") if not loss.name]
    for place, (_, card) in enumerate(one for one in whole_facts if "child" not in one[0].fact):
        moved = [*facts[:place], with_values(facts[place], known_on=late), *facts[place + 1 :]]
        assert scored(moved, kind=kind, mode="ketat", children=children) == card, facts[place]


@pytest.mark.parametrize("kind", KINDS)
def test_a_farther_source_never_scores_better(kind: str) -> None:
    """A statement that only the press makes scores no better than one with its document."""
    facts, children = facts_of(kind), children_of(kind)
    before = whole(kind, "ketat")
    for place, one in enumerate(facts):
        retold = [*facts[:place], with_values(one, tier="kutipan_ulang"), *facts[place + 1 :]]
        after = scored(retold, kind=kind, mode="ketat", children=children)
        assert not [old.id for old in before.indicators if rose(old, row(after, old.id))], one
