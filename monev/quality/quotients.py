"""One figure of a fact over another: a ratio within a range (V06), a whole number of times (V07).

Both are declared in the catalogue; what the figures mean is said there.
"""

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from pydantic import Field

from models import Fact, Finding
from monev.known import KnownFacts
from monev.printing import number, percent, quantity
from monev.quality.expressions import Exact, divided, parse
from monev.quality.fact_shapes import (
    Kind,
    facts_of,
    filter_fields,
    number_of,
    numeric_fields,
)
from monev.quality.filters import Where, faults_of_filter, matches
from monev.quality.findings import decimal_of, found
from monev.quality.labels import load_labels, told_fields
from monev.quality.rules import Arguments, Fault, Given, QualityRule, check
from monev.quality.sentences import printed
from monev.quality.terms import (
    Formula,
    Name,
    ValuesOf,
    faults_of_formula,
    faults_of_names,
    fully_stated,
)
from monev.wording import Wording


class Quotient(Arguments):
    """A value of each fact over another one."""

    each: Kind
    where: Where = Field(default_factory=dict)
    names: dict[str, Name] = Field(default_factory=dict)
    value: str
    by: Formula

    def faults(self) -> Iterator[Fault]:
        """Yield fields and formulas that facts of this kind do not have."""
        yield from faults_of_filter(self.where, self.each)
        yield from faults_of_names(self.names, self.each)
        yield from faults_of_formula(self.by, self.each, tuple(self.names), ("by",))
        if self.value not in numeric_fields(self.each):
            offered = ", ".join(numeric_fields(self.each))
            yield ("value",), f"no number {self.value!r} in {self.each}; write one of {offered}"

    def offers(self) -> frozenset[str]:
        """Return the fields, the divisor and the quotient, plain and in per cent."""
        fields = (*filter_fields(self.each), *numeric_fields(self.each))
        return frozenset({*fields, "divisor", "quotient", "ratio"})

    def cases(self, known: KnownFacts, given: Given) -> Iterator[tuple[Fact, Exact, Exact]]:
        """Yield each fact with its value and a divisor other than 0, where both are stated."""
        for fact in facts_of(known, self.each):
            if not matches(fact, self.where):
                continue
            values = ValuesOf(fact, self.names, given)
            value = values[self.value]
            if value is None:
                continue
            divisor = fully_stated(parse(self.by), values)
            if divisor:
                yield fact, value, divisor

    def texts(self, fact: Fact, value: Exact, divisor: Exact) -> dict[str, str | Wording]:
        """Return what the message may say of a case."""
        unit = load_labels().unit(self.each, self.value)
        return {
            **told_fields(fact),
            "divisor": printed(quantity, decimal_of(divisor), unit),
            "quotient": printed(number, decimal_of(divided(value, divisor)), 2),
            "ratio": printed(percent, decimal_of(divided(100 * value, divisor), 12)),
        }


class RatioRange(Quotient):
    """The value is near the other one: their ratio lies from `low` to `high`."""

    low: Decimal = Field(ge=0)
    high: Decimal = Field(gt=0)

    def faults(self) -> Iterator[Fault]:
        """Yield also a range that runs backwards."""
        yield from super().faults()
        if self.high < self.low:
            yield ("high",), f"{self.high} lies below low {self.low}; exchange them"


@check(RatioRange)
def ratio_range(
    known: KnownFacts, rule: QualityRule, arguments: RatioRange, given: Given
) -> Iterator[Finding]:
    """V06: an amount lies near what it should be by other figures of the same fact."""
    unit = load_labels().unit(arguments.each, arguments.value)
    low, high = Fraction(arguments.low), Fraction(arguments.high)
    for fact, value, divisor in arguments.cases(known, given):
        if not lies_within(value, divisor, low, high):
            texts = arguments.texts(fact, value, divisor)
            stated = number_of(fact, arguments.value)
            yield found(rule, fact, arguments.value, stated, decimal_of(divisor), unit, texts)


def lies_within(value: Exact, divisor: Exact, low: Fraction, high: Fraction) -> bool:
    """Say whether the quotient lies from `low` to `high`; nothing is divided for it."""
    if divisor < 0:
        value, divisor = -value, -divisor
    above = low.numerator * divisor <= value * low.denominator
    return above and value * high.denominator <= high.numerator * divisor


@check(Quotient)
def divisible(
    known: KnownFacts, rule: QualityRule, arguments: Quotient, given: Given
) -> Iterator[Finding]:
    """V07: an amount is a whole number of times another; what is computed is the quotient."""
    unit = load_labels().unit(arguments.each, arguments.value)
    for fact, value, divisor in arguments.cases(known, given):
        quotient = divided(value, divisor)
        if quotient.denominator == 1:
            continue
        texts = arguments.texts(fact, value, divisor)
        stated = number_of(fact, arguments.value)
        finding = found(rule, fact, arguments.value, stated, unit=unit, texts=texts)
        finding.computed = decimal_of(quotient)
        yield finding
