"""What coverage and target statements say, and every way in which they may be read.

Percentages are 0-100. How they become an indicator's value is for `formulas_participation`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from models import Participation, Target
from monev.composite.precision import as_decimal
from monev.scoring.reading import Question, stated
from monev.scoring.spans import YEAR, months_before
from monev.scoring.term import Term, literal, named, of_input, shown
from monev.trace import Input

HUNDRED = Decimal(100)
TOTAL = "SEMUA"
WHOLE = "semua"


@dataclass(frozen=True)
class Coverage:
    """A coverage percentage with how it came about; computed where both counts are known."""

    fact: Participation
    inputs: tuple[Input, ...]
    arithmetic: str
    share: Term
    """The coverage as a share, 0-1."""
    percent: Term
    """The same in percent: what was stated, or a step of its own where it was computed."""
    counts: tuple[Term, Term] | None = None
    """Members and those who belong to the segment, where both were stated."""

    @property
    def pct(self) -> Decimal:
        """The coverage in percent as a decimal."""
        return as_decimal(self.percent.value)


def tells_coverage(fact: Participation) -> bool:
    """Say whether a coverage stands in a statement, or can be worked out from it."""
    counted = fact.active_persons is not None and bool(fact.eligible_persons)
    return counted or fact.coverage_pct is not None


def coverage_of(fact: Participation) -> Coverage | None:
    """Return active over eligible where both stand in one statement, else the stated percentage."""
    if fact.active_persons is not None and fact.eligible_persons:
        inputs = (
            stated(fact, "active_persons", "orang"),
            stated(fact, "eligible_persons", "orang"),
        )
        counts = (of_input(inputs[0]), of_input(inputs[1]))
        share = counts[0] / counts[1]
        pct = shown(share.value * 100)
        text = f"{fact.active_persons} / {fact.eligible_persons} = {pct}%"
        percent = named("cakupan_pct", literal(HUNDRED) * share)
        return Coverage(fact, inputs, text, share, percent, counts)
    if fact.coverage_pct is not None:
        source = stated(fact, "coverage_pct", "%")
        percent = of_input(source)
        text = f"{shown(fact.coverage_pct)}%"
        return Coverage(fact, (source,), text, percent / literal(HUNDRED), percent)
    return None


def newest_coverage(question: Question, segment: str) -> Coverage | None:
    """Return the newest coverage of a segment, the lowest where sources contradict each other."""
    found = standing_coverages(question, segment)
    return min(found, key=lambda one: (one.percent.value, one.fact.fact_id), default=None)


def standing_coverages(question: Question, segment: str) -> list[Coverage]:
    """Return the newest coverages of a segment that are not older than the rubric allows.

    More than one where sources of the same kind contradict each other on the same day. None where
    a source at least as near states newer members without the total they belong to: an older,
    complete figure would hide it. None either where more are counted than there can be.
    """
    facts = of_segment(question, segment)
    standing = _newest(facts)
    if not standing:
        return []
    newer = [fact for fact in facts if fact.as_of > standing[0].fact.as_of]
    if any(fact.tier.rank <= standing[0].fact.tier.rank for fact in newer):
        return []
    if any(one.share.value > 1 for one in standing):
        return []
    return sorted(standing, key=lambda one: one.fact.fact_id)


def _newest(facts: Iterable[Participation]) -> list[Coverage]:
    """Return the coverages of the newest day, of the nearest kind of source on it."""
    telling = [fact for fact in facts if tells_coverage(fact)]
    last = max(map(_place, telling), default=None)
    standing = (coverage_of(fact) for fact in telling if _place(fact) == last)
    return [one for one in standing if one is not None]


def _place(fact: Participation) -> tuple[int, int]:
    return (fact.as_of.toordinal(), -fact.tier.rank)


def of_segment(question: Question, segment: str) -> list[Participation]:
    """Return the figures of a segment that are not older than the rubric allows."""
    limit = question.parameter("umur_data_bulan")
    oldest = months_before(question.known.quarter.end, int(limit.value) if limit else YEAR)
    return [
        fact
        for fact in question.known.figures_of(segment)
        if fact.as_of >= oldest and speaks_of_all(fact, question)
    ]


def speaks_of_all(fact: Participation, question: Question) -> bool:
    """Say whether a figure speaks of the whole segment, or of payers that were asked for."""
    payers = question.arguments.get("payers")
    if fact.scope != WHOLE:
        return False
    if payers is not None:
        return fact.payer == "" or fact.payer in payers
    return fact.segment != TOTAL or fact.payer == ""


def order(fact: Participation) -> tuple[int, int, str]:
    """Return what sorts figures: the newest last, of one day the nearer source last."""
    return (fact.as_of.toordinal(), -fact.tier.rank, fact.fact_id)


def targets_of_year(question: Question, families: Sequence[str]) -> list[Target]:
    """Return the region's targets for everybody due in the quarter's year.

    The family named first comes first, then the newest statement; a target of one group of
    workers is none of the whole.
    """
    own = [
        one
        for one in question.known.targets
        if one.family in families
        and one.group_code in ("", TOTAL)
        and one.due_on.year == question.known.quarter.year
        and (one.coverage_pct is not None or one.change_value is not None)
    ]
    return sorted(own, key=lambda one: (*_preference(one, families), one.fact_id))


def _preference(target: Target, families: Sequence[str]) -> tuple[int, int, int]:
    return (families.index(target.family), -target.known_on.toordinal(), target.tier.rank)


def equally_good(targets: Sequence[Target], families: Sequence[str]) -> list[Target]:
    """Return the first of some targets with those of the same family, day and kind of source."""
    return [
        one for one in targets if _preference(one, families) == _preference(targets[0], families)
    ]


def base_of(question: Question, target: Target, segment: str) -> Coverage | None:
    """Return the highest of the bases that a target's rise may start from: the farthest target."""
    return next(iter(bases_of(question, target, segment)), None)


