"""Is the portal alive, and does the database answer."""

from fastapi import APIRouter

from monev.portal.access import Opened

router = APIRouter()


@router.get("/sehat")
def health(workspace: Opened) -> dict[str, str]:
    """Answer `ok` after one question to the database."""
    workspace.store.account("")
    return {"status": "ok"}
