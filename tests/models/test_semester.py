"""A half-year as a value: how it is written, which quarters it rolls up, when it ends."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.quarter import Quarter
from models.semester import Semester

SEMESTERS = st.builds(Semester, st.integers(2001, 2198), st.integers(1, 2))


@pytest.mark.parametrize(
    "text",
    [
        *("2024-S2", "2024S2", "2024-s2", " 2024 - S2 "),
        *("Semester II 2024", "SEMESTER  2 TA 2024", "Semester II Tahun 2024", "Smt. II/2024"),
    ],
)
def test_every_written_form_is_the_same_semester(text: str) -> None:
    """All forms that offices write are read as the second half of 2024."""
    assert Semester.parse(text) == Semester(2024, 2)


@pytest.mark.parametrize("text", ["2024-S3", "Semester III 2024", "2024-Q3", "S2", "2024", ""])
def test_what_is_no_semester_is_refused_with_the_forms_that_are(text: str) -> None:
    """A refusal names a form that would have been understood; a quarter is no half-year."""
    with pytest.raises(ValueError, match="2024-S2"):
        Semester.parse(text)


@pytest.mark.parametrize(("year", "number"), [(2024, 0), (2024, 3), (1999, 1), (2200, 2)])
def test_a_semester_outside_the_calendar_cannot_be_made(year: int, number: int) -> None:
    """Numbers beyond 1 and 2 and years far away are refused on construction."""
    with pytest.raises(ValueError, match="expected"):
        Semester(year, number)


def test_the_second_half_of_a_year() -> None:
    """The second semester of 2024 has these quarters, days, due date and names."""
    semester = Semester(2024, 2)
    assert semester.quarters() == (Quarter(2024, 3), Quarter(2024, 4))
    assert (semester.start, semester.end) == (date(2024, 7, 1), date(2024, 12, 31))
    assert semester.due_date == date(2025, 1, 10)
    assert semester.label_in("id") == "Semester II Tahun 2024"
    assert semester.label_in("en") == "Half-year II 2024"


@given(SEMESTERS)
def test_its_quarters_roll_up_into_it_and_its_name_is_read_back(semester: Semester) -> None:
    """Both quarters lead back to their half-year, as value and as text, and so does its name."""
    for quarter in semester.quarters():
        assert Semester.of(quarter) == semester
        assert quarter.semester == str(semester)
    assert Semester.parse(str(semester)) == semester
    assert Semester.parse(semester.label_in("id")) == semester
