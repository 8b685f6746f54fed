"""What became of earlier recommendations: closed, still open, overdue, or no longer asked.

The rule: a recommendation to hand in data is closed once the indicator is scored, any other once
the indicator's score reaches the mark of its advice (`done_at`, catalogue/advice.yaml). What was
found closed stays closed: if the deed comes undone, it is asked for anew, under a new id.
"""

from collections.abc import Iterable, Mapping
from datetime import date
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
    return {one.rule.indicator.id: score_of(one) for one in rows if one.status != "tidak_berlaku"}


def score_of(one: Judged) -> Decimal | None:
    """Return the score of what has data; the zero of mode *ketat* for absence is no score here."""
    return as_decimal(one.score or ZERO) if one.status == "dinilai" else None


def is_done(indicator: str, score: Decimal | None, rules: RulesInForce) -> bool:
    """Say whether a score, after the evidence cap, reaches the mark of the indicator's advice."""
    return score is not None and score >= rules.advice_for(indicator).done_at


def mark_of(one: PastAction, rules: RulesInForce) -> Decimal:
    """Return the score from which a recommendation is closed: any at all where it asks for data."""
    return Decimal(0) if one.asks_for_data else rules.advice_for(one.indicator).done_at


def was_due(one: PastAction, quarter: Quarter) -> bool:
    """Say whether the deadline lies before the quarter's cut-off, or on it."""
    return one.deadline <= quarter.due_date


def followed_up(
    one: PastAction, scores: Mapping[str, Decimal | None], rules: RulesInForce, quarter: Quarter
) -> FollowUpStatus:
    """Return what became of one recommendation.

    `scores` are those of the indicators that apply now, after the evidence cap, null without data.
    """
    if one.closed_in:
        return "selesai"
    if one.indicator not in scores:
        return "gugur"
    score = scores[one.indicator]
    if score is not None and score >= mark_of(one, rules):
        return "selesai"
    return "lewat_tenggat" if was_due(one, quarter) else "terbuka"


def follow_up(
    known: KnownFacts, scores: Mapping[str, Decimal | None], rules: RulesInForce
) -> list[FollowUp]:
    """Return the state of every recommendation that earlier quarters left to look at."""
    return [_as_seen(one, scores, rules, known.quarter) for one in known.past_actions]


def _as_seen(
    one: PastAction, scores: Mapping[str, Decimal | None], rules: RulesInForce, quarter: Quarter
) -> FollowUp:
    status = followed_up(one, scores, rules, quarter)
    return FollowUp(
        id=one.id,
        indicator=one.indicator,
        cause=one.cause,
        agency=one.agency,
        text=one.text,
        text_en=one.text_en or _english(one, rules),
        deadline=one.deadline,
        issued_in=one.issued_in,
        status=status,
        since=_since(one, status, quarter),
        score=scores.get(one.indicator),
        done_at=mark_of(one, rules) if one.indicator in scores else None,
        asks_for_data=one.asks_for_data,
    )


def _english(one: PastAction, rules: RulesInForce) -> str:
    """Return the English of a recommendation from before there was any, while it reads the same."""
    known = [one.indicator for one in rules.rubric.advice]
    advice = rules.advice_for(one.indicator) if one.indicator in known else None
    told = [] if advice is None else [advice.missing, advice.unmet]
    return next((wording.en for wording in told if wording.id == one.text), "")


def _since(one: PastAction, status: FollowUpStatus, quarter: Quarter) -> str:
    match status:
        case "selesai":
            return one.closed_in or str(quarter)
        case "gugur":
            return str(quarter)
        case "lewat_tenggat":
            return str(falls_due_in(one.deadline))
    return one.issued_in


def falls_due_in(deadline: date) -> Quarter:
    """Return the first quarter whose cut-off lies on the deadline or after it."""
    within = Quarter.containing(deadline)
    before = within.previous()
    return before if deadline <= before.due_date else within
