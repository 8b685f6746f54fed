"""`monev actions`: the recommendations a coordinator works through, on screen or as a file."""

import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monev.cli import opened
from monev.cli.options import JsonOption, PeriodOption, WorkspaceOption
from monev.cli.screen import print_json, say, screen
from monev.cli.written import write_rows
from monev.errors import UsageError

if TYPE_CHECKING:
    from monev.own_books import TrackedAction
    from monev.workspace import Workspace

FIELDS = (
    *("region", "name", "id", "indicator", "agency", "text", "deadline", "status", "since"),
    *("issued_in", "amount_idr", "gain"),
)
WIDEST = 80


def actions(
    period: PeriodOption,
    region: Annotated[
        str | None,
        typer.Option("--region", metavar="CODE", help="Only this government, code or name."),
    ] = None,
    province: Annotated[
        str | None,
        typer.Option("--province", metavar="CODE", help="Only this province and its kab/kota."),
    ] = None,
    agency: Annotated[
        str | None,
        typer.Option("--agency", metavar="TEXT", help="Only agencies with this in their name."),
    ] = None,
    status: Annotated[
        str | None,
        typer.Option(
            "--status",
            metavar="WORD",
            help="Only terbuka, lewat_tenggat, selesai, gugur or baru.",
        ),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write .csv, .xlsx or .json instead."),
    ] = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """List the recommendations of a quarter and what became of earlier ones, overdue first."""
    place = opened.open_existing(workspace)
    when = opened.quarter(period)
    from monev.own_books import tracked_actions

    wanted = _status(status)
    codes = _codes(place, region, province)
    found = [
        one
        for one in tracked_actions(place, when)
        if (codes is None or one.region_code in codes)
        and wanted in (None, one.status)
        and (agency or "").casefold() in one.agency.casefold()
    ]
    forms = [_form(place, one) for one in found]
    if out is not None:
        write_rows(out, "Tindak lanjut", FIELDS, forms)
        typer.echo(f"{out}: {len(found)} rekomendasi {when}.")
        return
    if json:
        print_json(forms)
        return
    width = min(screen().width, WIDEST)
    for one in found:
        typer.echo("\n".join(_lines(place, one, width)) + "\n")
    typer.echo(f"{len(found)} rekomendasi {when}{_counted(found)}.")
    if not place.store.current_outcomes(str(when)):
        say(f"Nothing is evaluated for {when} yet; `monev evaluate --period {when}` does it.")


def _status(word: str | None) -> str | None:
    from monev.own_books import STATUSES

    folded = word.casefold().replace(" ", "_") if word else None
    if folded is not None and folded not in STATUSES:
        raise UsageError(f"--status {word} found, one of {', '.join(STATUSES)} expected")
    return folded


def _codes(place: "Workspace", region: str | None, province: str | None) -> set[str] | None:
    """Return the codes that both options leave; null where neither is given."""
    codes = None
    if province:
        whole = place.register.resolve(province, "provinsi")
        codes = {whole.code, *(one.code for one in place.register.children(whole.code))}
    if region:
        code = opened.region(place, region).code
        codes = {code} if codes is None else codes & {code}
    return codes


def _lines(place: "Workspace", one: "TrackedAction", width: int) -> Iterator[str]:
    """Yield one recommendation in lines no wider than `width`: what it is, who does what, worth."""
    from monev.printing import day, number, rupiah

    name = place.register.regions[one.region_code].name
    status = one.status.replace("_", " ")
    yield from textwrap.wrap(
        f"{status}, {day(one.deadline)}: {one.id} {name}", width, break_on_hyphens=False
    )
    yield from _indented(f"{one.agency}: {one.text}", width)
    worth = [f"sejak {one.since}"]
    if one.gain is not None:
        worth.append(f"kenaikan {number(one.gain, 1)}")
    if one.amount_idr is not None:
        worth.append(rupiah(one.amount_idr))
    yield from _indented(", ".join(worth), width)


def _indented(text: str, width: int) -> list[str]:
    return textwrap.wrap(
        text, width, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False
    )


def _form(place: "Workspace", one: "TrackedAction") -> dict[str, Any]:
    return {
        "region": one.region_code,
        "name": place.register.regions[one.region_code].name,
        "id": one.id,
        "indicator": one.indicator,
        "agency": one.agency,
        "text": one.text,
        "deadline": one.deadline.isoformat(),
        "status": one.status,
        "since": one.since,
        "issued_in": one.issued_in,
        "amount_idr": one.amount_idr,
        "gain": one.gain,
    }


def _counted(found: list["TrackedAction"]) -> str:
    """Return how many there are of each status, for those that occur."""
    from monev.own_books import STATUSES

    counts = [(sum(one.status == word for one in found), word) for word in STATUSES]
    told = ", ".join(f"{count} {word.replace('_', ' ')}" for count, word in counts if count)
    return f": {told}" if told else ""
