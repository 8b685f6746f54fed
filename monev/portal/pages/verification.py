"""Is this document genuine: asked by anybody, with its number or with the file itself."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from models import NATION
from models.quarter import JAKARTA
from monev.portal.access import Opened, own_form
from monev.portal.reading_desk import at_desk
from monev.portal.show import page
from monev.portal.upload_body import NoUploadError, Trouble, sent_file
from monev.public_verdict import LONGEST_NUMBER, Told, told_of_file, told_of_number
from monev.reports.kinds import KINDS
from monev.workspace import Workspace

router = APIRouter()
MOST_BYTES = 10 * 1024 * 1024
"""No document of ours comes near it."""

Number = Annotated[str, Query(max_length=LONGEST_NUMBER)]
Code = Annotated[str, Query(max_length=40)]


@router.get("/periksa")
def verify(request: Request, workspace: Opened, nomor: Number = "", kode: Code = "") -> Response:
    """Show the form, and what is known of a number; a QR code leads here with both."""
    if not nomor.strip():
        return _shown(request, workspace, None)
    _counted(request)
    return _shown(request, workspace, told_of_number(workspace, nomor, kode), code=kode)


@router.get("/periksa/{nomor:path}")
def verify_address(request: Request, workspace: Opened, nomor: str, kode: Code = "") -> Response:
    """Show the same where the number is part of the address."""
    return verify(request, workspace, nomor[:LONGEST_NUMBER], kode)


@router.post("/periksa")
async def verify_upload(request: Request, workspace: Opened) -> Response:
    """Compare a file with what was filed; it is read, answered and forgotten.

    The form token is in the body, which is read only up to what is taken.
    """
    _counted(request)
    try:
        file = await sent_file(request)
        if len(file.content) > MOST_BYTES:
            raise NoUploadError(Trouble.LARGE)
    except NoUploadError as problem:
        if not request.headers.get("content-type", "").startswith("multipart/"):
            form = await request.form(max_files=0, max_fields=8)
            own_form(request, str(form.get("form", "")))
        status = 413 if problem.trouble is Trouble.LARGE else 422
        trouble = problem.trouble.value
        return await run_in_threadpool(
            lambda: _shown(request, workspace, None, status=status, trouble=trouble)
        )
    told = await at_desk(request, lambda: told_of_file(workspace, file.content), visitor=True)
    return await run_in_threadpool(lambda: _shown(request, workspace, told, by_file=True))


def _counted(request: Request) -> None:
    address = request.client.host if request.client else ""
    if not request.app.state.limits.may_verify(address):
        raise HTTPException(429, headers={"Retry-After": "60"})


def _shown(
    request: Request,
    workspace: Workspace,
    told: Told | None,
    *,
    code: str = "",
    by_file: bool = False,
    status: int = 200,
    trouble: str = "",
) -> Response:
    filed = told.document if told else None
    return page(
        request,
        "periksa/periksa.html",
        status=status,
        told=told,
        filed=filed,
        filed_on=filed.filed_at.astimezone(JAKARTA).date() if filed else None,
        kind=KINDS[filed.kind].title if filed else None,
        scope=_scope(workspace, filed.scope) if filed else "",
        code=code,
        by_file=by_file,
        trouble=trouble,
        issuer=workspace.issuer,
    )


def _scope(workspace: Workspace, code: str) -> str:
    region = workspace.register.regions.get(code)
    return "Indonesia" if code == NATION else region.name if region else code
