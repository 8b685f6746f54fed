"""One indicator: ask its formula, place the answer on its scale, cap what lacks evidence."""

from decimal import Decimal
from typing import Any

from monev.errors import CatalogueError
from monev.known import KnownFacts
from monev.rubric import RulesInForce
from monev.rubric.in_force import RuleOfIndicator
from monev.scorecard import IndicatorScore
from monev.scoring.normalise import FULL, described, points_of
from monev.scoring.reading import FORMULAS, Measured, Missing, NotApplicable, Question, Reading

ZERO = Decimal(0)


def score_indicator(
    rule: RuleOfIndicator, known: KnownFacts, rules: RulesInForce, mode: str
) -> IndicatorScore:
    """Return the indicator's points, bounds and trace.

    Absence in mode *ketat* counts 0 and in *indikatif* nothing at all; in both its bounds are 0
    and 100. Of two readings of one statement the worse is scored and the better is the bound.
    """
    indicator = rule.indicator
    try:
        ask = FORMULAS[indicator.formula]
    except KeyError as error:
        known_names = ", ".join(sorted(FORMULAS))
        raise CatalogueError(
            f"{indicator.id}.yaml",
            1,
            "formula",
            f"no formula {indicator.formula!r}; has {known_names}",
        ) from error
    reading = ask(Question(known, rules, indicator.arguments))
    base = IndicatorScore(
        id=indicator.id,
        pillar=indicator.pillar,
        title=indicator.title,
        duty=indicator.duty,
        evidence_wanted=indicator.evidence,
        unit=indicator.unit,
        weight=rule.weight,
        effective_weight=ZERO,
        status="tidak_berlaku",
        formula=indicator.formula,
        scale=described(rule.scale),
        scale_reference=rule.scale.reference,
        inputs=list(reading.inputs),
        low=ZERO,
        high=ZERO,
    )
    return base.model_copy(update=_outcome(reading, rule, rules, mode))


def _outcome(
    reading: Reading, rule: RuleOfIndicator, rules: RulesInForce, mode: str
) -> dict[str, Any]:
    match reading:
        case NotApplicable():
            return {"status": "tidak_berlaku", "reason": reading.reason}
        case Missing():
            score = ZERO if mode == "ketat" else None
            return {
                "status": "data_tidak_tersedia",
                "reason": reading.reason,
                "score": score,
                "low": ZERO,
                "high": FULL,
            }
        case Measured():
            outcome = _measured(reading, rule, rules)
            if reading.otherwise is None:
                return outcome
            other = _measured(reading.otherwise, rule, rules)
            return max(outcome, other, key=lambda one: (one["score"], one["points"]))


def _measured(reading: Measured, rule: RuleOfIndicator, rules: RulesInForce) -> dict[str, Any]:
    name = rule.indicator.id
    points = points_of(reading.value, rule.scale, name)
    best = points if reading.best is None else points_of(reading.best, rule.scale, name)
    full = set(rules.evidence.full_tiers)
    bare = bool(reading.inputs) and any(one.tier not in full for one in reading.inputs)
    cap = rules.evidence.cap if bare else FULL
    score, high = min(points, cap), min(max(points, best), cap)
    return {
        "status": "dinilai",
        "inputs": list(reading.inputs),
        "value": str(reading.value),
        "best_value": None if reading.best is None else str(reading.best),
        "parameters": list(reading.parameters),
        "arithmetic": reading.arithmetic,
        "points": points,
        "cap": rules.evidence.cap if bare else None,
        "score": score,
        "low": score,
        "high": high,
    }
