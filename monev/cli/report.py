"""`monev report`: hand out a region's report, after making sure that it is the one filed."""

from typing import TYPE_CHECKING, Annotated

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
from monev.cli.screen import print_json, say, shown
from monev.cli.written import write_document

if TYPE_CHECKING:
    from monev.approval import RegionStanding


def report(
    code: CodeArgument,
    period: PeriodOption,
    out: OutOption,
    revision: Annotated[
        int | None,
        typer.Option("--revision", metavar="NUMBER", help="An earlier one (default: the newest)."),
    ] = None,
    lang: LanguageOption = "id",
    force: ForceOption = False,
    workspace: WorkspaceOption = None,
    json: JsonOption = False,
) -> None:
    """Copy a region's report as PDF, checked against its hash, and say how far approval has come.

    Its English edition is made and filed when it is first asked for.
    """
    from models import DocumentKind
    from monev.approve import region_standing
    from monev.make_documents import Wanted, region_document
    from monev.reports import archive

    language = opened.language(lang)
    place = opened.open_existing(workspace)
    when, region = opened.quarter(period), opened.region(place, code)
    evaluation = opened.current(place, region, when)
    if revision is not None:
        evaluation = opened.revision(place, region, when, revision)
    standing = region_standing(place, region.code, when)
    published = standing.published.number if standing.published else None
    state = _state(standing, evaluation.revision)
    wanted = Wanted(DocumentKind.REGION_REPORT, language=language)
    filed = region_document(place, evaluation, wanted)
    content = archive.read_filed(place.store.depot, filed)
    target = write_document(out, filed, content, force=force)
    if json:
        print_json(
            {
                "code": region.code,
                "period": str(when),
                "revision": evaluation.revision,
                "state": state,
                "published_revision": published,
                "language": language,
                "path": shown(target),
                "sha256": filed.sha256,
                "pages": filed.pages,
            }
        )
        return
    typer.echo(f"{shown(target)}: revision {evaluation.revision}, {state}, {filed.pages} pages")
    if published not in (None, evaluation.revision):
        say(f"Revision {published} is published; --revision {published} hands it out.")


def _state(standing: "RegionStanding", revision: int) -> str:
    """Return the state of a revision; one that a newer draft took the place of is superseded."""
    if standing.published is not None and standing.published.number == revision:
        return "published"
    return standing.state.value if standing.current.number == revision else "superseded"
