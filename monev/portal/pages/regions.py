"""The first page after signing in: an office comes to its own region, others see their area."""

from collections import Counter

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from models import Evaluation, Quarter, Region, Role
from monev.approval import State
from monev.approve import standings
from monev.portal.access import Opened, SignedIn, area_of
from monev.portal.menu import MenuItem
from monev.portal.show import page
from monev.reports.words import names
from monev.workspace import Workspace

router = APIRouter()
MENU = [
    MenuItem(
        10,
        "/",
        {"id": "Wilayah saya", "en": "My area"},
        (Role.COORDINATOR, Role.ADMIN, Role.AUDITOR),
    )
]
MOST_ROWS = 150
"""Regions on one page; a whole country would be several times what a poor line bears."""


@router.get("/")
def home(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    triwulan: str = "",
    cari: str = "",
    halaman: int = 1,
) -> Response:
    """Take an office to its own region; show others their area in one quarter."""
    if person.role is Role.OFFICE and not person.delegated:
        return RedirectResponse(f"/daerah/{person.region_code}", 303)
    regions = area_of(person, workspace)
    quarters = workspace.store.quarters()
    quarter = triwulan if triwulan in quarters else (quarters[0] if quarters else "")
    current = _current(workspace, quarter, regions)
    wanted = cari.strip().casefold()
    rows = [
        (region, current.get(region.code))
        for region in regions
        if wanted in f"{region.code} {region.name}".casefold()
    ]
    rows.sort(key=lambda row: (row[1] is None, row[0].code))
    pages = max(1, -(-len(rows) // MOST_ROWS))
    number = min(max(halaman, 1), pages)
    states = _states(workspace, quarter)
    return page(
        request,
        "daerah/beranda.html",
        person,
        rows=rows[(number - 1) * MOST_ROWS : number * MOST_ROWS],
        found=len(rows),
        all=len(regions),
        quarters=quarters,
        quarter=quarter,
        query=cari,
        number=number,
        pages=pages,
        evaluated=len(current),
        states=states,
        names=names,
        counts=Counter(states[code] for code in current if code in states),
    )


def _current(workspace: Workspace, quarter: str, regions: list[Region]) -> dict[str, Evaluation]:
    if not quarter:
        return {}
    mine = {one.code for one in regions}
    few = mine if len(mine) <= MOST_ROWS else None
    found = workspace.store.current_outcomes(quarter, few)
    return {one.region_code: one for one in found if one.region_code in mine}


def _states(workspace: Workspace, quarter: str) -> dict[str, State]:
    if not quarter:
        return {}
    return {
        one.code: one.state
        for province in standings(workspace, Quarter.parse(quarter))
        for one in province.regions
    }
