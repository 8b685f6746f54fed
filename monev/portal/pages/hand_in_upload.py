"""Take an upload in to be looked at. What was read of it is shown by `hand_in_check`."""

import hashlib

from anyio import to_thread
from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from models import Action, Quarter, Receipt, Region
from monev.errors import SourceError
from monev.held_uploads import Held
from monev.portal.access import HandingIn, Opened, Person, SignedIn
from monev.portal.audited import note
from monev.portal.pages.hand_in import Asked, shown
from monev.portal.reading_desk import at_desk
from monev.portal.upload_body import NoUploadError, OwnUpload, Trouble, Uploaded
from monev.sources.personal import masked
from monev.take_upload import Sent, receive, upload_room
from monev.workspace import Workspace

router = APIRouter()


@router.post("/daerah/{code}/kirim/{quarter}", dependencies=[OwnUpload])
async def upload(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    region: HandingIn,
    quarter: Asked,
    file: Uploaded,
) -> Response:
    """Look at a file and lead to what was read of it; a bad one is told at once."""
    if isinstance(file, NoUploadError):
        return await _told(request, person, workspace, region, quarter, file)
    sent = Sent(person.name, region, quarter, file.name, file.content)
    try:
        found = await at_desk(request, lambda: _received(request, workspace, sent))
    except SourceError as problem:
        return await _told(request, person, workspace, region, quarter, problem)
    at = f"/daerah/{region.code}/kirim"
    if isinstance(found, Receipt):
        return RedirectResponse(f"{at}/tanda-terima/{found.receipt_id}?sudah=ya", 303)
    return RedirectResponse(f"{at}/periksa/{found.token}", 303)


def _received(request: Request, workspace: Workspace, sent: Sent) -> Receipt | Held:
    """Look at an upload and note it, also where it cannot be read."""
    about = f"{sent.region.code} {sent.quarter}"
    told = f"sha256 {hashlib.sha256(sent.content).hexdigest()}"
    try:
        found = receive(workspace, upload_room(), sent)
    except SourceError as error:
        note(request, sent.owner, Action.UPLOAD, about, f"{told}: {masked(error.found)[0]}")
        raise
    note(request, sent.owner, Action.UPLOAD, about, told)
    return found


async def _told(
    request: Request,
    person: Person,
    workspace: Workspace,
    region: Region,
    quarter: Quarter,
    problem: NoUploadError | SourceError,
) -> Response:
    large = isinstance(problem, NoUploadError) and problem.trouble is Trouble.LARGE
    status = 413 if large else 422
    return await to_thread.run_sync(
        lambda: shown(request, person, workspace, region, quarter, status, problem)
    )
