"""Every whole quantity of the paid steps, where there are few enough to try them all.

Nothing is assumed of the indicators but that more of a step never lowers one.
"""

from collections.abc import Iterator, Sequence
from math import prod

from monev.counterfactual.aims import Aim, least
from monev.counterfactual.rescoring import Rescoring

MOST_COMBINATIONS = 300
"""Quantities of all paid steps but the last, multiplied, beyond which they are not tried."""

Plan = dict[int, int]


class EveryQuantity:
    """One search through quantities that cost no more than the best plan so far.

    `base` is taken anyway; `full` is the most of each step; `cut` says that some were left out.
    """

    def __init__(
        self,
        rescoring: Rescoring,
        aim: Aim,
        base: Plan,
        full: Plan,
        best: int,
        until: int,
    ) -> None:
        self.rescoring, self.aim, self.base, self.full = rescoring, aim, base, full
        self.best, self.until = best, until
        self.cut = False

    def plans(self, priced: Sequence[int]) -> Iterator[Plan]:
        """Yield plans that are enough and cost no more than any before; empty where cut short."""
        order = sorted(priced, key=lambda place: (self._most(place, self.best), place))
        if prod(self._most(place, self.best) + 1 for place in order[:-1]) > MOST_COMBINATIONS:
            self.cut = True
            return
        yield from self._search(order, {}, 0)

    def _unit(self, place: int) -> int:
        return self.rescoring.options[place].price.unit_idr or 1

    def _most(self, place: int, money: int) -> int:
        return min(self.full[place], money // self._unit(place))

    def _enough(self, plan: Plan) -> bool:
        return self.aim.met(self.rescoring.outcome({**self.base, **plan}))

    def _search(self, order: list[int], plan: Plan, spent: int) -> Iterator[Plan]:
        if not order:
            return
        place, rest = order[0], order[1:]
        unit = self._unit(place)
        if not rest:
            most = self._most(place, self.best - spent)
            if most > 0 and self._enough({**plan, place: most}):
                beside = {**self.base, **plan}
                quantity = least(self.rescoring, self.aim, beside, place, most)
                self.best = spent + quantity * unit
                yield {**plan, place: quantity}
            return
        for quantity in range(self._most(place, self.best - spent) + 1):
            if self.rescoring.asked > self.until:
                self.cut = True
                return
            paid = spent + quantity * unit
            if paid > self.best:
                return
            taken = {**plan, place: quantity} if quantity else plan
            if quantity and self._enough(taken):
                self.best = paid
                yield taken
                return
            left = {x: n for x in rest if (n := self._most(x, self.best - paid)) > 0}
            if self._enough({**taken, **left}):
                yield from self._search(rest, taken, paid)
