"""`monev duties`: what falls due by itself and when, what was done, what was given up."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from monev.cli import opened
from monev.cli.options import JsonOption, WorkspaceOption
from monev.cli.screen import print_json, screen, table

if TYPE_CHECKING:
    from datetime import datetime

    from models import ScheduledDuty
    from monev.duties import Duty

HEADINGS = ("Due", "Duty", "Quarter", "State", "Note")
TITLES = {"quarterly": "evaluation", "weekly": "draft refresh"}
STATES = {
    "berjalan": "under way",
    "selesai": "done",
    "dengan_catatan": "done with exceptions",
    "gagal": "failed",
}


def duties(
    last: Annotated[int, typer.Option("--last", min=1, help="How many past duties to show.")] = 10,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Show what is due now, what comes next, and how the last duties ended."""
    from monev.calendar import load_calendar
    from monev.duties import coming
    from monev.take_duties import due_now

    place = opened.open_existing(workspace)
    now, calendar = place.now(), load_calendar()
    known = place.store.duties()
    past = [_past(one, now) for one in known[:last]]
    due = [_ahead(one, "due now") for one in due_now(place)]
    ahead = [_ahead(one, "comes") for one in coming(now, calendar)]
    reported = calendar.due_day(calendar.open_quarter(_today(now)))
    if json:
        facts = {
            "open_quarter": str(reported.quarter),
            "due_on": reported.due_on.isoformat(),
            "on_time_until": reported.on_time_until.isoformat(),
            "moved_because": [
                {"day": one.day.isoformat(), "why": [why.id for why in one.why]}
                for one in reported.because
            ],
        }
        print_json(facts | {"due_now": due, "coming": ahead, "past": past})
        return
    typer.echo(f"Reports of {reported.quarter} are on time until {reported.told('en')}.")
    rows = (
        tuple(one[key] for key in ("due_on", "title", "quarter", "state", "note"))
        for one in [*ahead[::-1], *due, *past]
    )
    screen().print(table(HEADINGS, rows))


def _ahead(duty: "Duty", state: str) -> dict[str, Any]:
    again = f"attempt {duty.again.attempts + 1}" if duty.again else ""
    return _row(duty.name, str(duty.quarter), duty.due_on.isoformat()) | {
        "state": state,
        "note": again,
    }


def _past(row: "ScheduledDuty", now: "datetime") -> dict[str, Any]:
    from monev.calendar import load_calendar
    from monev.duties import is_given_up

    state = STATES[row.outcome.value]
    if is_given_up(row, now, load_calendar()):
        state += ", given up"
    return _row(row.name, row.scope, row.due_on.isoformat()) | {
        "state": state,
        "note": row.note,
        "outcome": row.outcome.value,
        "attempts": row.attempts,
        "begun_at": row.begun_at.isoformat(),
        "ended_at": row.ended_at.isoformat() if row.ended_at else None,
    }


def _row(name: str, quarter: str, due_on: str) -> dict[str, Any]:
    days = name.rpartition("-")[2]
    title = TITLES.get(name) or f"reminder, {days} working day{'' if days == '1' else 's'} before"
    return {"name": name, "title": title, "quarter": quarter, "due_on": due_on}


def _today(now: "datetime") -> Any:
    from models.quarter import JAKARTA

    return now.astimezone(JAKARTA).date()
