"""`monev remind`: write to those who have not handed in, or see what would be written."""

from typing import TYPE_CHECKING, Annotated

import typer

from monev.cli import opened
from monev.cli.edge import WITH_EXCEPTIONS
from monev.cli.options import JsonOption, PeriodOption, WorkspaceOption
from monev.cli.screen import print_json

if TYPE_CHECKING:
    from monev.remind import Reminder


def remind(
    period: PeriodOption,
    province: Annotated[
        str | None, typer.Option("--province", metavar="CODE", help="Only this province.")
    ] = None,
    preview: Annotated[
        bool, typer.Option("--preview", help="Show the letters and send none.")
    ] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Remind governments that have not handed in, one letter per province.

    Addresses stand in the file MONEV_RECIPIENTS names, the mail server in MONEV_SMTP_URL.
    """
    from monev.remind import reminders_of, send_reminders

    place = opened.open_existing(workspace)
    when = opened.quarter(period)
    area = None if province is None else place.register.resolve(province, "provinsi")
    reminders = reminders_of(place, when, area)
    if preview:
        _show(reminders, json=json)
        return
    done = send_reminders(place, reminders)
    if json:
        found = {"sent": done.sent, "without_address": done.without_address, "failed": done.failed}
        print_json({"period": str(when), **found})
    else:
        typer.echo(f"{when}: {done.sent} letters sent.")
        if done.without_address:
            codes = ", ".join(done.without_address)
            typer.echo(f"No address under `reminders` of MONEV_RECIPIENTS for: {codes}")
        for line in done.failed:
            typer.echo(f"not delivered: {line}", err=True)
    if done.failed:
        raise typer.Exit(WITH_EXCEPTIONS)


def _show(reminders: "list[Reminder]", *, json: bool) -> None:
    """Print the letters as they would go out, without the addresses of persons."""
    if json:
        print_json(
            [
                {
                    "province": one.province.code,
                    "missing": [each.code for each in one.missing],
                    "addresses": len(one.letter.to),
                    "subject": one.letter.subject,
                    "text": one.letter.text,
                }
                for one in reminders
            ]
        )
        return
    if not reminders:
        typer.echo("Everybody has handed in or is excused; there is nothing to send.")
    for one in reminders:
        typer.echo(f"--- {one.province.code} {one.province.name}: {len(one.letter.to)} addresses")
        typer.echo(f"Subject: {one.letter.subject}\n\n{one.letter.text}")
