"""What falls due by itself: nothing is lost and nothing is done twice, whoever was off when."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from models import DutyOutcome, Quarter, ScheduledDuty
from monev.calendar import load_calendar
from monev.duties import EVALUATION, REFRESH, REMINDER, coming, is_given_up, what_is_due

CALENDAR = load_calendar()
Books = list[ScheduledDuty]


def at(day: date, hour: int = 2) -> datetime:
    """An hour of a day in Jakarta, which is seven hours ahead of UTC."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=UTC) - timedelta(hours=7)


def carried_out(
    now: datetime, books: Books, outcome: DutyOutcome = DutyOutcome.DONE
) -> list[tuple[str, str, date]]:
    """Do all that is due, and note it as the store does; returns what was begun."""
    begun = []
    for duty in what_is_due(now, books, CALENDAR):
        row = duty.again
        if row is None:
            row = ScheduledDuty(
                name=duty.name, scope=str(duty.quarter), due_on=duty.due_on, begun_at=now
            )
            books.append(row)
        else:
            row.attempts, row.begun_at = row.attempts + 1, now
        row.outcome = outcome
        begun.append((duty.name, str(duty.quarter), duty.due_on))
    return begun


@settings(max_examples=60)
@given(
    st.dates(date(2024, 1, 1), date(2026, 1, 1)),
    st.lists(st.tuples(st.integers(0, 130), st.sampled_from([2, 14, 22])), max_size=25),
)
def test_no_quarter_is_lost_and_none_runs_twice(first: date, pauses: list[tuple[int, int]]) -> None:
    """However long a machine was off, each quarter since its first look is run once."""
    books: Books = []
    begun, today = carried_out(at(first), books), first
    for pause, hour in pauses:
        today += timedelta(days=pause)
        begun += carried_out(at(today, hour), books)
    assert len(begun) == len({one[:2] if one[0] != REFRESH else one for one in begun})
    evaluated = [Quarter.parse(scope) for name, scope, _ in begun if name == EVALUATION]
    newest, expected = CALENDAR.open_quarter(today).previous(), []
    quarter = CALENDAR.open_quarter(first).previous()
    while quarter <= newest:
        expected.append(quarter)
        quarter = quarter.next()
    assert evaluated == expected
    assert what_is_due(at(today, 23), books, CALENDAR) == []


@given(st.dates(date(2024, 1, 1), date(2027, 12, 31)), st.integers(1, 60))
def test_of_missed_refreshes_and_reminders_only_the_newest_is_made_up(
    day: date, pause: int
) -> None:
    """After two weeks or two months off there is one refresh and at most one reminder to do."""
    books: Books = []
    carried_out(at(day), books)
    later = day + timedelta(days=pause)
    names = [one.name for one in what_is_due(at(later), books, CALENDAR)]
    between = (day + timedelta(days=step) for step in range(1, pause + 1))
    assert names.count(REFRESH) == any(one.isoweekday() == 1 for one in between)
    assert sum(name.startswith(REMINDER) for name in names) <= 1


def test_a_new_workspace_begins_with_the_newest_quarter() -> None:
    """Nobody asks for the years before; the evaluation stands before the refresh."""
    due = what_is_due(at(date(2024, 10, 14)), [], CALENDAR)
    assert [(one.name, str(one.quarter), one.due_on) for one in due] == [
        (EVALUATION, "2024-Q3", date(2024, 10, 11)),
        (REFRESH, "2024-Q4", date(2024, 10, 14)),
    ]


def test_the_evaluation_waits_for_the_moved_day() -> None:
    """With Lebaran on the 10th, the first quarter of 2024 is run on the 17th, not on the 11th."""
    books: Books = []
    carried_out(at(date(2024, 4, 9)), books)
    for day in range(10, 17):
        begun = carried_out(at(date(2024, 4, day)), books)
        assert not [one for one in begun if one[0] == EVALUATION]
    assert (EVALUATION, "2024-Q1", date(2024, 4, 17)) in carried_out(at(date(2024, 4, 17)), books)


def test_the_day_begins_in_jakarta() -> None:
    """At 17:00 UTC on the 10th it is the 11th in Jakarta, an hour before it is not."""
    books: Books = []
    carried_out(at(date(2024, 10, 9)), books)
    evening = datetime(2024, 10, 10, 16, tzinfo=UTC)
    assert not [one for one in what_is_due(evening, books, CALENDAR) if one.name == EVALUATION]
    later = evening + timedelta(hours=1)
    assert [one for one in what_is_due(later, books, CALENDAR) if one.name == EVALUATION]


def test_reminders_come_7_3_and_1_working_days_before() -> None:
    """For Thursday 10 October 2024: 1, 7 and 9 October, and none on any other day."""
    books: Books = []
    found = []
    for step in range(30):
        day = date(2024, 9, 20) + timedelta(days=step)
        found += [one for one in carried_out(at(day), books) if one[0].startswith(REMINDER)]
    assert [(name, due) for name, _, due in found] == [
        ("reminder-7", date(2024, 10, 1)),
        ("reminder-3", date(2024, 10, 7)),
        ("reminder-1", date(2024, 10, 9)),
    ]


def test_what_failed_is_tried_on_three_days_and_then_given_up() -> None:
    """Not again on the same day; after the third attempt only a person can."""
    books: Books = []
    day = date(2024, 10, 15)
    for number in (1, 2, 3):
        carried_out(at(day, 2), books, DutyOutcome.FAILED)
        assert carried_out(at(day, 6), books) == []
        assert {one.attempts for one in books} == {number}
        assert {is_given_up(one, at(day, 6), CALENDAR) for one in books} == {number == 3}
        day += timedelta(days=1)
    assert carried_out(at(day), books) == []


def test_an_attempt_that_never_ended_is_taken_up_again() -> None:
    """A machine that died in the middle loses no quarter, once it has been silent for 20 hours."""
    books: Books = []
    carried_out(at(date(2024, 10, 15)), books, DutyOutcome.UNDER_WAY)
    assert what_is_due(at(date(2024, 10, 15), 21), books, CALENDAR) == []
    again = what_is_due(at(date(2024, 10, 15), 22), books, CALENDAR)
    assert [one.name for one in again] == [EVALUATION, REFRESH]


def test_a_reminder_that_was_cut_off_is_not_sent_again() -> None:
    """Some letters may be out; a second round would reach people twice."""
    books: Books = []
    carried_out(at(date(2024, 10, 9)), books, DutyOutcome.UNDER_WAY)
    due = what_is_due(at(date(2024, 10, 10)), books, CALENDAR)
    assert not [one for one in due if one.name.startswith(REMINDER)]


def test_a_calendar_that_changes_its_mind_runs_no_quarter_twice() -> None:
    """A quarter that was run on the 11th is not run on the 13th because of a late decree."""
    now = at(date(2024, 10, 14))
    early = ScheduledDuty(
        name=EVALUATION,
        scope="2024-Q3",
        due_on=date(2024, 10, 9),
        begun_at=now,
        outcome=DutyOutcome.DONE,
    )
    names = [one.name for one in what_is_due(now, [early], CALENDAR)]
    assert EVALUATION not in names


def test_what_comes_next_is_told_in_order() -> None:
    """The rest of the open quarter and the next refresh, all after today."""
    ahead = coming(at(date(2026, 10, 7)), CALENDAR)
    assert [(one.name, str(one.quarter), one.due_on.day) for one in ahead] == [
        ("reminder-1", "2026-Q3", 9),
        (REFRESH, "2026-Q3", 12),
        (EVALUATION, "2026-Q3", 13),
    ]
