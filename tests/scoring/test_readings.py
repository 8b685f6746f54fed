"""Statements that can be read in two ways: the worse is scored, the better is the upper bound."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Fact
from monev.profile import Profile
from monev.rubric import rules_in_force
from monev.scoring import profile
from tests.facts import QUARTER, fact, known, packaged_rubric, row, scored

CILEGON: dict[str, Any] = {"segment": "SEMUA", "coverage_pct": 53, "change_value": 6}
JATENG = fact("participation", segment="SEMUA", coverage_pct=60)


def told(*facts: Fact) -> Profile:
    """The profile of a region that stated `facts`."""
    return profile(known(facts), rules_in_force(packaged_rubric(), "kota", QUARTER.end))


@pytest.mark.parametrize(
    ("reading", "score", "high"),
    [("poin", 60, 60), ("relatif", 30, 30), ("belum_pasti", 30, 60)],
)
def test_a_rise_of_six_percent(reading: str, score: int, high: int) -> None:
    """53% after "naik 6%": 6 points from 47, or 3 points from 50; uncertain, the worse counts."""
    found = row(scored([fact("participation", **CILEGON, change_reading=reading)]), "C2")
    assert (found.score, found.low, found.high) == (score, score, high)


def test_both_readings_stand_in_the_arithmetic() -> None:
    """The trace shows the sum of either reading, the worse one first, and names both steps."""
    found = row(scored([fact("participation", **CILEGON, change_reading="belum_pasti")]), "C2")
    assert (found.arithmetic, found.best_arithmetic) == ("53 - 50 = 3", "53 - 47 = 6")
    assert [(one.title, one.arithmetic) for one in found.steps] == [
        ("cakupan_semula_relatif", "53 / (1 + 6 / 100) = 50"),
        ("cakupan_semula_poin", "53 - 6 = 47"),
    ]
    assert Decimal(found.value or 0) == 3
    assert Decimal(found.best_value or 0) == 6


def test_both_readings_are_told_beside_the_score() -> None:
    """The profile gives 47 and 50 with their names, for the report to print both."""
    change = told(fact("participation", **CILEGON, change_reading="belum_pasti")).change
    assert change is not None
    assert [(one.reading, one.before_pct) for one in change.readings] == [
        ("poin", 47),
        ("relatif", 50),
    ]


@pytest.mark.parametrize(
    ("reading", "pcts"), [("poin", [70]), ("relatif", [66]), ("belum_pasti", [70, 66])]
)
def test_a_goal_of_plus_ten(reading: str, pcts: list[int]) -> None:
    """ "+10 persen" on 60% is 70 if points and 66 if relative; the report prints what is open."""
    goal = fact("target", change_value=10, change_reading=reading)
    lines = told(JATENG, goal).targets
    assert lines[0].pcts == pcts
    assert lines[0].family == "daerah"


def test_an_open_goal_scores_the_farther_end() -> None:
    """60% of 70 is scored and 60% of 66 is the bound; both stand in the arithmetic."""
    goal = fact("target", change_value=10, change_reading="belum_pasti")
    found = row(scored([JATENG, goal]), "C1")
    assert found.score is not None
    assert found.score == found.low < found.high
    assert round(found.score, 4) == Decimal("79.5918")
    assert round(found.high, 4) == Decimal("87.0130")
    assert "60 + 10 = 70" in [one.arithmetic for one in found.steps]
    assert "60 x (1 + 10 / 100) = 66" in [one.arithmetic for one in found.steps]


def test_an_open_reading_from_the_press_is_capped_twice() -> None:
    """Score and bound of a press statement both stop at 50."""
    goal = fact("target", change_value=10, change_reading="belum_pasti", tier="media")
    found = row(scored([JATENG, goal]), "C1")
    assert (found.score, found.high) == (50, 50)


@given(
    st.decimals(1, 100, places=2),
    st.decimals("-20", 20, places=2),
    st.sampled_from(["poin", "relatif"]),
)
def test_an_open_reading_spans_the_sure_ones(pct: Decimal, change: Decimal, sure: str) -> None:
    """Whichever reading is confirmed later, its score lies within the bounds of the open one."""
    values: dict[str, Any] = {"segment": "SEMUA", "coverage_pct": pct, "change_value": change}
    unsure = row(scored([fact("participation", **values, change_reading="belum_pasti")]), "C2")
    certain = row(scored([fact("participation", **values, change_reading=sure)]), "C2")
    assert certain.score is not None
    assert unsure.low <= certain.score <= unsure.high
    assert unsure.score == unsure.low


def test_the_own_target_is_taken_before_the_nation_s() -> None:
    """A region with a target of its own is measured against it, not against the nation's."""
    day = date(2025, 6, 30)
    facts = [
        fact("participation", day=day, segment="SEMUA", coverage_pct=50),
        fact("target", day=day, coverage_pct=50),
    ]
    found = row(scored(facts, QUARTER.next().next().next()), "C1")
    assert found.score == 100
    assert "target_ucj_nasional" not in [one.name for one in found.parameters]


