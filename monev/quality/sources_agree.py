"""Do sources agree with one another and with themselves, and do they say when they were printed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import pairwise
from typing import Literal

from pydantic import Field

from models import BudgetLine, Fact, Finding
from models.budget_parts import TRAITS, sums_beside_parts
from models.quantities import Key, day_of, source_of, subject_of
from monev.known import KnownFacts
from monev.printing import day
from monev.quality.fact_shapes import Kind, facts_of, number_of, numeric_fields
from monev.quality.findings import found, place_of
from monev.quality.labels import load_labels
from monev.quality.rules import Arguments, Fault, Given, QualityRule, check
from monev.quality.sentences import Texts, fill, printed


class SameQuantity(Arguments):
    """Which figures are held against each other: of two sources, or inside one.

    `quantities` names the fields by kind of fact; a figure is the same quantity where subject and
    day are the same.
    """

    within: Literal["two_sources", "one_source"]
    quantities: dict[Kind, list[str]] = Field(min_length=1)

    def faults(self) -> Iterator[Fault]:
        """Yield fields that facts of a kind do not have."""
        for kind, fields in self.quantities.items():
            for at, field in enumerate(fields):
                if field not in numeric_fields(kind):
                    offered = ", ".join(numeric_fields(kind))
                    yield (
                        ("quantities", kind, at),
                        f"no number {field!r} in {kind}; write one of {offered}",
                    )

    def offers(self) -> frozenset[str]:
        """Return the name of the quantity, both sources and the place of the other figure."""
        return frozenset({"name", "source", "other_source", "other_place"})


@check(SameQuantity)
def same_quantity(
    known: KnownFacts, rule: QualityRule, arguments: SameQuantity, given: Given
) -> Iterator[Finding]:
    """V14 and V15: one quantity of one day has two values. Both are kept.

    The finding stands at the figure whose source is nearer to the record (`Tier`).
    """
    for kind, fields in arguments.quantities.items():
        if kind == "budget" and arguments.within == "one_source":
            yield from _sums_disagreeing(known, rule, fields)
        together = given.once(("together", id(known), kind), partial(_together, known, kind))
        asked = [group for group in together if _comparable_in(group, arguments.within)]
        for field in fields:
            stating = (
                [(at, fact) for at, fact in group if getattr(fact, field) is not None]
                for group in asked
            )
            several = [group for group in stating if len(group) > 1]
            # In the order in which the first figure of each quantity is known.
            for group in sorted(several, key=lambda one: one[0][0]):
                yield from _disagreeing(rule, arguments, field, [fact for _, fact in group])


def _together(known: KnownFacts, kind: Kind) -> list[list[tuple[int, Fact]]]:
    """Return the facts that state one quantity of one day, with their places among all facts."""
    groups: dict[Key, list[tuple[int, Fact]]] = defaultdict(list)
    for at, fact in enumerate(facts_of(known, kind)):
        groups[(day_of(fact), subject_of(fact))].append((at, fact))
    return [group for group in groups.values() if len(group) > 1]


def _comparable_in(group: Sequence[tuple[int, Fact]], within: str) -> bool:
    """Say whether any two of the facts are of two sources, or of one, as is asked for.

    Most are neither: each quarter's file states a quantity of its own days.
    """
    facts = [fact for _, fact in group]
    if within == "one_source" and facts[0].kind == "budget":
        return any(len(exports) > 1 for exports in _exports(facts))
    sources = {source_of(fact) for fact in facts}
    return len(sources) > 1 if within == "two_sources" else len(sources) < len(facts)


def _disagreeing(
    rule: QualityRule, arguments: SameQuantity, field: str, facts: list[Fact]
) -> Iterator[Finding]:
    asked_same = arguments.within == "one_source"
    if facts[0].kind == "budget" and asked_same:
        yield from _exports_disagreeing(rule, field, facts)
        return
    if facts[0].kind == "budget" and _several_lines(facts):
        return
    labels = load_labels()
    kind = facts[0].kind
    ranked = sorted(facts, key=lambda fact: fact.tier.rank)
    if asked_same:
        ranked.sort(key=lambda fact: tuple(map(str, source_of(fact))))
    for one, other in pairwise(ranked):
        stated, computed = number_of(one, field), number_of(other, field)
        if stated == computed or (source_of(one) == source_of(other)) != asked_same:
            continue
        texts: Texts = {
            "name": labels.name(kind, field),
            "source": one.source_title,
            "other_source": other.source_title,
            "other_place": place_of(other, field),
        }
        yield found(rule, one, field, stated, computed, labels.unit(kind, field), texts)


def _exports_disagreeing(rule: QualityRule, field: str, facts: list[Fact]) -> Iterator[Finding]:
    """Tell where two files of one list and day give one piece of money different sums.

    Lines that look alike in one file are different money; a list of a later day is a newer one, and
    so is one that counts up to a later day. A file that names no agency may be one of several.
    """
    for exports in _exports(facts):
        for one, other in pairwise(exports):
            if _summed(one, field) != _summed(other, field):
                yield _told(rule, field, one, other)


def _exports(facts: Iterable[Fact]) -> Iterator[list[list[Fact]]]:
    """Yield the files of each list and day, each with its lines."""
    lists: dict[Key, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for fact in facts:
        if isinstance(fact, BudgetLine) and fact.listing and fact.agency:
            day_told = (fact.known_on, fact.realised_on)
            lists[*source_of(fact), *day_told][fact.evidence_sha256].append(fact)
    return ([*each.values()] for each in lists.values())


def _sums_disagreeing(known: KnownFacts, rule: QualityRule, fields: list[str]) -> Iterator[Finding]:
    """Tell where a file of a list states money in one sum and the parts in other files differ."""
    told: set[str] = set()
    for trait in TRAITS:
        for each in sums_beside_parts(known.budget, trait):
            parts = _newest_of_each(one for one in each.parts if one.fact_id not in told)
            told |= {line.fact_id for whole in each.sums for line in whole}
            for whole in each.sums:
                for field in (one for one in fields if _comparable([*whole, *parts], one)):
                    if _summed(whole, field) != _summed(parts, field):
                        yield _told(rule, field, whole, parts)


def _newest_of_each(lines: Iterable[BudgetLine]) -> list[BudgetLine]:
    """Return the newest statement of each piece of money, of one file where there are copies."""
    newest: dict[Key, dict[Key, list[BudgetLine]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        day_told = (line.known_on, line.realised_on or date.min, line.evidence_sha256)
        newest[subject_of(line)][day_told].append(line)
    return [line for each in newest.values() for line in each[max(each)]]


def _comparable(lines: list[BudgetLine], field: str) -> bool:
    """Say whether all lines state a figure, and spending up to one day."""
    days = {line.realised_on for line in lines} if field == "realised_idr" else set()
    return len(days) < 2 and all(number_of(line, field) is not None for line in lines)


def _told(
    rule: QualityRule, field: str, stated: Sequence[Fact], computed: Sequence[Fact]
) -> Finding:
    """Return the finding that two files of one list differ; it stands in the first of them."""
    labels = load_labels()
    texts: Texts = {
        "name": labels.name("budget", field),
        "source": stated[0].source_title,
        "other_source": computed[0].source_title,
        "other_place": place_of(computed[0], field),
    }
    sums, unit = (_summed(stated, field), _summed(computed, field)), labels.unit("budget", field)
    return found(rule, stated[0], field, *sums, unit, texts)


def _summed(facts: Iterable[Fact], field: str) -> Decimal:
    return sum((number_of(one, field) or Decimal(0) for one in facts), Decimal(0))


def _several_lines(facts: list[Fact]) -> bool:
    """Say whether one file lists several lines under one key: then no two lines are the same."""
    return len({(source_of(one), one.evidence_sha256) for one in facts}) < len(facts)


class Undated(Arguments):
    """Nothing to set: every source without a printed date is told once."""

    def offers(self) -> frozenset[str]:
        """Return the source and the day used in place of its date."""
        return frozenset({"source", "basis"})


@check(Undated, perkiraan="day", akhir_masa="day")
def undated_source(
    known: KnownFacts, rule: QualityRule, _arguments: Undated, _given: Given
) -> Iterator[Finding]:
    """V16: a source without a printed date is used by a stated substitute, and says so once."""
    seen: set[str] = set()
    for fact in known.all:
        if fact.known_basis == "tercetak" or fact.source_title in seen:
            continue
        seen.add(fact.source_title)
        basis = fill(rule.words[fact.known_basis], {"day": printed(day, fact.known_on)})
        texts: Texts = {"source": fact.source_title, "basis": basis}
        yield found(rule, fact, "known_on", None, texts=texts, place=place_of(fact))
