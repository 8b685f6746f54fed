"""Have one region evaluated again, and follow it: by a Prefect server, else in the background."""

from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Form, Request, Response
from fastapi.responses import RedirectResponse

from models import Action
from monev.ask_prefect import Prefect, PrefectTroubleError, Trouble, configured
from monev.evaluate_region import rerun_region
from monev.portal.access import (
    NOT_FOUND,
    Opened,
    OwnForm,
    Rerunnable,
    SignedIn,
    may_rerun,
)
from monev.portal.audited import note
from monev.portal.overseen import oversees, quarter_chosen, quarter_named, quarters_offered
from monev.portal.show import page
from monev.rerun_progress import BY_PREFECT, hand_over, open_line, progress_of

router = APIRouter()


@router.get("/daerah/{code}/jalankan")
def ask(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    region: Rerunnable,
    triwulan: str = "",
) -> Response:
    """Show the form of a re-run, and what it will and will not change."""
    quarter = quarter_chosen(workspace, triwulan)
    return page(
        request,
        "koordinator/minta.html",
        person,
        region=region,
        quarter=str(quarter),
        quarters=quarters_offered(workspace, quarter),
        published=workspace.store.is_published(region.code, str(quarter)),
        current=workspace.store.current_outcome(region.code, str(quarter)),
    )


@router.post("/daerah/{code}/jalankan", dependencies=[OwnForm])
def rerun(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    region: Rerunnable,
    background: BackgroundTasks,
    triwulan: Annotated[str, Form(pattern=r"^\d{4}-Q[1-4]$")],
    alasan: Annotated[str, Form(min_length=5, max_length=500)],
) -> Response:
    """Open a line of the ledger, have it carried out, and lead to its page.

    Where one of the same region and quarter is under way, that page is shown and nothing starts.
    """
    quarter = quarter_named(triwulan)
    server, deployment, trouble = _ready_server()
    line = open_line(workspace, region, quarter, alasan, person.name, server)
    address = f"/jalankan/{line.run.run_id}"
    if not line.fresh:
        return RedirectResponse(f"{address}?sudah=1", 303)
    note(request, person.name, Action.RERUN, f"{region.code} {quarter}", line.run.reason)
    if server is not None:
        try:
            hand_over(server, deployment, line.run)
        except PrefectTroubleError as error:
            trouble = error.trouble
        if trouble in (None, Trouble.UNCERTAIN):
            return RedirectResponse(address, 303)
    background.add_task(rerun_region, workspace, line.run.run_id or 0)
    return RedirectResponse(f"{address}?server={trouble}" if trouble else address, 303)


@router.get("/jalankan/{run_id}")
def follow(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    run_id: int,
    server: str = "",
    sudah: str = "",
) -> Response:
    """Show how far a run has come; the page renews itself until it is over."""
    run = workspace.store.run(run_id) if run_id < 2**31 else None
    region = workspace.register.regions.get(run.region_code) if run else None
    if run is None or region is None or not oversees(person, region):
        raise NOT_FOUND
    known = configured()
    return page(
        request,
        "koordinator/jalankan.html",
        person,
        run=run,
        region=region,
        progress=progress_of(workspace, run, known),
        by_server=run.worker == BY_PREFECT,
        server=server if server in set(Trouble) else "",
        already=bool(sudah),
        may_rerun=may_rerun(person, region),
    )


def _ready_server() -> tuple[Prefect | None, str, Trouble | None]:
    """Return the server that would run it and its deployment, or why none would.

    Nothing is wrong where none is configured: then the portal itself does the work.
    """
    server = configured()
    if server is None:
        return None, "", None
    try:
        return server, server.require_ready(), None
    except PrefectTroubleError as error:
        return None, "", error.trouble