def test_the_nation_s_target_is_named_with_its_day_and_source() -> None:
    """Measured against 52.15%, the trace names the parameter, since when, and who said so."""
    facts = [fact("participation", day=date(2025, 6, 30), segment="SEMUA", coverage_pct=50)]
    named = row(scored(facts, QUARTER.next().next().next()), "C1").parameters
    (used,) = [one for one in named if one.name == "target_ucj_nasional"]
    assert (used.name, used.value) == ("target_ucj_nasional", Decimal("52.15"))
    assert (used.since, used.reference) == (date(2025, 5, 15), "Paparan Kemendagri, 15 Mei 2025")


@pytest.mark.parametrize("family", ["RPJMN", "RKP", "RPJPN"])
def test_families_of_targets_are_never_mixed(family: str) -> None:
    """A target of the RPJMN, RKP or RPJPN is no UCJ target: it leaves coverage unmeasured."""
    found = row(scored([JATENG, fact("target", family=family, coverage_pct=60)]), "C1")
    assert found.status == "data_tidak_tersedia"


@pytest.mark.parametrize("due", [date(2023, 12, 31), date(2025, 12, 31), date(2045, 12, 31)])
def test_a_target_of_another_year_does_not_measure_this_one(due: date) -> None:
    """The goal of 2025 says nothing about 2024, nor does the goal of 2045."""
    found = row(scored([JATENG, fact("target", coverage_pct=60, due_on=due)]), "C1")
    assert found.status == "data_tidak_tersedia"


def test_a_target_of_zero_is_no_target() -> None:
    """A target cell with 0 must not end the evaluation of the region: nothing is measured by it."""
    found = row(scored([JATENG, fact("target", coverage_pct=0)]), "C1")
    assert found.status == "data_tidak_tersedia"


def test_a_fall_by_all_of_it_is_no_division_by_zero() -> None:
    """ "turun 100%" is absurd as a relative change, and must not end the evaluation."""
    values: dict[str, Any] = {"segment": "SEMUA", "coverage_pct": 5, "change_value": -100}
    found = row(scored([fact("participation", **values, change_reading="belum_pasti")]), "C2")
    assert found.score == 0


def test_a_year_is_measured_from_the_figure_nearest_to_a_year_ago() -> None:
    """Of figures of September and November 2023, September is a year before September 2024."""
    same: dict[str, Any] = {"segment": "SEMUA", "definition": "penduduk bekerja"}
    facts = [
        fact("participation", day=date(2023, 9, 29), coverage_pct=20, **same),
        fact("participation", day=date(2023, 11, 25), coverage_pct=25, **same),
        fact("participation", coverage_pct=26, **same),
    ]
    assert row(scored(facts), "C2").score == 60


def test_the_base_of_a_rise_is_an_input() -> None:
    """65% of (60 + 10): the 60 of a press report stands in the trace, and caps what rests on it."""
    before = date(2023, 12, 19)
    facts = [
        fact("participation", day=before, segment="SEMUA", coverage_pct=60, tier="media"),
        fact("participation", segment="SEMUA", coverage_pct=65),
        fact("target", known_on=before, change_value=10, change_reading="poin"),
    ]
    found = row(scored(facts), "C1")
    assert "60" in [one.value for one in found.inputs]
    assert found.cap == 50
