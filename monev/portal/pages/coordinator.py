"""Where a coordinator begins: the provinces of the own area, and the desk of one of them."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from models import Quarter, Region
from monev.calendar import load_calendar
from monev.portal.access import Opened, Person, SignedIn, may_rerun
from monev.portal.menu import MenuItem
from monev.portal.overseen import (
    OVERSEERS,
    Overseen,
    Overseer,
    clock,
    overseen,
    quarter_chosen,
    quarters_offered,
)
from monev.portal.show import page
from monev.propose_step import actions_for
from monev.province_desk import desks, open_objections, unopened
from monev.runs_told import last_runs
from monev.submissions import reporting_rates

router = APIRouter()
MENU = [
    MenuItem(20, "/koordinator", {"id": "Koordinasi", "en": "Coordination"}, OVERSEERS),
]


@router.get("/koordinator")
def overview(request: Request, person: Overseer, workspace: Opened, triwulan: str = "") -> Response:
    """Show every province of the area in one line each; with one province only, lead to it."""
    provinces = overseen(person, workspace)
    quarter = quarter_chosen(workspace, triwulan)
    if len(provinces) == 1:
        return RedirectResponse(_address(provinces[0], quarter), 303)
    rows = desks(workspace, quarter, provinces)
    stand = {one.region.code: one.standing for row in rows for one in row.places}
    return page(
        request,
        "koordinator/ikhtisar.html",
        person,
        rows=rows,
        nation=reporting_rates(stand),
        due=load_calendar().due_day(quarter),
        quarter=str(quarter),
        quarters=quarters_offered(workspace, quarter),
        objections=open_objections(workspace, quarter, stand),
    )


@router.get("/koordinator/provinsi/{code}")
def desk(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    province: Overseen,
    triwulan: str = "",
) -> Response:
    """Show one province: what waits, where each government stands, the steps taken so far."""
    quarter = quarter_chosen(workspace, triwulan)
    (found,) = desks(workspace, quarter, [province])
    codes = {one.region.code for one in found.places}
    return page(
        request,
        "koordinator/provinsi.html",
        person,
        desk=found,
        due=load_calendar().due_day(quarter),
        quarter=str(quarter),
        quarters=quarters_offered(workspace, quarter),
        waktu=clock(request),
        actions=[one.value for one in actions_for(province.code, person.areas)],
        may_rerun=may_rerun(person, province),
        only_reads=not _changes(person, province),
        failed=[one for one in last_runs(workspace, quarter, codes) if one.failed],
        objections=open_objections(workspace, quarter, codes).get(province.code, 0),
        unopened=unopened(workspace, quarter, found),
    )


def _address(province: Region, quarter: Quarter) -> str:
    return f"/koordinator/provinsi/{province.code}?triwulan={quarter}"


def _changes(person: Person, province: Region) -> bool:
    return person.coordinates(province.code) or may_rerun(person, province)
