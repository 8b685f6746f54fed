"""A region's values that may be contested, its objections, and what became of each."""

from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import RedirectResponse

from models import Action
from monev.objection_numbers import printed_values
from monev.objection_rules import ObjectionRefusedError
from monev.objections import withdraw
from monev.portal.access import HandingIn, Opened, OwnForm, Readable, SignedIn, may_hand_in
from monev.portal.audited import note
from monev.portal.hand_over import ALONE
from monev.portal.objecting import actor_of, download_name, said, standing_at, told
from monev.portal.overseen import oversees, quarter_chosen
from monev.portal.show import page
from monev.portal.speech import language_of
from monev.scorecard import Scorecard

router = APIRouter()


@router.get("/daerah/{code}/keberatan")
def listed(
    request: Request, person: SignedIn, workspace: Opened, region: Readable, triwulan: str = ""
) -> Response:
    """Show the values of the revision in force, each to be contested, and all objections so far."""
    quarter = str(quarter_chosen(workspace, triwulan))
    language = language_of(request)
    evaluation = workspace.store.current_evaluation(region.code, quarter)
    standings = workspace.store.objections_of(region.code)
    waiting = {
        (one.objection.fact_id, one.objection.field): one.number
        for one in standings
        if one.is_open and one.objection.quarter == quarter
    }
    titles = {}
    if evaluation is not None:
        rows = Scorecard.model_validate(evaluation.scorecard).indicators
        titles = {one.id: said(one.title, language) for one in rows}
    return page(
        request,
        "keberatan/daerah.html",
        person,
        region=region,
        quarter=quarter,
        quarters=sorted(
            {one.quarter for one in workspace.store.outcomes_of(region.code)}, reverse=True
        ),
        evaluation=evaluation,
        values=printed_values(evaluation) if evaluation else [],
        titles=titles,
        waiting=waiting,
        rows=[told(workspace, one, language) for one in standings],
        may_file=may_hand_in(person, region),
    )


@router.get("/daerah/{code}/keberatan/{number:int}")
def followed(
    request: Request, person: SignedIn, workspace: Opened, region: Readable, number: int
) -> Response:
    """Show one objection with both values, its document and every step."""
    standing = standing_at(workspace, number, region.code)
    return page(
        request,
        "keberatan/satu.html",
        person,
        region=region,
        refused="",
        may_withdraw=standing.is_open and may_hand_in(person, region),
        oversees=oversees(person, region),
        **told(workspace, standing, language_of(request)),
    )


@router.post("/daerah/{code}/keberatan/{number:int}/tarik", dependencies=[OwnForm])
def take_back(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    region: HandingIn,
    number: int,
    yakin: Annotated[str, Form(pattern="^ya$")],
) -> Response:
    """Withdraw an open objection; one that was decided meanwhile is shown as it is."""
    standing = standing_at(workspace, number, region.code)
    try:
        withdraw(workspace, number, actor_of(person))
    except ObjectionRefusedError as refused:
        return page(
            request,
            "keberatan/satu.html",
            person,
            409,
            region=region,
            refused=refused.code,
            may_withdraw=False,
            oversees=oversees(person, region),
            **told(workspace, standing, language_of(request)),
        )
    note(
        request, person.name, Action.OBJECTION, _subject(number, region.code), f"ditarik ({yakin})"
    )
    return RedirectResponse(f"/daerah/{region.code}/keberatan/{number}", 303)


@router.get("/daerah/{code}/keberatan/{number:int}/dokumen")
def document(
    request: Request, person: SignedIn, workspace: Opened, region: Readable, number: int
) -> Response:
    """Hand the document out as an attachment under a harmless name; a browser never shows it."""
    standing = standing_at(workspace, number, region.code)
    sha256 = standing.objection.document_sha256
    evidence = workspace.store.evidence(sha256)
    media_type = evidence.media_type if evidence else "application/octet-stream"
    content = workspace.store.content_of(sha256)
    note(request, person.name, Action.DOWNLOAD, _subject(number, region.code), f"sha256 {sha256}")
    headers = {
        "Content-Disposition": f'attachment; filename="{download_name(standing, media_type)}"',
        "Content-Security-Policy": ALONE,
        "X-Content-Type-Options": "nosniff",
    }
    return Response(content, media_type=media_type, headers=headers)


def _subject(number: int, code: str) -> str:
    return f"{code} keberatan {number}"
