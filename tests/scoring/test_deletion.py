"""Taking a fact away: no number in its place, and no better score unless a worse statement left.

What holds when one fact is deleted in mode ketat, and is tested here over every fact of two full
regions, and over every stated field of them:

1. nothing in the trace leads to the deleted fact any more;
2. an indicator with no statement left is *data tidak tersedia*, scores 0 and is open from 0 to
   100: deletion never turns into a number, and completeness falls;
3. an indicator rises only where it is still measured, from statements that remain: then the
   deleted one was the worse of several, and completeness stays as it was.
"""

from decimal import Decimal

import pytest

from models import Fact
from monev.scorecard import IndicatorScore, Scorecard
from tests.facts import row, scored, without_field
from tests.scoring.best_region import excellent
from tests.scoring.cases import case

REGIONS = {"lengkap": case("kota_lengkap").made_facts(), "terbaik": excellent()}
EVERY_FACT = [
    pytest.param(facts, place, id=f"{name}-{place}-{one.kind}")
    for name, facts in REGIONS.items()
    for place, one in enumerate(facts)
]
CAN_BE_UNSTATED = (
    *("allocation_idr", "realised_idr", "realised_on", "persons", "months", "monthly_rate_idr"),
    *("active_persons", "eligible_persons", "coverage_pct", "change_value", "substance"),
    *("registered_persons", "paid_person_months", "count", "total"),
)
DROPPED_SILENTLY = {("allocation_idr", "B3")}
"""Fields whose absence improves an indicator today: budget_absorption leaves the line out."""


def changes(before: Scorecard, after: Scorecard) -> list[tuple[IndicatorScore, IndicatorScore]]:
    """Indicators whose outcome differs, before and after."""
    pairs = [(one, row(after, one.id)) for one in before.indicators]
    return [
        (one, other)
        for one, other in pairs
        if (one.status, one.score, one.inputs) != (other.status, other.score, other.inputs)
    ]


def never_in_place(before: IndicatorScore, after: IndicatorScore) -> None:
    """Hold an indicator that lost a fact against invariants 2 and 3."""
    if after.status == "data_tidak_tersedia":
        assert (after.value, after.points, after.score) == (None, None, 0)
        assert (after.low, after.high) == (0, 100)
    elif (after.score or 0) > (before.score or 0):
        assert after.status == before.status == "dinilai"
        assert after.inputs
        assert set(map(str, after.inputs)) < set(map(str, before.inputs))


@pytest.mark.parametrize(("facts", "place"), EVERY_FACT)
def test_deleting_a_fact_never_prints_a_number_in_its_place(facts: list[Fact], place: int) -> None:
    """The three invariants hold for the deletion of any single fact."""
    gone = facts[place]
    before, after = scored(facts), scored(facts[:place] + facts[place + 1 :])
    assert gone.evidence_sha256 not in {
        each.evidence_sha256 for one in after.indicators for each in one.inputs
    }
    assert after.completeness <= before.completeness
    for one, other in changes(before, after):
        never_in_place(one, other)
    risen = [one.id for one, other in changes(before, after) if _rose(one, other)]
    assert (after.score or 0) <= (before.score or 0) or risen


def _rose(before: IndicatorScore, after: IndicatorScore) -> bool:
    return (after.score or Decimal(0)) > (before.score or Decimal(0))


def test_only_a_worse_line_of_the_budget_can_leave_a_better_score() -> None:
    """Of all facts of the full region, only two lines of one budget can be each other's worse."""
    facts = REGIONS["lengkap"]
    before = scored(facts)
    risen = {
        (gone.kind, one.id)
        for place, gone in enumerate(facts)
        for one, other in changes(before, scored(facts[:place] + facts[place + 1 :]))
        if _rose(one, other)
    }
    assert risen == {("budget", "B2"), ("budget", "B3")}


def test_every_fact_of_the_full_region_matters() -> None:
    """The deletions above test something: each fact but "punya_bumd: ya" changes the outcome."""
    facts = REGIONS["lengkap"]
    before = scored(facts)
    idle = [
        getattr(gone, "item", gone.kind)
        for place, gone in enumerate(facts)
        if not changes(before, scored(facts[:place] + facts[place + 1 :]))
    ]
    assert idle == ["punya_bumd"]


EVERY_FIELD = [
    pytest.param(place, name, id=f"{place}-{one.kind}-{name}")
    for place, one in enumerate(REGIONS["lengkap"])
    for name in CAN_BE_UNSTATED
    if getattr(one, name, None) is not None
]


@pytest.mark.parametrize(("place", "name"), EVERY_FIELD)
def test_an_unstated_field_never_raises_a_score(place: int, name: str) -> None:
    """A fact that leaves a figure out scores no better than one that states it (but see below)."""
    facts = list(REGIONS["lengkap"])
    before = scored(facts)
    facts[place] = without_field(facts[place], name)
    for one, other in changes(before, scored(facts)):
        if (name, one.id) not in DROPPED_SILENTLY:
            assert not _rose(one, other), one.id


def test_an_unstated_allocation_never_improves_absorption() -> None:
    """Spending without its allocation leaves absorption unknown; it must not lift the rest."""
    facts = list(REGIONS["lengkap"])
    before = row(scored(facts), "B3")
    place = next(at for at, one in enumerate(facts) if one.kind == "budget")
    facts[place] = without_field(facts[place], "allocation_idr")
    assert not _rose(before, row(scored(facts), "B3"))


@pytest.mark.parametrize("name", sorted(set(CAN_BE_UNSTATED)))
def test_every_field_that_can_be_unstated_is_one_of_a_fact(name: str) -> None:
    """The list above names fields that facts really have."""
    assert any(name in type(one).model_fields for one in REGIONS["lengkap"])
