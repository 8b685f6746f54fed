"""Indicators -> pillars -> total, with bounds, gates and band. Exact fractions to the end.

A pillar is the mean of its indicators and the total the mean of the pillars, each by the method
of the rubric (`aggregation`). What does not apply hands its weight to the rest of its pillar; a
pillar in which nothing applies hands its weight to the other pillars in proportion.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from monev.composite.aggregate import aggregate
from monev.rubric import RulesInForce
from monev.scorecard import Duty, DutyStatus, GateResult
from monev.scoring.indicator import FULL, ZERO, Judged

Pick = Callable[[Judged], Fraction | None]


@dataclass(frozen=True)
class Totals:
    """What all indicators come to together; scores of 0-100, null where nothing is known."""

    score: Fraction | None
    low: Fraction
    high: Fraction
    completeness: Fraction
    pillars: Mapping[str, "PillarTotal"]
    weights: Mapping[str, Fraction]
    """What each indicator carries, of 100, by id; none for one that does not apply."""


@dataclass(frozen=True)
class PillarTotal:
    """One pillar; `weight` is what it carries of 100 once empty pillars are left out."""

    weight: Fraction
    score: Fraction | None
    low: Fraction
    high: Fraction
    completeness: Fraction


def totals(rows: Sequence[Judged], rules: RulesInForce) -> Totals:
    """Return pillars and total of a region's indicators. Source: rubric 7.1."""
    carried = pillar_weights(rows)
    pillars = {
        name: _pillar([one for one in rows if one.rule.indicator.pillar == name], rules, carried)
        for name, _ in rules.pillars
    }
    share = aggregate(
        [(pillar.completeness, pillar.weight) for pillar in pillars.values()], "arithmetic"
    )
    known = bool(share)
    return Totals(
        score=_across(rows, rules, carried, _score) if known else None,
        low=_across(rows, rules, carried, lambda one: one.low) or ZERO,
        high=_across(rows, rules, carried, lambda one: one.high) or ZERO,
        completeness=share or ZERO,
        pillars=pillars,
        weights=_indicator_weights(rows, carried),
    )


def gains(rows: Sequence[Judged], rules: RulesInForce) -> dict[str, Fraction]:
    """Return, by indicator, what the total would rise by if it alone were fully met and evidenced.

    Exact in both modes: an indicator without data that is then known also counts again.
    """
    carried = pillar_weights(rows)
    of_pillar: dict[str, list[Judged]] = {name: [] for name, _ in rules.pillars}
    for one in rows:
        of_pillar[one.rule.indicator.pillar].append(one)
    now = {name: _within(own, rules, _score) for name, own in of_pillar.items()}
    total = _joined(now, carried, rules) or ZERO
    found = {}
    for one in asked(rows):
        name = one.rule.indicator.pillar
        met = [replace(one, score=FULL) if each is one else each for each in of_pillar[name]]
        after = _joined(now | {name: _within(met, rules, _score)}, carried, rules)
        found[one.rule.indicator.id] = (after or ZERO) - total
    return found


def _score(one: Judged) -> Fraction | None:
    return one.score


def _joined(
    values: Mapping[str, Fraction | None], carried: Mapping[str, Fraction], rules: RulesInForce
) -> Fraction | None:
    """Return the total of pillar values; in indikatif a pillar without data is left out."""
    pairs = [(value, carried[name]) for name, value in values.items() if value is not None]
    return aggregate(pairs, rules.aggregation.across)


def completeness(rows: Sequence[Judged]) -> Fraction:
    """Return the share (0-1) of applicable weight for which data exist."""
    weights = _indicator_weights(rows, pillar_weights(rows))
    known = {one.rule.indicator.id for one in rows if one.status == "dinilai"}
    over = sum(weights.values(), ZERO)
    return sum((weights[name] for name in known), ZERO) / over if over else ZERO


def asked(rows: Sequence[Judged]) -> list[Judged]:
    """Return the indicators that are asked of this region in this quarter."""
    return [one for one in rows if one.status != "tidak_berlaku"]


def pillar_weights(rows: Sequence[Judged]) -> dict[str, Fraction]:
    """Return what each pillar carries of the whole; pillars in which nothing applies carry none."""
    full: dict[str, Fraction] = {}
    for one in rows:
        name = one.rule.indicator.pillar
        full[name] = full.get(name, ZERO) + Fraction(one.rule.weight)
    live = {one.rule.indicator.pillar for one in asked(rows)}
    over = sum((full[name] for name in live), ZERO)
    whole = sum(full.values(), ZERO)
    return {name: full[name] * whole / over if name in live else ZERO for name in full}


