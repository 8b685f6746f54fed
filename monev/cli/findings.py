"""`monev findings`: what is wrong or odd about the data of a quarter, on screen or as a file."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monev.cli import opened
from monev.cli.options import JsonOption, PeriodOption, WorkspaceOption
from monev.cli.screen import print_json, say, screen, table
from monev.cli.written import write_rows
from monev.errors import UsageError

if TYPE_CHECKING:
    from rich.table import Table

    from models import Finding, Quarter
    from monev.workspace import Workspace

FIELDS = (
    *("rule", "severity", "region", "place", "evidence_sha256", "stated", "computed"),
    *("difference", "unit", "message_id", "message_en", "waiver"),
)
HEADINGS = ("Severity", "Region", "Rule", "Place", "Message")


def findings(
    period: PeriodOption,
    region: Annotated[
        str | None,
        typer.Option("--region", metavar="CODE", help="Only this government, code or name."),
    ] = None,
    province: Annotated[
        str | None,
        typer.Option("--province", metavar="CODE", help="Only this province and its kab/kota."),
    ] = None,
    severity: Annotated[
        str | None,
        typer.Option("--severity", metavar="WORD", help="Only galat, peringatan or info."),
    ] = None,
    rule: Annotated[
        str | None, typer.Option("--rule", metavar="ID", help="Only this rule, such as V01.")
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="FILE", help="Write .csv, .xlsx or .json instead."),
    ] = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """List the findings of a quarter's evaluations and of the files behind them."""
    place = opened.open_existing(workspace)
    when = opened.quarter(period)
    from monev.standing_findings import findings_of_quarter
    from monev.told_trace import finding_form

    code = opened.region(place, region).code if region else None
    found = _chosen(
        findings_of_quarter(place, when, code),
        _codes(place, province) if province else None,
        _severity(severity),
        rule,
    )
    if out is not None:
        write_rows(out, "Temuan", FIELDS, [finding_form(one) for one in found])
        typer.echo(f"{out}: {len(found)} findings for {when}.")
        return
    if json:
        print_json([finding_form(one) for one in found])
        return
    if found:
        screen().print(findings_table(found))
    typer.echo(f"{len(found)} findings for {when}{f', {code}' if code else ''}.")
    _say_newer(place, when)


def _say_newer(place: "Workspace", when: "Quarter") -> None:
    """Say which governments have newer files than the evaluation whose findings these are."""
    came = {one.region_code: one.received_at for one in place.store.receipts(str(when))}
    newer = [
        one.region_code
        for one in place.store.current_outcomes(str(when))
        if one.region_code in came and came[one.region_code] > one.created_at
    ]
    if newer:
        listed = ", ".join(newer[:10]) + (" ..." if len(newer) > 10 else "")
        say(f"Newer files than their evaluation: {listed}; `monev evaluate --period {when}` again.")


def findings_table(found: Iterable["Finding"]) -> "Table":
    """Return findings as a table; stated and computed numbers stand in the message and in JSON."""
    return table(
        HEADINGS,
        (
            (
                f"{one.severity.value} (excused)" if one.waiver else one.severity.value,
                one.region_code,
                one.rule,
                one.place,
                one.message_en,
            )
            for one in found
        ),
    )


def _codes(place: "Workspace", province: str) -> set[str]:
    found = place.register.resolve(province, "provinsi")
    return {found.code, *(one.code for one in place.register.children(found.code))}


def _severity(word: str | None) -> str | None:
    from models import Severity

    known = [one.value for one in Severity]
    word = word.casefold() if word else None
    if word is not None and word not in known:
        raise UsageError(f"--severity {word} found, one of {', '.join(known)} expected")
    return word


def _chosen(
    found: list["Finding"], codes: set[str] | None, severity: str | None, rule: str | None
) -> list["Finding"]:
    """Return those asked for, the heaviest first."""
    from models import Severity

    order = list(Severity)
    kept = [
        one
        for one in found
        if (codes is None or one.region_code in codes)
        and severity in (None, one.severity.value)
        and (rule is None or one.rule.casefold() == rule.casefold())
    ]
    return sorted(kept, key=lambda one: (order.index(one.severity), one.region_code or ""))
