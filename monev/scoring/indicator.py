"""One indicator: ask its formula, place the answer on its scale, cap what lacks evidence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from monev.composite.scales import ScaleMismatchError, points_of
from monev.errors import CatalogueError
from monev.known import KnownFacts
from monev.rubric import RulesInForce
from monev.rubric.in_force import RuleOfIndicator
from monev.scorecard import Status
from monev.scoring.reading import FORMULAS, Measured, Missing, NotApplicable, Question, Reading
from monev.scoring.term import Term
from monev.trace import Input, ParameterUse

ZERO, FULL = Fraction(0), Fraction(100)
STRICT = "ketat"


@dataclass(frozen=True)
class Judged:
    """One indicator as judged, exact: points and bounds of 0-100 before anything is written down.

    `points` are those before the evidence cap; `score` is null where nothing is known and the mode
    leaves it out.
    """

    rule: RuleOfIndicator
    reading: Reading
    status: Status
    points: Fraction | None = None
    cap: Fraction | None = None
    score: Fraction | None = None
    low: Fraction = ZERO
    high: Fraction = ZERO
    consulted: tuple[ParameterUse, ...] = ()

    @property
    def value(self) -> str | None:
        """The category an indicator came to; null for numbers."""
        known = isinstance(self.reading, Measured) and isinstance(self.reading.value, str)
        return str(self.reading.value) if known else None  # type: ignore[union-attr]


def judge(
    rule: RuleOfIndicator,
    known: KnownFacts,
    rules: RulesInForce,
    mode: str,
    scores: Mapping[str, Decimal | None] | None = None,
) -> Judged:
    """Return the indicator's points and bounds with the reading they come from.

    Absence in mode *ketat* counts 0 and in *indikatif* nothing at all; in both its bounds are 0
    and 100. Of two readings of one statement the worse is scored and the better is the bound.
    `scores` are those of the other indicators, for formulas that ask after them.
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
    question = Question(known, rules, indicator.arguments, scores or {})
    reading = _understood(ask(question), rule)
    return replace(_outcome(reading, rule, rules, mode), consulted=tuple(question.consulted))


def _understood(reading: Reading, rule: RuleOfIndicator) -> Reading:
    """Return the reading; an answer in a word that the scale does not know is no answer."""
    if not isinstance(reading, Measured) or reading.decisions or rule.scale.steps is None:
        return reading
    words = {one for one in (reading.value, reading.best) if isinstance(one, str)}
    if words <= set(rule.scale.steps):
        return reading
    return Missing("jawaban_tidak_dipahami", reading.told)


def _outcome(reading: Reading, rule: RuleOfIndicator, rules: RulesInForce, mode: str) -> Judged:
    match reading:
        case NotApplicable():
            return Judged(rule, reading, "tidak_berlaku")
        case Missing():
            score = ZERO if mode == STRICT else None
            return Judged(rule, reading, "data_tidak_tersedia", score=score, high=FULL)
        case Measured():
            outcome = _measured(reading, rule, rules)
            if reading.otherwise is None:
                return outcome
            other = _measured(reading.otherwise, rule, rules)
            return max(outcome, other, key=lambda one: (one.score, one.points))


def _measured(reading: Measured, rule: RuleOfIndicator, rules: RulesInForce) -> Judged:
    points = _points(reading.value, rule)
    best = points if reading.best is None else _points(reading.best, rule)
    if best < points and reading.best is not None:
        reading = replace(reading, value=reading.best, best=reading.value)
        points, best = best, points
    full = set(rules.evidence.full_tiers)
    bare = any(one.tier not in full for one in inputs_of(reading))
    cap = Fraction(rules.evidence.cap) if bare else FULL
    score = min(points, cap)
    return Judged(
        rule=rule,
        reading=reading,
        status="dinilai",
        points=points,
        cap=cap if bare else None,
        score=score,
        low=score,
        high=min(best, cap),
    )


def _points(value: Term | str, rule: RuleOfIndicator) -> Fraction:
    """Return points; a value that the scale does not know is a fault of the rules, not of data."""
    try:
        return points_of(value if isinstance(value, str) else value.value, rule.scale)
    except ScaleMismatchError as error:
        raise CatalogueError(f"{rule.indicator.id}.yaml", 1, "scale", str(error)) from error


def inputs_of(reading: Measured) -> Iterator[Input]:
    """Yield every input that a value rests on, those of its better reading too."""
    yield from reading.told
    for value in (reading.value, reading.best):
        if isinstance(value, Term):
            yield from value.inputs()
