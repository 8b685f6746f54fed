"""A coordinator's objections: the open ones by due day, each to be accepted or declined."""

from datetime import date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, BackgroundTasks, Depends, Form, Request, Response
from fastapi.responses import RedirectResponse

from models import Action, Quarter, Region, Tier
from models.quarter import JAKARTA
from monev.errors import NotationError
from monev.evaluate_region import rerun_region
from monev.objection_facts import TIERS, Correction, Foreseen, correction_facts, foreseen
from monev.objection_numbers import printed_value
from monev.objection_rules import (
    LONGEST_REASON,
    SHORTEST_REASON,
    ObjectionRefusedError,
    why_not_decide,
)
from monev.objection_states import ObjectionStanding
from monev.objections import (
    LONGEST_PLACE,
    accept,
    begin_rerun,
    decline,
)
from monev.portal.access import NOT_FOUND, Opened, OwnForm, Person, SignedIn, may_decide
from monev.portal.audited import note
from monev.portal.menu import MenuItem
from monev.portal.objecting import actor_of, standing_at, told
from monev.portal.overseen import OVERSEERS, Overseer, oversees
from monev.portal.show import page
from monev.portal.speech import language_of
from monev.sources.notation import read_date
from monev.workspace import Workspace

router = APIRouter()
MENU = [
    MenuItem(
        35, "/koordinator/keberatan", {"id": "Keberatan", "en": "Objections"}, tuple(OVERSEERS)
    )
]
LONGEST_DAY = 40

Reason = Annotated[str, Form(min_length=1, max_length=4 * LONGEST_REASON)]


def _overseen(
    workspace: Workspace, person: Person, number: int
) -> tuple[ObjectionStanding, Region]:
    standing = standing_at(workspace, number)
    region = workspace.register.regions[standing.objection.region_code]
    if not oversees(person, region):
        raise NOT_FOUND
    return standing, region


def answerable(
    number: int, person: SignedIn, workspace: Opened
) -> tuple[ObjectionStanding, Region]:
    """Return the objection of the address and its region if the person decides there, else 404."""
    standing, region = _overseen(workspace, person, number)
    if not may_decide(person, region):
        raise NOT_FOUND
    return standing, region


Answerable = Annotated[tuple[ObjectionStanding, Region], Depends(answerable)]


@router.get("/koordinator/keberatan")
def queue(request: Request, person: Overseer, workspace: Opened) -> Response:
    """Show the open objections of the area by the day their answer is due, then the others."""
    regions = workspace.register.regions
    seen = [
        one
        for one in workspace.store.objections()
        if oversees(person, regions[one.objection.region_code])
    ]
    language = language_of(request)
    waiting = sorted((one for one in seen if one.is_open), key=lambda one: one.objection.due_on)
    return page(
        request,
        "keberatan/antrean.html",
        person,
        waiting=[told(workspace, one, language) for one in waiting],
        ended=[told(workspace, one, language) for one in seen[::-1] if not one.is_open],
        regions=regions,
    )


@router.get("/koordinator/keberatan/{number:int}")
def decide(request: Request, person: Overseer, workspace: Opened, number: int) -> Response:
    """Show both values, the document, what acceptance would do, and the two ways to decide."""
    return _shown(request, person, workspace, *_overseen(workspace, person, number))


@router.post("/koordinator/keberatan/{number:int}/terima", dependencies=[OwnForm])
def accepted(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    number: int,
    asked: Answerable,
    background: BackgroundTasks,
    alasan: Reason,
    tempat: Annotated[str, Form(max_length=LONGEST_PLACE)] = "",
    jenis: Annotated[Tier, Form()] = Tier.DOCUMENT,
    terbit: Annotated[str, Form(max_length=LONGEST_DAY)] = "",
) -> Response:
    """Accept with a reason, and have that region alone evaluated again behind the answer."""
    standing, region = asked
    typed = {"alasan": alasan, "tempat": tempat, "jenis": jenis.value, "terbit": terbit}
    try:
        read = Correction(tempat, _known_on(workspace, terbit), _tier(jenis))
        actor = actor_of(person)
        accept(workspace, number, actor, alasan, read)
        note(request, person.name, Action.DECISION, _subject(standing), "diterima")
        run_id = begin_rerun(workspace, number, actor)
    except ObjectionRefusedError as refused:
        return _shown(request, person, workspace, standing, region, refused.code, typed)
    note(request, person.name, Action.RERUN, _subject(standing), f"jalan {run_id}")
    background.add_task(rerun_region, workspace, run_id)
    return RedirectResponse(f"/koordinator/keberatan/{number}", 303)


