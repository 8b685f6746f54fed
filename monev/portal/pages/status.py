"""How the installation fares, in plain words, for anybody: up or not, late or not, whom to ask."""

from fastapi import APIRouter, Request, Response

from monev.portal.access import Opened
from monev.portal.show import page
from monev.system_state import state_of

router = APIRouter()


@router.get("/keadaan")
def state(request: Request, workspace: Opened) -> Response:
    """Show the state; 503 where pages or documents cannot be had, so that machines see it too."""
    now = state_of(workspace)
    return page(
        request,
        "periksa/keadaan.html",
        status=200 if now.up else 503,
        now=now,
        issuer=workspace.issuer,
    )
