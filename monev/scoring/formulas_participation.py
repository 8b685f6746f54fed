"""Pillar C: who is covered, out of whom, against which target. Percent 0-100, shares 0-1."""

from monev.scoring.coverage import (
    Coverage,
    base_of,
    before_readings,
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
    stated,
)
from monev.scoring.spans import YEAR, months_before
from monev.scoring.term import Term, literal, of_input, of_parameter, total
from monev.trace import Input

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
        readings = target_readings(target, base_of(question, target, segment))
        values = [reached.percent / pct for _, pct in readings if pct.value > 0]
        if values:
            return _worse(values)
    national = question.parameter(str(question.arguments["national_target"]))
    if national is None:
        return Missing("target_tahun_berjalan_tidak_ada", reached.inputs)
    return Measured(reached.percent / of_parameter(national))


def _worse(values: list[Term]) -> Measured:
    """Return the lowest of several readings, with the highest as what it may be at best."""
    by_value = sorted(values, key=lambda one: one.value)
    best = by_value[-1] if by_value[-1].value > by_value[0].value else None
    return Measured(by_value[0], best=best)


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
    return Measured(newest.percent - before.percent)


def _stated_change(newest: Coverage) -> Reading:
    change = of_input(stated(newest.fact, "change_value", "%"))
    befores = before_readings(newest.percent, change, newest.fact.change_reading)
    return _worse([newest.percent - before for _, before in befores])


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
    return Measured(reached.share)


@formula
def mean_group_coverage(question: Question) -> Reading:
    """Mean of the coverages of several groups; every group must be known. Source: rubric C5."""
    segments = [str(one) for one in question.arguments["segments"]]
    found = [newest_coverage(question, segment) for segment in segments]
    known = [one for one in found if one is not None]
    if len(known) < len(segments):
        return Missing("pembanding_tidak_dinyatakan", _partial(question, segments))
    return Measured(total(one.share for one in known) / literal(len(known)))


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
    active = total(of_input(stated(row, "active_persons", "orang")) for row in newest)
    eligible = total(of_input(stated(row, "eligible_persons", "orang")) for row in newest)
    return Measured(active / eligible)


def _partial(question: Question, segments: list[str]) -> tuple[Input, ...]:
    """Return the counts that were stated without the total they belong to."""
    return tuple(
        stated(fact, "active_persons", "orang")
        for segment in segments
        for fact in of_segment(question, segment)
        if fact.active_persons is not None
    )
