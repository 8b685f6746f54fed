"""The log of what people did, for auditors and administrators. Checking it is `monev audit`'s."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from models import Action, Role
from models.quarter import JAKARTA
from monev.portal.access import NOT_FOUND, Opened, SignedIn
from monev.portal.menu import MenuItem
from monev.portal.show import page

router = APIRouter()
READERS = (Role.ADMIN, Role.AUDITOR)
MENU = [MenuItem(95, "/catatan", {"id": "Catatan", "en": "Log"}, READERS)]
PAGE = 50


@router.get("/catatan")
def log(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    siapa: Annotated[str, Query(max_length=200)] = "",
    apa: Annotated[str, Query(max_length=20)] = "",
    sebelum: Annotated[int | None, Query(ge=1, le=2**31 - 1)] = None,
) -> Response:
    """Show the newest entries first; to one person, one action, or further back."""
    if person.role not in READERS:
        raise NOT_FOUND
    action = Action(apa) if apa in list(Action) else None
    found = workspace.store.audit_page(sebelum, siapa.strip(), action, most=PAGE + 1)
    shown = found[:PAGE]
    return page(
        request,
        "pintu/catatan.html",
        person,
        rows=[(one, one.at.astimezone(JAKARTA)) for one in shown],
        further=shown[-1].number if len(found) > PAGE else None,
        who=siapa.strip(),
        action=action,
        actions=list(Action),
    )
