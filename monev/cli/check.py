"""`monev check`: read one file and say what is wrong with it, storing nothing."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monev.cli.edge import WITH_EXCEPTIONS, WRONG_USAGE
from monev.cli.explain import finding_form
from monev.cli.findings import findings_table
from monev.cli.options import JsonOption
from monev.cli.screen import print_json, screen
from monev.errors import SourceError, UsageError

if TYPE_CHECKING:
    from monev.sources import Reading


def check(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file of any known source.")],
    json: JsonOption = False,
) -> None:
    """Read a file without storing it: exit 0 clean, 1 with errors in it, 2 unreadable."""
    from models import Severity

    try:
        reading = _read(file)
    except SourceError as error:
        if json:
            print_json({"file": str(file), "error": str(error), "findings": []})
        else:
            typer.echo(f"{file} cannot be read: {error}", err=True)
        raise typer.Exit(WRONG_USAGE) from error
    wrong = [one for one in reading.findings if one.severity == Severity.ERROR]
    if json:
        print_json(
            {
                "file": str(file),
                "source": reading.source_id,
                "facts": len(reading.facts),
                "errors": len(wrong),
                "findings": [finding_form(one) for one in reading.findings],
            }
        )
    else:
        if reading.findings:
            screen().print(findings_table(reading.findings))
        typer.echo(
            f"{file}: read as {reading.source_id}, {len(reading.facts)} facts, "
            f"{len(reading.findings)} findings, {len(wrong)} of them errors (galat)."
        )
    if wrong:
        raise typer.Exit(WITH_EXCEPTIONS)


def _read(file: Path) -> "Reading":
    from monev.collect_region import LARGEST_FILE_BYTES
    from monev.register import load_register
    from monev.sources import read_file

    if not file.is_file():
        raise UsageError(f"{file} is no file; give the path of the one to check")
    size = file.stat().st_size
    if size > LARGEST_FILE_BYTES:
        raise SourceError(file.name, "", f"{size} bytes", f"at most {LARGEST_FILE_BYTES} bytes")
    return read_file(file.read_bytes(), file.name, load_register().resolve)
