"""`monev audit`: the log of what people did in the portal, shown and checked."""

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monev.cli import opened
from monev.cli.edge import WITH_EXCEPTIONS
from monev.cli.options import JsonOption, WorkspaceOption
from monev.cli.screen import print_json, screen, table
from monev.errors import UsageError

if TYPE_CHECKING:
    from models import AuditEntry
    from monev.audit_chain import Head, Verdict

HEADINGS = ("No.", "When", "Who", "Action", "Subject", "Detail", "From")
HEAD = re.compile(r"(\d{1,12}):([0-9a-f]{64})")
REMEDY = (
    "Stop the portal, keep the database as it is, and compare it with a backup: "
    "docs/security.md, 'When the log is broken'."
)


def verify(
    head: Annotated[
        str,
        typer.Option(
            "--head",
            metavar="NUMBER:HASH",
            help="The end of the log as an earlier check printed it; shows what was cut off since.",
        ),
    ] = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Check that no entry was altered, removed, inserted or moved; name the first that was.

    Exit code 0 for a whole log, 1 for a broken one.
    """
    from monev.audit_chain import verdict

    noted = _head(head)
    place = opened.open_existing(workspace)
    found = verdict(place.store.audit_entries(), noted)
    if json:
        print_json(_form(found))
    else:
        typer.echo(_sentence(found))
    if found.broken is not None:
        raise typer.Exit(WITH_EXCEPTIONS)


def entries(
    since: Annotated[
        str, typer.Option("--since", metavar="DAY", help="From this day in Jakarta (2024-10-01).")
    ] = "",
    who: Annotated[str, typer.Option("--who", metavar="NAME", help="Of this account only.")] = "",
    last: Annotated[int, typer.Option("--last", min=1, help="How many at most.")] = 100,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Show what people did, newest first."""
    start = _start(since)
    place = opened.open_existing(workspace)
    found = place.store.audit_page(who=who, since=start, most=last)
    if json:
        print_json([_entry(one) for one in found])
        return
    if not found:
        typer.echo("No entries.")
        return
    screen().print(table(HEADINGS, (_cells(one) for one in found), ("No.",)))


def _head(text: str) -> "Head | None":
    from monev.audit_chain import Head

    if not text:
        return None
    fits = HEAD.fullmatch(text.strip().lower())
    if fits is None:
        raise UsageError(
            f"--head {text!r} found; NUMBER:HASH expected, as `monev audit verify` says"
        )
    return Head(int(fits[1]), fits[2])


def _start(text: str) -> datetime | None:
    from models.quarter import JAKARTA

    if not text:
        return None
    try:
        return datetime.combine(date.fromisoformat(text), time(), JAKARTA)
    except ValueError as error:
        raise UsageError(f"--since {text!r} found; a day such as 2024-10-01 expected") from error


def _sentence(found: "Verdict") -> str:
    if found.broken is not None:
        one = found.broken
        said = f"The log is broken at entry {one.number}: {one.damage.value}; {one.found}. "
        return f"{said}Entries before it are whole. {REMEDY}"
    if found.head is None:
        return "The log is empty."
    end = f"{found.head.number}:{found.head.sha256}"
    return f"The log is whole: {found.entries} entries. Note its end elsewhere: --head {end}"


def _form(found: "Verdict") -> dict[str, Any]:
    broken = found.broken
    return {
        "whole": broken is None,
        "entries": found.entries,
        "head": found.head and f"{found.head.number}:{found.head.sha256}",
        "broken_at": broken and broken.number,
        "damage": broken and broken.damage.value,
        "found": broken and broken.found,
    }


def _entry(one: "AuditEntry") -> dict[str, Any]:
    return {
        "number": one.number,
        "at": one.at.isoformat(),
        "who": one.who,
        "action": one.action.value,
        "subject": one.subject,
        "detail": one.detail,
        "address": one.address,
        "sha256": one.sha256,
    }


def _cells(one: "AuditEntry") -> list[Any]:
    from models.quarter import JAKARTA

    when = one.at.astimezone(JAKARTA).isoformat(sep=" ", timespec="seconds")
    return [
        *(one.number, when, one.who or None, one.action.value, one.subject or None),
        *(one.detail or None, one.address or None),
    ]
