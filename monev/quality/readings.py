"""Statements that can be read in two ways: points or relative (V04), and a gap to which end (V09).

Neither reading is chosen here; both are printed, and the finding asks for the right one.
"""

from collections.abc import Iterator
from decimal import Decimal

from models import Finding, Participation, Target
from models.quantities import source_of
from monev.known import KnownFacts
from monev.printing import percent, plain, quantity
from monev.quality.findings import found
from monev.quality.labels import load_labels
from monev.quality.rules import Arguments, Given, QualityRule, Tolerance, check
from monev.quality.sentences import Texts, fill, printed
from monev.wording import Wording

OPEN = "belum_pasti"


class ChangeReading(Arguments):
    """The group whose coverage a target speaks of."""

    total: str = "SEMUA"

    def offers(self) -> frozenset[str]:
        """Return the two readings."""
        return frozenset({"readings"})


@check(
    ChangeReading,
    unreadable="",
    before="points relative",
    rise="change",
    target="base points relative",
)
def change_reading(
    known: KnownFacts, rule: QualityRule, arguments: ChangeReading, _given: Given
) -> Iterator[Finding]:
    """V04: a change in "%" says whether points or relative are meant; both readings are printed."""
    for fact in known.participation:
        if fact.change_reading == OPEN and fact.change_value is not None:
            said = _readings_before(rule, fact, fact.change_value)
            yield found(
                rule, fact, "change_value", fact.change_value, unit="%", texts={"readings": said}
            )
    for target in known.targets:
        if target.change_reading == OPEN and target.change_value is not None:
            said = _readings_of_target(known, rule, target, target.change_value, arguments.total)
            yield found(
                rule,
                target,
                "change_value",
                target.change_value,
                unit="%",
                texts={"readings": said},
            )


def _readings_before(rule: QualityRule, fact: Participation, change: Decimal) -> Wording:
    if fact.coverage_pct is None or change == -100:
        return rule.words["unreadable"]
    points = fact.coverage_pct - change
    relative = fact.coverage_pct / (1 + change / 100)
    return fill(
        rule.words["before"],
        {"points": printed(percent, points), "relative": printed(percent, relative)},
    )


def _readings_of_target(
    known: KnownFacts, rule: QualityRule, target: Target, change: Decimal, total: str
) -> Wording:
    bases = [
        one
        for one in known.participation
        if one.coverage_pct is not None
        and one.segment == total
        and one.source_title == target.source_title
    ]
    if not bases:
        return fill(rule.words["rise"], {"change": printed(plain, change)})
    base = bases[-1].coverage_pct or Decimal(0)
    return fill(
        rule.words["target"],
        {
            "base": printed(percent, base),
            "points": printed(percent, base + change),
            "relative": printed(percent, base * (1 + change / 100)),
        },
    )


class GapEnd(Arguments):
    """How near the stated gap must come to an end to be said to fit it."""

    tolerance: Tolerance = Tolerance()

    def offers(self) -> frozenset[str]:
        """Return the gap to either end and which of them the stated one fits."""
        return frozenset({"to_target", "to_all", "family", "fits"})


@check(GapEnd, target="family", neither="family")
def gap_end(
    known: KnownFacts, rule: QualityRule, arguments: GapEnd, _given: Given
) -> Iterator[Finding]:
    """V09: persons not yet covered are counted up to 100%, not up to a target.

    Told where the same source states a target and its gap fits that, or fits neither end. A gap
    that fits 100% is what the field says. Without the size of the group nothing can be said.
    """
    for fact in known.participation:
        gap, active, base = fact.uncovered_persons, fact.active_persons, fact.eligible_persons
        if gap is None or active is None or not base:
            continue
        allowed = arguments.tolerance.allows(Decimal(gap))
        to_all = Decimal(base - active)
        for target in _targets_beside(known, fact):
            goal = _goal(target, base)
            if goal is None or abs(to_all - gap) <= allowed:
                continue
            to_target = goal - active
            fits = "target" if abs(to_target - gap) <= allowed else "neither"
            family = load_labels().family(target.family)
            texts: Texts = {
                "to_target": printed(quantity, to_target, "orang"),
                "to_all": printed(quantity, to_all, "orang"),
                "family": family,
                "fits": fill(rule.words[fits], {"family": family}),
            }
            yield found(rule, fact, "uncovered_persons", gap, to_all, "orang", texts)
            break


def _targets_beside(known: KnownFacts, fact: Participation) -> Iterator[Target]:
    """Yield targets of the same source for the same group, due when the count stands or later."""
    for target in known.targets:
        same_group = target.group_code in ("", fact.segment)
        if source_of(target) == source_of(fact) and same_group and target.due_on >= fact.as_of:
            yield target


def _goal(target: Target, base: int) -> Decimal | None:
    """Return the target in persons, as stated or as its share of the group."""
    if target.persons is not None:
        return Decimal(target.persons)
    if target.coverage_pct is None:
        return None
    return Decimal(round(target.coverage_pct * base / 100))
