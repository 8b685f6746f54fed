"""The read API: quarters, governments and evaluations, for whoever may read them."""

from collections.abc import Sequence
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from models import Quarter
from monev.open_data import (
    EvaluationRow,
    IndicatorDetail,
    RegionRow,
    Status,
    evaluation_row,
    indicator_detail,
    region_row,
)
from monev.portal.access import NOT_FOUND
from monev.portal.api.paging import cursor_of, cut, place_after, revisions_after
from monev.portal.api.problems import ApiRoute, told_as
from monev.portal.api.shapes import (
    Evaluations,
    QuarterRow,
    Regions,
    RegionsAsked,
    RevisionsAsked,
)
from monev.portal.api.sight import Seeing, Seen, Sight

router = APIRouter(prefix="/api/v1", route_class=ApiRoute)


@router.get("/quarters", responses=told_as(401), tags=["quarters"])
def quarters(seeing: Seeing) -> list[QuarterRow]:
    """List the quarters of which you may read something, newest first."""
    return [row for text in seeing.workspace.store.quarters() if (row := _quarter(seeing, text))]


@router.get("/regions", responses=told_as(401, 422), tags=["regions"])
def regions(
    request: Request,
    response: Response,
    seeing: Seeing,
    asked: Annotated[RegionsAsked, Query()],
) -> Regions:
    """List the governments of your area, or all of them where the portal is public."""
    after, register = cursor_of(asked), seeing.workspace.register
    rows = (
        (one.code, region_row(one, register))
        for one in seeing.regions()
        if one.code > after
        and asked.province in (None, one.province_code)
        and asked.kind in (None, one.kind)
    )
    items, following = cut(request, response, asked.limit, rows)
    return Regions(items=items, next=following)


@router.get("/regions/{code}", responses=told_as(401, 404), tags=["regions"])
def region(seeing: Seeing, code: str) -> RegionRow:
    """Return one government."""
    found = seeing.region(code)
    if found is None:
        raise NOT_FOUND
    return region_row(found, seeing.workspace.register)


@router.get("/evaluations", responses=told_as(401, 422), tags=["evaluations"])
def evaluations(
    request: Request,
    response: Response,
    seeing: Seeing,
    asked: Annotated[RevisionsAsked, Query()],
) -> Evaluations:
    """List evaluations, newest quarter first, then by code; `current=false` lists all revisions."""
    after = place_after(asked)
    seen = seeing.asked(asked, after.quarter if after else "")
    found, following = cut(request, response, asked.limit, revisions_after(seen, after))
    return Evaluations(items=_rows(seeing, found), next=following)


@router.get("/evaluations/{evaluation}", responses=told_as(401, 404), tags=["evaluations"])
def evaluation(seeing: Seeing, evaluation: str) -> EvaluationRow:
    """Return one revision by its id, such as 36.72-2024-Q3-r1."""
    found = seeing.evaluation(evaluation)
    if found is None:
        raise NOT_FOUND
    return _rows(seeing, [found])[0]


@router.get(
    "/evaluations/{evaluation}/indicators/{indicator}",
    responses=told_as(401, 404),
    tags=["indicators"],
)
def indicator(seeing: Seeing, evaluation: str, indicator: str) -> IndicatorDetail:
    """Return one indicator with its trace, from which its sum can be redone."""
    found = seeing.evaluation(evaluation)
    results = seeing.workspace.store.results_of(found[0].evaluation_id) if found else ()
    result = next((one for one in results if one.indicator == indicator), None)
    if found is None or result is None:
        raise NOT_FOUND
    return indicator_detail(found[0], result)


def _rows(seeing: Sight, seen: Sequence[Seen]) -> list[EvaluationRow]:
    store, regions = seeing.workspace.store, seeing.workspace.register.regions
    found = store.revisions_with(mark.evaluation_id for mark, _ in seen)
    # The sources of revisions older than their keeping are told by their indicators only.
    results = store.results_for(number for number, one in found.items() if one.told is None)
    return [
        evaluation_row(
            found[mark.evaluation_id],
            stand,
            regions[mark.region_code].name,
            results.get(mark.evaluation_id, ()),
        )
        for mark, stand in seen
    ]


def _quarter(seeing: Sight, text: str) -> QuarterRow | None:
    seen = seeing.revisions(text)
    if not seen:
        return None
    when = Quarter.parse(text)
    published = {one.region_code for one, stand in seen if stand.status is Status.PUBLISHED}
    return QuarterRow(
        quarter=text,
        start=when.start,
        end=when.end,
        due_date=when.due_date,
        evaluations=len({one.region_code for one, _ in seen}),
        published=len(published),
    )
