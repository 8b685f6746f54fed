"""`monev approvals`: how far the approval of a quarter has come, and what is held back by it."""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monev.cli import opened
from monev.cli.approve import step_form
from monev.cli.options import JsonOption, PeriodOption, WorkspaceOption
from monev.cli.screen import print_json, screen, table

if TYPE_CHECKING:
    from monev.approval import ProvinceStanding, RegionStanding, Step
    from monev.workspace import Workspace

PROVINCES = ("Code", "Province", "State", "Governments", "Last step")
GOVERNMENTS = ("Code", "Government", "Rev", "State", "Since", "Note")
FEW = 3
"""So many governments are named; of more their number is told."""
DONE = {"ditinjau": "reviewed", "dikembalikan": "returned", "diterbitkan": "published"}


def approvals(
    period: PeriodOption,
    province: Annotated[
        str | None,
        typer.Option(
            "--province", metavar="CODE", help="Its governments one by one, and every step."
        ),
    ] = None,
    changed: Annotated[
        bool,
        typer.Option(
            "--changed",
            help="Name the published governments that a run would change; takes longer.",
        ),
    ] = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Show per province what is draft, returned, reviewed or published, who did it and when."""
    from monev.approve import standings
    from monev.held_back import held_back

    place, when = opened.open_existing(workspace), opened.quarter(period)
    found = standings(place, when)
    if province is not None:
        code = place.register.resolve(province, "provinsi").code
        found = [one for one in found if one.province == code]
    codes = [one.code for standing in found for one in standing.regions]
    held = held_back(place, when, codes) if changed else None
    if json:
        rows = [_form(place, one, whole=province is not None) for one in found]
        print_json({"period": str(when), "provinces": rows, "would_change": held})
        return
    if not found:
        typer.echo(f"{when}: no evaluations{' in that province' if province else ''} yet.")
        return
    if province is None:
        rows_of = (_cells(place, one) for one in found)
        screen().print(table(PROVINCES, rows_of))
        _echo(_notes(place, found))
    else:
        _print_province(place, found[0])
    if held is not None:
        _echo(_held(place, held, str(when)))


def _echo(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(line)


def _cells(place: "Workspace", one: "ProvinceStanding") -> list[Any]:
    from monev.approval import State

    counts = [f"{one.count(state)} {state.value}" for state in State if one.count(state)]
    last = None if one.last is None else _words(one.last)
    name = place.register.regions[one.province].name
    return [one.province, name, one.state.value, ", ".join(counts), last]


def _print_province(place: "Workspace", one: "ProvinceStanding") -> None:
    rows = (
        [
            *(each.code, place.register.regions[each.code].name, each.current.number),
            *(each.state.value, each.step and _words(each.step), _note(each) or None),
        ]
        for each in one.regions
    )
    screen().print(table(GOVERNMENTS, rows, ("Rev",)))
    for step in one.steps:
        comment = f": {step.comment}" if step.comment else ""
        typer.echo(f"{step.number}. {_words(step)}, {_named(sorted(step.about))}{comment}")


def _named(codes: list[str]) -> str:
    return ", ".join(codes) if len(codes) <= FEW else f"{len(codes)} governments"


def _note(one: "RegionStanding") -> str:
    parts = []
    if one.outdated is not None:
        parts.append(f"newer than what {one.outdated.by} {DONE[one.outdated.action.value]}")
    if one.published is not None and one.published != one.current:
        parts.append(f"revision {one.published.number} is published")
    return "; ".join(parts)


def _notes(place: "Workspace", found: list["ProvinceStanding"]) -> Iterator[str]:
    from monev.approval import State

    stale = [one for each in found for one in each.regions if one.outdated is not None]
    if stale:
        yield f"{len(stale)} changed since the last step and draft again:"
    for one in stale:
        name = place.register.regions[one.code].name
        yield f"  {one.code} {name}, revision {one.current.number}: {_note(one)}"
    behind = [each.step for one in found for each in one.within(State.RETURNED) if each.step]
    for step in {(one.scope, one.number): one for one in behind}.values():
        yield f"{step.scope} {place.register.regions[step.scope].name} returned: {step.comment}"


def _held(place: "Workspace", held: list[str], period: str) -> Iterator[str]:
    yield f"Published, and a run would change: {len(held) or 'none'}."
    for code in held:
        yield f"  {code} {place.register.regions[code].name}"
    if held:
        yield f"To correct one: monev rerun CODE --period {period} --reason TEXT"


def _form(place: "Workspace", one: "ProvinceStanding", *, whole: bool) -> dict[str, Any]:
    from monev.approval import State

    content: dict[str, Any] = {
        "code": one.province,
        "province": place.register.regions[one.province].name,
        "state": one.state.value,
        "evaluated": len(one.regions),
        **{state.value: one.count(state) for state in State},
        "changed_since": [each.code for each in one.regions if each.outdated is not None],
        "last_step": None if one.last is None else step_form(one.last),
    }
    if whole:
        content["governments"] = [_region_form(place, each) for each in one.regions]
        content["steps"] = [step_form(step) for step in one.steps]
    return content


def _region_form(place: "Workspace", one: "RegionStanding") -> dict[str, Any]:
    return {
        "code": one.code,
        "name": place.register.regions[one.code].name,
        "revision": one.current.number,
        "state": one.state.value,
        "by": one.step and one.step.by,
        "published_revision": one.published and one.published.number,
        "changed_since": one.outdated is not None,
    }


def _words(step: "Step") -> str:
    from models.quarter import JAKARTA

    return f"{DONE[step.action.value]} by {step.by}, {step.at.astimezone(JAKARTA).date()}"
