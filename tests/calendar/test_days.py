"""Working days in Indonesia, and until when a report of a quarter is on time."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Quarter
from monev.calendar import WorkCalendar, load_calendar, read_calendar_rules
from monev.errors import CatalogueError
from monev.yaml_file import catalogue_folder

CALENDAR = load_calendar()
QUARTERS = st.builds(Quarter, st.integers(2021, 2099), st.integers(1, 4))

Changed = Callable[[str, str], WorkCalendar]


@pytest.fixture
def changed(tmp_path: Path) -> Changed:
    """The packaged calendar with one piece of its text replaced."""

    def made(old: str, new: str) -> WorkCalendar:
        text = catalogue_folder("calendar.yaml").read_text(encoding="utf-8")
        assert text.count(old) == 1
        file = tmp_path / "calendar.yaml"
        file.write_text(text.replace(old, new), encoding="utf-8")
        return WorkCalendar(read_calendar_rules(file))

    return made


@pytest.mark.parametrize(
    ("quarter", "last", "reason"),
    [
        (Quarter(2024, 3), date(2024, 10, 10), ""),
        (Quarter(2025, 2), date(2025, 7, 10), ""),
        (Quarter(2026, 3), date(2026, 10, 12), "Sabtu, Minggu"),
        (Quarter(2021, 3), date(2021, 10, 11), "Minggu"),
        (Quarter(2022, 2), date(2022, 7, 11), "Hari Raya Idul Adha"),
        (
            Quarter(2024, 1),
            date(2024, 4, 16),
            "Hari Raya Idul Fitri, Hari kedua dari Hari Raya Idul Fitri, "
            "Cuti Bersama Hari Raya Idul Fitri, Sabtu, Minggu",
        ),
    ],
)
def test_a_due_day_that_is_off_moves_to_the_next_working_day(
    quarter: Quarter, last: date, reason: str
) -> None:
    """An ordinary 10th stays; weekends, holidays and joint leave move it, each said by name."""
    due = CALENDAR.due_day(quarter)
    assert (due.due_on, due.on_time_until, due.reason()) == (quarter.due_date, last, reason)
    assert due.moved is bool(reason)


def test_what_moved_says_from_where_and_why() -> None:
    """In both languages; a day that stays says nothing but itself."""
    assert CALENDAR.due_day(Quarter(2026, 3)).told() == (
        "12 Oktober 2026 (digeser dari 10 Oktober 2026: Sabtu, Minggu)"
    )
    assert CALENDAR.due_day(Quarter(2026, 3)).told("en") == (
        "12 October 2026 (moved from 10 October 2026: Saturday, Sunday)"
    )
    assert CALENDAR.due_day(Quarter(2024, 3)).told() == "10 Oktober 2024"


@given(QUARTERS)
def test_the_last_day_is_the_first_working_day_from_the_tenth(quarter: Quarter) -> None:
    """Nothing lies between but days off; every reminder is a working day before the 10th."""
    due = CALENDAR.due_day(quarter)
    assert due.due_on == quarter.due_date <= due.on_time_until
    assert CALENDAR.day_off(due.on_time_until) is None
    assert [one.day for one in due.because] == [
        due.due_on + timedelta(days=step) for step in range((due.on_time_until - due.due_on).days)
    ]
    for days in CALENDAR.rules.duties.reminders:
        reminder = CALENDAR.working_days_before(due.on_time_until, days)
        assert reminder < due.due_on
        assert CALENDAR.day_off(reminder) is None
        assert CALENDAR.working_days_left(reminder, due.on_time_until) == days


@given(st.dates(date(2021, 1, 1), date(2099, 12, 31)))
def test_one_quarter_is_open_on_every_day(day: date) -> None:
    """It is the first one whose evaluation still lies ahead."""
    quarter = CALENDAR.open_quarter(day)
    assert CALENDAR.evaluation_day(quarter.previous()) <= day < CALENDAR.evaluation_day(quarter)


def test_a_quarter_is_evaluated_on_the_11th_or_after_the_moved_day() -> None:
    """The day after the last day on time: 11 October 2024, 17 April 2024, 13 October 2026."""
    days = [CALENDAR.evaluation_day(Quarter(*one)) for one in ((2024, 3), (2024, 1), (2026, 3))]
    assert days == [date(2024, 10, 11), date(2024, 4, 17), date(2026, 10, 13)]


@pytest.mark.parametrize(
    ("off", "last"), [("true", date(2024, 10, 11)), ("false", date(2024, 10, 10))]
)
def test_a_decree_goes_before_the_library(changed: Changed, off: str, last: date) -> None:
    """A dated entry closes an ordinary day, or opens one that is a holiday otherwise."""
    entry = "overrides: [{day: 2024-10-10, off: %s, title: {id: Libur, en: Off}, reference: SKB}]"
    assert changed("overrides: []", entry % off).due_day(Quarter(2024, 3)).on_time_until == last
    opened = entry.replace("2024-10-10", "2024-04-12") % off
    expected = date(2024, 4, 16) if off == "true" else date(2024, 4, 12)
    assert changed("overrides: []", opened).due_day(Quarter(2024, 1)).on_time_until == expected


def test_without_the_rule_the_10th_stays_the_last_day(changed: Changed) -> None:
    """Who does not follow our proposal switches it off in one place."""
    strict = changed("rule: next_working_day", "rule: none")
    assert strict.due_day(Quarter(2024, 1)).on_time_until == date(2024, 4, 10)
    assert not strict.due_day(Quarter(2024, 1)).moved


def test_joint_leave_may_be_left_out(changed: Changed) -> None:
    """With libur nasional alone, Friday 12 April 2024 is a working day."""
    public = changed("[public, government]", "[public]")
    assert public.due_day(Quarter(2024, 1)).on_time_until == date(2024, 4, 12)


def test_an_estimated_holiday_says_so() -> None:
    """Lebaran of a year without a decree is an estimate by name."""
    day = CALENDAR.day_off(date(2029, 2, 15))
    assert day is not None
    assert "perkiraan" in day.why[0].id


TWICE = "{day: 2024-10-10, off: true, title: {id: Libur, en: Off}, reference: SKB}"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("overrides: []", f"overrides: [{TWICE}, {TWICE}]", "2024-10-10 stands twice"),
        ("reminders: [7, 3, 1]", "reminders: [1, 3, 7]", "from far to near"),
        ("  7: {id: Minggu", "  8: {id: Minggu", "days of the week"),
        ("rule: next_working_day", "rule: besok", "on_time.rule"),
        ("weekly_on: 1", "weekly_on: 0", "duties.weekly_on"),
    ],
)
def test_a_wrong_rule_is_refused_with_its_line(
    changed: Changed, old: str, new: str, told: str
) -> None:
    """Each mistake names the file, the line and what is expected."""
    with pytest.raises(CatalogueError, match=told) as refused:
        changed(old, new)
    assert str(refused.value).startswith("calendar.yaml:")
    assert refused.value.line > 1
