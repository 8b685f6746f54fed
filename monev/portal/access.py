"""The one gate: who is asking, which regions they may read, which they may re-run.

Deny by default: a region outside one's area is answered exactly like one that does not exist.
"""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Form, Request
from starlette.exceptions import HTTPException

from models import Account, Region, Role
from monev.areas import DECIDING, HANDING_IN, Area, acts_for
from monev.delegate import delegated_areas
from monev.portal.session import digest, forget, holds
from monev.workspace import Workspace

NOT_FOUND = HTTPException(404)


@dataclass(frozen=True)
class Person:
    """Who is asking: the account's own area, and those that others have delegated for a time."""

    name: str
    own: Area
    delegated: tuple[Area, ...] = ()

    @property
    def role(self) -> Role:
        """The role of the account itself."""
        return self.own.role

    @property
    def region_code(self) -> str | None:
        """The region of the account itself; null for the nation."""
        return self.own.region_code

    @property
    def areas(self) -> tuple[Area, ...]:
        """The own area and the delegated ones."""
        return (self.own, *self.delegated)

    def is_any(self, *roles: Role) -> bool:
        """Say whether the person has one of these roles anywhere."""
        return any(one.role in roles for one in self.areas)

    def coordinates(self, province: str) -> bool:
        """Say whether the person coordinates a province, or the whole country."""
        return any(
            one.role is Role.COORDINATOR and one.region_code in (None, province)
            for one in self.areas
        )

    def acts_for(self, region: Region, roles: Iterable[Role]) -> bool:
        """Say whether the person may change something about a region in one of these roles."""
        return acts_for(self.areas, region, roles)


class SignInNeededError(Exception):
    """Nobody is signed in; the answer is the sign-in page."""


def workspace_of(request: Request) -> Workspace:
    """Return the workspace this application serves."""
    workspace: Workspace = request.app.state.workspace
    return workspace


def who(request: Request) -> Person:
    """Return who is signed in; an account that is gone or changed is signed out."""
    workspace = workspace_of(request)
    session = request.session
    name = session.get("name")
    account = workspace.store.account(name) if name else None
    if account is None or not holds(session, account, workspace):
        if name:
            forget(request)
        raise SignInNeededError
    return person_of(workspace, account)


def person_of(workspace: Workspace, account: Account) -> Person:
    """Return the person behind an account, with what others have delegated until today."""
    own = Area(account.role, account.region_code)
    return Person(account.name, own, delegated_areas(workspace, account.name))


def may_read(person: Person, region: Region) -> bool:
    """Say whether a region lies in the person's area."""
    return any(one.covers(region) for one in person.areas)


def may_rerun(person: Person, region: Region) -> bool:
    """Say whether the person may have a region evaluated again."""
    return person.acts_for(region, (Role.COORDINATOR, Role.ADMIN))


def may_hand_in(person: Person, region: Region) -> bool:
    """Say whether the person may hand in files and objections for a region."""
    return person.acts_for(region, HANDING_IN)


def may_decide(person: Person, region: Region) -> bool:
    """Say whether the person may accept or decline what a region asks for."""
    return person.acts_for(region, DECIDING)


SignedIn = Annotated[Person, Depends(who)]
Opened = Annotated[Workspace, Depends(workspace_of)]


def readable_region(code: str, person: SignedIn, workspace: Opened) -> Region:
    """Return the region of the address, or 404 if there is none in the person's area."""
    region = workspace.register.regions.get(code)
    if region is None or not region.autonomous or not may_read(person, region):
        raise NOT_FOUND
    return region


def rerunnable_region(code: str, person: SignedIn, workspace: Opened) -> Region:
    """Return the region if the person may have it evaluated again, else 404."""
    region = readable_region(code, person, workspace)
    if not may_rerun(person, region):
        raise NOT_FOUND
    return region


def area_of(person: Person, workspace: Workspace) -> list[Region]:
    """Return every government in the person's area, by code."""
    return [one for one in workspace.register.governments() if may_read(person, one)]


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


def deciding_region(code: str, person: SignedIn, workspace: Opened) -> Region:
    """Return the region if the person may decide about what it asks for, else 404."""
    region = readable_region(code, person, workspace)
    if not may_decide(person, region):
        raise NOT_FOUND
    return region


def handing_in_region(code: str, person: SignedIn, workspace: Opened) -> Region:
    """Return the region if the person may hand in for it, else 404."""
    region = readable_region(code, person, workspace)
    if not may_hand_in(person, region):
        raise NOT_FOUND
    return region


def coordinated_province(code: str, person: SignedIn, workspace: Opened) -> Region:
    """Return the province if the person coordinates it, else 404."""
    region = workspace.register.regions.get(code)
    if region is None or region.kind != "provinsi" or not person.coordinates(code):
        raise NOT_FOUND
    return region


Deciding = Annotated[Region, Depends(deciding_region)]
HandingIn = Annotated[Region, Depends(handing_in_region)]
Coordinated = Annotated[Region, Depends(coordinated_province)]


def upload_allowed(request: Request, person: SignedIn) -> None:
    """Refuse an upload of an account that has sent too many within a minute."""
    if not request.app.state.limits.may_upload(person.name):
        raise HTTPException(429, headers={"Retry-After": "60"})


UploadAllowed = Depends(upload_allowed)


def api_reader(request: Request, workspace: Opened) -> Person | None:
    """Return who reads through the API: by a token, else by the session of this browser.

    Null is a visitor, where the settings show published reports to everybody; without that 401.
    Visitors are counted: 429 to an address that asks too often. A token that is unknown, expired or
    withdrawn is 401 in any case.
    """
    kind, _, token = request.headers.get("authorization", "").partition(" ")
    if kind:
        found = workspace.store.token_with(digest(token.strip()), workspace.now())
        account = workspace.store.account(found.account_name) if found else None
        if kind.casefold() != "bearer" or account is None:
            raise HTTPException(401, headers={"WWW-Authenticate": 'Bearer error="invalid_token"'})
        return person_of(workspace, account)
    try:
        return who(request)
    except SignInNeededError as error:
        if workspace.settings.portal_public:
            address = request.client.host if request.client else ""
            if not request.app.state.limits.may_read(address):
                raise HTTPException(429, headers={"Retry-After": "60"}) from error
            return None
        raise HTTPException(401, headers={"WWW-Authenticate": "Bearer"}) from error


ApiReader = Annotated[Person | None, Depends(api_reader)]
"""Whoever reads through the API; null for a visitor, who sees what is published."""
