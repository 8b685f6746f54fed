"""`monev findings`: what is wrong or odd about the data of a quarter."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated

import typer

from monev.cli import opened
from monev.cli.explain import finding_form
from monev.cli.options import JsonOption, PeriodOption, WorkspaceOption
from monev.cli.screen import print_json, screen, table

if TYPE_CHECKING:
    from rich.table import Table

    from models import Finding
    from monev.workspace import Workspace

HEADINGS = ("Severity", "Region", "Rule", "Place", "Message")


def findings(
    period: PeriodOption,
    region: Annotated[
        str | None,
        typer.Option("--region", metavar="CODE", help="Only this government, code or name."),
    ] = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """List the findings of a quarter's evaluations and of the files behind them."""
    place = opened.open_existing(workspace)
    when = opened.quarter(period)
    code = opened.region(place, region).code if region else None
    found = _by_weight(_found(place, str(when), code))
    if json:
        print_json([finding_form(one) for one in found])
        return
    if found:
        screen().print(findings_table(found))
    typer.echo(f"{len(found)} findings for {when}{f', {code}' if code else ''}.")


def findings_table(found: Iterable["Finding"]) -> "Table":
    """Return findings as a table; stated and computed numbers stand in the message and in JSON."""
    return table(
        HEADINGS,
        (
            (
                one.severity.value,
                one.region_code,
                one.rule,
                one.place,
                one.message_en,
            )
            for one in found
        ),
    )


def _found(place: "Workspace", quarter: str, code: str | None) -> list["Finding"]:
    """Return findings of current evaluations, and of files whose region has none yet."""
    current = [
        one
        for one in place.store.current_evaluations(quarter)
        if code is None or one.region_code == code
    ]
    evaluated = {one.region_code for one in current}
    found = [
        finding for one in current for finding in place.store.findings_of(one.evaluation_id or 0)
    ]
    # An evaluation carries the findings of its region's files already.
    unread = [one for one in place.store.reading_findings(code) if one.region_code not in evaluated]
    return [*unread, *found]


def _by_weight(found: list["Finding"]) -> list["Finding"]:
    from models import Severity

    order = list(Severity)
    return sorted(found, key=lambda one: (order.index(one.severity), one.region_code or ""))
