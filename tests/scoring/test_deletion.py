"""Taking away what was stated: no number in its place, and no better score in silence.

Every fact of a rich region of each kind is deleted, and every field that a fact may leave out is
left out, in both modes; a province loses what it knows of its kab/kota, and a region its receipts
and earlier advice in our own books. What must hold then:

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
from itertools import product
from typing import Any, TypeVar

import pytest

from models import Fact
from monev.known import KnownFacts, facts_known
from monev.rubric import rules_in_force
from monev.scorecard import IndicatorScore, Scorecard
from monev.scoring import score
from monev.sources.reading import BASES, make_fact
from tests.facts import QUARTER, packaged_rubric, row, with_values
from tests.scoring.rich_regions import KINDS, facts_of, known_of

MODES = ("ketat", "indikatif")
RULES = {kind: rules_in_force(packaged_rubric(), kind, QUARTER.end) for kind in KINDS}
Item = TypeVar("Item")
MADE = {"fact_id", "cells"}
"""Fields that the reader makes; a source states all others."""
SHARED = [
    name for name, one in Fact.model_fields.items() if name not in MADE and not one.is_required()
]
"""What is said about a statement and not in it, such as its source's title: left out of all."""


@dataclass(frozen=True)
class Loss:
    """What is left of a region after one statement was taken away; `name` is empty for a fact."""

    fact: str
    name: str
    known: KnownFacts
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


def with_facts(whole: KnownFacts, facts: Sequence[Fact]) -> KnownFacts:
    """The region as it would be known by other facts; our own books stay as they are."""
    found = facts_known(whole.region, whole.quarter, facts, whole.children)
    return replace(found, reports_due=whole.reports_due, past_actions=whole.past_actions)


@cache
def losses(region: str) -> list[Loss]:
    """Every single loss that a region can suffer: a fact, a field, a child's result, a receipt."""
    return [*_of_facts(known_of(region)), *_beside_facts(known_of(region))]


def _of_facts(whole: KnownFacts) -> Iterator[Loss]:
    for place, one in enumerate(whole.all):
        before, after = whole.all[:place], whole.all[place + 1 :]
        told, file = f"{place} {one.kind}", one.evidence_sha256
        yield Loss(told, "", with_facts(whole, [*before, *after]), (file, ""))
        for name in stated_fields(one):
            if name not in SHARED:
                left = with_facts(whole, [*before, unstated(one, name), *after])
                yield Loss(told, name, left, (file, f"{one.kind}.{name}"))
    for name in SHARED:
        everywhere = [unstated(one, name) for one in whole.all]
        yield Loss("0 all", name, with_facts(whole, everywhere))


def _beside_facts(whole: KnownFacts) -> Iterator[Loss]:
    for place, child in enumerate(whole.children):
        for name in ("regulation_in_force", "score", "band"):
            if getattr(child, name) is not None:
                nothing: dict[str, Any] = {name: None}
                rest = _without(whole.children, place, replace(child, **nothing))
                yield Loss(f"{place} child", name, replace(whole, children=rest))
    for place, due in enumerate(whole.reports_due):
        lost_receipt = _without(whole.reports_due, place, replace(due, handed_in_on=None))
        yield Loss(f"{place} receipt", "handed_in_on", replace(whole, reports_due=lost_receipt))
    for place, _ in enumerate(whole.past_actions):
        fewer = _without(whole.past_actions, place)
        yield Loss(f"{place} advice", "", replace(whole, past_actions=fewer))


def _without(items: tuple[Item, ...], place: int, *instead: Item) -> tuple[Item, ...]:
    return (*items[:place], *instead, *items[place + 1 :])


def card_of(known: KnownFacts, mode: str) -> Scorecard:
    """The scorecard under the packaged rules."""
    return score(known, RULES[known.region.kind], mode)


@cache
def whole(region: str, mode: str) -> Scorecard:
    """The region before it lost anything."""
    return card_of(known_of(region), mode)


