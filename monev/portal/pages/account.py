"""One's own account: password, and tokens for programs that read in one's name."""

import secrets
from datetime import timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from models import Action, ApiToken, Role, TokenScope
from models.quarter import JAKARTA
from monev.delegate import LONGEST_DAYS, ROLES, today_of
from monev.portal.access import (
    NOT_FOUND,
    Opened,
    OwnForm,
    Person,
    SignedIn,
)
from monev.portal.audited import note
from monev.portal.menu import MenuItem
from monev.portal.session import digest, end_session, open_session
from monev.portal.show import page
from monev.portal.sign_in import SHORTEST_PASSWORD, hash_password, verified
from monev.workspace import Workspace

router = APIRouter()
MENU = [MenuItem(90, "/akun", {"id": "Akun", "en": "Account"}, tuple(Role))]
TOKEN_PREFIX = "monev_"  # noqa: S105 - tells scanners of leaked secrets what they found
TOKEN_DAYS = (30, 90, 365)


@router.get("/akun")
def account_page(
    request: Request, person: SignedIn, workspace: Opened, kabar: str = ""
) -> Response:
    """Show what the account may do, and what others may do in its name."""
    return show_account(request, person, workspace, told=kabar)


def show_account(
    request: Request, person: Person, workspace: Workspace, status: int = 200, **more: Any
) -> Response:
    """Return the account page; `more` tells what came of a form: `told`, `fault` or `token`."""
    now, today = workspace.now(), today_of(workspace)
    all_of_them = person.role is Role.ADMIN
    area = workspace.register.regions.get(person.region_code or "")
    answer = page(
        request,
        "pintu/akun.html",
        person,
        status=status,
        area=area,
        regions=workspace.register.regions,
        today=today,
        latest=today + timedelta(days=LONGEST_DAYS),
        may_delegate=person.role in ROLES,
        delegations=workspace.store.delegations(None if all_of_them else person.name),
        tokens=[
            (one, one.expires_at.astimezone(JAKARTA).date(), _state(one, now))
            for one in workspace.store.tokens_of(person.name)
        ],
        token_days=TOKEN_DAYS,
        shortest=SHORTEST_PASSWORD,
        **{"told": "", "fault": "", "token": "", **more},
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _state(token: ApiToken, now: Any) -> str:
    if token.withdrawn_at is not None:
        return "dicabut"
    return "berlaku" if token.expires_at > now else "lewat"


@router.post("/akun/sandi", dependencies=[OwnForm])
def change_password(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    lama: Annotated[str, Form(max_length=1000)],
    baru: Annotated[str, Form(max_length=1000)],
    ulang: Annotated[str, Form(max_length=1000)],
) -> Response:
    """Put a new password in place of the old one; every other session of the account ends."""
    limits = request.app.state.limits
    address = request.client.host if request.client else ""
    if not limits.may_try(person.name, address):
        raise HTTPException(429, headers={"Retry-After": "300"})
    account = verified(workspace.store, person.name, lama)
    if account is None:
        limits.failed(address)
    else:
        limits.came_in(account.name, address)
    fault = "lama" if account is None else _weakness(person.name, lama, baru, ulang)
    if account is None or fault:
        return show_account(request, person, workspace, 422, fault=fault)
    new = hash_password(baru)
    if not workspace.store.change_password(account.name, account.password_hash, new):
        raise HTTPException(409)
    note(request, person.name, Action.PASSWORD_CHANGE)
    account.password_hash = new
    end_session(request, workspace)
    open_session(request, workspace, account)
    return RedirectResponse("/akun?kabar=sandi", 303)


def _weakness(name: str, old: str, new: str, again: str) -> str:
    if new != again:
        return "ulang"
    if len(new) < SHORTEST_PASSWORD:
        return "pendek"
    return "sama" if new in (old, name) else ""


@router.post("/akun/token", dependencies=[OwnForm])
def make_token(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    guna: Annotated[str, Form(min_length=1, max_length=80)],
    hari: Annotated[int, Form()],
) -> Response:
    """Make a token and show it, this once; its hash alone is kept."""
    label = " ".join(guna.split())
    if hari not in TOKEN_DAYS or not label or not label.isprintable():
        raise HTTPException(422)
    token = TOKEN_PREFIX + secrets.token_urlsafe(32)
    now = workspace.now()
    workspace.store.add_token(
        ApiToken(
            account_name=person.name,
            label=label,
            scope=TokenScope.READ,
            sha256=digest(token),
            made_at=now,
            expires_at=now + timedelta(days=hari),
        )
    )
    note(request, person.name, Action.TOKEN_MADE, label, f"{TokenScope.READ} {hari} hari")
    return show_account(request, person, workspace, told="token", token=token)


@router.post("/akun/token/{token_id}/cabut", dependencies=[OwnForm])
def withdraw_token(
    request: Request, person: SignedIn, workspace: Opened, token_id: int
) -> Response:
    """End a token of one's own at once."""
    token = workspace.store.withdraw_token(token_id, person.name, workspace.now())
    if token is None:
        raise NOT_FOUND
    note(request, person.name, Action.TOKEN_WITHDRAWN, token.label)
    return RedirectResponse("/akun?kabar=dicabut", 303)
