"""Is the installation up, and is anything late: for a page that anybody may read.

Nothing here names a region, a person or a fault in detail, and nothing is mended: looking changes
nothing. What falls due is decided in `duties`, lost runs are closed by `lost_runs`.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from models import DutyOutcome, Quarter, ScheduledDuty
from models.quarter import JAKARTA
from monev.calendar import WorkCalendar, load_calendar
from monev.duties import EVALUATION, Duty, is_given_up, what_is_due
from monev.lost_runs import is_lost
from monev.workspace import Workspace

Found = TypeVar("Found")


@dataclass(frozen=True)
class Last:
    """The quarterly evaluation that was taken on last; `ended_on` is null while it runs."""

    quarter: Quarter
    due_on: date
    outcome: DutyOutcome
    ended_on: date | None


@dataclass(frozen=True)
class Books:
    """What the database tells. Days are those of Jakarta.

    `scheduled` is false where no duty was ever taken on: then nothing can be late. `late` are
    duties due before today that nobody has taken on, `given_up` those that failed for good.
    """

    evaluated: Quarter | None
    evaluated_on: date | None
    last: Last | None
    scheduled: bool
    late: tuple[Duty, ...]
    given_up: tuple[ScheduledDuty, ...]
    lost_runs: int


@dataclass(frozen=True)
class SystemState:
    """The whole: `books` are null where the database does not answer.

    `open_quarter` awaits reports until `on_time_until`; `next_evaluation` is the day it is
    evaluated.
    """

    depot: bool
    books: Books | None
    open_quarter: Quarter
    on_time_until: date
    next_evaluation: date

    @property
    def up(self) -> bool:
        """Whether pages and documents can be had."""
        return self.depot and self.books is not None

    @property
    def late(self) -> bool:
        """Whether something has not been done in time."""
        books = self.books
        return books is not None and bool(books.late or books.given_up or books.lost_runs)


def state_of(workspace: Workspace) -> SystemState:
    """Return how the installation fares now; a broken part is told as such, never raised."""
    calendar, now = load_calendar(), workspace.now()
    quarter = calendar.open_quarter(now.astimezone(JAKARTA).date())
    books = _tried(lambda: _books(workspace, calendar, now))
    depot = _tried(lambda: _depot_answers(workspace)) if books is not None else None
    return SystemState(
        depot=bool(depot),
        books=books,
        open_quarter=quarter,
        on_time_until=calendar.due_day(quarter).on_time_until,
        next_evaluation=calendar.evaluation_day(quarter),
    )


def _tried(ask: Callable[[], Found]) -> Found | None:
    try:
        return ask()
    except Exception:
        logging.getLogger(__name__).exception("a part of the installation does not answer")
        return None


def _depot_answers(workspace: Workspace) -> bool:
    """Say whether the document that was filed last is still there; true where none was filed."""
    path = workspace.store.newest_path()
    return path is None or workspace.store.depot.holds(path)


def _books(workspace: Workspace, calendar: WorkCalendar, now: datetime) -> Books:
    store, today = workspace.store, now.astimezone(JAKARTA).date()
    rows = list(store.duties())
    quarters = store.quarters()
    when = store.newest_evaluation_time(quarters[0]) if quarters else None
    last = next((one for one in rows if one.name == EVALUATION), None)
    due = what_is_due(now, rows, calendar) if rows else []
    return Books(
        evaluated=Quarter.parse(quarters[0]) if quarters else None,
        evaluated_on=when.astimezone(JAKARTA).date() if when else None,
        last=_last(last) if last else None,
        scheduled=bool(rows),
        late=tuple(one for one in due if one.due_on < today),
        given_up=tuple(one for one in rows if is_given_up(one, now, calendar)),
        lost_runs=sum(is_lost(one, now) for one in store.open_runs()),
    )


def _last(row: ScheduledDuty) -> Last:
    ended = row.ended_at.astimezone(JAKARTA).date() if row.ended_at else None
    return Last(Quarter.parse(row.scope), row.due_on, row.outcome, ended)
