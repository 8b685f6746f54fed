"""A region's own past: where a series is broken (V08), and where it jumps.

Compared are the newest two days of one quantity. Across a break no jump is told: what changed
there is the way of counting. Scores are not touched.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Literal

from pydantic import Field

from models import Fact, Finding
from models.quantities import Key, folded, last_day, subject_of
from monev.known import KnownFacts
from monev.printing import day
from monev.quality.fact_shapes import facts_of, filter_fields, number_of, numeric_fields
from monev.quality.filters import Where, faults_of_filter, matches
from monev.quality.findings import found
from monev.quality.labels import load_labels, told, told_fields
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
from monev.quality.sentences import Texts, fill, printed
from monev.wording import Wording

SeriesKind = Literal["participation", "budget", "attestation"]
"""Kinds whose figures stand for a day or a year. A span grows by itself and is no series."""


def series_of(
    known: KnownFacts, kind: str, where: Where, counts: Callable[[Fact], bool], given: Given
) -> dict[Key, list[Fact]]:
    """Return the facts that `counts` accepts, by quantity, one a day, in the order of the days.

    Of two sources for one day the nearer one is taken. The definition does not tell quantities
    apart here: that it changed is what a series has to show.
    """
    days: dict[Key, dict[date, Fact]] = defaultdict(dict)
    for quantity, on, fact in given.once(("far", id(known), kind), partial(_far, known, kind)):
        if matches(fact, where) and counts(fact):
            days[quantity][on] = fact
    return {key: [by_day[on] for on in sorted(by_day)] for key, by_day in days.items()}


def _far(known: KnownFacts, kind: str) -> list[tuple[Key, date, Fact]]:
    """Return facts with their quantities and days, those of the farthest sources first."""
    ranked = sorted(facts_of(known, kind), key=lambda one: -one.tier.rank)
    return [(subject_of(one, without=("definition",)), last_day(one), one) for one in ranked]


def series_stating(
    known: KnownFacts, kind: str, field: str, where: Where, given: Given
) -> list[list[Fact]]:
    """Return the series of all facts that state `field`."""
    found_series = series_of(known, kind, where, lambda one: getattr(one, field) is not None, given)
    return list(found_series.values())


def broken_by(before: Fact, after: Fact, base: str, share: Decimal) -> str:
    """Say what broke the series: `definition`, `base`, or nothing.

    A definition has parts, divided by semicolons. One that merely says more than the other, or
    that is not stated, is no change; whether the figures can be compared is another question.
    """
    one, other = _definition(before), _definition(after)
    if one and other and not (one <= other or other <= one):
        return "definition"
    if not base:
        return ""
    was, now = number_of(before, base), number_of(after, base)
    if was is None or now is None or abs(now - was) <= share * was:
        return ""
    return "base"


def _definition(fact: Fact) -> frozenset[str]:
    text = str(folded(getattr(fact, "definition", "")))
    return frozenset(part.strip() for part in text.split(";") if part.strip())


def same_definition(before: Fact, after: Fact) -> bool:
    """Say whether both figures state the same definition, or none."""
    return _definition(before) == _definition(after)


class SeriesBreak(Arguments):
    """What a broken series is: another definition, or a base that moved by more than a share."""

    each: SeriesKind = "participation"
    where: Where = Field(default_factory=dict)
    fields: list[str] = Field(min_length=1)
    base: str = ""
    base_share: Decimal = Field(default=Decimal(0), ge=0)

    def faults(self) -> Iterator[Fault]:
        """Yield fields that facts of this kind do not have."""
        yield from faults_of_filter(self.where, self.each)
        yield from _unknown_fields(self.each, self.fields, ("fields",))
        if self.base:
            yield from _unknown_fields(self.each, [self.base], ("base",))

    def offers(self) -> frozenset[str]:
        """Return the fields, both days, and what broke the series."""
        fields = (*filter_fields(self.each), *numeric_fields(self.each))
        return frozenset({*fields, "before", "after", "cause"})


def _unknown_fields(kind: str, fields: list[str], path: Path) -> Iterator[Fault]:
    offered = numeric_fields(kind)
    for field in fields:
        if field not in offered:
            yield path, f"no number {field!r} in {kind}; write one of {', '.join(offered)}"


@check(SeriesBreak, definition="was is", base="was is")
def series_break(
    known: KnownFacts, rule: QualityRule, arguments: SeriesBreak, given: Given
) -> Iterator[Finding]:
    """V08: the definition or the denominator changed between two periods. Told once a quantity."""
    seen: set[str] = set()
    for field in arguments.fields:
        for facts in series_stating(known, arguments.each, field, arguments.where, given):
            if len(facts) < 2 or facts[-1].fact_id in seen:
                continue
            before, after = facts[-2:]
            cause = broken_by(before, after, arguments.base, arguments.base_share)
            if cause:
                seen.add(after.fact_id)
                yield _break(rule, arguments, field, before, after, cause)


def _break(
    rule: QualityRule, arguments: SeriesBreak, field: str, before: Fact, after: Fact, cause: str
) -> Finding:
    """Point at what changed: the definition beside the figure, or the denominator itself."""
    labels = load_labels()
    at = field if cause == "definition" else arguments.base
    was, now = told(before, "definition"), told(after, "definition")
    stated, computed = number_of(after, at), None
    if cause == "base":
        was, now = told(before, at), told(after, at)
        computed = number_of(before, at)
    texts: Texts = {
        **_told_step(before, after),
        "cause": fill(rule.words[cause], {"was": was, "is": now}),
    }
    return found(rule, after, at, stated, computed, labels.unit(arguments.each, at), texts)


def _told_step(before: Fact, after: Fact) -> dict[str, Wording | str]:
    days = {"before": printed(day, last_day(before)), "after": printed(day, last_day(after))}
    return {**told_fields(after), **days}


class Watched(Strict):
    """A field, and how far it may move from one day to the next."""

    field: str
    tolerance: Tolerance


class Jump(Arguments):
    """Figures that move too far between two days of one series, unless the series is broken there.

    `breaks` is the id of the rule that says what breaks a series. Days further apart than
    `within_days` are not compared, nor is a figure older than that at the end of the quarter.
    """

    each: SeriesKind = "participation"
    where: Where = Field(default_factory=dict)
    fields: list[Watched] = Field(min_length=1)
    within_days: int = Field(gt=0)
    breaks: str

    def faults(self) -> Iterator[Fault]:
        """Yield fields that facts of this kind do not have."""
        yield from faults_of_filter(self.where, self.each)
        for at, one in enumerate(self.fields):
            yield from _unknown_fields(self.each, [one.field], ("fields", at, "field"))

    def refers_to(self) -> Iterator[tuple[Path, str, str]]:
        """Yield the other rule this one needs, and the check that it must use."""
        yield ("breaks",), self.breaks, "series_break"

    def offers(self) -> frozenset[str]:
        """Return the fields and both days; `computed` is the earlier value."""
        fields = (*filter_fields(self.each), *numeric_fields(self.each))
        return frozenset({*fields, "before", "after", "name"})


@check(Jump)
def jump(known: KnownFacts, rule: QualityRule, arguments: Jump, given: Given) -> Iterator[Finding]:
    """A figure moved further than the tolerance since the day before, in a series of one kind."""
    breaks: SeriesBreak = next(one for one in given.rules if one.id == arguments.breaks).arguments
    labels = load_labels()
    for watched in arguments.fields:
        for facts in series_stating(known, arguments.each, watched.field, arguments.where, given):
            if len(facts) < 2 or not _comparable(facts[-2], facts[-1], breaks, arguments):
                continue
            if (known.quarter.end - last_day(facts[-1])).days > arguments.within_days:
                continue
            before, after = facts[-2:]
            was, now = number_of(before, watched.field), number_of(after, watched.field)
            if was is None or now is None or abs(now - was) <= watched.tolerance.allows(was):
                continue
            name = labels.name(arguments.each, watched.field)
            texts = {**_told_step(before, after), "name": name}
            unit = labels.unit(arguments.each, watched.field)
            yield found(rule, after, watched.field, now, was, unit, texts)


def _comparable(before: Fact, after: Fact, breaks: SeriesBreak, arguments: Jump) -> bool:
    near = (last_day(after) - last_day(before)).days <= arguments.within_days
    unbroken = not broken_by(before, after, breaks.base, breaks.base_share)
    return near and unbroken and same_definition(before, after)
