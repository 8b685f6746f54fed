"""The cheapest combination of steps that reaches the next band, by branch and bound.

Packages are compared by steps without a known cost, then rupiah, then number of steps, then ids.
First every step is taken in full but one, which is taken in the least quantity that is enough;
where the quantities are few enough all of them are tried (`quantities`).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations

from monev.counterfactual.aims import Aim, least
from monev.counterfactual.quantities import EveryQuantity
from monev.counterfactual.rescoring import FULL, Chosen, Rescoring

MOST_ASKED = 250
"""Indicators scored for one region before the search is cut short and says so."""

MOST_UNPRICED = 20
"""Equally small sets of steps without a known cost that are all followed up."""

Plan = dict[int, int]


@dataclass(frozen=True)
class Package:
    """Steps chosen, by option and quantity.

    `minimal_whole` where no cheaper package takes all its steps but one in full, `minimal` where
    none does in any whole quantities.
    """

    chosen: Plan
    minimal: bool
    minimal_whole: bool


class CheapestPackage:
    """One search: its options by cost, and the best paid plans found so far."""

    def __init__(self, rescoring: Rescoring, aim: Aim) -> None:
        self.rescoring, self.aim = rescoring, aim
        self.until = rescoring.asked + MOST_ASKED
        self.cut = not rescoring.straight
        self.open = False
        usable = [place for place in range(len(rescoring.options)) if self._no_harm(place)]
        self.full = {place: rescoring.options[place].limit for place in usable}
        self.cost = {
            place: rescoring.options[place].amount_idr(n) for place, n in self.full.items()
        }
        self.free = [place for place in usable if self.cost[place] == 0]
        self.priced = [place for place in usable if self.cost[place]]
        self.unpriced = [place for place in usable if self.cost[place] is None]
        self.best: int | None = None
        self.plans: list[tuple[Plan, Plan]] = []

    def find(self) -> Package | None:
        """Return the cheapest package, None where even everything together does not reach."""
        for unpriced in self._least_unpriced():
            self._pay(unpriced)
        if self.best is None:
            return None
        plans = [self._fewest({**unpriced, **paid}) for unpriced, paid in self.plans]
        chosen = min(plans, key=lambda one: (len(one), sorted(self._id(x) for x in one)))
        return Package(
            self._trimmed(chosen),
            minimal=not self.cut and not self.open,
            minimal_whole=not self.cut,
        )

    def _id(self, place: int) -> str:
        return self.rescoring.options[place].id

    def _met(self, chosen: Chosen) -> bool:
        return self.aim.met(self.rescoring.outcome(chosen))

    def _whole(self, places: Sequence[int]) -> Plan:
        return {place: self.full[place] for place in places}

    def _no_harm(self, place: int) -> bool:
        """Leave out what lowers the total; where something does, bounds prove nothing."""
        base = self.rescoring.outcome({})
        alone = self.rescoring.outcome({place: self.rescoring.options[place].limit})
        moved = self.rescoring.moved({place: self.rescoring.options[place].limit})
        for name, row in moved.items():
            before = self.rescoring.base[name]
            if row.score is None or before.score is None or row.score < before.score:
                self.cut = self.cut or row.score != before.score
        return alone.total >= base.total or bool((base.gates - alone.gates) & self.aim.barred_by)

    def _least_unpriced(self) -> list[Plan]:
        """Return the smallest sets of steps without a known cost that leave the band in reach."""
        rest = self._whole([*self.free, *self.priced])
        if not self._met({**rest, **self._whole(self.unpriced)}):
            return []
        total, gains = self.rescoring.outcome(rest).total, self._most_each(self.unpriced)
        for size in range(len(self.unpriced) + 1):
            if not self.aim.reachable(total + sum(self._largest(gains, self.unpriced, size))):
                continue
            found = [
                plan
                for places in combinations(self.unpriced, size)
                if self._met({**rest, **(plan := self._whole(places))})
            ]
            if found:
                self.cut = self.cut or len(found) > MOST_UNPRICED
                return found[:MOST_UNPRICED]
        return []

    def _pay(self, unpriced: Plan) -> None:
        """Find what must be paid beside all that is free; ties are kept for the next criterion."""
        base = {**self._whole(self.free), **unpriced}
        if self._met(base):
            self._keep(0, unpriced, {})
            return
        everything = self._greedy(base)
        self._keep(self._amount(everything), unpriced, everything)
        self._branch(unpriced, base, {}, 0)
        every = EveryQuantity(self.rescoring, self.aim, base, self.full, self.best or 0, self.until)
        for paid in every.plans(self.priced):
            self._keep(self._amount(paid), unpriced, paid)
        self.open = self.open or every.cut

    def _amount(self, paid: Plan) -> int:
        return sum(self.rescoring.options[x].amount_idr(n) or 0 for x, n in paid.items())

    def _keep(self, amount: int, unpriced: Plan, paid: Plan) -> None:
        if self.best is None or amount < self.best:
            self.best, self.plans = amount, []
        if amount == self.best and (unpriced, paid) not in self.plans:
            self.plans.append((unpriced, paid))

    def _greedy(self, base: Plan) -> Plan:
        """Return a first plan: drop the dearest steps not needed, then shorten the last one."""
        paid = self._whole(self.priced)
        for place in sorted(self.priced, key=lambda x: (-(self.cost[x] or 0), x)):
            without = {x: n for x, n in paid.items() if x != place}
            if self._met({**base, **without}):
                paid = without
        for place in sorted(paid, key=lambda x: (-self._unit(x), x))[:1]:
            others = {x: n for x, n in paid.items() if x != place}
            paid[place] = least(self.rescoring, self.aim, {**base, **others}, place, paid[place])
        return paid

    def _unit(self, place: int) -> int:
        return self.rescoring.options[place].price.unit_idr or 0

    def _branch(self, unpriced: Plan, base: Plan, paid: Plan, start: int) -> None:
        """Try every step as the last one beside `paid`, then take one more in full."""
        spent = self._amount(paid)
        for place in self.priced:
            if place in paid or self.best is None:
                continue
            if self.rescoring.asked > self.until:
                self.cut = True
                return
            most = min(self.full[place], (self.best - spent) // self._unit(place))
            beside = {**base, **paid}
            if most > 0 and self._met({**beside, place: most}):
                quantity = least(self.rescoring, self.aim, beside, place, most)
                amount = spent + quantity * self._unit(place)
                self._keep(amount, unpriced, {**paid, place: quantity})
        for number in range(start, len(self.priced)):
            place = self.priced[number]
            further = {**paid, place: self.full[place]}
            if self._amount(further) < (self.best or 0) and not self._met({**base, **further}):
                self._branch(unpriced, base, further, number + 1)

    def _fewest(self, fixed: Plan) -> Plan:
        """Return the fewest free steps that are enough beside what is fixed, the first by id."""
        gains = self._most_each(self.free)
        order = sorted(self.free, key=self._id)
        for size in range(len(order) + 1):
            for free in self._subsets(fixed, order, size, gains):
                return {**free, **fixed}
        return {**self._whole(order), **fixed}

    def _subsets(
        self, fixed: Plan, order: list[int], size: int, gains: dict[int, Fraction]
    ) -> Iterator[Plan]:
        """Yield sets of `size` free steps that are enough, leaving out what cannot become so."""
        if size == 0:
            if self._met(fixed):
                yield {}
            return
        now = self.rescoring.outcome(fixed).total
        for number, place in enumerate(order[: len(order) - size + 1]):
            best = sorted((gains[x] for x in order[number:]), reverse=True)[:size]
            if not self.aim.reachable(now + sum(best, Fraction(0))):
                return
            if self.rescoring.asked > self.until + MOST_ASKED:
                self.cut = True
                return
            taken = {place: self.full[place]}
            if not self.aim.reachable(
                now + gains[place] + sum(self._largest(gains, order[number + 1 :], size - 1))
            ):
                continue
            for rest in self._subsets({**fixed, **taken}, order[number + 1 :], size - 1, gains):
                yield {**taken, **rest}

    @staticmethod
    def _largest(gains: dict[int, Fraction], places: list[int], size: int) -> list[Fraction]:
        return sorted((gains[x] for x in places), reverse=True)[:size]

    def _most_each(self, places: Sequence[int]) -> dict[int, Fraction]:
        """Return the most that each of these steps can add to any set: all its indicators rise by.

        An indicator rises by no more than with all steps together, since no step lowers it.
        """
        if not self.rescoring.straight:
            return dict.fromkeys(places, FULL)
        every = self._whole([*self.free, *self.priced, *self.unpriced])
        rise = self.rescoring.rises(every)
        after = sum((rise.get(name, Fraction(0)) for name in self.rescoring.after), Fraction(0))
        return {
            place: sum(
                (
                    rise.get(name, Fraction(0))
                    for name in self.rescoring.options[place].moves
                    if name not in self.rescoring.after
                ),
                after,
            )
            for place in places
        }

    def _trimmed(self, chosen: Plan) -> Plan:
        """Return the package without needless steps or quantities, the dearest unit first."""
        plan = dict(chosen)
        for place in sorted(plan, key=lambda x: (-self._unit(x), self._id(x))):
            others = {x: n for x, n in plan.items() if x != place}
            if self._met(others):
                plan = others
        for place in sorted(plan, key=lambda x: (-self._unit(x), self._id(x))):
            others = {x: n for x, n in plan.items() if x != place}
            if plan[place] > 1 and not self._met(others):
                plan[place] = least(self.rescoring, self.aim, others, place, plan[place])
        return plan
