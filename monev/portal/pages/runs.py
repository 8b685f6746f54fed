"""Have one region evaluated again, and follow it."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Form, Request, Response
from fastapi.responses import RedirectResponse

from models import Quarter, RegionRun, RunStatus
from monev.evaluate_region import rerun_region
from monev.portal.access import (
    NOT_FOUND,
    Opened,
    OwnForm,
    Rerunnable,
    SignedIn,
    rerunnable_region,
)
from monev.portal.show import page

router = APIRouter()
FINISHED = {RunStatus.DONE, RunStatus.FAILED}


@router.post("/daerah/{code}/jalankan", dependencies=[OwnForm])
def rerun(
    person: SignedIn,
    workspace: Opened,
    region: Rerunnable,
    background: BackgroundTasks,
    triwulan: Annotated[str, Form(pattern=r"^\d{4}-Q[1-4]$")],
    alasan: Annotated[str, Form(min_length=5, max_length=500)],
) -> Response:
    """Open a line of the ledger, start the work behind the answer, and lead to its page."""
    run_id = workspace.store.start_run(
        RegionRun(
            region_code=region.code,
            quarter=str(Quarter.parse(triwulan)),
            reason=" ".join(alasan.split()),
            requested_by=person.name,
            status=RunStatus.REQUESTED,
            requested_at=workspace.now(),
        )
    )
    background.add_task(rerun_region, workspace, run_id)
    return RedirectResponse(f"/jalankan/{run_id}", 303)


@router.get("/jalankan/{run_id}")
def follow(request: Request, person: SignedIn, workspace: Opened, run_id: int) -> Response:
    """Show how far a run has come; the page renews itself until it is finished."""
    run = workspace.store.run(run_id)
    if run is None:
        raise NOT_FOUND
    region = rerunnable_region(run.region_code, person, workspace)
    return page(
        request,
        "koordinator/jalankan.html",
        person,
        run=run,
        region=region,
        finished=run.status in FINISHED,
    )
