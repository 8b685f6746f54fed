"""`monev check`: read one file and say what is wrong with it, storing nothing."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monev.cli.edge import WITH_EXCEPTIONS, WRONG_USAGE
from monev.cli.findings import findings_table
from monev.cli.options import JsonOption
from monev.cli.screen import print_json, say, screen
from monev.errors import SourceError, UsageError

if TYPE_CHECKING:
    from monev.check_file import Checked


def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file of any known source.")],
    annotated: Annotated[
        Path | None,
        typer.Option(
            "--annotated",
            metavar="OUT.xlsx",
            help="Write the instrument again, with a comment on every wrong cell.",
        ),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Read a file without storing it: exit 0 clean, 1 with errors in it, 2 unreadable."""
    from datetime import UTC, datetime

    from monev.check_file import check_file

    if not file.is_file():
        raise UsageError(f"{file} is no file; give the path of the one to check")
    if annotated is not None and annotated.exists():
        raise UsageError(
            f"{annotated} is there already and is not overwritten; name another with --annotated"
        )
    try:
        found = check_file(file, datetime.now(UTC), annotated=annotated is not None)
    except SourceError as error:
        if json:
            print_json({"file": str(file), "error": str(error), "findings": []})
        else:
            typer.echo(f"{file} cannot be read: {error}", err=True)
        raise typer.Exit(WRONG_USAGE) from error
    if annotated is not None:
        _write_marked(found, annotated)
    _print_json(file, found) if json else _print(file, found)
    if found.errors:
        raise typer.Exit(WITH_EXCEPTIONS)


def _write_marked(found: "Checked", annotated: Path) -> None:
    if found.annotated is None:
        raise UsageError(f"only an instrument is annotated, this is {found.reading.source_id}")
    annotated.parent.mkdir(parents=True, exist_ok=True)
    annotated.write_bytes(found.annotated)
    say(f"The marked workbook is {annotated}: every wrong cell carries a comment.")


def _print_json(file: Path, found: "Checked") -> None:
    from monev.told_trace import finding_form

    print_json(
        {
            "file": str(file),
            "source": found.reading.source_id,
            "facts": len(found.reading.facts),
            "errors": found.errors,
            "personal_columns": list(found.personal),
            "findings": [finding_form(one) for one in found.findings],
        }
    )


def _print(file: Path, found: "Checked") -> None:
    if found.findings:
        screen().print(findings_table(found.findings))
    if found.personal:
        typer.echo(f"Personal columns would be dropped: {', '.join(found.personal)}.")
    typer.echo(
        f"{file}: read as {found.reading.source_id}, {len(found.reading.facts)} facts, "
        f"{len(found.findings)} findings, {found.errors} of them errors (galat)."
    )
