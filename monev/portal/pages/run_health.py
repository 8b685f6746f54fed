"""How the runs of a quarter went, in plain words: each step, and the regions that need a hand."""

from fastapi import APIRouter, Request, Response

from monev.portal.access import Opened, may_rerun
from monev.portal.overseen import (
    Overseer,
    clock,
    overseen,
    oversees,
    quarter_chosen,
    quarters_offered,
)
from monev.portal.show import page
from monev.runs_told import last_runs, steps_of

router = APIRouter()


@router.get("/koordinator/jalannya")
def run_health(
    request: Request, person: Overseer, workspace: Opened, triwulan: str = ""
) -> Response:
    """Show when each step was last done, which regions failed and why, and what is under way."""
    quarter = quarter_chosen(workspace, triwulan)
    codes = {one.code for one in workspace.register.governments() if oversees(person, one)}
    runs = last_runs(workspace, quarter, codes)
    return page(
        request,
        "koordinator/jalannya.html",
        person,
        quarter=str(quarter),
        waktu=clock(request),
        quarters=quarters_offered(workspace, quarter),
        steps=steps_of(workspace, quarter, codes),
        failed=[one for one in runs if one.failed],
        under_way=[one for one in runs if not one.progress.over],
        done=sum(1 for one in runs if one.progress.over and not one.failed),
        may_rerun={one.region.code for one in runs if may_rerun(person, one.region)},
        provinces=overseen(person, workspace),
    )
