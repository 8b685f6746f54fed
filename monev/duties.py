"""What falls due by itself, and what of it is still to be done: a pure decision.

Moment, calendar and what was taken on before go in; duties come out. Taking one on so that nobody
else does is `take_duties`' work, carrying it out the flows'.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models import DutyOutcome, Quarter, ScheduledDuty
from models.quarter import JAKARTA
from monev.calendar import WorkCalendar

EVALUATION = "quarterly"
REFRESH = "weekly"
REMINDER = "reminder-"
"""Names of duties; a reminder's ends in the working days that it comes before the last day."""


@dataclass(frozen=True)
class Duty:
    """One thing to be done about a quarter, due on a day in Jakarta.

    `again` is the row of an earlier attempt that failed or never ended, null for the first one.
    """

    name: str
    quarter: Quarter
    due_on: date
    again: ScheduledDuty | None = None


def what_is_due(
    now: datetime, known: Iterable[ScheduledDuty], calendar: WorkCalendar
) -> list[Duty]:
    """Return what is to be done now, in the order in which to do it.

    `known` is everything that was ever taken on. Missed evaluations are caught up quarter by
    quarter, the oldest first, back to the first one that was ever taken on; in a new workspace
    only the newest. Of missed refreshes and reminders the newest is made up for, a reminder only
    while a report can still be on time.
    """
    today = _day(now)
    rows = list(known)
    open_now = calendar.open_quarter(today)
    duties = [
        *_evaluations(open_now.previous(), rows, calendar),
        *_refreshes(today, open_now, rows, calendar),
        *_reminders(today, open_now, rows, calendar),
    ]
    return [one for one in duties if one.again is None or _worth_again(one, now, calendar)]


def coming(now: datetime, calendar: WorkCalendar) -> list[Duty]:
    """Return what falls due next after today: one refresh, and the rest of the open quarter."""
    today = _day(now)
    quarter = calendar.open_quarter(today)
    monday = _refresh_day(today, calendar) + timedelta(days=7)
    found = [
        Duty(REFRESH, calendar.open_quarter(monday), monday),
        Duty(EVALUATION, quarter, calendar.evaluation_day(quarter)),
        *(Duty(f"{REMINDER}{days}", quarter, on) for days, on in _reminder_days(quarter, calendar)),
    ]
    return sorted((one for one in found if one.due_on > today), key=lambda one: one.due_on)


def is_given_up(row: ScheduledDuty, now: datetime, calendar: WorkCalendar) -> bool:
    """Whether a duty failed, or never ended, and is not taken on any more by itself."""
    rules = calendar.rules.duties
    silent = _is_silent(row, now, rules.abandoned_after_hours)
    if row.outcome != DutyOutcome.FAILED and not silent:
        return False
    return row.name.startswith(REMINDER) or row.attempts >= rules.most_attempts


def _evaluations(
    newest: Quarter, rows: Sequence[ScheduledDuty], calendar: WorkCalendar
) -> Iterable[Duty]:
    """Yield every quarter up to the newest one; a quarter has one row, whenever it fell due."""
    taken = {Quarter.parse(one.scope): one for one in rows if one.name == EVALUATION}
    quarter = min([newest, *taken])
    while quarter <= newest:
        row = taken.get(quarter)
        due_on = row.due_on if row else calendar.evaluation_day(quarter)
        yield Duty(EVALUATION, quarter, due_on, row)
        quarter = quarter.next()


def _refreshes(
    today: date, quarter: Quarter, rows: Sequence[ScheduledDuty], calendar: WorkCalendar
) -> Iterable[Duty]:
    """Yield the newest refresh; one that failed is of no use once its quarter is closed."""
    due_on = _refresh_day(today, calendar)
    row = next((one for one in rows if one.name == REFRESH and one.due_on == due_on), None)
    if row is None or row.scope == str(quarter):
        yield Duty(REFRESH, quarter, due_on, row)


def _reminders(
    today: date, quarter: Quarter, rows: Sequence[ScheduledDuty], calendar: WorkCalendar
) -> Iterable[Duty]:
    """Yield the newest reminder that has come, unless it was sent; letters are sent once only."""
    if today > calendar.due_day(quarter).on_time_until:
        return
    come = [one for one in _reminder_days(quarter, calendar) if one[1] <= today]
    for days, due_on in come[-1:]:
        name = f"{REMINDER}{days}"
        if not any(one.name == name and one.scope == str(quarter) for one in rows):
            yield Duty(name, quarter, due_on)


def _reminder_days(quarter: Quarter, calendar: WorkCalendar) -> list[tuple[int, date]]:
    """Return the reminders of a quarter, the earliest first, each with its day."""
    last = calendar.due_day(quarter).on_time_until
    counts = calendar.rules.duties.reminders
    return [(days, calendar.working_days_before(last, days)) for days in counts]


def _worth_again(duty: Duty, now: datetime, calendar: WorkCalendar) -> bool:
    """Whether an earlier attempt failed before today, or has been silent for too long."""
    row, rules = duty.again, calendar.rules.duties
    if row is None or row.attempts >= rules.most_attempts:
        return False
    if row.outcome == DutyOutcome.FAILED:
        return _day(row.begun_at) < _day(now)
    return _is_silent(row, now, rules.abandoned_after_hours)


def _is_silent(row: ScheduledDuty, now: datetime, hours: int) -> bool:
    under_way = row.outcome == DutyOutcome.UNDER_WAY
    return under_way and now - row.begun_at >= timedelta(hours=hours)


def _refresh_day(today: date, calendar: WorkCalendar) -> date:
    """Return the last day of the week on which drafts are refreshed, today included."""
    return today - timedelta(days=(today.isoweekday() - calendar.rules.duties.weekly_on) % 7)


def _day(moment: datetime) -> date:
    return moment.astimezone(JAKARTA).date()
