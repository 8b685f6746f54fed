"""A quarter as a value: how it is written, where it begins and ends, and when its report is due."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.quarter import Quarter

QUARTERS = st.builds(Quarter, st.integers(2001, 2198), st.integers(1, 4))


@pytest.mark.parametrize(
    "text",
    [
        *("2024-Q3", "2024Q3", "2024-q3", " 2024 - Q3 "),
        *("TW III 2024", "tw 3 2024", "TW.III/2024", "Triwulan III 2024"),
        *("Triwulan III Tahun 2024", "TRIWULAN  III TA 2024", "Tribulan III 2024"),
    ],
)
def test_every_written_form_is_the_same_quarter(text: str) -> None:
    """All forms that offices write are read as the third quarter of 2024."""
    assert Quarter.parse(text) == Quarter(2024, 3)


@pytest.mark.parametrize(
    "text", ["2024-Q5", "TW V 2024", "TW IIII 2024", "Q3", "2024", "", "24-Q3"]
)
def test_what_is_no_quarter_is_refused_with_the_forms_that_are(text: str) -> None:
    """A refusal names a form that would have been understood."""
    with pytest.raises(ValueError, match="2024-Q3"):
        Quarter.parse(text)


@pytest.mark.parametrize(("year", "number"), [(2024, 0), (2024, 5), (1999, 1), (2200, 1)])
def test_a_quarter_outside_the_calendar_cannot_be_made(year: int, number: int) -> None:
    """Numbers beyond 1 to 4 and years far away are refused on construction."""
    with pytest.raises(ValueError, match="expected"):
        Quarter(year, number)


def test_days_due_date_and_roll_up() -> None:
    """The third quarter of 2024 has these days, this due date, this half-year and this name."""
    quarter = Quarter(2024, 3)
    assert (quarter.start, quarter.end) == (date(2024, 7, 1), date(2024, 9, 30))
    assert quarter.due_date == date(2024, 10, 10)
    assert (quarter.semester, quarter.months_elapsed) == ("2024-S2", 9)
    assert quarter.label == quarter.label_in("id") == "Triwulan III Tahun 2024"
    assert quarter.label_in("en") == "Quarter III 2024"


def test_the_last_quarter_rolls_over_into_the_next_year() -> None:
    """Q4 ends on 31 December, is due in January, and is followed by Q1."""
    quarter = Quarter(2024, 4)
    assert (quarter.end, quarter.due_date) == (date(2024, 12, 31), date(2025, 1, 10))
    assert quarter.next() == Quarter(2025, 1)
    assert Quarter(2025, 1).previous() == quarter


@pytest.mark.parametrize(
    ("moment", "ended"),
    [
        (datetime(2024, 9, 30, 16, 59, tzinfo=UTC), "2024-Q2"),
        (datetime(2024, 9, 30, 17, 30, tzinfo=UTC), "2024-Q3"),
        (datetime(2024, 12, 31, 17, 0, tzinfo=UTC), "2024-Q4"),
        (datetime(2025, 1, 11, 2, 0, tzinfo=UTC), "2024-Q4"),
    ],
)
def test_the_quarter_that_has_just_ended_is_that_of_jakarta(moment: datetime, ended: str) -> None:
    """At 17:30 UTC on 30 September it is already 1 October in Jakarta."""
    assert str(Quarter.ended_before(moment)) == ended


def test_a_naive_moment_is_refused() -> None:
    """A time without a zone has no day in Jakarta."""
    with pytest.raises(ValueError, match="aware"):
        Quarter.ended_before(datetime(2024, 10, 1))  # noqa: DTZ001 - naive on purpose


@given(QUARTERS)
def test_next_and_previous_undo_each_other(quarter: Quarter) -> None:
    """One step forward and one back, in either order, lead home; order in time is kept."""
    assert quarter.next().previous() == quarter == quarter.previous().next()
    assert quarter.previous() < quarter < quarter.next()


@given(QUARTERS)
def test_a_quarter_is_read_back_from_what_it_prints(quarter: Quarter) -> None:
    """Both its short form and its Indonesian name are read as the same quarter."""
    assert Quarter.parse(str(quarter)) == quarter == Quarter.parse(quarter.label)


@given(st.dates(date(2001, 1, 1), date(2198, 12, 31)))
def test_every_day_lies_in_exactly_its_quarter(day: date) -> None:
    """The quarter that contains a day begins no later and ends no earlier; neighbours do not."""
    quarter = Quarter.containing(day)
    assert quarter.start <= day <= quarter.end
    assert quarter.previous().end < day < quarter.next().start
