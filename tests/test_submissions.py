"""Completeness and timeliness: one reckoning, from days and codes alone."""

from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from models import Quarter
from monev.submissions import (
    ReportingRates,
    Standing,
    Submission,
    replaced,
    reporting_rates,
    standing,
    standings,
)

QUARTER = Quarter(2024, 3)
DUE = date(2024, 10, 10)
CODES = ("36.71", "36.72", "36.73", "36.74")


def handed_in(code: str, day: date, sha: str = "a", order: int = 1) -> Submission:
    """A hand-in for the third quarter of 2024."""
    return Submission(code, "2024-Q3", day, sha, order)


def test_the_tenth_is_in_time_and_the_eleventh_is_late() -> None:
    """The due day itself still counts."""
    assert standing([DUE], DUE, excused=False) is Standing.ON_TIME
    assert standing([DUE + timedelta(days=1)], DUE, excused=False) is Standing.LATE


def test_a_correction_does_not_make_a_report_late() -> None:
    """The first hand-in decides about time."""
    days = [DUE + timedelta(days=30), DUE - timedelta(days=3)]
    assert standing(days, DUE, excused=False) is Standing.ON_TIME


def test_who_is_excused_and_hands_in_all_the_same_counts_as_received() -> None:
    """An excuse takes a missing report out of the reckoning, never one that came."""
    stand = standings(CODES, [handed_in("36.71", DUE)], QUARTER, DUE, excused={"36.71", "36.72"})
    assert [stand[code] for code in CODES] == [
        Standing.ON_TIME,
        Standing.EXCUSED,
        Standing.MISSING,
        Standing.MISSING,
    ]


def test_a_report_of_another_quarter_does_not_count() -> None:
    """What was handed in for the second quarter is no report of the third."""
    other = Submission("36.71", "2024-Q2", DUE, "a", 1)
    assert standings(["36.71"], [other], QUARTER, DUE)["36.71"] is Standing.MISSING


def test_shares_are_of_those_expected() -> None:
    """Two of three expected came, one of them in time; the excused one is not counted."""
    late = DUE + timedelta(days=2)
    came = [handed_in("36.71", DUE), handed_in("36.72", late)]
    rates = reporting_rates(standings(CODES, came, QUARTER, DUE, excused={"36.74"}))
    assert rates == ReportingRates(due=4, on_time=1, late=1, missing=1, excused=1)
    assert rates.expected == 3
    assert rates.completeness_pct == Decimal(200) / 3
    assert rates.timeliness_pct == Decimal(100) / 3


def test_no_share_where_nobody_is_expected() -> None:
    """Nobody due, or all excused: there is no percentage, and it is not zero."""
    assert reporting_rates({}).completeness_pct is None
    assert reporting_rates({"36.71": Standing.EXCUSED}).timeliness_pct is None


def test_a_later_hand_in_replaces_the_one_before_it() -> None:
    """Of two on different days the later stands, of two on one day the one that came last."""
    first, second = handed_in("36.71", DUE, "a", 1), handed_in("36.71", DUE, "b", 2)
    assert replaced([second, first], DUE) == {"a"}
    older = handed_in("36.71", DUE - timedelta(days=1), "c", 9)
    assert replaced([older, first, second], DUE) == {"a", "c"}


def test_a_correction_after_the_cut_off_leaves_the_cut_off_as_it_was() -> None:
    """What was handed in later does not replace what was known by the day asked for."""
    first = handed_in("36.71", DUE, "a", 1)
    correction = handed_in("36.71", DUE + timedelta(days=5), "b", 2)
    assert replaced([first, correction], DUE) == frozenset()
    assert replaced([first, correction], DUE + timedelta(days=5)) == {"a"}


def test_the_same_bytes_handed_in_twice_stand() -> None:
    """Sending one file twice replaces nothing."""
    twice = [handed_in("36.71", DUE, "a", 1), handed_in("36.71", DUE, "a", 2)]
    assert replaced(twice, DUE) == frozenset()


@given(
    st.lists(
        st.tuples(st.sampled_from(CODES), st.integers(min_value=-30, max_value=30)), max_size=30
    ),
    st.sets(st.sampled_from(CODES)),
)
def test_every_government_stands_exactly_once(
    days: list[tuple[str, int]], excused: set[str]
) -> None:
    """The four counts always add up to the governments that are due."""
    came = [handed_in(code, DUE + timedelta(days=offset)) for code, offset in days]
    rates = reporting_rates(standings(CODES, came, QUARTER, DUE, excused))
    assert rates.on_time + rates.late + rates.missing + rates.excused == rates.due == len(CODES)
