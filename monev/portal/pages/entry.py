"""Sign in and sign out."""

import secrets
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from monev.portal.access import Opened, OwnForm, mark_of
from monev.portal.show import page
from monev.portal.sign_in import verified

router = APIRouter()


@router.get("/masuk")
def ask(request: Request) -> Response:
    """Show the sign-in form."""
    return page(request, "masuk.html", wrong=False)


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
        return page(request, "masuk.html", status=401, wrong=True)
    request.session.clear()
    request.session.update(name=account.name, mark=mark_of(account), form=secrets.token_urlsafe(24))
    return RedirectResponse("/", 303)


@router.post("/keluar", dependencies=[OwnForm])
def leave(request: Request) -> Response:
    """Sign out."""
    request.session.clear()
    return RedirectResponse("/masuk", 303)
