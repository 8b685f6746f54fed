"""`monev explain`: the derivation of a filed score, evaluating nothing."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from monev.cli import opened
from monev.cli.options import CodeArgument, JsonOption, PeriodOption, WorkspaceOption
from monev.cli.screen import print_json
from monev.errors import UsageError


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
        from monev.reports.explanation import explain_text

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
    from monev.told_trace import finding_form, trace_form

    found = place.store.findings_of(evaluation.evaluation_id or 0)
    if wanted is None:
        print_json(trace_form(evaluation, found))
        return
    one_only = [one for one in card["indicators"] if one["id"] == wanted]
    told_of = {"revision": evaluation.revision, "findings": [finding_form(one) for one in found]}
    print_json({**card, "indicators": one_only, **told_of})


def _wanted(card: dict[str, Any], indicator: str | None) -> str | None:
    if indicator is None:
        return None
    known = [one["id"] for one in card["indicators"]]
    if indicator.upper() not in known:
        raise UsageError(f"indicator {indicator!r} found, one of {', '.join(known)} expected")
    return indicator.upper()
