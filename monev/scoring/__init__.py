"""Facts in, scorecard with its trace out. Values only: no database, no files, no clock."""

from decimal import Decimal

from monev.known import KnownFacts
from monev.rubric import RulesInForce
from monev.scorecard import Duty, IndicatorScore, Scorecard
from monev.scoring import (
    formulas_attested,
    formulas_budget,
    formulas_participation,
    formulas_province,
    formulas_regulation,
)
from monev.scoring.advice import actions_for
from monev.scoring.combine import (
    applicable,
    band_of,
    completeness,
    duty_status,
    gates_that_hold,
    pillar_score,
    weighted,
    with_effective_weights,
)
from monev.scoring.indicator import score_indicator
from monev.scoring.profile import profile

FORMULA_ROOMS = (
    formulas_attested,
    formulas_budget,
    formulas_participation,
    formulas_province,
    formulas_regulation,
)
"""Imported so that their formulas are on offer to the rubric."""

__all__ = ["profile", "score"]


def score(
    known: KnownFacts, rules: RulesInForce, mode: str = "", open_errors: bool = False
) -> Scorecard:
    """Score one region for one quarter.

    `mode` is *ketat* or *indikatif* (the rubric's own where empty); `open_errors` says that a
    finding of severity galat stands, which makes any band provisional. No data at all gives no
    score: nothing known is not the same as zero.
    """
    mode = mode or rules.missing.mode
    rows = with_effective_weights(
        [score_indicator(rule, known, rules, mode) for rule in rules.rules]
    )
    asked = applicable(rows)
    share = completeness(rows)
    total = weighted([(one.score, one.effective_weight) for one in asked if one.score is not None])
    if share == 0:
        total = None
    gates = gates_that_hold(rules, rows)
    band, why = None, "tanpa_data" if total is None else ""
    if total is not None:
        if share < rules.missing.no_band_below:
            why = "kelengkapan_kurang"
        else:
            band = band_of(total, gates, rules)
    return Scorecard(
        region_code=known.region.code,
        quarter=str(known.quarter),
        mode=mode,
        rubric_profile=rules.rubric.head.profile,
        rubric_version=rules.rubric.version,
        indicators=rows,
        pillars=[pillar_score(pillar, rules, rows) for pillar, _ in rules.pillars],
        duties=[_duty(duty.id, known.region.kind, rules, rows) for duty in rules.duties],
        gates=gates,
        evidence_cap=rules.evidence.cap,
        completeness=share,
        score=total,
        score_low=weighted([(one.low, one.effective_weight) for one in asked]) or Decimal(0),
        score_high=weighted([(one.high, one.effective_weight) for one in asked]) or Decimal(0),
        band=band,
        band_reason=why,
        provisional=share < rules.missing.provisional_below or open_errors,
        actions=actions_for(rows, known, rules),
    )


def _duty(name: str, kind: str, rules: RulesInForce, rows: list[IndicatorScore]) -> Duty:
    rule = next(one for one in rules.duties if one.id == name)
    if kind not in rule.kinds:
        return Duty(
            id=rule.id, title=rule.title, status="tidak_berlaku", indicators=rule.indicators
        )
    return duty_status(name, rules, rows)
