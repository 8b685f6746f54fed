"""`monev waive`: excuse a finding, or a report that is not due, for a time and with a reason."""

from datetime import datetime
from typing import Annotated

import typer

from monev.cli import opened
from monev.cli.options import CodeArgument, JsonOption, WorkspaceOption
from monev.cli.screen import print_json
from monev.errors import UsageError


def waive(
    code: CodeArgument,
    rule: Annotated[
        str,
        typer.Option(
            "--rule", metavar="ID", help="A quality rule such as V01, or LAPOR for the report."
        ),
    ],
    until: Annotated[
        datetime,
        typer.Option("--until", formats=["%Y-%m-%d"], help="Last day, inclusive."),
    ],
    by: Annotated[str, typer.Option("--by", metavar="OFFICE", help="Who answers for it.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why; it is printed.")],
    subject: Annotated[
        str,
        typer.Option("--subject", metavar="NAME", help="Only this quantity; default all."),
    ] = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Excuse a region from a rule; the finding stays, the report names who excused it and why."""
    from pydantic import ValidationError

    from models import Waiver, WaiverBase
    from models.quarter import JAKARTA
    from monev.hand_ins import REPORT_DUTY

    place = opened.open_existing(workspace)
    region = opened.region(place, code)
    known = {one.id for one in place.quality_rules} | {REPORT_DUTY}
    wanted = rule.upper() if rule.upper() in known else rule
    if wanted not in known and "." not in wanted:
        raise UsageError(f"no rule {rule!r}; there are {', '.join(sorted(known))}")
    now = place.now()
    granted_on = now.astimezone(JAKARTA).date()
    try:
        shape = WaiverBase(
            rule=wanted,
            region_code=region.code,
            subject=subject,
            reason=reason.strip(),
            granted_by=by.strip(),
            granted_on=granted_on,
            until=until.date(),
        )
    except ValidationError as error:
        first = error.errors()[0]
        raise UsageError(f"{first['loc'][0]}: {first['msg']}") from error
    place.store.add_waiver(Waiver(**shape.model_dump(), created_at=now))
    if json:
        print_json(shape.model_dump(mode="json"))
        return
    typer.echo(f"{region.code} {region.name} is excused from {wanted} until {until.date()}.")
    typer.echo("It is listed in the next report; `monev rerun` makes one now.")
