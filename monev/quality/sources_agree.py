"""Do sources agree with one another, and do they say when they were printed."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from models import Fact, Finding
from monev.known import KnownFacts
from monev.printing import day
from monev.quality.rules import QualityRule, check, found

QUANTITIES = {
    "active_persons": "orang",
    "eligible_persons": "orang",
    "coverage_pct": "%",
}
BASES = {
    "perkiraan": "tanggal perkiraan {day}",
    "akhir_masa": "akhir masa yang dibicarakannya, {day}",
}


@check
def two_sources(
    known: KnownFacts, rule: QualityRule, _package_idr: int | None
) -> Iterator[Finding]:
    """V14: two publications give different values for the same quantity of the same day."""
    for field, unit in QUANTITIES.items():
        groups = defaultdict(list)
        for fact in known.participation:
            if getattr(fact, field) is not None:
                key = (fact.as_of, fact.segment, fact.payer, fact.scope, fact.definition)
                groups[key].append(fact)
        for facts in groups.values():
            for one, other in pairwise(sorted(facts, key=lambda fact: fact.tier.rank)):
                stated, computed = getattr(one, field), getattr(other, field)
                if stated != computed:
                    yield found(rule, one, field, stated, computed, unit)
    yield from _budgets(known, rule)


def _budgets(known: KnownFacts, rule: QualityRule) -> Iterator[Finding]:
    groups = defaultdict(list)
    for line in known.budget:
        if line.allocation_idr is not None:
            key = (
                line.fiscal_year,
                line.stage,
                line.agency,
                line.account_code,
                line.group_code,
                line.funding_source,
            )
            groups[key].append(line)
    for lines in groups.values():
        for one, other in pairwise(lines):
            same = one.allocation_idr == other.allocation_idr
            if not same and one.source_title != other.source_title:
                yield found(
                    rule, one, "allocation_idr", one.allocation_idr or 0, other.allocation_idr, "Rp"
                )


@check
def undated_source(
    known: KnownFacts, rule: QualityRule, _package_idr: int | None
) -> Iterator[Finding]:
    """V16: a source without a printed date is used by a stated substitute, and says so once."""
    seen: set[str] = set()
    for fact in known.all:
        if fact.known_basis == "tercetak" or fact.source_title in seen:
            continue
        seen.add(fact.source_title)
        yield _undated(rule, fact)


def _undated(rule: QualityRule, fact: Fact) -> Finding:
    texts = {
        "source": fact.source_title,
        "basis": BASES[fact.known_basis].format(day=day(fact.known_on)),
    }
    place = next((cell["locator"] for cell in fact.cells.values()), "")
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        region_code=fact.region_code,
        place=place,
        evidence_sha256=fact.evidence_sha256,
        subject=f"{fact.kind}.known_on",
        message_id=rule.message.id.format(**texts),
        message_en=rule.message.en.format(**texts),
    )
