"""`monev objections`: values that regions contest, when an answer is due, what came of each."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from monev.cli import opened
from monev.cli.options import JsonOption, PeriodOption, WorkspaceOption
from monev.cli.screen import print_json, screen, table

if TYPE_CHECKING:
    from datetime import date

    from monev.objection_states import ObjectionStanding

HEADINGS = ("Number", "Region", "Value", "State", "Due", "Outcome")
STATES = {
    "terbuka": "open",
    "diterima": "accepted",
    "ditolak": "declined",
    "ditarik": "withdrawn",
}


def objections(
    period: PeriodOption,
    region: Annotated[
        str | None,
        typer.Option("--region", metavar="CODE", help="Only this government, code or name."),
    ] = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """List the objections of a quarter; they are filed and decided in the portal."""
    from models.quarter import JAKARTA

    place = opened.open_existing(workspace)
    when = opened.quarter(period)
    codes = [opened.region(place, region).code] if region else None
    today = place.now().astimezone(JAKARTA).date()
    found = [_told(one, today) for one in place.store.objections(str(when), codes)]
    if json:
        print_json(found)
        return
    if found:
        screen().print(table(HEADINGS, (_row(one) for one in found)))
    waiting = sum(one["state"] == "open" for one in found)
    late = sum(one["overdue"] for one in found)
    typer.echo(f"{len(found)} objections for {when}: {waiting} open, {late} of them overdue.")


def _told(one: "ObjectionStanding", today: "date") -> dict[str, Any]:
    from monev.objection_numbers import shown

    about = one.objection
    name = f"{about.fact_kind}.{about.field}"
    answer = one.answer
    return {
        "number": one.number,
        "region": about.region_code,
        "quarter": about.quarter,
        "revision": about.revision,
        "indicators": about.indicator.split(", "),
        "field": name,
        "printed": about.printed_value,
        "claimed": about.claimed_value,
        "in_words": f"{shown(name, about.printed_value, about.unit, 'en')} -> "
        f"{shown(name, about.claimed_value, about.unit, 'en')}",
        "place": about.printed_locator,
        "document_sha256": about.document_sha256,
        "filed_by": one.filed.by,
        "filed_at": one.filed.at.isoformat(),
        "reason": one.filed.text,
        "state": STATES[one.state.value],
        "due_on": about.due_on.isoformat(),
        "overdue": one.is_late(today),
        "answered_by": answer.by if answer else None,
        "answer": answer.text if answer else None,
        "run": one.run.run_id if one.run else None,
        "new_revision": one.revision,
    }


def _row(one: dict[str, Any]) -> tuple[str, ...]:
    value = f"{', '.join(one['indicators'])} {one['in_words']}"
    state = f"{one['state']}, overdue" if one["overdue"] else one["state"]
    outcome = f"revision {one['new_revision']}" if one["new_revision"] else one["answer"] or ""
    region = f"{one['region']} r{one['revision']}"
    return str(one["number"]), region, value, state, one["due_on"], outcome
