"""`monev report`: hand out a region's report, after making sure that it is the one filed."""

import typer

from monev.cli import opened
from monev.cli.options import (
    CodeArgument,
    ForceOption,
    JsonOption,
    LanguageOption,
    OutOption,
    PeriodOption,
    WorkspaceOption,
)
from monev.cli.screen import print_json, shown
from monev.cli.written import write_document


def report(
    code: CodeArgument,
    period: PeriodOption,
    out: OutOption,
    lang: LanguageOption = "id",
    force: ForceOption = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Copy the current report of a region as PDF, checked against its hash.

    Its English edition is made and filed when it is first asked for.
    """
    from models import DocumentKind
    from monev.make_documents import Wanted, region_document
    from monev.reports import archive

    language = opened.language(lang)
    place = opened.open_existing(workspace)
    when, region = opened.quarter(period), opened.region(place, code)
    evaluation = opened.current(place, region, when)
    wanted = Wanted(DocumentKind.REGION_REPORT, language=language)
    filed = region_document(place, evaluation, wanted)
    content = archive.read_filed(place.store.root, filed)
    target = write_document(out, filed, content, force=force)
    if json:
        print_json(
            {
                "code": region.code,
                "period": str(when),
                "revision": evaluation.revision,
                "language": language,
                "path": shown(target),
                "sha256": filed.sha256,
                "pages": filed.pages,
            }
        )
        return
    typer.echo(f"{shown(target)}: revision {evaluation.revision}, {filed.pages} pages")
