"""Pillar C: who is covered, out of whom, against which target. Percent 0-100, shares 0-1."""

from collections.abc import Sequence
from itertools import product

from models import Target
from monev.scoring.answers import fresh, worse_and_better
from monev.scoring.coverage import (
    Coverage,
    bases_of,
    before_readings,
    coverage_of,
    equally_good,
    of_segment,
    order,
    speaks_of_all,
    standing_coverages,
    target_readings,
    targets_of_year,
)
from monev.scoring.formulas_attested import says_no
from monev.scoring.reading import (
    Missing,
    NotApplicable,
    Question,
    Reading,
    formula,
    stated,
)
from monev.scoring.spans import YEAR, months_before
from monev.scoring.term import Term, literal, of_input, of_parameter, total

NEAR_DAYS = 92
"""How far from a year ago a figure may lie to be compared with (about a quarter)."""


@formula
def coverage_against_target(question: Question) -> Reading:
    """Coverage reached over this year's own target, families named. Source: rubric C1."""
    segment, families = str(question.arguments["segment"]), question.arguments["families"]
    reached = standing_coverages(question, segment)
    if not reached:
        return _unknown(question, [segment], "cakupan_tidak_dinyatakan")
    targets = targets_of_year(question, families)
    while targets:
        alike = equally_good(targets, families)
        values = [
            one.percent / pct
            for target in alike
            for _, pct in _readings(question, target, segment)
            if pct.value > 0
            for one in reached
        ]
        if values:
            return worse_and_better(values)
        targets = targets[len(alike) :]
    inputs = tuple(source for one in reached for source in one.inputs)
    national = question.parameter(str(question.arguments["national_target"]))
    if national is None:
        return Missing("target_tahun_berjalan_tidak_ada", inputs)
    return worse_and_better(one.percent / of_parameter(national) for one in reached)


def _readings(question: Question, target: Target, segment: str) -> list[tuple[str, Term]]:
    """Return a target in percent under every reading and from every base it may start from."""
    bases: list[Coverage | None] = [*bases_of(question, target, segment)]
    return [each for base in bases or [None] for each in target_readings(target, base)]


@formula
def coverage_change(question: Question) -> Reading:
    """Points gained in a year under one definition; a stated change only as stated. Source: C2.

    Sources of one day that differ leave the question open.
    """
    segment = str(question.arguments["segment"])
    standing = standing_coverages(question, segment)
    if not standing:
        return _unknown(question, [segment], "cakupan_tidak_dinyatakan")
    if len({one.percent.value for one in standing}) > 1:
        told = tuple(source for one in standing for source in one.inputs)
        return Missing("jawaban_bertentangan", told)
    changes = [change for one in standing for change in _changes(question, one)]
    if not changes:
        return Missing("pembanding_setahun_lalu_tidak_ada", standing[0].inputs)
    return worse_and_better(changes)


def _changes(question: Question, newest: Coverage) -> list[Term]:
    """Return every reading of the points gained in a year; none where nothing can be compared."""
    segment = newest.fact.segment
    if newest.fact.change_value is not None:
        return _stated_changes(newest)
    year_ago = months_before(newest.fact.as_of, YEAR)
    earlier = [
        coverage
        for fact in question.known.figures_of(segment)
        if speaks_of_all(fact, question)
        and fact.definition
        and fact.definition == newest.fact.definition
        and fact.source_publisher == newest.fact.source_publisher
        and abs((fact.as_of - year_ago).days) <= NEAR_DAYS
        and (coverage := coverage_of(fact)) is not None
    ]
    places = [(abs((one.fact.as_of - year_ago).days), order(one.fact)[:2]) for one in earlier]
    return [
        newest.percent - one.percent
        for one, place in zip(earlier, places, strict=True)
        if place == min(places)
    ]


def _stated_changes(newest: Coverage) -> list[Term]:
    change = of_input(stated(newest.fact, "change_value", "%"))
    befores = before_readings(newest.percent, change, newest.fact.change_reading)
    return [newest.percent - before for _, before in befores]


@formula
def segment_coverage(question: Question) -> Reading:
    """Active over eligible workers of one segment, as a share. Sources: rubric C3, C4, K1."""
    condition = question.arguments.get("only_if")
    if condition is not None:
        answers = question.known.standing_answers(str(condition))
        if says_no(fresh(question, answers)):
            told = tuple(stated(one, "answer") for one in answers)
            return NotApplicable("dinyatakan_tidak_berlaku", told)
    segment = str(question.arguments["segment"])
    reached = standing_coverages(question, segment)
    if not reached:
        return _unknown(question, [segment], "pembanding_tidak_dinyatakan")
    return worse_and_better(one.share for one in reached)


@formula
def mean_group_coverage(question: Question) -> Reading:
    """Mean of the coverages of several groups; every group must be known. Source: rubric C5."""
    segments = [str(one) for one in question.arguments["segments"]]
    found = [standing_coverages(question, segment) for segment in segments]
    if not all(found):
        return _unknown(question, segments, "pembanding_tidak_dinyatakan")
    ranked = [sorted(each, key=lambda one: one.share.value) for each in found]
    return worse_and_better(
        total(each[end].share for each in ranked) / literal(len(ranked)) for end in (0, -1)
    )


@formula
def election_coverage(question: Question) -> Reading:
    """Ad hoc election staff covered, out of those required, in election periods. Source: C6.

    A group of which one source counts and another only states a percentage stays open: the
    percentage cannot be added up, and leaving it out would choose between them.
    """
    if question.parameter(str(question.arguments["period"])) is None:
        return NotApplicable("bukan_masa_pemilu")
    segments = [str(one) for one in question.arguments["segments"]]
    found = [standing_coverages(question, segment) for segment in segments]
    if not all(found) or any(one.counts is None for each in found for one in each):
        return _unknown(question, segments, "pembanding_tidak_dinyatakan")
    return worse_and_better(_together(each) for each in product(*found))


def _together(groups: Sequence[Coverage]) -> Term:
    """Return all members of several groups out of all who belong to them."""
    counts = [one.counts for one in groups if one.counts is not None]
    return total(active for active, _ in counts) / total(eligible for _, eligible in counts)


def _unknown(question: Question, segments: list[str], reason: str) -> Missing:
    """Return why coverage is not known, with the counts that were stated without their total."""
    told = [
        fact
        for segment in segments
        for fact in of_segment(question, segment)
        if fact.active_persons is not None
    ]
    if any(
        one.eligible_persons and (one.active_persons or 0) > one.eligible_persons for one in told
    ):
        reason = "hitungan_melebihi_total"
    return Missing(reason, tuple(stated(one, "active_persons", "orang") for one in told))
