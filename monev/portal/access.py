"""The one gate: who is asking, which regions they may read, which they may re-run.

Deny by default: a region outside one's area is answered exactly like one that does not exist.
"""

import secrets
from typing import Annotated

from fastapi import Depends, Form, Request
from starlette.exceptions import HTTPException

from models import Account, Region, Role
from monev.workspace import Workspace

NOT_FOUND = HTTPException(404)


class SignInNeededError(Exception):
    """Nobody is signed in; the answer is the sign-in page."""


def workspace_of(request: Request) -> Workspace:
    """Return the workspace this application serves."""
    workspace: Workspace = request.app.state.workspace
    return workspace


def who(request: Request) -> Account:
    """Return the signed-in account; an account that is gone or changed is signed out."""
    name = request.session.get("name")
    account = workspace_of(request).store.account(name) if name else None
    if account is None or request.session.get("mark") != mark_of(account):
        request.session.clear()
        raise SignInNeededError
    return account


def mark_of(account: Account) -> str:
    """Return what ties a session to the present password: changing it ends all sessions."""
    return account.password_hash[-12:]


def may_read(account: Account, region: Region) -> bool:
    """Say whether a region lies in the account's area."""
    match account.role:
        case Role.ADMIN:
            return True
        case Role.COORDINATOR:
            return account.region_code in (None, region.province_code)
        case Role.OFFICE:
            return account.region_code == region.code


def may_rerun(account: Account, region: Region) -> bool:
    """Say whether the account may have a region evaluated again."""
    return account.role is not Role.OFFICE and may_read(account, region)


SignedIn = Annotated[Account, Depends(who)]
Opened = Annotated[Workspace, Depends(workspace_of)]


def readable_region(code: str, account: SignedIn, workspace: Opened) -> Region:
    """Return the region of the address, or 404 if there is none in the account's area."""
    region = workspace.register.regions.get(code)
    if region is None or not region.autonomous or not may_read(account, region):
        raise NOT_FOUND
    return region


def rerunnable_region(code: str, account: SignedIn, workspace: Opened) -> Region:
    """Return the region if the account may have it evaluated again, else 404."""
    region = readable_region(code, account, workspace)
    if not may_rerun(account, region):
        raise NOT_FOUND
    return region


def area_of(account: Account, workspace: Workspace) -> list[Region]:
    """Return every government in the account's area, by code."""
    return [one for one in workspace.register.governments() if may_read(account, one)]


def form_token(request: Request) -> str:
    """Return the session's form token, making one if there is none yet."""
    token = request.session.get("form")
    if not token:
        token = secrets.token_urlsafe(24)
        request.session["form"] = token
    return str(token)


def own_form(request: Request, form: Annotated[str, Form()] = "") -> None:
    """Refuse a state change that did not come from a form of this session and this site."""
    origin = request.headers.get("origin")
    if origin not in (None, f"{request.url.scheme}://{request.url.netloc}"):
        raise HTTPException(403)
    kept = request.session.get("form", "")
    if not kept or not secrets.compare_digest(str(kept).encode(), form.encode()):
        raise HTTPException(403)


OwnForm = Depends(own_form)
Readable = Annotated[Region, Depends(readable_region)]
Rerunnable = Annotated[Region, Depends(rerunnable_region)]
