"""Parts against their total, and opening + entries - exits against closing, in persons.

Both hold one statement against itself, or two days of one total against what moved between them.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from functools import partial
from itertools import pairwise

from pydantic import Field

from models import Finding, Participation
from models.quantities import folded
from monev.known import KnownFacts
from monev.printing import day, plain, quantity
from monev.quality.fact_shapes import codes_of, countable, statements, wider_groups
from monev.quality.findings import found
from monev.quality.rules import Arguments, Fault, Given, QualityRule, Strict, Tolerance, check
from monev.quality.sentences import printed

WHOLE_SCOPE = "semua"


class Sum(Strict):
    """A total and who pays for it.

    A sum that is too small proves something only when the list of parts is complete: with
    `smaller: false` it is never told, with `needs` only where all these groups are stated.
    """

    total: str = "SEMUA"
    payer: str = ""
    smaller: bool = True
    needs: list[str] = Field(default_factory=list)


class PartsToTotal(Arguments):
    """Which totals are held against their parts."""

    sums: list[Sum]
    tolerance: Tolerance = Tolerance()

    def faults(self) -> Iterator[Fault]:
        """Yield codes that no group or payer has."""
        for at, one in enumerate(self.sums):
            yield from _unknown_codes([one.total, *one.needs], "segment", ("sums", at))
            yield from _unknown_codes([one.payer], "payer", ("sums", at))

    def offers(self) -> frozenset[str]:
        """Return the number of parts."""
        return frozenset({"count"})


class Balance(Arguments):
    """The total before and after the groups in `leaving` left; and from one day to the next.

    `entries` and `exits` are items of the attestations that count persons between two days.
    """

    total: str = "SEMUA"
    payer: str = ""
    leaving: list[str]
    entries: list[str] = Field(default_factory=list)
    exits: list[str] = Field(default_factory=list)
    remaining_scope: str = "tanpa_adhoc"
    tolerance: Tolerance = Tolerance()

    def faults(self) -> Iterator[Fault]:
        """Yield codes that no group or payer has."""
        yield from _unknown_codes([self.total], "segment", ("total",))
        yield from _unknown_codes(self.leaving, "segment", ("leaving",))
        yield from _unknown_codes([self.payer], "payer", ("payer",))


def _unknown_codes(
    codes: Sequence[str], field: str, path: tuple[str | int, ...]
) -> Iterator[Fault]:
    offered = codes_of(field)
    for code in codes:
        if code not in offered:
            listed = ", ".join(sorted(offered - {""}))
            yield path, f"no code {code!r}; catalogue/segments.yaml has {listed}"


def _statements(known: KnownFacts, payer: str, given: Given) -> list[list[Participation]]:
    """Return the counts of one payer by statement, made once for all sums of all rules."""
    return given.once(("counted", id(known), payer), partial(_counted, known, payer))


def _counted(known: KnownFacts, payer: str) -> list[list[Participation]]:
    counted = [
        fact
        for fact in known.participation
        if fact.payer == payer and fact.active_persons is not None
    ]
    groups = statements(counted).values()
    return [[one for one in group if isinstance(one, Participation)] for group in groups]


def _added(facts: Sequence[Participation], total: str) -> list[Participation] | None:
    """Return the parts of `total` that may be added up; None where one is stated twice."""
    inside = [one for one in facts if one.scope == WHOLE_SCOPE and one.segment != total]
    if total != "SEMUA":
        inside = [one for one in inside if total in wider_groups(one.segment)]
    kept = countable(inside)
    return None if kept is None else [one for one in kept if isinstance(one, Participation)]


@check(PartsToTotal)
def parts_to_total(
    known: KnownFacts, rule: QualityRule, arguments: PartsToTotal, given: Given
) -> Iterator[Finding]:
    """V01: the groups of a statement add up to its headline; a group within a group counts once."""
    for asked in arguments.sums:
        for facts in _statements(known, asked.payer, given):
            totals = [
                one for one in facts if one.segment == asked.total and one.scope == WHOLE_SCOPE
            ]
            parts = _added(facts, asked.total)
            if not totals or not parts or len(parts) < 2:
                continue
            total, summed = totals[0], sum(one.active_persons or 0 for one in parts)
            stated = total.active_persons or 0
            complete = asked.smaller and set(asked.needs) <= {one.segment for one in parts}
            if abs(summed - stated) <= arguments.tolerance.allows(Decimal(stated)):
                continue
            if summed > stated or complete:
                yield found(
                    rule,
                    total,
                    "active_persons",
                    stated,
                    summed,
                    "orang",
                    {"count": str(len(parts))},
                )


@check(Balance, flow="stated computed difference before entries exits opening")
def balance(
    known: KnownFacts, rule: QualityRule, arguments: Balance, given: Given
) -> Iterator[Finding]:
    """V02: what remains after temporary groups left, and opening + entries - exits = closing."""
    stated = _statements(known, arguments.payer, given)
    for facts in stated:
        yield from _remaining(rule, arguments, facts)
    yield from _flows(known, rule, arguments, stated)


def _remaining(
    rule: QualityRule, arguments: Balance, facts: list[Participation]
) -> Iterator[Finding]:
    closing = [
        one
        for one in facts
        if one.segment == arguments.total and one.scope == arguments.remaining_scope
    ]
    staying = [one for one in facts if one.segment not in arguments.leaving]
    parts = _added(staying, arguments.total)
    if not closing or not parts:
        return
    stay = sum(one.active_persons or 0 for one in parts)
    stated = closing[0].active_persons or 0
    if abs(stay - stated) > arguments.tolerance.allows(Decimal(stated)):
        yield found(rule, closing[0], "active_persons", stated, stay, "orang")


def _flows(
    known: KnownFacts,
    rule: QualityRule,
    arguments: Balance,
    stated: list[list[Participation]],
) -> Iterator[Finding]:
    """Both flows must be stated: a count of entries that nobody gave is not zero."""
    totals: dict[date, Participation] = {}
    for one in sorted((one for facts in stated for one in facts), key=lambda one: -one.tier.rank):
        if one.segment == arguments.total and one.scope == WHOLE_SCOPE:
            totals[one.as_of] = one
    for before, after in pairwise(totals[on] for on in sorted(totals)):
        entries = _moved(known, arguments.entries, after.as_of)
        exits = _moved(known, arguments.exits, after.as_of)
        if (
            entries is None
            or exits is None
            or folded(before.definition) != folded(after.definition)
        ):
            continue
        computed = (before.active_persons or 0) + entries - exits
        closing = after.active_persons or 0
        if abs(computed - closing) <= arguments.tolerance.allows(Decimal(closing)):
            continue
        texts = {
            "before": printed(day, before.as_of),
            "opening": printed(quantity, Decimal(before.active_persons or 0), "orang"),
            "entries": printed(plain, entries),
            "exits": printed(plain, exits),
        }
        template = rule.words["flow"]
        yield found(
            rule, after, "active_persons", closing, computed, "orang", texts, template=template
        )


def _moved(known: KnownFacts, items: Sequence[str], on: date) -> Decimal | None:
    """Return the persons counted up to `on` under these items; None where one is not stated."""
    counts = []
    for item in items:
        answers = [
            one
            for one in known.attestations
            if one.item == item and one.as_of == on and one.count is not None
        ]
        if not answers:
            return None
        counts.append(min(answers, key=lambda one: one.tier.rank).count or Decimal(0))
    return sum(counts, Decimal(0)) if counts else None
