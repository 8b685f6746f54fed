"""`monev open-data`: what is published, as a package of CSV files or as one SQLite file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monev.cli import opened
from monev.cli.options import JsonOption, WorkspaceOption
from monev.cli.screen import print_json, say, shown
from monev.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from models import Quarter
    from monev.workspace import Workspace


def open_data(
    period: Annotated[
        str | None,
        typer.Option("--period", metavar="QUARTER", help="2024-Q3; for --sqlite all if left out."),
    ] = None,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="DIR", help="Write datapackage.json and CSV files here."),
    ] = None,
    sqlite: Annotated[
        Path | None, typer.Option("--sqlite", metavar="FILE", help="Write one new SQLite file.")
    ] = None,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Write published evaluations for others to use; drafts are never in it."""
    if out is None and sqlite is None:
        raise UsageError("nothing to write: name a folder with --out or a file with --sqlite")
    place = opened.open_existing(workspace)
    when = opened.quarter(period) if period else None
    told: dict[str, Mapping[str, int]] = {}
    if out is not None:
        told[str(out)] = _package(place, when, out)
    if sqlite is not None:
        told[str(sqlite)] = _sqlite(place, when, sqlite)
    if json:
        print_json(told)
        return
    for name, counts in told.items():
        rows = ", ".join(f"{count} {table}" for table, count in counts.items())
        typer.echo(f"{shown(name)}: {rows}")


def _package(place: "Workspace", when: "Quarter | None", out: Path) -> "Mapping[str, int]":
    """Write the files of a package; files that say something else are left as they are."""
    from monev.open_data import open_package

    if when is None:
        raise UsageError("a package is about one quarter; add --period 2024-Q3")
    package = open_package(place, when)
    if package is None:
        raise UsageError(
            f"nothing of {when} is published; `monev approvals --period {when}` shows where it is"
        )
    out.mkdir(parents=True, exist_ok=True)
    for name, content in package.files.items():
        target = out / name
        if target.exists() and target.read_bytes() != content:
            raise UsageError(f"{target} is there already with other content; name another folder")
    for name, content in package.files.items():
        (out / name).write_bytes(content)
        say(f"Written: {shown(out / name)}")
    return package.counts


def _sqlite(place: "Workspace", when: "Quarter | None", file: Path) -> "Mapping[str, int]":
    from models import Quarter
    from monev.open_data import published_quarters, write_sqlite

    quarters = [when] if when else [Quarter.parse(one) for one, _ in published_quarters(place)]
    if not file.resolve().parent.is_dir():
        raise UsageError(f"{file.parent} is no folder; make it first")
    return write_sqlite(place, quarters, file)
