"""Does a revision in force still say what an assessment of today comes to; if not, why not.

Asked before anything is filed, and of what publication holds back. How documents look is for
whoever asks.
"""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from models import Evaluation, Finding
from monev.assess_region import Assessment
from monev.scorecard import Scorecard
from monev.workspace import Workspace

NEW_INPUTS = "data atau aturan berubah"
NEW_SUMS = "cara menghitung diperbaiki"


def changed_since(workspace: Workspace, current: Evaluation, found: Assessment, digest: str) -> str:
    """Return why a new revision is due, as its report says it; empty where none is.

    Inputs are held against each other by their hash (`digest` is that of `found`), findings by
    their files and words, and outcomes figure by figure: another version of Monev may come to
    others from the same inputs.
    """
    if current.inputs_sha256 != digest or not _found_alike(workspace, current, found.findings):
        return NEW_INPUTS
    return "" if _scored_alike(workspace, current, found.scorecard) else NEW_SUMS


def _found_alike(workspace: Workspace, current: Evaluation, found: Sequence[Finding]) -> bool:
    """Say whether the findings name the same files in the same words; the digest does not ask."""
    stored = workspace.store.findings_of(current.evaluation_id or 0)
    old, new = (
        sorted((one.rule, one.place, one.evidence_sha256, one.message_id) for one in side)
        for side in (stored, found)
    )
    return old == new


def _scored_alike(workspace: Workspace, current: Evaluation, card: Scorecard) -> bool:
    """Say whether the total, its bounds and band, and every indicator are what they were.

    Of an indicator that is its status, score and value, and what it was reckoned from.
    """
    before, now = (
        (
            *(one.score, one.score_low, one.score_high, one.completeness),
            *(one.band, one.provisional),
        )
        for one in (current, card)
    )
    if before != now:
        return False
    filed = workspace.store.results_of(current.evaluation_id or 0)
    told = {one.indicator: _told(one.status, one.score, one.trace) for one in filed}
    traces = {one.id: one.model_dump(mode="json") for one in card.indicators}
    return told == {one.id: _told(one.status, one.score, traces[one.id]) for one in card.indicators}


def _told(status: str, score: Decimal | None, trace: Mapping[str, Any]) -> tuple[object, ...]:
    inputs = [(one.get("fact"), one["name"], one["value"]) for one in trace.get("inputs", ())]
    return status, score, trace.get("value"), inputs
