"""Sign in with an account of one's agency: to its OpenID provider and back."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Annotated

from fastapi import APIRouter, Cookie, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from models import Action
from monev.portal.access import NOT_FOUND, Opened
from monev.portal.audited import note
from monev.portal.oidc import (
    MINUTES_TO_RETURN,
    OidcRefusedError,
    ProviderSilentError,
    account_named,
    address_to_ask,
    claims_for,
    host_of,
    new_errand,
    sealed,
    unsealed,
)
from monev.portal.pages.entry import show_door
from monev.portal.session import open_session
from monev.portal.show import page
from monev.portal.speech import language_of
from monev.workspace import Workspace

router = APIRouter()
COOKIE = "monev_oidc"
PLACE = "/masuk/oidc"
ASKING_AT_ONCE = 6
Code = Annotated[str, Query(max_length=4000)]


@router.get(PLACE)
def leave(request: Request, workspace: Opened) -> Response:
    """Send the visitor to the provider; what has to fit on return lies in a cookie of its own.

    The session's cookie is strict and does not come back with a visitor from another site.
    """
    _needs_provider(workspace)
    _patient(request)
    errand = new_errand(language_of(request))
    try:
        with _asking(request):
            address = address_to_ask(workspace.settings, errand, _back(request))
    except OidcRefusedError as error:
        return _refused(request, error)
    answer = RedirectResponse(address, 303)
    answer.set_cookie(
        COOKIE,
        sealed(errand, request.app.state.secret),
        max_age=MINUTES_TO_RETURN * 60,
        path=PLACE,
        secure=workspace.settings.portal_https,
        httponly=True,
        samesite="lax",
    )
    return answer


@router.get(f"{PLACE}/kembali")
def come_back(
    request: Request,
    workspace: Opened,
    code: Code = "",
    state: Code = "",
    monev_oidc: Annotated[str, Cookie(max_length=2000)] = "",
) -> Response:
    """Sign in whoever the provider names, if an account has that name; else show the door."""
    _needs_provider(workspace)
    _patient(request)
    try:
        errand = unsealed(monev_oidc, request.app.state.secret)
    except OidcRefusedError:
        return show_door(request, 401, unknown=True)
    request.session["language"] = errand.language
    try:
        if not code or state != errand.state:
            raise OidcRefusedError("the way back is not that of this visit")
        with _asking(request):
            claims = claims_for(workspace.settings, errand, _back(request), code)
        account = account_named(claims, workspace.settings, workspace.store)
    except OidcRefusedError as error:
        return _refused(request, error)
    note(request, account.name, Action.SIGN_IN, detail=f"oidc {host_of(workspace.settings)}")
    open_session(request, workspace, account)
    # A redirect would still count as coming from the provider and go without the strict cookie.
    answer = page(request, "pintu/selesai.html", name=account.name)
    answer.delete_cookie(COOKIE, path=PLACE)
    return answer


def _needs_provider(workspace: Workspace) -> None:
    if not host_of(workspace.settings):
        raise NOT_FOUND


def _patient(request: Request) -> None:
    if not request.app.state.limits.may_visit(_address(request)):
        raise HTTPException(429, headers={"Retry-After": "300"})


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


@contextmanager
def _asking(request: Request) -> Iterator[None]:
    """Let so many ask the provider at once: a slow one must not hold up every other page."""
    state = request.app.state
    if not hasattr(state, "asking"):
        state.asking = BoundedSemaphore(ASKING_AT_ONCE)
    if not state.asking.acquire(blocking=False):
        raise HTTPException(503, headers={"Retry-After": "10"})
    try:
        yield
    finally:
        state.asking.release()


def _refused(request: Request, error: OidcRefusedError) -> Response:
    """Show the door; a provider that is silent counts against nobody."""
    if not isinstance(error, ProviderSilentError):
        request.app.state.limits.failed(_address(request))
    note(request, "", Action.SIGN_IN_REFUSED, detail=f"oidc: {error}")
    answer = show_door(request, 401, unknown=True)
    answer.delete_cookie(COOKIE, path=PLACE)
    return answer


def _back(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}{PLACE}/kembali"
