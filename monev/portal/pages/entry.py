"""Sign in and sign out, and the language of the pages."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from monev.portal.access import Opened, OwnForm, mark_of
from monev.portal.show import page
from monev.portal.sign_in import verified
from monev.portal.speech import language_of
from monev.printing import Language

router = APIRouter()


@router.get("/masuk")
def ask(request: Request) -> Response:
    """Show the sign-in form."""
    return page(request, "pintu/masuk.html", wrong=False)


@router.post("/masuk", dependencies=[OwnForm])
def enter(
    request: Request,
    workspace: Opened,
    nama: Annotated[str, Form(max_length=200)],
    sandi: Annotated[str, Form(max_length=1000)],
) -> Response:
    """Sign in with a fresh session; a wrong pair is answered the same way whatever is wrong."""
    patience = request.app.state.patience
    address = request.client.host if request.client else ""
    if patience.exhausted(nama, address):
        raise HTTPException(429)
    account = verified(workspace.store, nama, sandi)
    if account is None:
        patience.failed(nama, address)
        return page(request, "pintu/masuk.html", status=401, wrong=True)
    language = language_of(request)
    request.session.clear()
    request.session.update(language=language)
    request.session.update(name=account.name, mark=mark_of(account), form=secrets.token_urlsafe(24))
    return RedirectResponse("/", 303)


@router.post("/keluar", dependencies=[OwnForm])
def leave(request: Request) -> Response:
    """Sign out; the language stays."""
    language = language_of(request)
    request.session.clear()
    request.session.update(language=language)
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
