"""Pillar C: who is covered, out of whom, against which target. Percent 0-100, shares 0-1."""

from decimal import Decimal

from monev.scorecard import Input
from monev.scoring.coverage import (
    HUNDRED,
    Coverage,
    base_of,
    change_readings,
    coverage_of,
    newest_coverage,
    of_segment,
    order,
    target_readings,
    targets_of_year,
)
from monev.scoring.formulas_attested import says_no
from monev.scoring.reading import (
    Measured,
    Missing,
    NotApplicable,
    Question,
    Reading,
    formula,
    shown,
    stated,
)
from monev.scoring.spans import YEAR, months_before

NEAR_DAYS = 92
"""How far from a year ago a figure may lie to be compared with (about a quarter)."""


@formula
def coverage_against_target(question: Question) -> Reading:
    """Coverage reached over this year's own target, families named. Source: rubric C1."""
    reached = newest_coverage(question, str(question.arguments["segment"]))
    if reached is None:
        return Missing("cakupan_tidak_dinyatakan")
    segment = str(question.arguments["segment"])
    for target in targets_of_year(question, question.arguments["families"]):
        base = base_of(question, target, segment)
        readings = target_readings(target, base)
        readings = [(pct, text) for pct, text in readings if pct > 0]
        if not readings:
            continue
        field = "coverage_pct" if target.coverage_pct is not None else "change_value"
        values = [reached.pct / pct for pct, _ in readings]
        lines = "; ".join(
            f"({reached.arithmetic}) / ({text}) = {shown(value)}"
            for (_, text), value in zip(readings, values, strict=True)
        )
        best = max(values) if len(values) > 1 else None
        inputs = (*reached.inputs, stated(target, field, "%"))
        if field == "change_value" and base is not None and base.fact is not reached.fact:
            inputs += base.inputs
        return Measured(min(values), inputs, lines, best=best)
    national = question.parameter(str(question.arguments["national_target"]))
    if national is None:
        return Missing("target_tahun_berjalan_tidak_ada", reached.inputs)
    value = reached.pct / national.value
    return Measured(
        value,
        reached.inputs,
        f"({reached.arithmetic}) / {shown(national.value)} = {shown(value)}",
        parameters=(national,),
    )


@formula
def coverage_change(question: Question) -> Reading:
    """Points gained in a year under one definition; a stated change only as stated. Source: C2."""
    segment = str(question.arguments["segment"])
    newest = newest_coverage(question, segment)
    if newest is None:
        return Missing("cakupan_tidak_dinyatakan")
    if newest.fact.change_value is not None:
        return _stated_change(newest)
    year_ago = months_before(newest.fact.as_of, YEAR)
    earlier = [
        coverage
        for fact in question.known.participation
        if fact.segment == segment
        and fact.definition
        and fact.definition == newest.fact.definition
        and fact.source_publisher == newest.fact.source_publisher
        and abs((fact.as_of - year_ago).days) <= NEAR_DAYS
        and (coverage := coverage_of(fact)) is not None
    ]
    if not earlier:
        return Missing("pembanding_setahun_lalu_tidak_ada", newest.inputs)
    before = min(earlier, key=lambda one: (abs((one.fact.as_of - year_ago).days), order(one.fact)))
    value = newest.pct - before.pct
    return Measured(
        value,
        (*newest.inputs, *before.inputs),
        f"{shown(newest.pct)} - {shown(before.pct)} = {shown(value)}",
    )


def _stated_change(newest: Coverage) -> Reading:
    fact = newest.fact
    change = fact.change_value or Decimal(0)
    gains = [
        newest.pct - before
        for _, before in change_readings(newest.pct, change, fact.change_reading)
    ]
    lines = "; ".join(
        f"{name}: {shown(newest.pct)} - {shown(before)} = {shown(newest.pct - before)}"
        for name, before in change_readings(newest.pct, change, fact.change_reading)
    )
    best = max(gains) if len(gains) > 1 else None
    inputs = (*newest.inputs, stated(fact, "change_value", "%"))
    return Measured(min(gains), inputs, lines, best=best)


@formula
def segment_coverage(question: Question) -> Reading:
    """Active over eligible workers of one segment, as a share. Sources: rubric C3, C4, K1."""
    condition = question.arguments.get("only_if")
    if condition is not None:
        answer = question.known.attestation(str(condition))
        if answer is not None and says_no(answer):
            return NotApplicable("dinyatakan_tidak_berlaku", (stated(answer, "answer"),))
    segment = str(question.arguments["segment"])
    reached = newest_coverage(question, segment)
    if reached is None:
        return Missing("pembanding_tidak_dinyatakan", _partial(question, [segment]))
    value = reached.pct / HUNDRED
    return Measured(value, reached.inputs, reached.arithmetic)


@formula
def mean_group_coverage(question: Question) -> Reading:
    """Mean of the coverages of several groups; every group must be known. Source: rubric C5."""
    segments = [str(one) for one in question.arguments["segments"]]
    found = [newest_coverage(question, segment) for segment in segments]
    known = [one for one in found if one is not None]
    if len(known) < len(segments):
        return Missing("pembanding_tidak_dinyatakan", _partial(question, segments))
    total = sum((one.pct for one in known), Decimal(0))
    value = total / len(known) / HUNDRED
    inputs = tuple(one for coverage in known for one in coverage.inputs)
    lines = "; ".join(coverage.arithmetic for coverage in known)
    return Measured(value, inputs, f"{lines}; rata-rata = {shown(value)}")


@formula
def election_coverage(question: Question) -> Reading:
    """Ad hoc election staff covered, out of those required, in election periods. Source: C6."""
    if question.parameter(str(question.arguments["period"])) is None:
        return NotApplicable("bukan_masa_pemilu")
    segments = [str(one) for one in question.arguments["segments"]]
    rows = [
        fact
        for segment in segments
        for fact in of_segment(question, segment)
        if fact.active_persons is not None and fact.eligible_persons
    ]
    if len({row.segment for row in rows}) < len(segments):
        return Missing("pembanding_tidak_dinyatakan", _partial(question, segments))
    newest = [max((r for r in rows if r.segment == name), key=order) for name in segments]
    active = sum(row.active_persons or 0 for row in newest)
    eligible = sum(row.eligible_persons or 0 for row in newest)
    value = Decimal(active) / Decimal(eligible)
    inputs = tuple(
        stated(row, name, "orang")
        for row in newest
        for name in ("active_persons", "eligible_persons")
    )
    return Measured(value, inputs, f"{active} / {eligible} = {shown(value)}")


def _partial(question: Question, segments: list[str]) -> tuple[Input, ...]:
    """Return the counts that were stated without the total they belong to."""
    return tuple(
        stated(fact, "active_persons", "orang")
        for segment in segments
        for fact in of_segment(question, segment)
        if fact.active_persons is not None
    )
