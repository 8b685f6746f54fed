"""The general check of the rule language: left side, operator, right side, for each fact.

Arithmetic stands in `expressions`, missing values in `terms`, the special checks in their own
modules.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from fractions import Fraction
from functools import cache, partial
from typing import Literal

from pydantic import Field

from models import Fact, Finding
from models.quantities import Key
from monev.known import KnownFacts
from monev.printing import plain
from monev.quality.expressions import Exact, parse
from monev.quality.fact_shapes import (
    Kind,
    facts_of,
    filter_fields,
    number_of,
    numeric_fields,
    statement_of,
    statements,
)
from monev.quality.filters import Where, faults_of_filter, matches
from monev.quality.findings import decimal_of, found, place_of
from monev.quality.labels import load_labels, told_fields
from monev.quality.rules import (
    Arguments,
    Fault,
    Given,
    Path,
    QualityRule,
    Strict,
    Tolerance,
    check,
)
from monev.quality.sentences import fill, printed
from monev.quality.terms import (
    ZERO,
    Formula,
    Missing,
    Name,
    Side,
    Values,
    ValuesOf,
    faults_of_formula,
    faults_of_names,
    side,
)
from monev.wording import Wording

Operator = Literal["==", "!=", "<", "<=", ">", ">=", "compulsory_pair", "exclusive_pair"]
PAIRS = ("compulsory_pair", "exclusive_pair")
HOLDS: Mapping[str, Callable[..., bool]] = {
    "==": lambda left, right, allowed: abs(left - right) <= allowed,
    "!=": lambda left, right, allowed: abs(left - right) > allowed,
    "<": lambda left, right, allowed: left < right + allowed,
    "<=": lambda left, right, allowed: left <= right + allowed,
    ">": lambda left, right, allowed: left > right - allowed,
    ">=": lambda left, right, allowed: left >= right - allowed,
}
"""Whether two exact numbers hold, given how far they may lie apart."""


class MissingBySide(Strict):
    """Another strategy for missing values on each side."""

    left: Missing
    right: Missing


class Comparison(Strict):
    """Left side, operator, right side; `at` is the field whose cell a finding points at."""

    left: Formula
    operator: Operator
    right: Formula
    at: str = ""
    tolerance: Tolerance = Tolerance()

    @property
    def place(self) -> str:
        """The field a finding speaks of: `at`, or the left side where that is one field."""
        return self.at or parse(self.left).bare_name

    def faults(self, kind: str, names: tuple[str, ...], path: Path) -> Iterator[Fault]:
        """Yield what cannot be compared."""
        sides = {"left": self.left, "right": self.right}
        faults = [
            fault
            for key, formula in sides.items()
            for fault in faults_of_formula(formula, kind, names, (*path, key))
        ]
        yield from faults
        if faults:
            return
        if self.place not in numeric_fields(kind):
            offered = ", ".join(numeric_fields(kind))
            yield (*path, "at"), f"name the field a finding points at: one of {offered}"
        if self.operator in PAIRS:
            for key, formula in sides.items():
                if not parse(formula).names:
                    yield (*path, key), "a pair needs a field on both sides, not a number"


class Compare(Arguments):
    """For `each` fact that meets `where`: the comparison and, if it holds, those in `also`."""

    each: Kind
    where: Where = Field(default_factory=dict)
    names: dict[str, Name] = Field(default_factory=dict)
    left: Formula
    operator: Operator
    right: Formula
    at: str = ""
    tolerance: Tolerance = Tolerance()
    missing: Missing | MissingBySide = "skip_if_any"
    also: list[Comparison] = Field(default_factory=list)

    @property
    def comparisons(self) -> list[Comparison]:
        """All comparisons in the order in which they are looked at."""
        first = Comparison(
            left=self.left,
            operator=self.operator,
            right=self.right,
            at=self.at,
            tolerance=self.tolerance,
        )
        return [first, *self.also]

    @property
    def strategies(self) -> tuple[Missing, Missing]:
        """What a missing value does, on the left and on the right."""
        if isinstance(self.missing, MissingBySide):
            return self.missing.left, self.missing.right
        return self.missing, self.missing

    def faults(self) -> Iterator[Fault]:
        """Yield what cannot be computed, and strategies that would silence a pair."""
        yield from faults_of_filter(self.where, self.each)
        yield from faults_of_names(self.names, self.each)
        for at, one in enumerate(self.comparisons):
            path: Path = ("also", at - 1) if at else ()
            yield from one.faults(self.each, tuple(self.names), path)
            if one.operator in PAIRS and "never_skip" in self.strategies:
                yield (
                    ("missing",),
                    "never_skip counts a missing value as 0, so that no pair is ever incomplete; "
                    "write skip_if_any or skip_if_all",
                )

    def offers(self) -> frozenset[str]:
        """Return every field and declared name, and what is missing."""
        fields = (*filter_fields(self.each), *numeric_fields(self.each))
        return frozenset({*fields, *self.names, "missing"})

    def must_say(self) -> frozenset[str]:
        """Return `missing` where the rule compares although something is missing."""
        pair = any(one.operator in PAIRS for one in self.comparisons)
        skips = set(self.strategies) == {"skip_if_any"}
        return frozenset() if skips and not pair else frozenset({"missing"})


@check(Compare)
def compare(
    known: KnownFacts, rule: QualityRule, arguments: Compare, given: Given
) -> Iterator[Finding]:
    """Each fact meets the comparison; the first comparison that a fact breaks is told."""
    everything = facts_of(known, arguments.each)
    comparisons = arguments.comparisons

    @cache
    def stated() -> Mapping[Key, list[Fact]]:
        return statements(everything)

    for fact in everything:
        if not matches(fact, arguments.where):
            continue
        values = ValuesOf(fact, arguments.names, given, partial(_beside, fact, stated))
        for one in comparisons:
            finding = _broken(rule, arguments, one, fact, values)
            if finding is not None:
                yield finding
                break


def _beside(fact: Fact, stated: Callable[[], Mapping[Key, list[Fact]]]) -> list[Fact]:
    """Return the facts of the same source and day; few rules ask for them."""
    return stated()[statement_of(fact)]


def _broken(
    rule: QualityRule,
    arguments: Compare,
    one: Comparison,
    fact: Fact,
    values: Values,
) -> Finding | None:
    strategies = arguments.strategies
    left = side(parse(one.left), values, strategies[0])
    if left.value is None and one.operator not in PAIRS:
        return None  # as `holds` has it, whatever stands on the right
    right = side(parse(one.right), values, strategies[1])
    if holds(one, left, right):
        return None
    stated, computed = _shown(one.left, left, fact), _shown(one.right, right, fact)
    labels = load_labels()
    texts = told_fields(fact) | {
        name: _said(values[name], labels.absent) for name in arguments.names
    }
    texts["missing"] = _missing(fact, one, (*left.missing, *right.missing))
    place = place_of(fact, one.place, *parse(one.left).names, *parse(one.right).names)
    unit = labels.unit(fact.kind, one.place)
    return found(rule, fact, one.place, stated, computed, unit, texts, place)


def holds(one: Comparison, left: Side, right: Side) -> bool:
    """Say whether a comparison holds; it holds too where it is skipped or not computable.

    A compulsory pair is broken by exactly one stated side, an exclusive pair by two.
    """
    if one.operator == "compulsory_pair":
        return left.stated == right.stated
    if one.operator == "exclusive_pair":
        return not (left.stated and right.stated)
    if left.value is None or right.value is None:
        return True
    if one.tolerance.exact:
        return HOLDS[one.operator](left.value, right.value, ZERO)
    allowed = one.tolerance.allows(decimal_of(left.value, 6))
    return HOLDS[one.operator](left.value, right.value, Fraction(allowed))


def _shown(formula: str, one: Side, fact: Fact) -> Decimal | None:
    """Return the value for the finding: a side of one field as stated, never a made-up 0."""
    name = parse(formula).bare_name
    if name in numeric_fields(fact.kind):
        return number_of(fact, name)
    return None if one.value is None or not one.stated else decimal_of(one.value)


def _said(value: Exact | None, absent: Wording) -> Wording:
    return absent if value is None else printed(plain, decimal_of(value))


def _missing(fact: Fact, one: Comparison, missing: tuple[str, ...]) -> Wording:
    if not missing:
        return Wording(id="", en="")
    labels = load_labels()
    names = [labels.name(fact.kind, name) for name in dict.fromkeys(missing)]
    listed = Wording(
        id=", ".join(name.id for name in names), en=", ".join(name.en for name in names)
    )
    return listed if one.operator in PAIRS else fill(labels.missing, {"fields": listed})
