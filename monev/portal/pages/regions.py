"""Home, by what the account is for, and the page of one region."""

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from models import Evaluation, Region, Role
from monev.portal.access import Opened, Readable, SignedIn, area_of, may_rerun
from monev.portal.show import page
from monev.workspace import Workspace

router = APIRouter()


@router.get("/")
def home(
    request: Request, person: SignedIn, workspace: Opened, triwulan: str = "", cari: str = ""
) -> Response:
    """Take an office to its own region; show others their area in one quarter."""
    if person.role is Role.OFFICE:
        return RedirectResponse(f"/daerah/{person.region_code}", 303)
    regions = area_of(person, workspace)
    quarters = workspace.store.quarters()
    quarter = triwulan if triwulan in quarters else (quarters[0] if quarters else "")
    current = _current(workspace, quarter)
    wanted = cari.strip().casefold()
    rows = [
        (region, current.get(region.code))
        for region in regions
        if wanted in f"{region.code} {region.name}".casefold()
    ]
    rows.sort(key=lambda row: (row[1] is None, row[0].code))
    return page(
        request,
        "daerah/beranda.html",
        person,
        rows=rows,
        quarters=quarters,
        quarter=quarter,
        query=cari,
        evaluated=sum(1 for _, one in rows if one is not None),
    )


def _current(workspace: Workspace, quarter: str) -> dict[str, Evaluation]:
    if not quarter:
        return {}
    return {one.region_code: one for one in workspace.store.current_evaluations(quarter)}


@router.get("/daerah/{code}")
def region_page(
    request: Request, person: SignedIn, workspace: Opened, region: Readable
) -> Response:
    """Show a region's reports, newest first, with every revision; re-run for who may."""
    evaluations = workspace.store.evaluations_of(region.code)
    return page(
        request,
        "daerah/daerah.html",
        person,
        region=region,
        province=_province(workspace, region),
        evaluations=evaluations,
        quarters=sorted({one.quarter for one in evaluations}, reverse=True),
        may_rerun=may_rerun(person, region),
    )


def _province(workspace: Workspace, region: Region) -> Region:
    return workspace.register.regions[region.province_code]