@router.post("/koordinator/keberatan/{number:int}/tolak", dependencies=[OwnForm])
def declined(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    number: int,
    asked: Answerable,
    alasan: Reason,
) -> Response:
    """Decline with a reason; nothing else changes."""
    standing, region = asked
    try:
        decline(workspace, number, actor_of(person), alasan)
    except ObjectionRefusedError as refused:
        typed = {"alasan_tolak": alasan}
        return _shown(request, person, workspace, standing, region, refused.code, typed)
    note(request, person.name, Action.DECISION, _subject(standing), "ditolak")
    return RedirectResponse(f"/koordinator/keberatan/{number}", 303)


@router.post("/koordinator/keberatan/{number:int}/hitung", dependencies=[OwnForm])
def run_again(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    number: int,
    asked: Answerable,
    background: BackgroundTasks,
    yakin: Annotated[str, Form(pattern="^ya$")],
) -> Response:
    """Have an accepted objection's region evaluated where that failed or never began."""
    standing, region = asked
    try:
        run_id = begin_rerun(workspace, number, actor_of(person))
    except ObjectionRefusedError as refused:
        return _shown(request, person, workspace, standing, region, refused.code)
    note(request, person.name, Action.RERUN, _subject(standing), f"jalan {run_id} ({yakin})")
    background.add_task(rerun_region, workspace, run_id)
    return RedirectResponse(f"/koordinator/keberatan/{number}", 303)


def _shown(
    request: Request,
    person: Person,
    workspace: Workspace,
    standing: ObjectionStanding,
    region: Region,
    refused: str = "",
    typed: dict[str, str] | None = None,
) -> Response:
    standing = workspace.store.objection(standing.number) or standing
    hindered = why_not_decide(workspace, standing, actor_of(person))
    open_to_me = may_decide(person, region) and not hindered
    values: dict[str, Any] = {
        "region": region,
        "refused": refused,
        "hindered": hindered if may_decide(person, region) else "",
        "open_to_me": open_to_me,
        "may_run": may_decide(person, region),
        "typed": typed or {},
        "tiers": [one.value for one in TIERS],
        "effect": _effect(workspace, standing, person) if open_to_me else None,
        "shortest": SHORTEST_REASON,
        "longest": LONGEST_REASON,
        "longest_place": LONGEST_PLACE,
        **told(workspace, standing, language_of(request)),
    }
    current = workspace.store.current_evaluation(region.code, standing.objection.quarter)
    if current is not None and standing.is_open:
        one = standing.objection
        values["in_force"] = current.revision
        values["still_used"] = printed_value(current, one.fact_id, one.field) is not None
    status = 200 if not refused else 409 if refused in ("decided", "run_already") else 422
    return page(request, "keberatan/putuskan.html", person, status, **values)


def _effect(
    workspace: Workspace, standing: ObjectionStanding, person: Person
) -> dict[str, Any] | None:
    """Return what acceptance would do as of today, and if the document was public in time."""
    one = standing.objection
    if one.document_source:
        return None
    day, cut_off = _today(workspace), Quarter.parse(one.quarter).due_date
    told_now = _as_of(workspace, standing, day, person)
    in_time = told_now if day <= cut_off else _as_of(workspace, standing, cut_off, person)
    return {"today": day, "cut_off": cut_off, "now": told_now, "in_time": in_time}


def _as_of(
    workspace: Workspace, standing: ObjectionStanding, known_on: date, person: Person
) -> Foreseen:
    read = Correction("-", known_on)
    facts = correction_facts(workspace, standing.objection, read)
    return foreseen(workspace, standing.objection, facts)


def _known_on(workspace: Workspace, printed: str) -> date:
    """Return the day printed on the document as that of its publication, today where none is."""
    try:
        return (read_date(printed) if printed.strip() else None) or _today(workspace)
    except NotationError as error:
        raise ObjectionRefusedError("day", str(error)) from error


def _tier(tier: Tier) -> Tier:
    if tier not in TIERS:
        raise ObjectionRefusedError("tier", f"{tier} is no kind of document")
    return tier


def _today(workspace: Workspace) -> date:
    moment: datetime = workspace.now()
    return moment.astimezone(JAKARTA).date()


def _subject(standing: ObjectionStanding) -> str:
    one = standing.objection
    return f"{one.region_code} {one.quarter} r{one.revision} keberatan {standing.number}"
