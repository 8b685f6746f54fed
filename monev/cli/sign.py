"""`monev sign`: a region's filed report with the signature of an official's certificate."""

import os
from pathlib import Path
from typing import Annotated

import typer

from monev.cli import opened
from monev.cli.options import (
    CodeArgument,
    ForceOption,
    LanguageOption,
    OutOption,
    PeriodOption,
    WorkspaceOption,
)
from monev.cli.screen import shown
from monev.cli.written import write_document
from monev.errors import UsageError

PASSPHRASE = "MONEV_P12_PASSPHRASE"  # noqa: S105 - the name of a variable, no secret


def sign(
    code: CodeArgument,
    period: PeriodOption,
    p12: Annotated[
        Path,
        typer.Option("--p12", metavar="FILE", help="The official's certificate and key (PKCS#12)."),
    ],
    out: OutOption,
    reason: Annotated[
        str, typer.Option("--reason", metavar="TEXT", help="Stands in the signature.")
    ] = "Laporan monev disahkan",
    city: Annotated[
        str, typer.Option("--place", metavar="TEXT", help="Stands in the signature.")
    ] = "",
    lang: LanguageOption = "id",
    force: ForceOption = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Add a PAdES signature to the current report; the unsigned one stays as it was filed.

    The passphrase is asked for, or read from MONEV_P12_PASSPHRASE.
    """
    from models import DocumentKind
    from monev.make_documents import Wanted, region_document
    from monev.reports import archive
    from monev.sign_document import sign_document

    if not p12.is_file():
        raise UsageError(f"{p12} is no file; --p12 expects the certificate as a .p12 or .pfx file")
    place = opened.open_existing(workspace)
    when, region = opened.quarter(period), opened.region(place, code)
    evaluation = opened.current(place, region, when)
    wanted = Wanted(DocumentKind.REGION_REPORT, language=opened.language(lang))
    filed = region_document(place, evaluation, wanted)
    secret = os.environ.get(PASSPHRASE)
    if secret is None:
        secret = typer.prompt("Passphrase of the certificate", hide_input=True, err=True)
    signed = sign_document(
        place, filed, p12.read_bytes(), secret, reason, city or place.issuer.place
    )
    content = archive.read_filed(place.store.depot, signed)
    target = write_document(out, signed, content, force=force)
    typer.echo(f"{shown(target)}: {signed.number}, signed")
