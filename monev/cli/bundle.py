"""`monev bundle` and `monev replay`: a run in a box, and the box opened on another machine."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from monev.cli import opened
from monev.cli.as_known import codes_of, print_made_again
from monev.cli.options import ForceOption, JsonOption, OutOption, PeriodOption, WorkspaceOption
from monev.cli.screen import say
from monev.errors import UsageError

if TYPE_CHECKING:
    from monev.bundle import Bundle

MOST_BYTES = 4 * 1024**3


def bundle(
    period: PeriodOption,
    out: OutOption,
    region: Annotated[
        list[str] | None,
        typer.Option("--region", metavar="CODE_OR_NAME", help="This government; may be repeated."),
    ] = None,
    province: Annotated[
        str | None, typer.Option("--province", metavar="CODE", help="A province and its kab/kota.")
    ] = None,
    force: ForceOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Pack a quarter's evaluations with files, rules and templates, to be replayed elsewhere."""
    from monev.make_bundle import make_bundle

    when = opened.quarter(period)
    place = opened.open_existing(workspace)
    target = out / f"monev-{when}.bundle.zip" if out.is_dir() else out
    if target.exists() and not force:
        raise UsageError(f"{target} exists; name another file, or --force replaces it")
    made = make_bundle(place, when, codes_of(place, region or [], province))
    content = made.packed()
    target.write_bytes(content)
    count, recaps = len(made.about["evaluations"]), len(made.about["recaps"])
    typer.echo(
        f"{target}: {count} evaluations, {recaps} recaps, {len(made.members)} members, "
        f"{len(content):,} bytes"
    )
    _tell_what_is_not_in_it(made)


def _tell_what_is_not_in_it(found: "Bundle") -> None:
    _tell_recaps_left_out(found)
    for one in found.about.get("left_as_filed", []):
        say(f"{one['number']} ({one['form']}): not in the bundle, {one['why']}")


def _tell_recaps_left_out(found: "Bundle") -> None:
    for number, why in found.about.get("recaps_left_out", {}).items():
        say(f"{number}: not in the bundle, {why}")


def replay(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A bundle.")],
    out: OutOption,
    json: JsonOption = False,
) -> None:
    """Read, judge and print a bundle again, offline, and say which files have the same bytes.

    Exit code 0 where all have, 1 where one differs or cannot be made.
    """
    from monev.bundle import opened_bundle
    from monev.replay_bundle import replay_bundle

    if not file.is_file():
        raise UsageError(f"{file} is no file; give a bundle that `monev bundle` made")
    if file.stat().st_size > MOST_BYTES:
        raise UsageError(f"{file} has more than 4 GiB; no bundle of ours is that large")
    found = opened_bundle(file.read_bytes())
    say("Every member is as it was packed; reading, judging and printing again.")
    _tell_recaps_left_out(found)
    out.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix="monev-replay-") as folder:
        made = replay_bundle(found, Path(folder) / "workspace", out)
    print_made_again(made, out, json)
