"""What the outcome would be after steps: the changed facts are judged anew.

Only the indicators that a step may move are asked again, and those that ask after others. Each is
judged once per combination; the total is the rubric's own.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from monev.composite.aggregate import aggregate
from monev.counterfactual.changes import apply_changes
from monev.counterfactual.scene import Option, Scene
from monev.known import KnownFacts
from monev.prospect import Change
from monev.rubric import RulesInForce
from monev.scoring import Verdict, verdict
from monev.scoring.combine import asked, completeness, gates_that_hold, pillar_weights
from monev.scoring.follow_up import scores_of
from monev.scoring.indicator import Judged, judge
from monev.scoring.reading import AFTER_OTHERS

ZERO, FULL = Fraction(0), Fraction(100)
STRAIGHT = "arithmetic"

Chosen = Mapping[int, int]
"""How much of which option: its place in the list, and a quantity above zero."""

Steps = tuple[tuple[int, int], ...]
Rows = dict[str, Judged]


@dataclass(frozen=True)
class Outcome:
    """The exact total (0-100) after steps, the ceilings that still hold, and how much is known."""

    total: Fraction
    gates: frozenset[str]
    completeness: Fraction


class Rescoring:
    """Outcomes of combinations of options; `asked` counts the work done for them."""

    def __init__(self, scene: Scene, options: Sequence[Option]) -> None:
        self.scene, self.options, self.asked = scene, options, 0
        self._rules = {rule.indicator.id: rule for rule in scene.rules.rules}
        found = verdict(scene.known, scene.rules, scene.card.mode)
        self.base: Rows = {one.rule.indicator.id: one for one in found.rows}
        self._start = found.totals.score or ZERO
        self._complete = found.totals.completeness
        self._carried = pillar_weights(found.rows)
        self._shares = shares(found.rows, scene.rules)
        after = {name for name, one in self._rules.items() if one.indicator.formula in AFTER_OTHERS}
        self.after = sorted(after) if scene.known.past_actions else []
        """Indicators that ask after the others: any step may move them."""
        self._judged: dict[tuple[str, Steps], Judged] = {}
        self._facts: dict[Steps, KnownFacts] = {(): scene.known}
        self._outcomes: dict[Steps, Outcome] = {}

    def outcome(self, chosen: Chosen) -> Outcome:
        """Return the outcome after these steps."""
        key = tuple(sorted(chosen.items()))
        found = self._outcomes.get(key)
        if found is None:
            self.asked += 0 if self.straight else 1
            moved = self.moved(chosen)
            rows = {**self.base, **moved}
            gates = frozenset(one.id for one in gates_that_hold(self.scene.rules, [*rows.values()]))
            same = all(one.status == self.base[name].status for name, one in moved.items())
            known = self._complete if same else completeness([*rows.values()])
            found = Outcome(self._total(moved, rows), gates, known)
            self._outcomes[key] = found
        return found

    def _total(self, moved: Rows, rows: Rows) -> Fraction:
        """Return the total: along straight lines while the same indicators count, else anew."""
        same = all(
            one.status == self.base[name].status
            and (one.score is None) == (self.base[name].score is None)
            for name, one in moved.items()
        )
        if not same or self._shares is None:
            return together(rows, self.scene.rules, self._carried)
        gains = (self._gain(name, one) for name, one in moved.items())
        return sum(gains, self._start)

    def _gain(self, name: str, after: Judged) -> Fraction:
        rise = (after.score or ZERO) - (self.base[name].score or ZERO)
        return rise * (self._shares or {}).get(name, Fraction(1)) if rise else ZERO

    def total_with(self, name: str, points: Fraction) -> Fraction:
        """Return the total if one indicator came to so many points and nothing else moved."""
        before = self.base[name].score
        if self._shares is not None and before is not None:
            return self._start + self._shares[name] * (points - before)
        rule, reading = self._rules[name], self.base[name].reading
        row = Judged(rule, reading, "dinilai", points=points, score=points, low=points, high=points)
        return together({**self.base, name: row}, self.scene.rules, self._carried)

    def rises(self, chosen: Chosen) -> dict[str, Fraction]:
        """Return by how much the total rises through each indicator that these steps move.

        Where the total is no weighted mean, by how much at most.
        """
        return {name: self._gain(name, one) for name, one in self.moved(chosen).items()}

    @property
    def straight(self) -> bool:
        """Say whether the total is a weighted mean, so that what steps bring may be added up."""
        return self._shares is not None

    def moved(self, chosen: Chosen) -> Rows:
        """Return the indicators that these steps may move, judged anew."""
        steps: dict[str, list[tuple[int, int]]] = {}
        for place in sorted(chosen):
            for name in self.options[place].moves:
                if name in self.base and self.base[name].status != "tidak_berlaku":
                    steps.setdefault(name, []).append((place, chosen[place]))
        rows = {name: self._row(name, tuple(own)) for name, own in steps.items()}
        if rows:
            for name in self.after:
                rows[name] = self._row_after(name, tuple(steps.get(name, ())), rows)
        return rows

    def _row(self, name: str, steps: Steps) -> Judged:
        found = self._judged.get((name, steps))
        if found is None:
            self.asked += 1
            scene = self.scene
            found = judge(self._rules[name], self.facts(steps), scene.rules, scene.card.mode)
            self._judged[name, steps] = found
        return found

    def _row_after(self, name: str, steps: Steps, rows: Rows) -> Judged:
        """Return an indicator that asks after the others, as these come out."""
        scene = self.scene
        others = [one for key, one in {**self.base, **rows}.items() if key not in self.after]
        return judge(
            self._rules[name], self.facts(steps), scene.rules, scene.card.mode, scores_of(others)
        )

    def facts(self, steps: Steps) -> KnownFacts:
        """Return the known facts after some steps."""
        found = self._facts.get(steps)
        if found is None:
            changes = [one for place, n in steps for one in self.options[place].changes(n)]
            found = apply_changes(self.scene.known, changes)
            self._facts[steps] = found
        return found

    def whole(self, changes: Sequence[Change]) -> Verdict:
        """Return the whole verdict on the changed facts: what decides in the end."""
        known = apply_changes(self.scene.known, changes)
        return verdict(known, self.scene.rules, self.scene.card.mode)


def together(rows: Rows, rules: RulesInForce, carried: Mapping[str, Fraction]) -> Fraction:
    """Return the total of indicators by the rubric's own means, exact; `carried` by pillars."""
    pillars: dict[str, list[tuple[Fraction, Fraction]]] = {}
    for one in asked([*rows.values()]):
        if one.score is not None:
            own = pillars.setdefault(one.rule.indicator.pillar, [])
            own.append((one.score, Fraction(one.rule.weight)))
    means = {name: aggregate(own, rules.aggregation.within) for name, own in pillars.items()}
    pairs = [(mean, carried[name]) for name, mean in means.items() if mean is not None]
    return aggregate(pairs, rules.aggregation.across) or ZERO


def shares(rows: Sequence[Judged], rules: RulesInForce) -> dict[str, Fraction] | None:
    """Return what the total rises by for one point of each indicator that counts.

    None where the rubric does not take weighted means (`aggregation`), for then it depends.
    """
    if {rules.aggregation.within, rules.aggregation.across} != {STRAIGHT}:
        return None
    carried = pillar_weights(rows)
    counting: dict[str, Fraction] = {}
    for one in asked(rows):
        if one.score is not None:
            pillar = one.rule.indicator.pillar
            counting[pillar] = counting.get(pillar, ZERO) + Fraction(one.rule.weight)
    over = sum((carried[pillar] for pillar in counting), ZERO)
    return {
        one.rule.indicator.id: carried[one.rule.indicator.pillar]
        / over
        * Fraction(one.rule.weight)
        / counting[one.rule.indicator.pillar]
        for one in asked(rows)
        if one.score is not None
    }
