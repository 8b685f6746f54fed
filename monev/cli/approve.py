"""`monev review`, `monev return`, `monev publish`: one step of approval, and what comes next."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from monev.cli import opened
from monev.cli.options import ByOption, JsonOption, PeriodOption, WorkspaceOption
from monev.cli.screen import print_json, say
from monev.errors import UsageError

if TYPE_CHECKING:
    from monev.approval import Step
    from monev.approve import Hand
    from monev.workspace import Workspace

ProvinceOption = Annotated[
    str, typer.Option("--province", metavar="CODE", help="Code or name of the province.")
]


def review(
    period: PeriodOption,
    province: ProvinceOption,
    by: ByOption = "",
    comment: Annotated[
        str, typer.Option("--comment", metavar="TEXT", help="What was noted, if anything.")
    ] = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Note that the coordinator of a province has reviewed its evaluations as they stand now."""
    from monev import approve

    place, when = opened.open_existing(workspace), opened.quarter(period)
    step = approve.review(place, when, province, _hand(place, by), comment)
    if json:
        print_json(step_form(step))
        return
    _tell(place, step, "reviewed")
    typer.echo(f"Next, by another person: monev publish --period {when} --province {step.scope}")


def give_back(
    period: PeriodOption,
    province: ProvinceOption,
    comment: Annotated[
        str, typer.Option("--comment", metavar="TEXT", help="What has to be mended.")
    ],
    region: Annotated[
        list[str] | None,
        typer.Option("--region", metavar="CODE", help="Only this government; may be repeated."),
    ] = None,
    by: ByOption = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Return evaluations that are not published yet, with a comment on what has to be mended."""
    from monev import approve

    place, when = opened.open_existing(workspace), opened.quarter(period)
    codes = [opened.region(place, one).code for one in region or ()]
    step = approve.give_back(place, when, province, _hand(place, by), comment, codes)
    if json:
        print_json(step_form(step))
        return
    _tell(place, step, "returned")
    typer.echo(f"Comment: {step.comment}")


def publish(
    period: PeriodOption,
    province: Annotated[
        str | None,
        typer.Option(
            "--province", metavar="CODE", help="Only this province (default: all reviewed ones)."
        ),
    ] = None,
    by: ByOption = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Publish what is reviewed; regular runs keep these reports from then on as they are."""
    from monev import approve

    place, when = opened.open_existing(workspace), opened.quarter(period)
    made = approve.publish(place, when, _hand(place, by), province)
    if json:
        steps = [step_form(one) for one in made.steps]
        print_json({"period": str(when), "published": steps, "left_out": dict(made.left_out)})
        return
    for step in made.steps:
        _tell(place, step, "published")
    if made.left_out:
        count = len(made.left_out)
        say(f"{count} province{'' if count == 1 else 's'} left out:")
    for code, reason in made.left_out.items():
        say(f"  {code} {place.register.regions[code].name}: {reason}")


def step_form(step: "Step") -> dict[str, Any]:
    """Return a step in the stable form of `--json`; the time is UTC."""
    return {
        "province": step.scope,
        "number": step.number,
        "action": step.action.value,
        "by": step.by,
        "through": step.through,
        "at": step.at.isoformat(timespec="seconds"),
        "comment": step.comment,
        "revisions": {code: one.number for code, one in sorted(step.about.items())},
    }


def _hand(place: "Workspace", by: str) -> "Hand":
    """Return who takes the step, with what others have let them do until today."""
    from monev.approve import Hand
    from monev.delegate import delegated_areas

    login = opened.login()
    name = by.strip() or login
    if not name:
        raise UsageError("nobody is named, and the login has no name; write --by NAME")
    return Hand(name, f"command line, {login}", delegated_areas(place, name))


def _tell(place: "Workspace", step: "Step", done: str) -> None:
    name = place.register.regions[step.scope].name
    count = len(step.about)
    typer.echo(
        f"{step.scope} {name}: {count} government{'' if count == 1 else 's'} {done} by {step.by}"
    )
    for code, one in sorted(step.about.items()):
        typer.echo(f"  {code} {place.register.regions[code].name}, revision {one.number}")
