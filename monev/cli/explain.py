"""`monev explain`: the derivation of a filed score, evaluating nothing."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monev.cli import opened
from monev.cli.options import CodeArgument, JsonOption, PeriodOption, WorkspaceOption
from monev.cli.screen import print_json
from monev.errors import UsageError

if TYPE_CHECKING:
    from models import Finding


class Tongue(StrEnum):
    """The languages a derivation is printed in."""

    ID = "id"
    EN = "en"


def explain(
    code: CodeArgument,
    period: PeriodOption,
    indicator: Annotated[
        str | None,
        typer.Option("--indicator", metavar="ID", help="Only this indicator, such as A1."),
    ] = None,
    lang: Annotated[
        Tongue, typer.Option("--lang", help="Indonesian or English; JSON holds both.")
    ] = Tongue.ID,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Show inputs with source and place, rule, reference, arithmetic and result of a score."""
    place = opened.open_existing(workspace)
    when, region = opened.quarter(period), opened.region(place, code)
    evaluation = opened.current(place, region, when)
    card = evaluation.scorecard
    wanted = _wanted(card, indicator)
    if not json:
        from monev.reports import explain_text

        told = explain_text(
            card,
            wanted,
            lang.value,
            name=region.name,
            revision=evaluation.revision,
            prospect=evaluation.prospect,
        )
        typer.echo(told)
        return
    content = dict(card)
    if wanted is not None:
        content["indicators"] = [one for one in card["indicators"] if one["id"] == wanted]
    found = place.store.findings_of(evaluation.evaluation_id or 0)
    content |= {"revision": evaluation.revision, "findings": [finding_form(one) for one in found]}
    if wanted is None:
        content["profile"] = evaluation.profile
        if evaluation.prospect:
            content["prospect"] = evaluation.prospect
    print_json(content)


def _wanted(card: dict[str, Any], indicator: str | None) -> str | None:
    if indicator is None:
        return None
    known = [one["id"] for one in card["indicators"]]
    if indicator.upper() not in known:
        raise UsageError(f"indicator {indicator!r} found, one of {', '.join(known)} expected")
    return indicator.upper()


def finding_form(finding: "Finding") -> dict[str, Any]:
    """Return a finding as plain values."""
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "region": finding.region_code,
        "place": finding.place,
        "evidence_sha256": finding.evidence_sha256,
        "stated": finding.stated,
        "computed": finding.computed,
        "difference": finding.difference,
        "unit": finding.unit,
        "message_id": finding.message_id,
        "message_en": finding.message_en,
        "waiver": finding.waiver,
    }
