"""Every reading of an upload beside its cell, what is wrong with it, and its sender's word."""

import hashlib
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from models import Action, Quarter, Severity
from monev.errors import SourceError
from monev.held_uploads import Held
from monev.portal.access import NOT_FOUND, HandingIn, Opened, OwnForm, SignedIn
from monev.portal.audited import note
from monev.portal.hand_over import File, hand_over
from monev.portal.reading_desk import at_desk, full
from monev.portal.readings import by_sheet, place_of, readings
from monev.portal.show import page
from monev.portal.speech import language_of
from monev.take_upload import (
    INSTRUMENT,
    Examined,
    NotAcceptedError,
    confirm,
    examine,
    holding_place,
    upload_room,
)

router = APIRouter()
AT = "/daerah/{code}/kirim/periksa/{token}"
PER_PART = 150
"""Readings on one page; a longer file is shown in parts."""
MOST_FINDINGS = 100
"""On one page; all of them are in the marked workbook."""
ORDER = (Severity.ERROR, Severity.WARNING, Severity.INFO)


def held_upload(token: str, person: SignedIn, workspace: Opened, region: HandingIn) -> Held:
    """Return what this person holds for this region under a token, else 404."""
    held = holding_place(workspace).find(token, person.name, workspace.now())
    if held is None or held.region != region.code:
        raise NOT_FOUND
    return held


Waiting = Annotated[Held, Depends(held_upload)]


@router.get(AT)
async def check(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    region: HandingIn,
    held: Waiting,
    bagian: int = 1,
) -> Response:
    """Show what was read and what is wrong; what was handed in already leads to its receipt."""
    if held.receipt is not None:
        return _to_receipt(held, held.receipt)

    def show() -> Response:
        found = examine(workspace, upload_room(), held)
        return page(
            request, "kirim/periksa.html", person, region=region, **_told(request, found, bagian)
        )

    return await _at_desk(request, show, NOT_FOUND)


@router.get(AT + "/catatan.xlsx")
async def annotated(
    request: Request, person: SignedIn, workspace: Opened, region: HandingIn, held: Waiting
) -> Response:
    """Hand out the sender's own workbook with a comment on every cell of a finding."""
    name, about = f"diperiksa-{region.code}-{held.quarter}.xlsx", f"{region.code} {held.quarter}"

    def mark() -> Response:
        content = examine(workspace, upload_room(), held, annotated=True).checked.annotated
        if content is None:
            raise NOT_FOUND
        file = File(name, hashlib.sha256(content).hexdigest(), lambda: content)
        return hand_over(
            request, file, lambda: note(request, person.name, Action.DOWNLOAD, about, name)
        )

    return await _at_desk(request, mark, NOT_FOUND)


@router.post(AT, dependencies=[OwnForm])
async def hand_in(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    held: Waiting,
    kesalahan: Annotated[int, Form(ge=0)] = 0,
) -> Response:
    """Collect the upload and lead to its receipt; however often it is pressed, there is one.

    `kesalahan` is how many errors the sender was told of and sends it with; 409 where there are
    more by now, or where something else stands in the way.
    """
    if held.receipt is not None:
        return _to_receipt(held, held.receipt)

    def take() -> Response:
        receipt = confirm(workspace, upload_room(), held, errors=kesalahan)
        told = f"tanda terima {receipt.receipt_id} sha256 {receipt.sha256}"
        note(request, person.name, Action.CONFIRM, f"{held.region} {held.quarter}", told)
        return _to_receipt(held, receipt.receipt_id or 0)

    return await _at_desk(request, take, HTTPException(409))


async def _at_desk(
    request: Request, work: Callable[[], Response], otherwise: HTTPException
) -> Response:
    """Do it when there is a seat. What was readable and now is not ran out of time: come again."""
    try:
        return await at_desk(request, work)
    except NotAcceptedError as error:
        raise otherwise from error
    except SourceError as error:
        raise full() from error


def _told(request: Request, found: Examined, wanted: int) -> dict[str, Any]:
    """Return what the page says of an upload, with one part of its readings."""
    checked, name = found.checked, found.held.name
    rows = readings(checked.reading.facts, name, language_of(request))
    parts = max(1, -(-len(rows) // PER_PART))
    part = min(max(wanted, 1), parts)
    findings = sorted(checked.findings, key=lambda one: ORDER.index(one.severity))
    return {
        "held": found.held,
        "quarter": Quarter.parse(found.held.quarter),
        "reading": checked.reading,
        "acceptable": found.acceptable,
        "obstacles": found.obstacles,
        "errors": checked.errors,
        "findings": [(one, place_of(one, name)) for one in findings[:MOST_FINDINGS]],
        "more": max(0, len(findings) - MOST_FINDINGS),
        "groups": by_sheet(rows[(part - 1) * PER_PART : part * PER_PART]),
        "count": len(rows),
        "part": part,
        "parts": parts,
        "may_mark": checked.reading.source_id == INSTRUMENT
        and any(one.severity is not Severity.INFO for one in findings),
    }


def _to_receipt(held: Held, number: int) -> Response:
    return RedirectResponse(f"/daerah/{held.region}/kirim/tanda-terima/{number}", 303)
