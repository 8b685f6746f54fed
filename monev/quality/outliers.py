"""Values far from those of the peer regions, or from the region's own history.

What a peer is, is decided by whoever collects the peers' values; arithmetic stands in `robust`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import Literal

from pydantic import Field

from models import Fact, Finding
from monev.known import KnownFacts
from monev.printing import number, quantity
from monev.quality.expressions import Exact, parse
from monev.quality.fact_shapes import filter_fields, numeric_fields
from monev.quality.filters import Value, Where, faults_of_filter, values_asked
from monev.quality.findings import decimal_of, found, place_of
from monev.quality.labels import load_labels, told_fields
from monev.quality.robust import FEWEST, WhenSame, modified_z
from monev.quality.rules import PARAMETERS, Arguments, Fault, Given, QualityRule, check
from monev.quality.sentences import Texts, printed
from monev.quality.series import SeriesKind, same_definition, series_of
from monev.quality.terms import (
    Formula,
    Name,
    ValuesOf,
    faults_of_formula,
    faults_of_names,
    fully_stated,
)


class Outlier(Arguments):
    """The newest value of a measure against peers or against its own earlier values.

    Of each quantity the newest fact for which the measure can be worked out is judged; a finding
    speaks of its field `at`. Findings come where the
    modified z-score lies beyond `threshold`, never with fewer than `least` values to compare.
    """

    against: Literal["peers", "history"]
    each: SeriesKind = "participation"
    where: Where = Field(default_factory=dict)
    names: dict[str, Name] = Field(default_factory=dict)
    measure: Formula
    at: str
    least: int = Field(default=FEWEST, ge=FEWEST)
    factor: Decimal = Field(default=Decimal("0.6745"), gt=0)
    threshold: Decimal = Field(default=Decimal("3.5"), gt=0)
    when_mad_is_zero: WhenSame = "skip"

    def faults(self) -> Iterator[Fault]:
        """Yield fields and formulas that facts of this kind do not have."""
        yield from faults_of_filter(self.where, self.each)
        yield from faults_of_names(self.names, self.each)
        yield from faults_of_formula(self.measure, self.each, tuple(self.names), ("measure",))
        if self.at not in numeric_fields(self.each):
            offered = ", ".join(numeric_fields(self.each))
            yield ("at",), f"name the field a finding points at: one of {offered}"
        formulas = [self.measure, *(one for name in self.names.values() for one in name.first)]
        if self.against == "peers" and any(
            set(parse(one).names) & set(PARAMETERS) for one in formulas
        ):
            yield ("measure",), "peers hand in their values without parameters; use fields only"

    def offers(self) -> frozenset[str]:
        """Return the fields, the median, the score and the number of values compared with."""
        fields = (*filter_fields(self.each), *numeric_fields(self.each))
        return frozenset({*fields, "median", "z", "count", "name"})

    def measured(self, fact: Fact, given: Given) -> Decimal | None:
        """Return the measure of one fact; None where something it needs is not stated."""
        value = self._exactly(fact, given)
        return None if value is None else decimal_of(value, 6)

    def _exactly(self, fact: Fact, given: Given) -> Exact | None:
        values = ValuesOf(fact, self.names, given)
        return fully_stated(parse(self.measure), values)

    def series(self, known: KnownFacts, given: Given) -> list[list[Fact]]:
        """Return the facts with a measure by quantity, one a day, in the order of the days."""
        found_series = series_of(
            known,
            self.each,
            self.where,
            lambda one: self._exactly(one, given) is not None,
            given,
        )
        return list(found_series.values())


def peer_measures(known: KnownFacts, rules: Sequence[QualityRule]) -> dict[str, Decimal]:
    """Return this region's own value for every rule that compares with peers, by rule id.

    A rule whose measure is not stated is left out: a missing value is nobody's peer.
    """
    given = Given()
    measures = {}
    for rule in rules:
        if isinstance(rule.arguments, Outlier) and rule.arguments.against == "peers":
            newest = _newest(known, rule.arguments, given)
            value = None if newest is None else rule.arguments.measured(newest, given)
            if value is not None:
                measures[rule.id] = value
    return measures


@dataclass(frozen=True)
class PeerFacts:
    """A kind of fact that a rule compares with peers, and values its fields must have for that."""

    kind: str
    having: dict[str, list[Value]]


def peer_facts(rules: Sequence[QualityRule]) -> list[PeerFacts]:
    """Return which facts the rules comparing with peers look at; they may look at fewer."""
    asked = [rule.arguments for rule in rules if isinstance(rule.arguments, Outlier)]
    return [PeerFacts(one.each, values_asked(one.where)) for one in asked if one.against == "peers"]


def _newest(known: KnownFacts, arguments: Outlier, given: Given) -> Fact | None:
    """Return the newest fact of the one quantity; of several quantities none can be the peer."""
    series = arguments.series(known, given)
    return series[0][-1] if len(series) == 1 else None


@check(Outlier)
def outlier(
    known: KnownFacts, rule: QualityRule, arguments: Outlier, given: Given
) -> Iterator[Finding]:
    """A value lies far from the median of its peers, or of its own earlier values."""
    if arguments.against == "peers":
        newest = _newest(known, arguments, given)
        if newest is not None:
            yield from _judged(rule, arguments, given, newest, given.peers.get(rule.id, ()))
        return
    for facts in arguments.series(known, given):
        newest = facts[-1]
        past = [
            arguments.measured(one, given) for one in facts[:-1] if same_definition(one, newest)
        ]
        yield from _judged(rule, arguments, given, newest, [one for one in past if one is not None])


def _judged(
    rule: QualityRule, arguments: Outlier, given: Given, fact: Fact, others: Sequence[Decimal]
) -> Iterator[Finding]:
    value = arguments.measured(fact, given)
    if value is None or len(others) < arguments.least:
        return
    z = modified_z(value, others, arguments.factor, arguments.when_mad_is_zero)
    if z is None or abs(z) <= arguments.threshold:
        return
    labels = load_labels()
    unit, middle = labels.unit(arguments.each, arguments.at), median(others)
    texts: Texts = {
        **told_fields(fact),
        "name": labels.name(arguments.each, arguments.at),
        "median": printed(quantity, middle, unit),
        "z": printed(number, z, 1),
        "count": str(len(others)),
    }
    place = place_of(fact, arguments.at, *numeric_fields(fact.kind))
    yield found(rule, fact, arguments.at, value, middle, unit, texts, place)
