"""The story of one simulated region: a function of the seed and its code, told quarter by quarter.

What is told for one quarter is never taken back in a later one. How it is written down belongs to
`instrument`, `sipd`, `jdih` and `clippings`.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from random import Random

from models.quarter import Quarter
from models.region import Region
from monev.simulate.chance import between, dice, one_of
from monev.simulate.shapes import Group, Richness, Shapes

ROUND = 5
"""Insured persons come in fives, so that amounts are whole in thousands of rupiah too."""


@dataclass(frozen=True)
class Line:
    """Contributions of one group in one agency for a fiscal year; persons are those of `on`."""

    group: Group
    agency: str
    unit: str
    persons: int
    months: int
    paid_person_months: int

    @property
    def person_months(self) -> int:
        """What the year's allocation pays for."""
        return self.persons * self.months


@dataclass(frozen=True)
class World:
    """One region of one seed."""

    seed: int
    region: Region
    shapes: Shapes

    @cached_property
    def residents(self) -> int:
        """Registered residents; a small town where the register has no number."""
        return self.region.population_persons or 50_000

    @cached_property
    def richness(self) -> Richness:
        """How much it states."""
        kinds = {one.code: one for one in self.shapes.richness}
        shares = {one.code: one.share for one in self.shapes.richness}
        return kinds[one_of(self._dice("richness"), shares)]

    @cached_property
    def working(self) -> int:
        """Its working population, an assumption that never moves."""
        return round(self.residents * between(self._dice("working"), self.shapes.working_share))

    @cached_property
    def groups(self) -> list[Group]:
        """Groups that its budget insures, the same in every year."""
        fitting = [one for one in self.shapes.groups if self.region.kind in one.kinds]
        return fitting[: self.richness.groups]

    def handed_in_on(self, quarter: Quarter) -> date | None:
        """Return the day its papers of a quarter came, None where none came."""
        throw, shares = self._dice("hand_in", quarter), self.shapes.hand_in
        fate = throw.random()
        if fate < shares.missing:
            return None
        if fate < shares.missing + shares.late:
            return quarter.due_date + timedelta(days=throw.randint(1, shares.latest_days))
        return quarter.due_date - timedelta(days=throw.randint(0, 7))

    def members(self, quarter: Quarter) -> dict[str, int]:
        """Return the active members by main group at the end of a quarter, all payers together."""
        shape, throw = self.shapes.coverage, self._dice("coverage")
        start, gain = between(throw, shape.start), between(throw, shape.gain)
        passed = (quarter.year - self.shapes.base_year) * 4 + quarter.number
        active = round(self.working * min(shape.at_most, start + gain * passed))
        counts = {code: int(active * share) for code, share in self.shapes.mix.items()}
        last = list(counts)[-1]
        counts[last] += active - sum(counts.values())
        return counts | self._election_staff(quarter)

    def insured(self, group: Group, quarter: Quarter) -> int:
        """Return the persons of a group whose contribution the budget pays in a quarter.

        They grow from year to year, and once more with the revised budget of the last quarter.
        """
        if self.richness.zero_budget:
            return 0
        throw = self._dice("insured", group.code)
        size, share = self.size(group), throw.uniform(0.20, 0.60)
        growth = 1 + throw.uniform(0.0, 0.06)
        revised = 1.05 if quarter.number == 4 else 1.0
        wanted = size * min(share * growth ** (quarter.year - self.shapes.base_year), 0.9) * revised
        fewest = ROUND * max(1, self._agencies(group))
        return max(fewest, int(wanted) // ROUND * ROUND)

    def size(self, group: Group) -> int:
        """Return how many persons belong to a group."""
        fewest = 2 * ROUND * max(1, self._agencies(group))
        return max(fewest, round(self.residents * group.of_population))

    def lines(self, quarter: Quarter) -> list[Line]:
        """Return the budget lines in force at the end of a quarter, with what was paid by then."""
        return [line for group in self.groups for line in self._lines_of(group, quarter)]

    def _lines_of(self, group: Group, quarter: Quarter) -> list[Line]:
        months = self._dice("months", group.code, quarter.year).choice(self.shapes.months)
        agencies = self._agencies(group)
        parts = _split(self.insured(group, quarter), agencies)
        paid = [0] * agencies
        for number in range(1, quarter.number + 1):
            then = _split(self.insured(group, Quarter(quarter.year, number)), agencies)
            for at, persons in enumerate(then):
                paid[at] += persons * paid_months(months, number)
        return [
            Line(group, *_agency(group, at, agencies), persons, months, paid[at])
            for at, persons in enumerate(parts)
        ]

    def _agencies(self, group: Group) -> int:
        return self.richness.agencies if group.code == "PU-NONASN" else 1

    def _election_staff(self, quarter: Quarter) -> dict[str, int]:
        election = self.shapes.election
        if self.region.kind == "provinsi" or not election.first <= quarter <= election.last:
            return {}
        return {
            code: round(self.residents * share) for code, share in election.of_population.items()
        }

    def _dice(self, *words: object) -> Random:
        return dice(self.seed, self.region.code, *words)


def paid_months(months: int, number: int) -> int:
    """Return the months of a quarter (1 to 4) that a budget of so many months pays for.

    Payment begins as late as the months allow; December's contribution is paid in December.
    """
    first = 12 - months
    return max(0, min(3, 3 * number - first))


def _split(persons: int, parts: int) -> list[int]:
    """Divide persons over agencies in whole fives; with more persons no agency gets fewer."""
    each, more = divmod(persons // ROUND, parts)
    return [ROUND * (each + (at < more)) for at in range(parts)]


def _agency(group: Group, at: int, agencies: int) -> tuple[str, str]:
    if at == 0 or agencies == 1:
        return group.agency, group.unit
    name = f"Dinas Simulasi Urusan Pemerintahan dan Pembangunan Daerah Nomor {at + 1}"
    return name, f"7.{at:02d}.0.00.0.00.01.0000"
