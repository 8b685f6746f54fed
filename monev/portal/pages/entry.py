"""Sign in and sign out, and the language of the pages."""

from typing import Annotated

from anyio import to_thread
from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from models import Action
from monev.portal.access import Opened, OwnForm, workspace_of
from monev.portal.audited import note
from monev.portal.oidc import host_of
from monev.portal.session import end_session, open_session
from monev.portal.show import page
from monev.portal.sign_in import verified
from monev.printing import Language
from monev.workspace import Workspace

router = APIRouter()


@router.get("/masuk")
def ask(request: Request) -> Response:
    """Show the sign-in form."""
    return show_door(request)


def show_door(
    request: Request, status: int = 200, *, wrong: bool = False, unknown: bool = False
) -> Response:
    """Return the sign-in form; with what went wrong, by password or by way of a provider."""
    provider = host_of(workspace_of(request).settings)
    return page(
        request, "pintu/masuk.html", status=status, wrong=wrong, unknown=unknown, provider=provider
    )


@router.post("/masuk", dependencies=[OwnForm])
async def enter(
    request: Request,
    workspace: Opened,
    nama: Annotated[str, Form(max_length=200)],
    sandi: Annotated[str, Form(max_length=1000)],
) -> Response:
    """Sign in with a fresh session; a wrong pair is answered the same way whatever is wrong."""
    return await to_thread.run_sync(
        lambda: _entered(request, workspace, nama, sandi), limiter=request.app.state.passwords
    )


def _entered(request: Request, workspace: Workspace, nama: str, sandi: str) -> Response:
    limits = request.app.state.limits
    address = request.client.host if request.client else ""
    if not limits.may_try(nama, address):
        raise HTTPException(429, headers={"Retry-After": "300"})
    account = verified(workspace.store, nama, sandi)
    if account is None:
        limits.failed(address)
        known = workspace.store.account(nama)
        note(request, known.name if known else "", Action.SIGN_IN_REFUSED)
        return show_door(request, 401, wrong=True)
    limits.came_in(account.name, address)
    note(request, account.name, Action.SIGN_IN)
    open_session(request, workspace, account)
    return RedirectResponse("/", 303)


@router.post("/keluar", dependencies=[OwnForm])
def leave(request: Request, workspace: Opened) -> Response:
    """Sign out everywhere this session's cookie is; the language stays."""
    if name := request.session.get("name"):
        note(request, name, Action.SIGN_OUT)
    end_session(request, workspace)
    return RedirectResponse("/masuk", 303)


@router.post("/bahasa", dependencies=[OwnForm])
def speak(
    request: Request,
    bahasa: Annotated[Language, Form()],
    kembali: Annotated[str, Form(max_length=500)] = "/",
) -> Response:
    """Change the language and return to the page it was asked on."""
    request.session["language"] = bahasa
    return RedirectResponse(_own_path(kembali), 303)


def _own_path(address: str) -> str:
    """Return a path of this site, whatever a form says: never another site, never a new header."""
    clean = "".join(one for one in address if one.isprintable())
    return clean if clean.startswith("/") and not clean.startswith(("//", "/\\")) else "/"
