"""Evaluations filed with all that they remember, without the paper: a PDF costs seconds."""

from models import (
    Document,
    DocumentForm,
    DocumentKind,
    Evaluation,
    Evidence,
    Fact,
    Quarter,
    writing,
)
from monev.assess_region import assess, inputs_hash
from monev.evaluate_region import evaluate_region, results_in
from monev.remembered import beside_of, keep_rules
from monev.reports.design import design_sha256
from monev.workspace import Workspace
from tests.facts import with_values

DIGEST = "a" * 64


def told(workspace: Workspace, code: str, facts: list[Fact], digest: str = DIGEST) -> None:
    """Store facts about a region, all from one kept file."""
    with writing(workspace.store.engine) as session:
        if session.get(Evidence, digest) is None:
            session.add(
                Evidence(
                    sha256=digest,
                    source_id="uji",
                    file_name="uji.xlsx",
                    media_type="x",
                    size_bytes=1,
                    received_at=workspace.now(),
                )
            )
    own = [with_values(one, region_code=code, evidence_sha256=digest) for one in facts]
    workspace.store.save_reading(" ".join([code, *(one.fact_id for one in own)]), own, [])


def filed(workspace: Workspace, code: str, quarter: Quarter) -> Evaluation:
    """Assess a region and file its next revision as `evaluate_region` does."""
    found = assess(workspace, workspace.register.regions[code], quarter, workspace.settings.mode)
    card = found.scorecard
    before = workspace.store.current_evaluation(code, str(quarter))
    revision = 1 if before is None else before.revision + 1
    keep_rules(workspace, found.rules.rubric)
    evaluation = Evaluation(
        region_code=code,
        quarter=str(quarter),
        revision=revision,
        reason="uji",
        mode=card.mode,
        rubric_profile=card.rubric_profile,
        rubric_version=card.rubric_version,
        inputs_sha256=inputs_hash(found),
        rubric_sha256=found.rules.rubric.sha256,
        fact_ids=[one.fact_id for one in found.known.all],
        beside=beside_of(found.known),
        completeness=card.completeness,
        score=card.score,
        score_low=card.score_low,
        score_high=card.score_high,
        band=card.band,
        provisional=card.provisional,
        scorecard=card.model_dump(mode="json"),
        created_at=workspace.now(),
    )
    report = Document(
        kind=DocumentKind.REGION_REPORT,
        form=DocumentForm.PDF,
        language="id",
        scope=code,
        period=str(quarter),
        revision=revision,
        number=f"uji {code} {quarter} {revision}",
        inputs_sha256=evaluation.inputs_sha256,
        design_sha256=design_sha256(workspace.issuer),
        path="",
        sha256="",
        size_bytes=0,
        pages=0,
        filed_at=workspace.now(),
    )
    results = results_in(card)
    return workspace.store.file_evaluation(evaluation, results, found.findings, [], [report])


def evaluated(workspace: Workspace, code: str, quarter: Quarter) -> Evaluation:
    """Evaluate a region as a regular run does; its current revision, whole."""
    evaluate_region(workspace, code, quarter)
    current = workspace.store.current_evaluation(code, str(quarter))
    assert current is not None
    return current
