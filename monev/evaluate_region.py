"""One region, one quarter, one straight line: facts -> findings -> score -> report -> filed.

Command line, flows and portal all call this; order, batches and retries are theirs.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models import (
    Document,
    DocumentKind,
    Evaluation,
    IndicatorResult,
    Quarter,
    Recommendation,
    Region,
    RunStep,
)
from monev.assess_region import Assessment, assess, inputs_hash
from monev.counterfactual import prospect
from monev.dossier import Dossier, Told
from monev.errors import MonevError, UsageError
from monev.make_documents import begin_region_documents
from monev.remembered import beside_of, keep_rules
from monev.reports.design import design_sha256
from monev.reports.kinds import document_number
from monev.reports.words.revision import changes_between
from monev.scorecard import Scorecard
from monev.still_holds import changed_since
from monev.tell_region import tell_region
from monev.uncollected import uncollected
from monev.worker_name import this_worker
from monev.workspace import Workspace

REGULAR_REASON = "evaluasi triwulan"
NEW_LOOK = "tampilan laporan diperbarui"


@dataclass(frozen=True)
class Outcome:
    """The current revision of a region after the work, and whether this work made it.

    One that was there already comes without its traces. `held` says that its quarter is published
    and that it would have been filed anew otherwise.
    """

    region: Region
    evaluation: Evaluation
    report: Document
    fresh: bool
    held: bool = False


def evaluate_region(
    workspace: Workspace,
    code: str,
    quarter: Quarter,
    *,
    reason: str = REGULAR_REASON,
    new_revision: bool = False,
    mode: str = "",
    tell: Callable[[RunStep], None] = lambda _step: None,
) -> Outcome:
    """Evaluate one autonomous region and file its documents.

    The same inputs and figures in the same design keep the same revision, and so does publication,
    whatever has changed since.

    With `new_revision` a new one is filed even so: over a published one it is a correction. Raises
    UsageError for a region without a government of its own, and MonevError children when rules or
    rendering fail.
    """
    region = workspace.register.regions[code]
    if not region.autonomous:
        raise UsageError(
            f"{code} {region.name} is an administrative unit without APBD and regulations of its "
            f"own; evaluate province {region.province_code}"
        )
    tell(RunStep.ASSESS)
    with workspace.store.alone(f"{code} {quarter}"):
        with uncollected():
            found = assess(workspace, region, quarter, mode or workspace.settings.mode)
        return _current_or_next(workspace, found, reason, new_revision, tell)


def _current_or_next(
    workspace: Workspace,
    found: Assessment,
    reason: str,
    new_revision: bool,
    tell: Callable[[RunStep], None],
) -> Outcome:
    """Return the revision in force where it still holds; else file the next one."""
    region, quarter = found.known.region, found.known.quarter
    code, digest = region.code, inputs_hash(found)
    current = workspace.store.current_outcome(code, str(quarter))
    changed = "" if current is None else changed_since(workspace, current, found, digest)
    if current is not None and not new_revision:
        report = workspace.store.report_of(current.evaluation_id or 0)
        look = report and report.design_sha256 == design_sha256(workspace.issuer)
        alike = look and not changed
        if report and (alike or workspace.store.is_published(code, str(quarter))):
            return Outcome(region, current, report, fresh=False, held=not alike)
    if current is not None and reason == REGULAR_REASON:
        reason = changed or NEW_LOOK
    before = workspace.store.current_evaluation(code, str(quarter))
    return _file(workspace, found, digest, before, reason, tell)


def _file(
    workspace: Workspace,
    found: Assessment,
    digest: str,
    before: Evaluation | None,
    reason: str,
    tell: Callable[[RunStep], None],
) -> Outcome:
    region, quarter, card = found.known.region, found.known.quarter, found.scorecard
    revision = 1 if before is None else before.revision + 1
    changes = ""
    if before is not None:
        changes = changes_between(Scorecard.model_validate(before.scorecard), card)
    with uncollected():
        told = tell_region(found)
        ahead = prospect(found.known, found.rules, card)
    beside = Told(
        rubric_title=found.rules.rubric.head.title,
        hand_in=found.hand_in,
        late_facts=len(found.known.too_late),
        tiers=sorted(found.known.tiers),
        history=found.history,
    )
    dossier = Dossier(
        region=region,
        province=workspace.register.regions[region.province_code],
        quarter=quarter,
        number=document_number(DocumentKind.REGION_REPORT, region.code, str(quarter), revision),
        revision=revision,
        reason=reason if before is not None else "",
        inputs_sha256=digest,
        card=card,
        before=None if before is None else Scorecard.model_validate(before.scorecard),
        profile=told,
        prospect=ahead,
        findings=found.findings,
        children=found.known.children,
        told=beside,
    )
    tell(RunStep.PRINT)
    documents = begin_region_documents(workspace, dossier)
    keep_rules(workspace, found.rules.rubric)
    results, recommendations = results_in(card), _recommendations(card)
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
        told=beside.model_dump(mode="json"),
        created_at=workspace.now(),
    )
    papers = documents()
    tell(RunStep.FILE)
    filed = workspace.store.file_evaluation(
        evaluation, results, found.findings, recommendations, papers
    )
    return Outcome(region, filed, papers[0], fresh=True)


def rerun_region(workspace: Workspace, run_id: int) -> None:
    """Carry out an opened line of the ledger: a new revision, or the error why not.

    What no rule foresaw (a full disk, a lost database) is noted in the ledger and raised.
    """
    run = workspace.store.run(run_id)
    if run is None:
        raise UsageError(f"the ledger has no run {run_id}")
    workspace.store.begin_run(run_id, this_worker(), workspace.now())
    steps: list[RunStep] = []
    try:
        outcome = evaluate_region(
            workspace,
            run.region_code,
            Quarter.parse(run.quarter),
            reason=run.reason,
            new_revision=True,
            tell=steps.append,
        )
    except MonevError as error:
        workspace.store.end_run(run_id, workspace.now(), last_of(steps), error=str(error))
    except Exception as error:
        text = f"{type(error).__name__}: {error}"
        workspace.store.end_run(run_id, workspace.now(), last_of(steps), error=text)
        raise
    else:
        workspace.store.end_run(run_id, workspace.now(), last_of(steps), outcome.evaluation)


def last_of(steps: Sequence[RunStep]) -> RunStep | None:
    """Return the step a run was at; null where it had not come to one."""
    return steps[-1] if steps else None


def results_in(card: Scorecard) -> list[IndicatorResult]:
    """Return the indicators of a scorecard as they are filed."""
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
