"""Let another person act in one's area until a day, and take it back. Shown on the account page."""

from datetime import date
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from models import Action, Delegation, Role
from monev.delegate import (
    LONGEST_REASON,
    DelegationRefusedError,
    delegate,
    may_withdraw,
)
from monev.portal.access import NOT_FOUND, Opened, OwnForm, SignedIn
from monev.portal.audited import note
from monev.portal.pages.account import show_account

router = APIRouter()


@router.post("/akun/delegasi", dependencies=[OwnForm])
def make(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    kepada: Annotated[str, Form(max_length=200)],
    sampai: Annotated[date, Form()],
    alasan: Annotated[str, Form(min_length=3, max_length=LONGEST_REASON)],
    dari: Annotated[str, Form(max_length=200)] = "",
) -> Response:
    """Delegate one's own role and area; an administrator names the person whose it is."""
    maker = workspace.store.account(person.name)
    if maker is None or person.role is Role.AUDITOR:
        raise NOT_FOUND
    giver = dari.strip() if person.role is Role.ADMIN else person.name
    if not request.app.state.limits.may_delegate(person.name):
        raise HTTPException(429, headers={"Retry-After": "300"})
    try:
        one = delegate(workspace, maker, giver, kepada.strip(), sampai, alasan)
    except DelegationRefusedError as error:
        return show_account(request, person, workspace, 422, fault=error.fault)
    note(request, person.name, Action.DELEGATION_MADE, *_told(one))
    return RedirectResponse("/akun?kabar=delegasi", 303)


@router.post("/akun/delegasi/{delegation_id}/cabut", dependencies=[OwnForm])
def withdraw(request: Request, person: SignedIn, workspace: Opened, delegation_id: int) -> Response:
    """End a delegation at once: whoever gave it, received it, or an administrator."""
    one = workspace.store.delegation(delegation_id)
    if one is None or not may_withdraw(person.name, person.role, one):
        raise NOT_FOUND
    if one.withdrawn_at is not None:
        raise HTTPException(409)
    workspace.store.withdraw_delegation(delegation_id, person.name, workspace.now())
    note(request, person.name, Action.DELEGATION_WITHDRAWN, *_told(one))
    return RedirectResponse("/akun?kabar=kembali", 303)


def _told(one: Delegation) -> tuple[str, str]:
    area = f"{one.role.value} {one.region_code or 'nasional'}"
    return f"{one.given_by} -> {one.given_to}", f"{area} s.d. {one.until}"
