"""One region, one quarter, one straight line: facts -> findings -> score -> report -> filed.

Command line, flows and portal all call this; order, batches and retries are theirs.
"""

import hashlib
from dataclasses import dataclass

from models import (
    Evaluation,
    IndicatorResult,
    Quarter,
    Recommendation,
    Region,
    Report,
    RunStatus,
)
from monev.assess_region import Assessment, assess, inputs_hash
from monev.counterfactual import prospect
from monev.errors import MonevError, UsageError
from monev.remembered import beside_of, keep_rules
from monev.reports import archive, build_view, changes_between
from monev.reports.render import render_pdf
from monev.scorecard import Scorecard
from monev.segments import load_segments
from monev.tell_region import tell_region
from monev.workspace import Workspace

REGULAR_REASON = "evaluasi triwulan"


@dataclass(frozen=True)
class Outcome:
    """The current revision of a region after the work, and whether this work made it."""

    region: Region
    evaluation: Evaluation
    report: Report
    fresh: bool


def evaluate_region(
    workspace: Workspace,
    code: str,
    quarter: Quarter,
    *,
    reason: str = REGULAR_REASON,
    new_revision: bool = False,
    mode: str = "",
) -> Outcome:
    """Evaluate one autonomous region and file its report; the same inputs keep the same revision.

    With `new_revision` a new one is filed even so. Raises UsageError for a region without a
    government of its own, and MonevError children when rules or rendering fail.
    """
    region = workspace.register.regions[code]
    if not region.autonomous:
        raise UsageError(
            f"{code} {region.name} is an administrative unit without APBD and regulations of its "
            f"own; evaluate province {region.province_code}"
        )
    found = assess(workspace, region, quarter, mode or workspace.settings.mode)
    digest = inputs_hash(found)
    current = workspace.store.current_evaluation(code, str(quarter))
    if current is not None and current.inputs_sha256 == digest and not new_revision:
        report = workspace.store.report_of(current.evaluation_id or 0)
        if report is not None:
            return Outcome(region, current, report, fresh=False)
    return _file(workspace, found, digest, current, reason)


def _file(
    workspace: Workspace,
    found: Assessment,
    digest: str,
    before: Evaluation | None,
    reason: str,
) -> Outcome:
    region, quarter, card = found.known.region, found.known.quarter, found.scorecard
    revision = 1 if before is None else before.revision + 1
    changes = ""
    if before is not None:
        changes = changes_between(Scorecard.model_validate(before.scorecard), card)
        if reason == REGULAR_REASON:
            reason = "data atau aturan berubah"
    number = archive.document_number(region.code, quarter, revision)
    province = workspace.register.regions[region.province_code]
    told = tell_region(found)
    ahead = prospect(found.known, found.rules, card)
    view = build_view(
        known=found.known,
        card=card,
        rubric_title=found.rules.rubric.head.title.id,
        findings=found.findings,
        province=province,
        titles=load_segments().titles(),
        profile=told,
        prospect=ahead,
        hand_in=found.hand_in,
        revision=revision,
        reason=reason if before is not None else "",
        changes=changes,
        number=number,
        inputs_sha256=digest,
    )
    pdf = render_pdf(view)
    path = archive.file_away(workspace.store.root, region.code, quarter, revision, pdf.content)
    moment = workspace.now()
    keep_rules(workspace, found.rules.rubric)
    evaluation = Evaluation(
        region_code=region.code,
        quarter=str(quarter),
        revision=revision,
        reason=reason,
        changes=changes,
        mode=card.mode,
        rubric_profile=card.rubric_profile,
        rubric_version=card.rubric_version,
        inputs_sha256=digest,
        rubric_sha256=found.rules.rubric.sha256,
        fact_ids=[fact.fact_id for fact in found.known.all],
        beside=beside_of(found.known),
        completeness=card.completeness,
        score=card.score,
        score_low=card.score_low,
        score_high=card.score_high,
        band=card.band,
        provisional=card.provisional,
        scorecard=card.model_dump(mode="json"),
        profile=told.model_dump(mode="json"),
        prospect=ahead.model_dump(mode="json"),
        created_at=moment,
    )
    report = Report(
        evaluation_id=0,
        number=number,
        path=str(path),
        sha256=hashlib.sha256(pdf.content).hexdigest(),
        pages=pdf.pages,
        filed_at=moment,
    )
    filed = workspace.store.file_evaluation(
        evaluation, _results(card), found.findings, _recommendations(card), report
    )
    return Outcome(region, filed, report, fresh=True)


def rerun_region(workspace: Workspace, run_id: int) -> None:
    """Carry out an opened line of the ledger: a new revision, or the error why not.

    What no rule foresaw (a full disk, a lost database) is noted in the ledger and raised.
    """
    run = workspace.store.run(run_id)
    if run is None:
        raise UsageError(f"the ledger has no run {run_id}")
    workspace.store.advance_run(run_id, RunStatus.RUNNING)
    try:
        outcome = evaluate_region(
            workspace,
            run.region_code,
            Quarter.parse(run.quarter),
            reason=run.reason,
            new_revision=True,
        )
    except MonevError as error:
        workspace.store.advance_run(run_id, RunStatus.FAILED, workspace.now(), error=str(error))
    except Exception as error:
        text = f"{type(error).__name__}: {error}"
        workspace.store.advance_run(run_id, RunStatus.FAILED, workspace.now(), error=text)
        raise
    else:
        workspace.store.advance_run(
            run_id, RunStatus.DONE, workspace.now(), outcome.evaluation.revision
        )


def _results(card: Scorecard) -> list[IndicatorResult]:
    return [
        IndicatorResult(
            evaluation_id=0,
            indicator=one.id,
            status=one.status,
            score=one.score,
            weight=one.effective_weight,
            trace=one.model_dump(mode="json"),
        )
        for one in card.indicators
    ]


def _recommendations(card: Scorecard) -> list[Recommendation]:
    return [
        Recommendation(
            evaluation_id=0,
            number=one.number,
            indicator=one.indicator,
            cause=one.cause,
            agency=one.agency,
            action=one.text,
            deadline=one.deadline.isoformat(),
            amount_idr=one.amount_idr,
        )
        for one in card.actions
    ]
