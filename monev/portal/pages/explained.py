"""One indicator down to its cells, and what changed from one revision to another."""

from fastapi import APIRouter, Request, Response

from models import Evaluation, Quarter, Region
from monev.compare_revisions import compare_revisions
from monev.difference import FINDING_SIDES
from monev.objection_numbers import READ_AS
from monev.portal.access import NOT_FOUND, Opened, Readable, SignedIn, may_hand_in, may_rerun
from monev.portal.cells import sources_of
from monev.portal.derivation import lines_of
from monev.portal.revision import Revision
from monev.portal.show import page
from monev.portal.speech import language_of
from monev.region_page import history, standing_at, state_of
from monev.reports.words import names
from monev.reports.words.speech import Speech
from monev.rubric import rule_words
from monev.scorecard import Scorecard
from monev.workspace import Workspace

router = APIRouter()
MOST_CHANGES = 40
"""Entries of one list of a comparison; `monev diff --json` has all of them."""


@router.get("/daerah/{code}/nilai/{quarter}/r{revision}/{indicator}")
def indicator_page(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    region: Readable,
    evaluation: Revision,
    indicator: str,
) -> Response:
    """Show rule, sum and result of one indicator, and every input with file, sheet and cell."""
    card = Scorecard.model_validate(evaluation.scorecard)
    place = next((at for at, one in enumerate(card.indicators) if one.id == indicator), None)
    if place is None:
        raise NOT_FOUND
    row, speech = card.indicators[place], Speech(language_of(request))
    standing = standing_at(workspace, evaluation)
    return page(
        request,
        "daerah/indikator.html",
        person,
        region=region,
        evaluation=evaluation,
        state=state_of(workspace, evaluation, standing),
        row=row,
        pillar=next((one for one in card.pillars if one.id == row.pillar), None),
        lines=lines_of(row, card, speech),
        sources=sources_of(row.inputs, speech),
        before=card.indicators[place - 1] if place else None,
        after=card.indicators[place + 1] if place + 1 < len(card.indicators) else None,
        contestable=READ_AS if evaluation.superseded_by is None else (),
        may_hand_in=may_hand_in(person, region),
        may_rerun=may_rerun(person, region),
        speech=speech,
    )


@router.get("/daerah/{code}/perubahan/{quarter}/r{revision}")
def changes_page(
    request: Request,
    person: SignedIn,
    workspace: Opened,
    region: Readable,
    after: Revision,
) -> Response:
    """Split the change since the revision before, or since the quarter before for a first one."""
    before = _before(workspace, region, after)
    found = None if before is None else compare_revisions(workspace, region, before, after)
    return page(
        request,
        "daerah/perubahan.html",
        person,
        region=region,
        evaluation=after,
        found=found,
        words=rule_words(),
        most=MOST_CHANGES,
        sides=FINDING_SIDES,
        may_hand_in=may_hand_in(person, region),
        may_rerun=may_rerun(person, region),
        speech=Speech(language_of(request)),
        names=names,
    )


def _before(workspace: Workspace, region: Region, after: Evaluation) -> Evaluation | None:
    """Return what a revision is held against: the one before it, or the last quarter's current."""
    if after.revision > 1:
        return workspace.store.evaluation_of(region.code, after.quarter, after.revision - 1)
    earlier = [
        one.outcome
        for one in history(workspace.store.outcomes_of(region.code))
        if Quarter.parse(one.outcome.quarter) < Quarter.parse(after.quarter)
    ]
    return workspace.store.current_evaluation(region.code, earlier[-1].quarter) if earlier else None
