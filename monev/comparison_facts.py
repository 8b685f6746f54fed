"""What regions are grouped and weighed by: fiscal capacity, and how many work or live there.

Only what a source stated by the cut-off, and the register's population; nothing is estimated. Of
two equally near statements about one day the one that became known later counts: a correction. So
objections need not be looked at, and a recap weighs alike where they did not travel with it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models import Fact, Participation, Quarter, Region, Statistic
from monev.standing_facts import standing_among, standing_of
from monev.workspace import Workspace

KINDS = (Statistic.kind, Participation.kind)
WHOLE = "SEMUA"
WORKING = "penduduk_bekerja"
BASE = "basis_pekerja"
LIVING = "penduduk"


@dataclass(frozen=True)
class ComparisonFacts:
    """Facts of one quarter by region code, and the measure that states fiscal capacity."""

    facts: dict[str, list[Fact]]
    fiscal_measure: str

    def fiscal_group(self, region: Region) -> str | None:
        """Return the group that the newest source states in words; None where none does."""
        stated = [
            one
            for one in self.facts.get(region.code, [])
            if isinstance(one, Statistic) and one.measure == self.fiscal_measure and one.dimension
        ]
        newest = max(stated, key=_newest, default=None)
        return newest.dimension if newest else None

    def persons(self, regions: Sequence[Region]) -> dict[str, dict[str, int]]:
        """Return by region code how many persons each basis counts there.

        The workers that coverage is measured against count only where all these regions state
        them under one definition: potential workers and the labour force do not weigh alike.
        """
        bases = {one.code: self._base(one) for one in regions}
        alike = len({one.definition for one in bases.values() if one is not None}) == 1
        return {one.code: self._persons(one, bases[one.code] if alike else None) for one in regions}

    def _persons(self, region: Region, base: Participation | None) -> dict[str, int]:
        found = {}
        working = [
            one
            for one in self.facts.get(region.code, [])
            if isinstance(one, Statistic) and one.measure == WORKING
            if one.value is not None and not one.dimension
        ]
        newest = max(working, key=_newest, default=None)
        if newest is not None and newest.value is not None:
            found[WORKING] = int(newest.value)
        if base is not None and base.eligible_persons:
            found[BASE] = base.eligible_persons
        if region.population_persons:
            found[LIVING] = region.population_persons
        return found

    def _base(self, region: Region) -> Participation | None:
        stated = [one for one in self.facts.get(region.code, []) if isinstance(one, Participation)]
        return max(
            stated,
            key=lambda one: (one.as_of, -one.tier.rank, one.known_on, one.fact_id),
            default=None,
        )


def _newest(fact: Statistic) -> tuple[int, int, int, str]:
    told = (-fact.tier.rank, fact.known_on.toordinal(), fact.fact_id)
    return (fact.span_end.toordinal(), *told)


def comparison_facts(
    workspace: Workspace,
    quarter: Quarter,
    fiscal_measure: str = "",
    codes: Iterable[str] | None = None,
) -> ComparisonFacts:
    """Read what was known by the quarter's cut-off and has not been replaced by a later file.

    Of all regions, or of those with `codes` only.
    """
    by = quarter.due_date
    if codes is None:
        everything = workspace.store.facts_by_region(KINDS).values()
        stated = standing_among(
            workspace, (one for facts in everything for one in facts), by, contested=False
        )
    else:
        stated = {code: standing_of(workspace, code, by, KINDS, contested=False) for code in codes}
    measures = {fiscal_measure, WORKING}
    kept = {
        code: [one for one in facts if one.known_on <= by and _counts(one, quarter, measures)]
        for code, facts in stated.items()
    }
    return ComparisonFacts({code: facts for code, facts in kept.items() if facts}, fiscal_measure)


def _counts(fact: Fact, quarter: Quarter, measures: set[str]) -> bool:
    match fact:
        case Statistic():
            return fact.measure in measures and fact.span_start <= quarter.end
        case Participation():
            whole = fact.segment == WHOLE and fact.payer == "" and fact.scope == "semua"
            return whole and bool(fact.eligible_persons) and fact.as_of <= quarter.end
        case _:
            return False
