"""`monev document`: any document of a quarter, in either language and any form, copied out."""

from pathlib import Path
from typing import Annotated

import typer

from monev.cli import opened
from monev.cli.options import (
    ForceOption,
    JsonOption,
    LanguageOption,
    OutOption,
    WorkspaceOption,
)
from monev.cli.screen import print_json, shown
from monev.cli.written import write_document
from monev.errors import UsageError


def document(
    kind: Annotated[
        str,
        typer.Argument(
            metavar="KIND",
            help="laporan, lembar-fakta, berita-acara, surat-pengantar (of one government), "
            "rekap-provinsi, rekap-nasional, laporan-semester.",
        ),
    ],
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="Code or name; none for the nation.")
    ] = None,
    *,
    period: Annotated[
        str,
        typer.Option(
            "--period", metavar="QUARTER", help="2024-Q3, 'TW III 2024'; laporan-semester: 2024-S2"
        ),
    ],
    out: OutOption,
    lang: LanguageOption = "id",
    form: Annotated[str, typer.Option("--form", metavar="FORM", help="pdf, html or xlsx.")] = "pdf",
    fields: Annotated[
        Path | None,
        typer.Option(
            "--fields", metavar="FILE.yaml", help="Number, place, names ... of a signed paper."
        ),
    ] = None,
    force: ForceOption = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Copy out a document; one that was not made yet is made, filed and numbered first."""
    from models import DocumentForm
    from monev.cli.documents import NAMES, made
    from monev.reports import archive

    if kind not in NAMES:
        raise UsageError(f"{kind!r} is no document; known are {', '.join(NAMES)}")
    language = opened.language(lang)
    forms = [one.value for one in DocumentForm if one is not DocumentForm.SIGNED]
    if form not in forms:
        raise UsageError(f"--form {form!r} found, one of {', '.join(forms)} expected")
    place = opened.open_existing(workspace)
    filed = made(place, kind, code, period, language, DocumentForm(form), fields)
    target = write_document(out, filed, archive.read_filed(place.store.depot, filed), force=force)
    if json:
        print_json(
            {
                "kind": kind,
                "number": filed.number,
                "revision": filed.revision,
                "language": filed.language,
                "form": filed.form.value,
                "path": shown(target),
                "sha256": filed.sha256,
                "pages": filed.pages,
            }
        )
        return
    pages = f", {filed.pages} page{'' if filed.pages == 1 else 's'}" if filed.pages else ""
    typer.echo(f"{shown(target)}: {filed.number}{pages}")