def bases_of(question: Question, target: Target, segment: str) -> list[Coverage]:
    """Return the coverages that were the newest when a target was set, the highest first.

    More than one where sources of the same kind contradict each other on the same day.
    """
    before = [
        fact
        for fact in question.known.figures_of(segment)
        if fact.payer == "" and fact.scope == "semua" and fact.as_of <= target.known_on
    ]
    return sorted(_newest(before), key=lambda one: (-one.percent.value, one.fact.fact_id))


def target_readings(target: Target, base: Coverage | None) -> list[tuple[str, Term]]:
    """Return the target in percent; two readings where points are not certain.

    "+10 persen" on 60 is 70 if points and 66 if relative: both stand until someone confirms one.
    """
    if target.coverage_pct is not None:
        return [("", of_input(stated(target, "coverage_pct", "%")))]
    if base is None or target.change_value is None:
        return []
    change = of_input(stated(target, "change_value", "%"))
    points = ("poin", named("target_pct_poin", base.percent + change))
    factor = literal(1) + change / literal(HUNDRED)
    relative = ("relatif", named("target_pct_relatif", base.percent * factor))
    return {"poin": [points], "relatif": [relative]}.get(target.change_reading, [points, relative])


def before_readings(now: Term, change: Term, reading: str) -> list[tuple[str, Term]]:
    """Return the percentage before a stated rise under each reading that is not ruled out.

    53 after "naik 6 %" was 47 if points, and 50 if relative.
    """
    points = ("poin", named("cakupan_semula_poin", now - change))
    if change.value == -HUNDRED:
        return [points]
    factor = literal(1) + change / literal(HUNDRED)
    relative = ("relatif", named("cakupan_semula_relatif", now / factor))
    return {"poin": [points], "relatif": [relative]}.get(reading, [points, relative])
