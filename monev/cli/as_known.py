"""`monev evaluate --as-known DAY`: what stood on a day, made again and compared. Files nothing."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from monev.cli import opened
from monev.cli.edge import WITH_EXCEPTIONS
from monev.cli.screen import print_json, say
from monev.errors import UsageError

if TYPE_CHECKING:
    from models import Quarter
    from monev.remade import MadeAgain
    from monev.workspace import Workspace


def evaluate_as_known(
    workspace: Path | None,
    when: "Quarter",
    regions: Sequence[str],
    province: str | None,
    on: str,
    out: Path | None,
    json: bool,
) -> None:
    """Make the documents of a day again, say which have the bytes of the filed ones, and end.

    Exit code 0 where all have, 1 where one differs or cannot be made. Papers with words that
    people filled in, signatures, and recaps of more than was asked for are told, and stay as filed.
    """
    from monev.as_known import current_on, made_again_by_edition, recaps_on
    from monev.filed_recaps import scopes_of

    day, target = _day(on), _folder(out)
    place = opened.open_existing(workspace)
    codes = codes_of(place, regions, province)
    filed = current_on(place, codes, when, day)
    if not filed:
        raise UsageError(
            f"no evaluation of {when} was filed by {day}; `monev status --period {when}` shows the "
            "first ones"
        )
    whole, partly = scopes_of(place, codes)
    recaps = recaps_on(place, whole, when, day)
    made = made_again_by_edition(place, filed, target, recaps)
    for number, why in _left_out(place, when, day, whole, partly):
        say(f"{number}: {why}")
    print_made_again(made, target, json)


def _left_out(
    place: "Workspace", when: "Quarter", day: date, whole: Sequence[str], partly: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """Yield documents of the day that sum up more than was asked for, and why they are left out."""
    from models import NATION
    from monev.as_known import half_yearly_on, recaps_on
    from monev.filed_recaps import documents_in
    from monev.remade import TWO_QUARTERS

    for one in recaps_on(place, partly, when, day):
        number = documents_in(place, one)[0].number
        yield number, "not asked for, it prints more governments than these"
    report = half_yearly_on(place, when, day) if NATION in whole else None
    if report is not None:
        yield report.number, f"not made again, {TWO_QUARTERS}; the filed file stays"


def print_made_again(made: "Sequence[MadeAgain]", target: Path, json: bool) -> None:
    """Print one line per evaluation and recap, or JSON; end with 1 unless all are the same."""
    from monev.register import load_register

    if json:
        print_json([_public(one) for one in made])
    else:
        names = {code: one.name for code, one in load_register().regions.items()}
        for one in made:
            typer.echo(_line(names, one))
            for left in one.left_as_filed:
                typer.echo(as_filed(left.number, left.form, left.why))
        say(f"Written to {target}; nothing was filed.")
    if not all(one.same for one in made):
        raise typer.Exit(WITH_EXCEPTIONS)


def as_filed(number: str, form: str, why: str) -> str:
    """Return the line about a document that is not made again."""
    return f"{number} ({form}): not made again, {why}; the filed file stays"


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise UsageError(f"--as-known {text!r} found, a day such as 2024-10-31 expected") from error


def _folder(out: Path | None) -> Path:
    if out is None:
        raise UsageError("--as-known needs --out DIR, a folder for what is made again")
    if out.exists() and not out.is_dir():
        raise UsageError(f"{out} is no folder; --out expects one")
    out.mkdir(parents=True, exist_ok=True)
    return out


def codes_of(place: "Workspace", regions: Sequence[str], province: str | None) -> list[str]:
    """Return the codes of the governments asked for: some, those of a province, or all."""
    if regions:
        return [opened.region(place, one).code for one in regions]
    governments = place.register.governments()
    if province:
        area = place.register.resolve(province, "provinsi").code
        governments = [one for one in governments if one.province_code == area]
    return [one.code for one in governments]


def _line(names: Mapping[str, str], one: "MadeAgain") -> str:
    head = f"{_named(names, one)}, revision {one.revision}: "
    if one.error:
        return f"{head}not made: {one.error}"
    if one.same:
        return f"{head}same bytes, {len(one.documents)} files"
    other = [Path(each.file).name for each in one.documents if not each.same]
    told = [f"{part} differs" for part in one.differs]
    told += [f"other bytes in {name}" for name in other]
    why = f" ({'; '.join(one.versions_changed)})" if one.versions_changed else ""
    return f"{head}{'; '.join(told)}{why}"


def _named(names: Mapping[str, str], one: "MadeAgain") -> str:
    if one.evaluation_id is not None:
        return f"{one.code} {names[one.code]}"
    if one.code not in names:
        return "recap of the nation"
    return f"recap of {one.code} {names[one.code]}"


def _public(one: "MadeAgain") -> dict[str, Any]:
    return {**one.model_dump(mode="json"), "same": one.same}