def _indicator_weights(
    rows: Sequence[Judged], carried: Mapping[str, Fraction]
) -> dict[str, Fraction]:
    within: dict[str, Fraction] = {}
    for one in asked(rows):
        name = one.rule.indicator.pillar
        within[name] = within.get(name, ZERO) + Fraction(one.rule.weight)
    return {
        one.rule.indicator.id: Fraction(one.rule.weight)
        * carried[one.rule.indicator.pillar]
        / within[one.rule.indicator.pillar]
        for one in asked(rows)
    }


def _pillar(
    own: Sequence[Judged], rules: RulesInForce, carried: Mapping[str, Fraction]
) -> PillarTotal:
    share = _within(own, rules, lambda one: FULL if one.status == "dinilai" else ZERO, "arithmetic")
    known = bool(share)
    return PillarTotal(
        weight=carried[own[0].rule.indicator.pillar],
        score=_within(own, rules, _score) if known else None,
        low=_within(own, rules, lambda one: one.low) or ZERO,
        high=_within(own, rules, lambda one: one.high) or ZERO,
        completeness=(share or ZERO) / FULL,
    )


def _within(
    own: Sequence[Judged], rules: RulesInForce, pick: Pick, method: str = ""
) -> Fraction | None:
    pairs = [
        (value, Fraction(one.rule.weight)) for one in asked(own) if (value := pick(one)) is not None
    ]
    return aggregate(pairs, method or rules.aggregation.within)


def _across(
    rows: Sequence[Judged], rules: RulesInForce, carried: Mapping[str, Fraction], pick: Pick
) -> Fraction | None:
    values = {
        name: _within([one for one in rows if one.rule.indicator.pillar == name], rules, pick)
        for name, _ in rules.pillars
    }
    return _joined(values, carried, rules)


def gates_that_hold(rules: RulesInForce, rows: Sequence[Judged]) -> list[GateResult]:
    """Return the ceilings that apply; what is not evidenced does not pass a gate."""
    values = {one.rule.indicator.id: one.value for one in rows if one.status == "dinilai"}
    applying = {one.rule.indicator.id for one in asked(rows)}
    return [
        GateResult(id=gate.id, band_at_most=gate.band_at_most, reason=gate.reason)
        for gate in rules.gates
        if gate.indicator in applying and values.get(gate.indicator) not in gate.passes_with
    ]


def band_of(score: Fraction, gates: Sequence[GateResult], rules: RulesInForce) -> str:
    """Return the band of an unrounded score under the ceilings; an edge is the upper band's."""
    bands = sorted(rules.bands.bands, key=lambda band: band.at_least, reverse=True)
    titles = [band.title.id for band in bands]
    place = next(
        (number for number, band in enumerate(bands) if score >= Fraction(band.at_least)),
        len(bands) - 1,
    )
    ceilings = [titles.index(gate.band_at_most) for gate in gates]
    return titles[max([place, *ceilings])]


def duty_of(name: str, rules: RulesInForce, rows: Sequence[Judged]) -> Duty:
    """Return how far a duty is evidenced, judged by its indicators before the evidence cap.

    A duty counts as fulfilled only when every indicator of it is known and their mean reaches the
    mark; statements without their documents make it *sebagian* at most.
    """
    rule = next(one for one in rules.duties if one.id == name)
    own = [one for one in rows if one.rule.indicator.id in rule.indicators]
    laid_on = rules.kind in rule.kinds
    status: DutyStatus = "tidak_berlaku"
    if laid_on:
        status = _status(own, Fraction(rule.fulfilled_at))
    return Duty(
        id=rule.id,
        title=rule.title,
        status=status,
        indicators=rule.indicators,
        fulfilled_at=rule.fulfilled_at if laid_on else None,
    )


def _status(own: Sequence[Judged], mark: Fraction) -> DutyStatus:
    wanted = asked(own)
    if not wanted:
        return "tidak_berlaku"
    known = [one for one in wanted if one.status == "dinilai"]
    if not known:
        return "data_belum_tersedia"
    pairs = [(one.points or ZERO, Fraction(one.rule.weight)) for one in known]
    mean = aggregate(pairs, "arithmetic") or ZERO
    evidenced = all(one.cap is None for one in known)
    if mean >= mark and len(known) == len(wanted) and evidenced:
        return "terpenuhi"
    return "sebagian" if mean > 0 else "belum"
