"""`monev verify`: is this file, or the document with this number, one of ours and the newest."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from monev.cli import opened
from monev.cli.edge import WITH_EXCEPTIONS
from monev.cli.options import JsonOption, WorkspaceOption
from monev.cli.screen import print_json
from monev.errors import UsageError

if TYPE_CHECKING:
    from monev.verify_document import Verified

LARGEST_BYTES = 64 * 1024 * 1024


def verify(
    what: Annotated[
        str,
        typer.Argument(metavar="FILE_OR_NUMBER", help="A PDF, HTML or XLSX file, or a number."),
    ],
    code: Annotated[
        str, typer.Option("--code", metavar="CODE", help="The code printed beside the number.")
    ] = "",
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Say whether a document is genuine, superseded, added to, altered, or unknown here.

    Exit code 0 for a genuine one that is the newest, 1 for any other.
    """
    from monev.verify_document import Verdict, verify_file, verify_number

    place = opened.open_existing(workspace)
    file = Path(what)
    if file.is_file():
        if code:
            raise UsageError("--code goes with a number; a file is verified by its bytes alone")
        if file.stat().st_size > LARGEST_BYTES:
            raise UsageError(f"{file} has more than 64 MiB; no document of ours is that large")
        found = verify_file(place, file.read_bytes())
    elif what.upper().startswith("MONEV/"):
        found = verify_number(place, what.upper(), code)
    else:
        raise UsageError(f"{what!r} is neither a file nor a number such as MONEV/36.72/2024-Q3/R1")
    if json:
        print_json(_form(found))
    else:
        typer.echo(_sentence(found))
    if found.verdict is not Verdict.GENUINE:
        raise typer.Exit(WITH_EXCEPTIONS)


def _form(found: "Verified") -> dict[str, Any]:
    filed = found.document
    return {
        "verdict": found.verdict.value,
        "number": filed.number if filed else found.claimed or None,
        "revision": filed.revision if filed else None,
        "newest_revision": found.newest_revision,
        "sha256": filed.sha256 if filed else None,
        "filed_at": filed.filed_at.isoformat() if filed else None,
        "appended_bytes": found.appended_bytes,
    }


def _sentence(found: "Verified") -> str:
    filed = found.document
    if filed is None:
        claims = f"bears the number {found.claimed}, which was" if found.claimed else "was"
        return f"Unknown: it {claims} never filed in this workspace."
    named = f"{filed.number}, filed {filed.filed_at:%Y-%m-%d %H:%M} UTC"
    match found.verdict.value:
        case "genuine":
            return f"Genuine: {named}; it is the newest revision."
        case "superseded":
            return f"Superseded: {named}; revision {found.newest_revision} takes its place."
        case "appended":
            return (
                f"Genuine up to its filed end: {named}. {found.appended_bytes} bytes were added "
                "after it, as a signature is; check them in a PDF reader."
            )
        case _:
            return f"Altered: it bears the number {filed.number} but is not what was filed."
