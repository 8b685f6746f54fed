"""Indicators -> pillars -> total, with bounds, gates and band. Exact decimals to the end."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from monev.rubric import RulesInForce
from monev.scorecard import Duty, DutyStatus, GateResult, IndicatorScore, PillarScore

ZERO = Decimal(0)


def applicable(indicators: Sequence[IndicatorScore]) -> list[IndicatorScore]:
    """Return the indicators that are asked of this region in this quarter."""
    return [one for one in indicators if one.status != "tidak_berlaku"]


def with_effective_weights(indicators: Sequence[IndicatorScore]) -> list[IndicatorScore]:
    """Return the indicators with the weight that each really carries in the total (points of 100).

    What does not apply hands its weight to the rest of its pillar; a pillar in which nothing
    applies hands its weight to the other pillars in proportion.
    """
    full: dict[str, Decimal] = {}
    asked: dict[str, Decimal] = {}
    for one in indicators:
        full[one.pillar] = full.get(one.pillar, ZERO) + one.weight
    for one in applicable(indicators):
        asked[one.pillar] = asked.get(one.pillar, ZERO) + one.weight
    live = sum((full[pillar] for pillar in asked), ZERO)
    total = sum(full.values(), ZERO)
    return [
        one
        if one.status == "tidak_berlaku"
        else one.model_copy(
            update={
                "effective_weight": one.weight * full[one.pillar] / asked[one.pillar] * total / live
            }
        )
        for one in indicators
    ]


def weighted(pairs: Sequence[tuple[Decimal, Decimal]]) -> Decimal | None:
    """Return the weighted mean of (value, weight) pairs, or None where there is no weight.

    Reckoned in fractions: equal values at the edge of a band stay exactly at that edge.
    """
    weight = sum((Fraction(one) for _, one in pairs), Fraction(0))
    if weight == 0:
        return None
    mean = sum((Fraction(value) * Fraction(one) for value, one in pairs), Fraction(0)) / weight
    return Decimal(mean.numerator) / Decimal(mean.denominator)


def completeness(indicators: Sequence[IndicatorScore]) -> Decimal:
    """Return the share (0-1) of applicable weight for which data exist."""
    asked = applicable(indicators)
    known = [(Decimal(1 if one.status == "dinilai" else 0), one.effective_weight) for one in asked]
    return weighted(known) or ZERO


def pillar_score(pillar: str, rules: RulesInForce, rows: Sequence[IndicatorScore]) -> PillarScore:
    """Return one pillar; a pillar of which nothing is known has no score, not a zero.

    `rows` are all scored indicators of the region.
    """
    own = [one for one in rows if one.pillar == pillar]
    asked = applicable(own)
    title = next(title for name, title in rules.pillars if name == pillar)
    share = completeness(own)
    known = [(one.score, one.effective_weight) for one in asked if one.score is not None]
    return PillarScore(
        id=pillar,
        title=title,
        weight=sum((one.weight for one in own), ZERO),
        score=weighted(known) if share else None,
        low=weighted([(one.low, one.effective_weight) for one in asked]) or ZERO,
        high=weighted([(one.high, one.effective_weight) for one in asked]) or ZERO,
        completeness=share,
    )


def gates_that_hold(rules: RulesInForce, rows: Sequence[IndicatorScore]) -> list[GateResult]:
    """Return the ceilings that apply; what is not evidenced does not pass a gate."""
    values = {one.id: one.value for one in rows if one.status == "dinilai"}
    asked = {one.id for one in applicable(rows)}
    return [
        GateResult(id=gate.id, band_at_most=gate.band_at_most, reason=gate.reason)
        for gate in rules.gates
        if gate.indicator in asked and values.get(gate.indicator) not in gate.passes_with
    ]


def band_of(score: Decimal, gates: Sequence[GateResult], rules: RulesInForce) -> str:
    """Return the band of an unrounded score under the ceilings; an edge is the upper band's."""
    bands = sorted(rules.bands.bands, key=lambda band: band.at_least, reverse=True)
    titles = [band.title.id for band in bands]
    place = next(
        (number for number, band in enumerate(bands) if score >= band.at_least), len(bands) - 1
    )
    ceilings = [titles.index(gate.band_at_most) for gate in gates]
    return titles[max([place, *ceilings])]


def duty_status(duty: str, rules: RulesInForce, rows: Sequence[IndicatorScore]) -> Duty:
    """Return how far a duty is evidenced, judged by its indicators before the evidence cap.

    A duty counts as fulfilled only when every indicator of it is known and their mean reaches the
    mark; statements without their documents make it *sebagian* at most.
    """
    rule = next(one for one in rules.duties if one.id == duty)
    own = [one for one in rows if one.id in rule.indicators]
    return Duty(
        id=rule.id,
        title=rule.title,
        status=_status(own, rule.fulfilled_at),
        indicators=rule.indicators,
    )


def _status(own: Sequence[IndicatorScore], mark: Decimal) -> DutyStatus:
    asked = applicable(own)
    if not asked:
        return "tidak_berlaku"
    known = [one for one in asked if one.status == "dinilai"]
    if not known:
        return "data_belum_tersedia"
    mean = weighted([(one.points or ZERO, one.weight) for one in known]) or ZERO
    evidenced = all(one.cap is None for one in known)
    if mean >= mark and len(known) == len(asked) and evidenced:
        return "terpenuhi"
    return "sebagian" if mean > 0 else "belum"
