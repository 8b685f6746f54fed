"""Remind those who have not handed in: who it would be, each letter as it stands, then sending."""

import hashlib
import json
from collections.abc import Iterable
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request, Response
from fastapi.responses import RedirectResponse
from starlette.exceptions import HTTPException

from models import Action, AuditEntry, Quarter
from monev.errors import DeliveryError, UsageError
from monev.portal.access import NOT_FOUND, Opened, OwnForm, Person
from monev.portal.audited import note
from monev.portal.overseen import (
    Coordinating,
    Overseer,
    clock,
    overseen,
    quarter_chosen,
    quarter_named,
    quarters_offered,
)
from monev.portal.show import page
from monev.remind import Reminder, reminders_of, send_reminders
from monev.workspace import Workspace

router = APIRouter()
CHANGED = HTTPException(409)
FEW = 6
"""So many letters stand on one page; a phone on a poor line has to load them."""


@router.get("/koordinator/pengingat")
def preview(
    request: Request,
    person: Overseer,
    workspace: Opened,
    triwulan: str = "",
    provinsi: str = "",
    terkirim: int | None = None,
) -> Response:
    """List who would be reminded, with each letter as it would go out; nothing is sent here.

    Of many provinces the letters are a click away, one province each.
    """
    quarter = quarter_chosen(workspace, triwulan)
    problem = ""
    try:
        found = _reminders(workspace, person, quarter)
    except UsageError as error:
        found, problem = [], str(error)
    found = [one for one in found if provinsi in ("", one.province.code)]
    sendable = [one for one in found if _may_send(workspace, person, one)]
    return page(
        request,
        "koordinator/pengingat.html",
        person,
        quarter=str(quarter),
        waktu=clock(request),
        quarters=quarters_offered(workspace, quarter),
        reminders=sorted(found, key=lambda one: (one not in sendable, one.province.code)),
        few=len(found) <= FEW,
        chosen=provinsi if found else "",
        sendable={one.province.code for one in sendable},
        mail=_mail_is_set(workspace),
        problem=problem,
        last=_last(workspace, quarter),
        sent=terkirim,
        coordinates=any(person.coordinates(one.code) for one in overseen(person, workspace)),
    )


@router.get("/koordinator/pengingat/kirim")
def confirm(
    request: Request,
    person: Coordinating,
    workspace: Opened,
    triwulan: str,
    provinsi: Annotated[list[str] | None, Query()] = None,
) -> Response:
    """Say what would be sent, to be confirmed; 404 for whoever may not send it."""
    quarter = quarter_named(triwulan)
    chosen = _chosen(workspace, person, quarter, provinsi or [])
    return page(
        request,
        "koordinator/kirim.html",
        person,
        quarter=str(quarter),
        waktu=clock(request),
        reminders=chosen,
        few=len(chosen) <= FEW,
        last=_last(workspace, quarter),
        mark=_mark(workspace, quarter, chosen),
        failed=[],
    )


@router.post("/koordinator/pengingat", dependencies=[OwnForm])
def send(
    request: Request,
    person: Coordinating,
    workspace: Opened,
    triwulan: Annotated[str, Form()],
    tanda: Annotated[str, Form(max_length=64)],
    provinsi: Annotated[list[str], Form()],
) -> Response:
    """Send what was confirmed, once: a second press finds a newer line in the log, and 409.

    Each letter is noted before it goes out, and again where it did not.
    """
    quarter = quarter_named(triwulan)
    failed: list[tuple[str, str]] = []
    with workspace.store.alone(f"reminders {quarter}"):
        chosen = _chosen(workspace, person, quarter, provinsi)
        if _mark(workspace, quarter, chosen) != tanda:
            raise CHANGED
        for one in chosen:
            subject = _subject(one.province.code, quarter)
            note(request, person.name, Action.REMINDER, subject, f"{len(one.letter.to)} alamat")
            if problem := _sent(workspace, one):
                failed.append((one.province.name, problem))
                note(request, person.name, Action.REMINDER, subject, f"tidak terkirim: {problem}")
    if not failed:
        count = len(chosen)
        return RedirectResponse(f"/koordinator/pengingat?triwulan={quarter}&terkirim={count}", 303)
    return page(
        request,
        "koordinator/kirim.html",
        person,
        status=502,
        quarter=str(quarter),
        waktu=clock(request),
        reminders=chosen,
        few=len(chosen) <= FEW,
        last=_last(workspace, quarter),
        mark="",
        failed=failed,
    )


def _sent(workspace: Workspace, reminder: Reminder) -> str:
    """Send one letter; return why it was not delivered, empty where it was."""
    try:
        return "; ".join(send_reminders(workspace, [reminder]).failed)
    except (DeliveryError, UsageError) as error:
        return str(error)


def _reminders(workspace: Workspace, person: Person, quarter: Quarter) -> list[Reminder]:
    area = {one.code for one in overseen(person, workspace)}
    if len(area) == 1:
        (code,) = area
        return reminders_of(workspace, quarter, workspace.register.regions[code])
    return [one for one in reminders_of(workspace, quarter) if one.province.code in area]


def _chosen(
    workspace: Workspace, person: Person, quarter: Quarter, codes: Iterable[str]
) -> list[Reminder]:
    """Return the reminders of these provinces; 404 where any is not this person's to send."""
    wanted = set(codes)
    if not wanted or not all(person.coordinates(code) for code in wanted):
        raise NOT_FOUND
    found = [one for one in _reminders(workspace, person, quarter) if one.province.code in wanted]
    if not _mail_is_set(workspace) or not all(one.letter.to for one in found):
        raise NOT_FOUND
    if {one.province.code for one in found} != wanted:
        raise CHANGED
    return found


def _may_send(workspace: Workspace, person: Person, one: Reminder) -> bool:
    return _mail_is_set(workspace) and bool(one.letter.to) and person.coordinates(one.province.code)


def _mail_is_set(workspace: Workspace) -> bool:
    settings = workspace.settings
    return settings.smtp_url is not None and "@" in settings.mail_from


def _subject(code: str, quarter: Quarter) -> str:
    return f"{code} {quarter}"


def _last(workspace: Workspace, quarter: Quarter) -> dict[str, AuditEntry]:
    """Return the newest line of the log about a reminder of each province, by its code."""
    found: dict[str, AuditEntry] = {}
    for one in workspace.store.audit_page(action=Action.REMINDER, most=None):
        code, _, about = one.subject.partition(" ")
        if about == str(quarter):
            found.setdefault(code, one)
    return found


def _mark(workspace: Workspace, quarter: Quarter, chosen: Iterable[Reminder]) -> str:
    """Return what changes with the letters, their addresses and what was sent before."""
    last = _last(workspace, quarter)
    content = [
        (
            one.province.code,
            one.letter.to,
            one.letter.subject,
            one.letter.text,
            last[one.province.code].number if one.province.code in last else 0,
        )
        for one in chosen
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:32]
