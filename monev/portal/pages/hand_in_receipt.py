"""The receipt of a hand-in: when, by whom, which bytes, what was read, and what follows."""

from collections.abc import Sequence
from datetime import date

from fastapi import APIRouter, Request, Response

from models import Quarter, Receipt
from monev.calendar import load_calendar
from monev.collect_many import today
from monev.duties import EVALUATION, REFRESH, coming
from monev.portal.access import (
    NOT_FOUND,
    Opened,
    Readable,
    SignedIn,
    may_hand_in,
    may_rerun,
)
from monev.portal.pages.hand_in import wib
from monev.portal.pages.hand_in_check import MOST_FINDINGS
from monev.portal.readings import place_of
from monev.portal.show import page
from monev.workspace import Workspace

router = APIRouter()


@router.get("/daerah/{code}/kirim/tanda-terima/{number}")
def receipt_page(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    region: Readable,
    number: int,
    sudah: str = "",
) -> Response:
    """Show one receipt of a region to whoever may read the region."""
    receipts = workspace.store.receipts(code=region.code)
    receipt = next((one for one in receipts if one.receipt_id == number), None)
    if receipt is None:
        raise NOT_FOUND
    found = [
        one for one in workspace.store.reading_findings(region.code) if one.batch == receipt.batch
    ]
    quarter = Quarter.parse(receipt.quarter) if receipt.quarter else None
    return page(
        request,
        "kirim/tanda_terima.html",
        person,
        region=region,
        receipt=receipt,
        at=wib(receipt),
        quarter=quarter,
        again=sudah == "ya",
        replaced=_replaced(receipt, receipts),
        findings=[(one, place_of(one, receipt.file_name)) for one in found[:MOST_FINDINGS]],
        more=max(0, len(found) - MOST_FINDINGS),
        next_day=_next_day(workspace, quarter),
        late=quarter is not None and receipt.handed_in_on > quarter.due_date.isoformat(),
        stated_on=date.fromisoformat(receipt.handed_in_on) if receipt.handed_in_on else None,
        in_time_by_itself=_in_time_by_itself(receipt, quarter),
        may_rerun=may_rerun(person, region),
        may_hand_in=may_hand_in(person, region),
    )


def _in_time_by_itself(receipt: Receipt, quarter: Quarter | None) -> bool:
    """Whether a file says that it was handed in on time and came to us after that day."""
    if quarter is None or not receipt.handed_in_on:
        return False
    last = load_calendar().due_day(quarter).on_time_until
    return date.fromisoformat(receipt.handed_in_on) <= last < receipt.received_on


def _replaced(receipt: Receipt, receipts: Sequence[Receipt]) -> int | None:
    """Return the number of the receipt that stands in place of this one, if one does.

    Of hand-ins that of the last stated day stands, of anything else what came last to its place.
    """
    if receipt.handed_in_on:
        rivals = [
            one
            for one in receipts
            if one.quarter == receipt.quarter and one.handed_in_on and one.status == receipt.status
        ]
        last = max(rivals, key=lambda one: (one.handed_in_on, one.receipt_id or 0))
        return None if last.sha256 == receipt.sha256 else last.receipt_id
    later = [
        one.receipt_id
        for one in receipts
        if one.slot == receipt.slot
        and one.quarter == receipt.quarter
        and one.status == receipt.status
        and (one.receipt_id or 0) > (receipt.receipt_id or 0)
    ]
    return later[-1] if later else None


def _next_day(workspace: Workspace, quarter: Quarter | None) -> object:
    """Return the day on which the next draft or evaluation of a quarter is due, if one is."""
    if quarter is None or quarter != load_calendar().open_quarter(today(workspace)):
        return None
    for duty in coming(workspace.now(), load_calendar()):
        if duty.quarter == quarter and duty.name in (EVALUATION, REFRESH):
            return duty.due_on
    return None
