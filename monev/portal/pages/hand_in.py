"""Hand in for a region: what is due, what came, and the prefilled workbook."""

import hashlib
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, BackgroundTasks, Depends, Request, Response
from fastapi.responses import RedirectResponse

from models import Action, Quarter, Receipt, ReceiptStatus, Region, Role
from models.quarter import JAKARTA
from monev.calendar import load_calendar
from monev.collect_many import today
from monev.errors import SourceError
from monev.hand_ins import hand_in_of
from monev.hand_out import blank_instrument
from monev.portal.access import NOT_FOUND, HandingIn, Opened, Person, SignedIn
from monev.portal.audited import note
from monev.portal.hand_over import File, hand_over
from monev.portal.menu import MenuItem
from monev.portal.show import page
from monev.portal.upload_body import NoUploadError
from monev.sources.refusals import in_indonesian
from monev.take_upload import MOST_UPLOAD_BYTES, holding_place, start_readers
from monev.workspace import Workspace

router = APIRouter()
MENU = [MenuItem(30, "/kirim", {"id": "Kirim data", "en": "Send data"}, (Role.OFFICE,))]
OFFERED = 6
"""Quarters in the list: the one for which reports are awaited, and those before it."""
CAME = (ReceiptStatus.READ, ReceiptStatus.REFUSED, ReceiptStatus.REPEATED)


def quarter_of(quarter: str, workspace: Opened) -> Quarter:
    """Return the quarter of an address; 404 for none, or one that has not begun."""
    try:
        found = Quarter.parse(quarter)
    except ValueError as error:
        raise NOT_FOUND from error
    if str(found) != quarter or found.start > today(workspace):
        raise NOT_FOUND
    return found


Asked = Annotated[Quarter, Depends(quarter_of)]


@router.get("/kirim")
def to_own(person: SignedIn) -> Response:
    """Take an office to the page of its own region."""
    for one in person.areas:
        if one.role is Role.OFFICE and one.region_code:
            return RedirectResponse(f"/daerah/{one.region_code}/kirim", 303)
    raise NOT_FOUND


@router.get("/daerah/{code}/kirim")
def hand_in_page(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    region: HandingIn,
    background: BackgroundTasks,
    triwulan: str = "",
) -> Response:
    """Show what is due and what came for one quarter, with the way to hand in."""
    awaited = load_calendar().open_quarter(today(workspace))
    quarter = quarter_of(triwulan, workspace) if triwulan else awaited
    background.add_task(start_readers)
    return shown(request, person, workspace, region, quarter)


@router.get("/daerah/{code}/kirim/{quarter}/instrumen.xlsx")
def template(
    request: Request, person: SignedIn, workspace: Opened, region: HandingIn, quarter: Asked
) -> Response:
    """Hand out the workbook, prefilled with what the region said the quarter before."""
    content, _ = blank_instrument(workspace, region, quarter)
    name = f"instrumen-{region.code}-{quarter}.xlsx"
    file = File(name, hashlib.sha256(content).hexdigest(), lambda: content)
    about = f"{region.code} {quarter}"
    return hand_over(
        request, file, lambda: note(request, person.name, Action.DOWNLOAD, about, name)
    )


def shown(
    request: Request,
    person: Person,
    workspace: Workspace,
    region: Region,
    quarter: Quarter,
    status: int = 200,
    problem: Exception | None = None,
) -> Response:
    """Return the page, with what is wrong with an upload where there was one."""
    trouble = problem.trouble.value if isinstance(problem, NoUploadError) else ""
    refused = problem if isinstance(problem, SourceError) else None
    calendar = load_calendar()
    place, now = holding_place(workspace), workspace.now()
    place.sweep(now)
    receipts = workspace.store.receipts(str(quarter), region.code)
    return page(
        request,
        "kirim/kirim.html",
        person,
        status=status,
        region=region,
        quarter=quarter,
        quarters=_offered(quarter, calendar.open_quarter(today(workspace))),
        due=calendar.due_day(quarter),
        stand=hand_in_of(workspace, region, quarter).standing.value,
        receipts=[(one, wib(one)) for one in reversed(receipts) if one.status in CAME],
        waiting=place.waiting(person.name, region.code, str(quarter), now),
        most_mb=MOST_UPLOAD_BYTES // 1_000_000,
        trouble=trouble,
        refused=refused,
        refused_id=in_indonesian(refused) if refused else ("", ""),
    )


def wib(receipt: Receipt) -> datetime:
    """Return when a receipt was written, as a clock in Jakarta shows it."""
    return receipt.received_at.astimezone(JAKARTA)


def _offered(chosen: Quarter, awaited: Quarter) -> list[Quarter]:
    """Return the quarters to choose from, the newest first."""
    listed = [awaited]
    while len(listed) < OFFERED:
        listed.append(listed[-1].previous())
    return sorted({*listed, chosen}, reverse=True)
