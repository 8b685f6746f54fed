"""What the outcome would be after steps: the changed facts are scored anew, indicator by indicator.

Only the indicators that a step may move are asked again; the total is put together from all of
them and held against the scorecard's own total before it is trusted.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

from monev.counterfactual.changes import apply_changes
from monev.counterfactual.scene import Option, Scene
from monev.counterfactual.totals import Row, Total, total_like
from monev.known import KnownFacts
from monev.prospect import Change
from monev.scorecard import Scorecard
from monev.scoring import score

Chosen = Mapping[int, int]
"""How much of which option: its place in the list, and a quantity above zero."""

Steps = tuple[tuple[int, int], ...]

NEAR = Fraction(1, 10**15)
"""Totals nearer to the edge of a band than this are taken from the whole scorecard."""


@dataclass(frozen=True)
class Outcome:
    """The total (0-100) after steps, and the ceilings that still hold."""

    total: Fraction
    gates: frozenset[str]


class Rescoring:
    """Outcomes of combinations of options; every indicator is scored once per combination."""

    def __init__(self, scene: Scene, options: Sequence[Option]) -> None:
        self.scene = scene
        self.options = options
        self.asked = 0
        self._rules = {rule.indicator.id: rule for rule in scene.rules.rules}
        held = {gate.id for gate in scene.card.gates}
        gates = {
            one.indicator: frozenset(
                gate.id
                for gate in scene.rules.gates
                if gate.indicator == one.indicator and gate.id in held
            )
            for one in scene.rules.gates
        }
        self.base = {
            row.id: Row.of(row, gates.get(row.id, frozenset())) for row in scene.card.indicators
        }
        self._total: Total | None = total_like(scene.card)
        self._edges = [Fraction(one.at_least) for one in scene.rules.bands.bands]
        self._start = Fraction(scene.card.score or 0)
        if self._total is not None:
            self._start = self._total(self.base)
        self._shares: dict[str, Fraction] = {}
        self._rows: dict[tuple[str, Steps], Row] = {}
        self._known: dict[Steps, KnownFacts] = {}
        self._outcomes: dict[Steps, Outcome] = {}

    @property
    def exact(self) -> bool:
        """Say whether totals are put together as the scorecard does it."""
        return self._total is not None

    def outcome(self, chosen: Chosen) -> Outcome:
        """Return the outcome after these steps."""
        key = tuple(sorted(chosen.items()))
        found = self._outcomes.get(key)
        if found is None:
            found = self._reckoned(key)
            self._outcomes[key] = found
        return found

    def _reckoned(self, key: Steps) -> Outcome:
        together = None if self._total is None else self._together(key, self._total)
        if together is not None and all(abs(together.total - x) > NEAR for x in self._edges):
            return together
        card = self.whole([c for place, n in key for c in self.options[place].changes(n)])
        return Outcome(Fraction(card.score or 0), frozenset(one.id for one in card.gates))

    def _together(self, key: Steps, total: Total) -> Outcome:
        """Return the outcome put together from the indicators that move."""
        moved = self.moved(dict(key))
        rows = {**self.base, **moved}
        gates = frozenset(gate for row in rows.values() if row.gates for gate in row.gates)
        if any(
            (self.base[name].points is None) != (one.points is None) for name, one in moved.items()
        ):
            return Outcome(total(rows), gates)
        gains = (
            self._share(name) * ((one.points or 0) - (self.base[name].points or 0))
            for name, one in moved.items()
            if one.points != self.base[name].points
        )
        return Outcome(sum(gains, self._start), gates)

    def _share(self, name: str) -> Fraction:
        """Return what the total rises by for one point of an indicator: it is a weighted mean."""
        if name not in self._shares and self._total is not None:
            row = self.base[name]
            higher = {**self.base, name: replace(row, points=(row.points or 0) + Fraction(1))}
            self._shares[name] = self._total(higher) - self._start
        return self._shares.get(name, Fraction(1))

    def rises(self, chosen: Chosen) -> dict[str, Fraction]:
        """Return by how much the total rises through each indicator that these steps move."""
        return {
            name: self._share(name) * ((one.points or 0) - (self.base[name].points or 0))
            for name, one in self.moved(chosen).items()
        }

    def moved(self, chosen: Chosen) -> dict[str, Row]:
        """Return the indicators that these steps may move, scored anew."""
        steps: dict[str, list[tuple[int, int]]] = {}
        for place in sorted(chosen):
            for name in self.options[place].moves:
                if name in self.base and self.base[name].status != "tidak_berlaku":
                    steps.setdefault(name, []).append((place, chosen[place]))
        return {name: self._row(name, tuple(own)) for name, own in steps.items()}

    def _row(self, name: str, steps: Steps) -> Row:
        found = self._rows.get((name, steps))
        if found is None:
            self.asked += 1
            known = self._known.get(steps)
            if known is None:
                changes = [c for place, n in steps for c in self.options[place].changes(n)]
                known = apply_changes(self.scene.known, changes)
                self._known[steps] = known
            alone = replace(self.scene.rules, rules=(self._rules[name],))
            card = score(known, alone, self.scene.card.mode)
            found = Row.of(card.indicators[0], frozenset(one.id for one in card.gates))
            found = replace(found, weight=self.base[name].weight)
            self._rows[name, steps] = found
        return found

    def whole(self, changes: Sequence[Change]) -> Scorecard:
        """Return the whole scorecard of the changed facts: what decides in the end."""
        known = apply_changes(self.scene.known, changes)
        return score(known, self.scene.rules, self.scene.card.mode)


def as_decimal(number: Fraction) -> Decimal:
    """Return a fraction with all digits of the decimal context."""
    return Decimal(number.numerator) / Decimal(number.denominator)
