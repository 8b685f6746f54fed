"""Do the counts of one statement agree with each other: parts, exits, percentages, bases."""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from models import Finding, Participation, Target
from monev.known import KnownFacts
from monev.printing import percent, plain
from monev.quality.rules import QualityRule, check, found
from monev.wording import Wording

TOTAL = "SEMUA"
UNREADABLE = Wording(id="tafsir belum dapat dihitung", en="the readings cannot be computed yet")
Statement = tuple[str, str, int]


def _statements(known: KnownFacts, payer: str) -> dict[Statement, list[Participation]]:
    """Group counts by the publication and day that state them; two publications never mix."""
    groups: dict[Statement, list[Participation]] = defaultdict(list)
    for fact in known.participation:
        if fact.payer == payer and fact.active_persons is not None:
            key = (fact.source_title, fact.source_publisher, fact.as_of.toordinal())
            groups[key].append(fact)
    return groups


@check
def parts_to_total(
    known: KnownFacts, rule: QualityRule, _package_idr: int | None
) -> Iterator[Finding]:
    """V01: the groups of a statement add up to its headline, within tolerance."""
    for facts in _statements(known, str(rule.arguments["payer"])).values():
        parts = [one for one in facts if one.segment != TOTAL]
        totals = [one for one in facts if one.segment == TOTAL and one.scope == "semua"]
        if len(parts) < 2 or not totals:
            continue
        total, summed = totals[0], sum(one.active_persons or 0 for one in parts)
        stated = total.active_persons or 0
        allowed = max(
            Decimal(rule.arguments["tolerance_persons"]),
            Decimal(rule.arguments["tolerance_share"]) * stated,
        )
        if abs(summed - stated) > allowed:
            yield found(
                rule, total, "active_persons", stated, summed, "orang", count=str(len(parts))
            )


@check
def remaining_after_exits(
    known: KnownFacts, rule: QualityRule, _package_idr: int | None
) -> Iterator[Finding]:
    """V02: what remains after temporary groups left equals the remainder that was stated."""
    leaving = set(rule.arguments["leaving"])
    for facts in _statements(known, str(rule.arguments["payer"])).values():
        closing = [one for one in facts if one.segment == TOTAL and one.scope == "tanpa_adhoc"]
        parts = [one for one in facts if one.segment != TOTAL]
        if not closing or not parts:
            continue
        stay = sum(one.active_persons or 0 for one in parts if one.segment not in leaving)
        stated = closing[0].active_persons or 0
        if stay != stated:
            yield found(rule, closing[0], "active_persons", stated, stay, "orang")


@check
def stated_percentage(
    known: KnownFacts, rule: QualityRule, _package_idr: int | None
) -> Iterator[Finding]:
    """V03: a stated percentage equals active over eligible (or over active + uncovered)."""
    for fact in known.participation:
        base = fact.eligible_persons
        if base is None and fact.uncovered_persons is not None and fact.active_persons is not None:
            base = fact.active_persons + fact.uncovered_persons
        if fact.coverage_pct is None or fact.active_persons is None or not base:
            continue
        computed = Decimal(100) * fact.active_persons / base
        if abs(computed - fact.coverage_pct) > Decimal(rule.arguments["tolerance_points"]):
            yield found(rule, fact, "coverage_pct", fact.coverage_pct, round(computed, 2), "%")


@check
def change_reading(
    known: KnownFacts, rule: QualityRule, _package_idr: int | None
) -> Iterator[Finding]:
    """V04: a change in "%" says whether points or relative are meant; both readings are printed."""
    for fact in known.participation:
        if fact.change_reading == "belum_pasti" and fact.change_value is not None:
            readings = UNREADABLE
            if fact.coverage_pct is not None and fact.change_value != -100:
                points = fact.coverage_pct - fact.change_value
                relative = fact.coverage_pct / (1 + fact.change_value / 100)
                readings = Wording(
                    id=f"sebelumnya {percent(points)} bila poin, {percent(relative)} bila relatif",
                    en=f"before it {percent(points)} if points, {percent(relative)} if relative",
                )
            yield found(rule, fact, "change_value", fact.change_value, unit="%", readings=readings)
    for target in known.targets:
        if target.change_reading == "belum_pasti" and target.change_value is not None:
            readings = _target_readings(known, target, target.change_value)
            yield found(
                rule, target, "change_value", target.change_value, unit="%", readings=readings
            )


def _target_readings(known: KnownFacts, target: Target, change: Decimal) -> Wording:
    bases = [
        one
        for one in known.participation
        if one.coverage_pct is not None
        and one.segment == TOTAL
        and one.source_title == target.source_title
    ]
    if not bases:
        return Wording(
            id=f"kenaikan {plain(change)} poin atau {plain(change)}% dari nilai awal",
            en=f"a rise of {plain(change)} points or of {plain(change)}% of the first value",
        )
    base = bases[-1].coverage_pct or Decimal(0)
    points, relative = percent(base + change), percent(base * (1 + change / 100))
    return Wording(
        id=f"dari {percent(base)} menjadi {points} bila poin, {relative} bila relatif",
        en=f"from {percent(base)} to {points} if points, {relative} if relative",
    )


@check
def more_than_base(
    known: KnownFacts, rule: QualityRule, _package_idr: int | None
) -> Iterator[Finding]:
    """V13: no more members than the population of their segment, no coverage above 100%."""
    for fact in known.participation:
        active, base = fact.active_persons, fact.eligible_persons
        if active is not None and base is not None and active > base:
            yield found(rule, fact, "active_persons", active, base, "orang")
        elif fact.coverage_pct is not None and fact.coverage_pct > 100:
            yield found(rule, fact, "coverage_pct", fact.coverage_pct, Decimal(100), "%")
