"""What became of earlier recommendations: closed, still open, overdue, or no longer asked.

The rule: a recommendation to hand in data is closed once the indicator is scored, any other once
the indicator's score reaches the mark of its advice (`done_at`, catalogue/advice.yaml).
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal

from models import Quarter
from monev.composite.precision import as_decimal
from monev.known import KnownFacts, PastAction
from monev.rubric import RulesInForce
from monev.scorecard import FollowUp, FollowUpStatus
from monev.scoring.indicator import ZERO, Judged

OF_DATA = "data"


def scores_of(rows: Iterable[Judged]) -> dict[str, Decimal | None]:
    """Return the score of every indicator that applies, null where it has no data."""
    return {one.rule.indicator.id: _score(one) for one in rows if one.status != "tidak_berlaku"}


def _score(one: Judged) -> Decimal | None:
    """Return the score of what has data; the zero of mode *ketat* for absence is no score here."""
    return as_decimal(one.score or ZERO) if one.status == "dinilai" else None


def was_due(one: PastAction, quarter: Quarter) -> bool:
    """Say whether the deadline lies before the quarter's cut-off, or on it."""
    return one.deadline <= quarter.due_date


def followed_up(
    one: PastAction, scores: Mapping[str, Decimal | None], rules: RulesInForce, quarter: Quarter
) -> FollowUpStatus:
    """Return what became of one recommendation.

    `scores` are those of the indicators that apply now, after the evidence cap, null without data.
    """
    if one.indicator not in scores:
        return "gugur"
    score = scores[one.indicator]
    wanted = Decimal(0) if one.asks_for_data else rules.advice_for(one.indicator).done_at
    if score is not None and score >= wanted:
        return "selesai"
    return "lewat_tenggat" if was_due(one, quarter) else "terbuka"


def follow_up(
    known: KnownFacts, scores: Mapping[str, Decimal | None], rules: RulesInForce
) -> list[FollowUp]:
    """Return the state of every recommendation that was open when this quarter began."""
    return [
        FollowUp(
            id=one.id,
            indicator=one.indicator,
            cause=one.cause,
            agency=one.agency,
            text=one.text,
            deadline=one.deadline,
            issued_in=one.issued_in,
            status=followed_up(one, scores, rules, known.quarter),
            score=scores.get(one.indicator),
        )
        for one in known.past_actions
    ]
