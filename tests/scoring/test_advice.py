"""Recommendations: what gains most comes first, each with who, until when, and what it costs."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from models import Fact, Quarter
from tests.facts import QUARTER, fact, row, scored
from tests.scoring.cases import case
from tests.scoring.strategies import fact_sets, kinds

RICH = case("kota_lengkap").made_facts()
STAYING = [
    *(("RTRW", 1528), ("BPU-KADER", 2650), ("BPU-NELAYAN", 332), ("KEBERSIHAN", 61)),
    ("BPU-LINMAS", 1593),
]
LEAVING = [("ADHOC-KPU", 11658), ("ADHOC-BAWASLU", 1363)]


def insured(*groups: tuple[str, int], day: date = date(2024, 8, 22), **more: Any) -> list[Fact]:
    """Workers paid by the APBD, by group, as one publication lists them."""
    shared = {"source_title": f"Daftar {day}", **more}
    return [
        fact("participation", day=day, segment=name, payer="APBD", active_persons=persons, **shared)
        for name, persons in groups
    ]


@given(fact_sets(), kinds)
def test_actions_stand_in_the_order_of_their_gain(facts: list[Fact], kind: str) -> None:
    """Numbered from one, the largest gain first, equal gains by id; one action per indicator."""
    card = scored(facts, kind=kind)
    assert [one.number for one in card.actions] == list(range(1, len(card.actions) + 1))
    order = [(-one.gain, one.indicator) for one in card.actions]
    assert order == sorted(order)
    wanted = {
        one.id
        for one in card.indicators
        if one.status != "tidak_berlaku" and (one.score or 0) < (85 if one.id == "A1" else 100)
    }
    assert {one.indicator for one in card.actions} == wanted
    assert len(card.actions) == len(wanted)


@given(fact_sets(), kinds)
def test_the_gains_are_what_is_missing_to_a_hundred(facts: list[Fact], kind: str) -> None:
    """Doing everything gains exactly what the strict score lacks.

    A Perkada in force is done (`done_at: 85`), though a Perda beside it would be worth more.
    """
    card = scored(facts, kind=kind, mode="ketat")
    gains = sum((one.gain for one in card.actions), Decimal(0))
    a1 = row(card, "A1")
    if "A1" not in {one.indicator for one in card.actions}:
        gains += (100 - (a1.score or Decimal(0))) * a1.effective_weight / 100
    assert abs((card.score or 0) + gains - 100) < Decimal("1e-20")


def test_the_first_actions_of_the_full_region() -> None:
    """C1 lacks 50 of 10 points, C3 and B2 50 of 8, C4 50 of 7: the order a hand would give."""
    actions = scored(RICH).actions
    assert [(one.indicator, one.gain) for one in actions[:4]] == [
        ("C1", Decimal(5)),
        ("B2", Decimal(4)),
        ("C3", Decimal(4)),
        ("C4", Decimal("3.5")),
    ]


def test_missing_data_is_asked_for_and_not_scolded() -> None:
    """For what is missing the action asks for the data; for what is unmet it asks for the deed."""
    unknown = {one.indicator: one for one in scored([]).actions}["K2"]
    unmet = {one.indicator: one for one in scored(RICH).actions}["K2"]
    assert (unknown.cause, unmet.cause) == ("data", "koordinasi")
    assert unknown.text.startswith("Nyatakan")
    assert unmet.text.startswith("Terapkan")
    assert unknown.text_en.startswith("State")
    assert unmet.text_en.startswith("Apply")
    assert unmet.deadline_title_en == "the next quarterly report"
    assert unknown.agency == unmet.agency == "DPMPTSP"


@pytest.mark.parametrize("number", [1, 2, 3, 4])
def test_deadlines_lie_ahead_and_within_a_year(number: int) -> None:
    """Every deadline comes after the cut-off of the quarter, and no later than a year after it."""
    quarter = Quarter(2024, number)
    for one in scored([], quarter).actions:
        assert quarter.due_date < one.deadline
        assert (one.deadline - quarter.due_date).days <= 366


@pytest.mark.parametrize(
    ("indicator", "deadline"),
    [("A1", date(2024, 12, 31)), ("B1", date(2025, 5, 31)), ("B2", date(2024, 11, 30))],
)
def test_deadlines_follow_the_calendar_of_the_budget(indicator: str, deadline: date) -> None:
    """After 10 October 2024: rules by year's end, the draft budget in November, the RKPD in May."""
    found = {one.indicator: one.deadline for one in scored([]).actions}
    assert found[indicator] == deadline
    assert found["G1"] == QUARTER.next().due_date == date(2025, 1, 10)


def test_the_amount_for_those_who_remain_insured() -> None:
    """6.164 workers x 12 months x Rp16.800 = Rp1.242.662.400; ad hoc election staff have left."""
    assert sum(persons for _, persons in STAYING) == 6164
    (action,) = _b2(insured(*STAYING, *LEAVING))
    assert action == (1_242_662_400, "6164 x 12 x 16800")


def test_the_stated_total_is_not_added_to_its_groups() -> None:
    """The 17.000 of the headline are the same people as the groups below it."""
    (action,) = _b2(insured(*STAYING, *LEAVING, ("SEMUA", 17000)))
    assert action[0] == 1_242_662_400


def test_without_a_statement_no_amount_is_named() -> None:
    """Nobody said how many are insured: no amount, rather than zero rupiah."""
    assert _b2([]) == [(None, "")]


def test_only_the_budget_action_bears_an_amount() -> None:
    """The cost is named once, beside the action it belongs to."""
    actions = scored(insured(*STAYING)).actions
    assert [one.indicator for one in actions if one.amount_idr is not None] == ["B2"]


def test_the_newest_statement_gives_the_amount() -> None:
    """A list of March is replaced by that of August, not added to it."""
    (action,) = _b2([*insured(("RTRW", 999), day=date(2024, 3, 1)), *insured(*STAYING)])
    assert action[0] == 1_242_662_400


def test_two_papers_with_one_list_do_not_double_the_workers() -> None:
    """The same groups, told on one day by two outlets, are the same workers."""
    other = insured(*STAYING, source_title="lain", source_publisher="Koran Lain")
    (action,) = _b2([*insured(*STAYING), *other])
    assert action[0] == 1_242_662_400


def test_a_group_is_not_added_to_its_parent() -> None:
    """Fishers are vulnerable workers: 332 of 1.000 remain 1.000."""
    (action,) = _b2(insured(("BPU-RENTAN", 1000), ("BPU-NELAYAN", 332)))
    assert action[0] == 201_600_000


def _b2(facts: list[Fact]) -> list[tuple[int | None, str]]:
    return [
        (one.amount_idr, one.amount_arithmetic)
        for one in scored(facts).actions
        if one.indicator == "B2"
    ]


def test_what_does_not_apply_needs_no_action() -> None:
    """A region without BUMD is not told to insure its staff."""
    card = scored([fact("attestation", item="punya_bumd", answer="tidak")])
    assert row(card, "K1").status == "tidak_berlaku"
    assert "K1" not in {one.indicator for one in card.actions}
