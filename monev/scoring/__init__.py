"""Facts in, scorecard with its trace out. Values only: no database, no files, no clock."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from monev.composite.precision import as_decimal
from monev.known import KnownFacts
from monev.rubric import RulesInForce
from monev.scorecard import BandRule, Frame, GateResult, GateRule, PillarScore, Scorecard
from monev.scoring import (
    formulas_attested,
    formulas_budget,
    formulas_own_work,
    formulas_participation,
    formulas_province,
    formulas_regulation,
)
from monev.scoring.advice import actions_for
from monev.scoring.combine import Totals, band_of, duty_of, gates_that_hold, totals
from monev.scoring.follow_up import follow_up, scores_of
from monev.scoring.indicator import Judged, judge
from monev.scoring.profile import profile
from monev.scoring.reading import AFTER_OTHERS, FORMULAS
from monev.scoring.written import indicator_score

FORMULA_ROOMS = (
    formulas_attested,
    formulas_budget,
    formulas_own_work,
    formulas_participation,
    formulas_province,
    formulas_regulation,
)
"""Imported so that their formulas are on offer to the rubric."""

__all__ = ["FORMULAS", "Verdict", "judged", "profile", "score", "verdict"]


@dataclass(frozen=True)
class Verdict:
    """The outcome for one region, exact, before anything is written down."""

    rows: list[Judged]
    totals: Totals
    gates: list[GateResult]
    band: str | None
    band_reason: str
    provisional: bool


def verdict(
    known: KnownFacts, rules: RulesInForce, mode: str = "", open_errors: bool = False
) -> Verdict:
    """Judge one region for one quarter; the same outcome as `score`, without its trace.

    Many times cheaper: for those who ask "what if" a hundred times.
    """
    rows = judged(known, rules, mode or rules.missing.mode)
    found = totals(rows, rules)
    gates = gates_that_hold(rules, rows)
    band, why = None, "tanpa_data" if found.score is None else ""
    if found.score is not None:
        if found.completeness < Fraction(rules.missing.no_band_below):
            why = "kelengkapan_kurang"
        else:
            band = band_of(found.score, gates, rules)
    thin = found.completeness < Fraction(rules.missing.provisional_below)
    return Verdict(rows, found, gates, band, why, thin or open_errors)


def score(
    known: KnownFacts, rules: RulesInForce, mode: str = "", open_errors: bool = False
) -> Scorecard:
    """Score one region for one quarter.

    `mode` is *ketat* or *indikatif* (the rubric's own where empty); `open_errors` says that a
    finding of severity galat stands, which makes any band provisional. No data at all gives no
    score: nothing known is not the same as zero.
    """
    mode = mode or rules.missing.mode
    outcome = verdict(known, rules, mode, open_errors)
    rows, found = outcome.rows, outcome.totals
    return Scorecard(
        region_code=known.region.code,
        quarter=str(known.quarter),
        mode=mode,
        rubric_profile=rules.rubric.head.profile,
        rubric_version=rules.rubric.version,
        open_errors=open_errors,
        frame=_frame(rules),
        indicators=[
            indicator_score(one, found.weights.get(one.rule.indicator.id, Fraction(0)))
            for one in rows
        ],
        pillars=_pillars(found, rules, rows),
        duties=[duty_of(duty.id, rules, rows) for duty in rules.duties],
        gates=outcome.gates,
        evidence_cap=rules.evidence.cap,
        completeness=as_decimal(found.completeness),
        score=None if found.score is None else as_decimal(found.score),
        score_low=as_decimal(found.low),
        score_high=as_decimal(found.high),
        band=outcome.band,
        band_reason=outcome.band_reason,
        provisional=outcome.provisional,
        actions=actions_for(rows, known, rules),
        follow_up=follow_up(known, scores_of(rows), rules),
    )


def judged(known: KnownFacts, rules: RulesInForce, mode: str) -> list[Judged]:
    """Return every indicator judged, in the rubric's order; those that ask after others last."""
    found: dict[str, Judged] = {}
    for late in (False, True):
        scores = scores_of(found.values())
        for rule in rules.rules:
            if (rule.indicator.formula in AFTER_OTHERS) is late:
                found[rule.indicator.id] = judge(rule, known, rules, mode, scores)
    return [found[rule.indicator.id] for rule in rules.rules]


def _pillars(found: Totals, rules: RulesInForce, rows: Sequence[Judged]) -> list[PillarScore]:
    return [
        PillarScore(
            id=name,
            title=title,
            weight=sum(one.rule.weight for one in rows if one.rule.indicator.pillar == name),
            effective_weight=as_decimal(pillar.weight),
            score=None if pillar.score is None else as_decimal(pillar.score),
            low=as_decimal(pillar.low),
            high=as_decimal(pillar.high),
            completeness=as_decimal(pillar.completeness),
        )
        for name, title in rules.pillars
        for pillar in (found.pillars[name],)
    ]


def _frame(rules: RulesInForce) -> Frame:
    """Return the rules that made total and band, so that the trace can be redone without them."""
    return Frame(
        within=rules.aggregation.within,
        across=rules.aggregation.across,
        aggregation_reference=rules.aggregation.reference,
        bands=[BandRule(title=one.title, at_least=one.at_least) for one in rules.bands.bands],
        bands_reference=rules.bands.reference,
        gates=[
            GateRule(
                id=one.id,
                indicator=one.indicator,
                passes_with=one.passes_with,
                band_at_most=one.band_at_most,
            )
            for one in rules.gates
        ],
        provisional_below=rules.missing.provisional_below,
        no_band_below=rules.missing.no_band_below,
        missing_reference=rules.missing.reference,
        evidence_cap=rules.evidence.cap,
        full_tiers=[str(one) for one in rules.evidence.full_tiers],
        evidence_reference=rules.evidence.reference,
    )