@cache
def lost(region: str, mode: str) -> list[tuple[Loss, Scorecard]]:
    """Every loss of the region with its scorecard, reckoned once.

    What changes nothing in mode ketat reads as before, so it is not reckoned in the other mode.
    """
    if mode == "ketat":
        return [(one, card_of(one.known, mode)) for one in losses(region)]
    same = whole(region, "ketat").indicators
    return [
        (one, card_of(one.known, mode))
        for one, card in lost(region, "ketat")
        if card.indicators != same
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
    elif rose(before, after) and not (told_rise(before, after) or follows_others(after)):
        yield f"rose from {before.score} to {after.score} in silence"


def follows_others(one: IndicatorScore) -> bool:
    """Say whether an indicator is told by the scores of others, whose rise must show there."""
    return bool(one.inputs) and all(each.name == "recommendation.score" for each in one.inputs)


def faults(loss: Loss, before: Scorecard, after: Scorecard) -> Iterator[str]:
    """Everything that a loss broke, in words."""
    file, field = loss.gone
    rising = False
    for old in before.indicators:
        new = row(after, old.id)
        rising = rising or (rose(old, new) and told_rise(old, new))
        if rose(old, new) and follows_others(new) and not told_rise(old, new) and not rising:
            yield f"{old.id} rose though no other indicator did"
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


@pytest.mark.parametrize(("region", "mode"), list(product(KINDS, MODES)))
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
    every = {
        (one.kind, name) for kind in KINDS for one in facts_of(kind) for name in stated_fields(one)
    }
    silent = {
        (kind, name) for kind in BASES for name in unstatable(kind) if name not in SHARED
    } - every
    assert silent == set()
    assert {name for kind in BASES for name in unstatable(kind)} == {name for _, name in every}


@pytest.mark.parametrize(
    ("region", "expected"),
    [
        ("kota", {"budget B2", "budget B3"}),
        ("kabupaten", {"budget B2", "budget B3", "advice G4"}),
        ("provinsi", {"budget B3"}),
    ],
)
def test_only_a_worse_line_of_the_budget_leaves_a_better_score(
    region: str, expected: set[str]
) -> None:
    """Only lines of a budget are each other's worse, and so is our own advice that stays open."""
    before = whole(region, "ketat")
    risen = {
        f"{loss.fact.split()[1]} {old.id}"
        for loss, after in lost(region, "ketat")
        for old in before.indicators
        if rose(old, row(after, old.id))
    }
    assert risen == expected


def test_a_number_that_was_stated_is_never_better_left_out() -> None:
    """Leaving out an amount, a count, a percentage or an answer lifts no indicator, anywhere.

    Only a line that leaves its list, or that no longer names its source of money, may count less;
    so may one in a file of its own that no longer names what others name, for it may be their sum.
    """
    risen = {
        loss.name
        for region in KINDS
        for loss, after in lost(region, "ketat")
        for old in whole(region, "ketat").indicators
        if loss.name and rose(old, row(after, old.id))
    }
    assert risen <= {"listing", "funding_source", "agency", "sub_activity"}


@pytest.mark.parametrize("region", KINDS)
def test_both_modes_lose_the_same(region: str) -> None:
    """A loss changes status, value and completeness alike in both modes; only absence weighs."""
    by_loss = {(loss.fact, loss.name): card for loss, card in lost(region, "ketat")}
    assert len(lost(region, "indikatif")) > 50
    for loss, lenient in lost(region, "indikatif"):
        strict = by_loss[loss.fact, loss.name]
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
    before, facts = whole("kota", "ketat"), known_of("kota").all
    idle = [
        getattr(facts[int(loss.fact.split()[0])], "item", loss.fact)
        for loss, after in lost("kota", "ketat")
        if not loss.name and after.indicators == before.indicators
    ]
    assert idle == ["punya_bumd"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_came_too_late_counts_as_deleted(kind: str) -> None:
    """A statement known on the day after the cut-off leaves the very scorecard of its absence."""
    before, late = known_of(kind), QUARTER.due_date + timedelta(days=1)
    absent = [card for loss, card in lost(kind, "ketat") if not loss.name]
    for place, one in enumerate(before.all):
        moved = _without(before.all, place, with_values(one, known_on=late))
        assert card_of(with_facts(before, moved), "ketat") == absent[place], one


@pytest.mark.parametrize("kind", KINDS)
def test_a_farther_source_never_scores_better(kind: str) -> None:
    """A statement that only the press makes scores no better than one with its document."""
    before = known_of(kind)
    for place, one in enumerate(before.all):
        retold = _without(before.all, place, with_values(one, tier="kutipan_ulang"))
        after = card_of(with_facts(before, retold), "ketat")
        risen = [x.id for x in whole(kind, "ketat").indicators if rose(x, row(after, x.id))]
        assert not risen, one
