"""The read API: indicators, findings and documents of evaluations, and the files themselves."""

from collections.abc import Callable, Iterable, Sequence
from typing import Annotated, TypeVar

from fastapi import APIRouter, Query, Request, Response

from models import Action, Document, DocumentForm
from monev.open_data import (
    DocumentRow,
    FindingRow,
    IndicatorRow,
    document_id,
    document_rows,
    finding_rows,
    indicator_rows,
    tiers_of,
)
from monev.portal.access import NOT_FOUND
from monev.portal.api.paging import cut, place_after, rows_after
from monev.portal.api.problems import ApiRoute, holds, told_as
from monev.portal.api.shapes import (
    Documents,
    Findings,
    Indicators,
    IndicatorsAsked,
    RowsAsked,
)
from monev.portal.api.sight import Seeing, Seen, Sight
from monev.portal.audited import note
from monev.reports import archive

router = APIRouter(prefix="/api/v1", route_class=ApiRoute)
Row = TypeVar("Row")
MEDIA = {
    DocumentForm.PDF: "application/pdf",
    DocumentForm.SIGNED: "application/pdf",
    DocumentForm.HTML: "text/html; charset=utf-8",
    DocumentForm.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@router.get("/indicators", responses=told_as(401, 422), tags=["indicators"])
def indicators(
    request: Request,
    response: Response,
    seeing: Seeing,
    asked: Annotated[IndicatorsAsked, Query()],
) -> Indicators:
    """List indicators with their sources; the trace of one is at its own address."""

    def fetch(group: Sequence[Seen]) -> Iterable[tuple[Seen, list[tuple[str, IndicatorRow]]]]:
        results = seeing.workspace.store.results_for(_ids(group))
        for one in group:
            rows = indicator_rows(one[0], results.get(one[0].evaluation_id, []))
            wanted = [row for row in rows if asked.indicator in (None, row.indicator)]
            yield one, [(row.id, row) for row in wanted]

    items, following = _page(request, response, seeing, asked, fetch)
    return Indicators(items=items, next=following)


@router.get("/findings", responses=told_as(401, 422), tags=["findings"])
def findings(
    request: Request, response: Response, seeing: Seeing, asked: Annotated[RowsAsked, Query()]
) -> Findings:
    """List what is wrong or worth knowing about the data, with stated and computed values."""

    def fetch(group: Sequence[Seen]) -> Iterable[tuple[Seen, list[tuple[str, FindingRow]]]]:
        found = seeing.workspace.store.findings_for(_ids(group))
        tiers = _tiers(seeing, group)
        for one in group:
            number = one[0].evaluation_id
            rows = finding_rows(one[0], found.get(number, []), tiers[number])
            yield one, [(row.id, row) for row in rows]

    items, following = _page(request, response, seeing, asked, fetch)
    return Findings(items=items, next=following)


@router.get("/documents", responses=told_as(401, 422), tags=["documents"])
def documents(
    request: Request, response: Response, seeing: Seeing, asked: Annotated[RowsAsked, Query()]
) -> Documents:
    """List the files of documents about one government, with the address of each."""

    def fetch(group: Sequence[Seen]) -> Iterable[tuple[Seen, list[tuple[str, DocumentRow]]]]:
        found = seeing.workspace.store.documents_for(_ids(group))
        tiers = _tiers(seeing, group)
        for one in group:
            papers = found.get(one[0].evaluation_id, [])
            held = [paper for paper in papers if seeing.may_hold(paper)]
            rows = document_rows(one[0], held, tiers[one[0].evaluation_id])
            yield one, [(row.id, row) for row in rows]

    items, following = _page(request, response, seeing, asked, fetch)
    return Documents(items=items, next=following)


@router.get("/documents/{document}", responses=told_as(401, 404), tags=["documents"])
def document(seeing: Seeing, document: str) -> DocumentRow:
    """Return what is known of one file."""
    seen, paper = _document(seeing, document)
    tiers = _tiers(seeing, [seen])[seen[0].evaluation_id]
    return document_rows(seen[0], [paper], tiers)[0]


@router.get(
    "/documents/{document}/file",
    responses={
        200: {
            "description": "the bytes as they were filed",
            "content": {
                kind: {"schema": {"type": "string", "format": "binary"}}
                for kind in sorted(set(MEDIA.values()))
            },
        },
        **told_as(401, 404),
    },
    response_class=Response,
    tags=["documents"],
)
def file(request: Request, seeing: Seeing, document: str) -> Response:
    """Return one file exactly as it was filed, after comparing its hash."""
    _, paper = _document(seeing, document)
    tag = f'"{paper.sha256}"'
    headers = {
        "ETag": tag,
        "Content-Disposition": f'attachment; filename="{document_id(paper)}"',
    }
    if holds(request, tag):
        return Response(status_code=304, headers=headers)
    content = archive.read_filed(seeing.workspace.store.depot, paper)
    if seeing.person is not None:
        note(request, seeing.person.name, Action.DOWNLOAD, document_id(paper), "API")
    return Response(content, media_type=MEDIA[paper.form], headers=headers)


def _page(
    request: Request,
    response: Response,
    seeing: Sight,
    asked: RowsAsked,
    fetch: Callable[[Sequence[Seen]], Iterable[tuple[Seen, Sequence[tuple[str, Row]]]]],
) -> tuple[list[Row], str | None]:
    """Return one page of rows, and the address of the next."""
    after = place_after(asked)
    rows = rows_after(_seen(seeing, asked, after.quarter if after else ""), after, fetch)
    return cut(request, response, asked.limit, rows)


def _seen(seeing: Sight, asked: RowsAsked, until: str) -> Iterable[Seen]:
    if asked.evaluation is None:
        return seeing.asked(asked, until)
    named = seeing.evaluation(asked.evaluation)
    if named is None:
        return ()
    row = named[0]
    if asked.quarter not in (None, row.quarter) or asked.region not in (None, row.region_code):
        return ()
    there = {"current": False, "quarter": row.quarter, "region": row.region_code}
    every = seeing.asked(asked.model_copy(update=there))
    return (one for one in every if one[0].revision == row.revision)


def _document(seeing: Sight, name: str) -> tuple[Seen, Document]:
    for paper in seeing.workspace.store.documents_named(name):
        if paper.evaluation_id is None:
            continue
        region = seeing.region(paper.scope)
        seen = seeing.revisions(paper.period, [paper.scope]) if region else ()
        for one in seen:
            if one[0].evaluation_id == paper.evaluation_id and seeing.may_hold(paper):
                return one, paper
    raise NOT_FOUND


def _ids(group: Sequence[Seen]) -> list[int]:
    return [one.evaluation_id for one, _ in group]


def _tiers(seeing: Sight, group: Sequence[Seen]) -> dict[int, list[str]]:
    """Return the kinds of source of evaluations by their ids."""
    store = seeing.workspace.store
    found = store.revisions_with(_ids(group))
    results = store.results_for(number for number, one in found.items() if one.told is None)
    return {number: tiers_of(one, results.get(number, ())) for number, one in found.items()}
