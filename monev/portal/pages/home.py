"""A region's first page: its papers, what is due, what is open, and what came before."""

from fastapi import APIRouter, Request, Response

from models import Evaluation, Finding, Region, Severity
from monev.own_books import NEW, STATUSES, TrackedAction, tracked
from monev.portal.access import Opened, Readable, SignedIn, may_hand_in, may_rerun
from monev.portal.show import page
from monev.portal.speech import language_of
from monev.printing import Language
from monev.region_page import awaited, filed_revisions, history, standing_at, state_of
from monev.reports.words import names
from monev.reports.words.revision import changes_between
from monev.reports.words.speech import Speech
from monev.scorecard import Scorecard
from monev.workspace import Workspace

router = APIRouter()
OPEN = ("lewat_tenggat", "terbuka", NEW)
MOST_SHOWN = 5
"""Findings and recommendations that stand here at once; the others are folded away."""


@router.get("/daerah/{code}")
def region_home(
    request: Request, person: SignedIn, workspace: Opened, region: Readable, triwulan: str = ""
) -> Response:
    """Show the newest quarter's papers, or those of the quarter asked for; re-run for who may."""
    language = language_of(request)
    outcomes = workspace.store.outcomes_of(region.code)
    rows = history(outcomes)[::-1]
    quarters = [one.outcome.quarter for one in rows]
    quarter = triwulan if triwulan in quarters else (quarters[0] if quarters else "")
    revisions = filed_revisions(workspace, outcomes, quarter)
    current = revisions[0].outcome if revisions else None
    standing = standing_at(workspace, current) if current else None
    findings, advice = _open_matters(workspace, region, current)
    return page(
        request,
        "daerah/daerah.html",
        person,
        region=region,
        province=workspace.register.regions[region.province_code],
        awaited=awaited(workspace, region),
        quarter=quarter,
        newest=quarters[0] if quarters else "",
        revisions=revisions,
        standing=standing,
        states={
            one.outcome.revision: state_of(workspace, one.outcome, standing) if standing else None
            for one in revisions
        },
        changes={
            one.outcome.revision: _changes(workspace, one.outcome, language) for one in revisions
        },
        earlier=[one.outcome for one in rows if one.outcome.quarter != quarter],
        speech=Speech(language),
        names=names,
        most=MOST_SHOWN,
        may_rerun=may_rerun(person, region),
        may_hand_in=may_hand_in(person, region),
        findings=findings,
        advice=advice,
        objections=[one for one in workspace.store.objections_of(region.code) if one.is_open],
        objections_here=workspace.store.objections_of(region.code, quarter) if quarter else [],
    )


def _open_matters(
    workspace: Workspace, region: Region, current: Evaluation | None
) -> tuple[list[Finding], list[TrackedAction]]:
    """Return findings and recommendations that the newest revision of a quarter leaves open."""
    if current is None:
        return [], []
    order = list(Severity)
    findings = [
        one
        for one in workspace.store.findings_of(current.evaluation_id or 0)
        if one.severity is not Severity.INFO and not one.waiver
    ]
    whole = workspace.store.evaluation_of(region.code, current.quarter, current.revision)
    card = None if whole is None else Scorecard.model_validate(whole.scorecard)
    advice = [one for one in tracked(card) if one.status in OPEN] if card else []
    return (
        sorted(findings, key=lambda one: order.index(one.severity)),
        sorted(advice, key=lambda one: (STATUSES.index(one.status), one.deadline)),
    )


def _changes(workspace: Workspace, outcome: Evaluation, language: Language) -> str:
    """Return what a revision changed; it is kept in Indonesian and told anew in English.

    Where it would be told otherwise now, what was kept stands in both languages.
    """
    if language == "id" or not outcome.changes:
        return outcome.changes
    code, quarter, number = outcome.region_code, outcome.quarter, outcome.revision
    before = workspace.store.evaluation_of(code, quarter, number - 1)
    after = workspace.store.evaluation_of(code, quarter, number)
    if before is None or after is None:
        return outcome.changes
    old, new = (Scorecard.model_validate(one.scorecard) for one in (before, after))
    if changes_between(old, new) != outcome.changes:
        return outcome.changes
    return changes_between(old, new, language)
