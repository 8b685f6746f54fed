"""The score of a region: bounds, indicators, what would change it, findings, history, peers."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Request, Response
from fastapi.responses import RedirectResponse

from models import Evaluation, Finding, Severity
from monev.dossier import Told
from monev.portal.access import (
    Opened,
    Readable,
    SignedIn,
    area_of,
    may_hand_in,
    may_rerun,
)
from monev.portal.cells import doubt_of
from monev.portal.derivation import pillar_sum, total_sum
from monev.portal.revision import Revision
from monev.portal.show import page
from monev.portal.speech import language_of
from monev.portal.trend import trend
from monev.profile import Profile
from monev.prospect import Prospect
from monev.region_page import history, peers_of, standing_at, state_of
from monev.reports.explanation.totals import band_name, band_words
from monev.reports.region.drawings import pillar_chart
from monev.reports.words import names
from monev.reports.words.speech import Speech
from monev.scorecard import Scorecard

router = APIRouter()
MOST_STEPS = 5


@router.get("/daerah/{code}/nilai")
def newest_score(
    request: Request, person: SignedIn, workspace: Opened, region: Readable
) -> Response:
    """Lead to the newest score; say what is missing where there is none."""
    rows = history(workspace.store.outcomes_of(region.code))
    if not rows:
        return page(
            request,
            "daerah/tanpa_nilai.html",
            person,
            region=region,
            may_hand_in=may_hand_in(person, region),
            may_rerun=may_rerun(person, region),
        )
    newest = rows[-1].outcome
    return RedirectResponse(f"/daerah/{region.code}/nilai/{newest.quarter}/r{newest.revision}", 303)


@router.get("/daerah/{code}/nilai/{quarter}/r{revision}")
def score_page(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    region: Readable,
    evaluation: Revision,
) -> Response:
    """Show what one revision came to and why, each number a link to where it comes from."""
    outcomes = workspace.store.outcomes_of(region.code)
    card = Scorecard.model_validate(evaluation.scorecard)
    speech = Speech(language_of(request))
    standing, rows = standing_at(workspace, evaluation), history(outcomes)
    return page(
        request,
        "daerah/nilai.html",
        person,
        region=region,
        province=workspace.register.regions[region.province_code],
        evaluation=evaluation,
        card=card,
        told=None if evaluation.told is None else Told.model_validate(evaluation.told),
        standing=standing,
        state=state_of(workspace, evaluation, standing),
        others=[
            one
            for one in outcomes
            if one.quarter == evaluation.quarter and one.evaluation_id != evaluation.evaluation_id
        ],
        doubts={one.id: doubt_of(one.inputs) for one in card.indicators},
        sums={one.id: pillar_sum(one, card, speech) for one in card.pillars},
        total=total_sum(card, speech),
        findings=_by_severity(workspace.store.findings_of(evaluation.evaluation_id or 0)),
        rows=rows,
        trend_drawn=trend(rows, speech),
        pillars_drawn=pillar_chart(card, speech),
        peers=peers_of(workspace, region, evaluation),
        may_hand_in=may_hand_in(person, region),
        may_rerun=may_rerun(person, region),
        readable={one.code for one in area_of(person, workspace)},
        speech=speech,
        names=names,
        band_name=band_name,
        band=band_words(card, speech),
        most=MOST_STEPS,
        **_told_beside(evaluation),
    )


def _told_beside(evaluation: Evaluation) -> dict[str, Any]:
    """Return what an evaluation kept beside its score; null where it is older than the keeping."""
    return {
        "prospect": Prospect.model_validate(evaluation.prospect) if evaluation.prospect else None,
        "kabkota": Profile.model_validate(evaluation.profile).kabkota
        if evaluation.profile
        else None,
    }


def _by_severity(findings: Sequence[Finding]) -> list[Finding]:
    order = list(Severity)
    return sorted(findings, key=lambda one: (bool(one.waiver), order.index(one.severity)))
