"""What is aimed at: the next band with its edge and the ceilings in the way; and what is enough."""

from dataclasses import dataclass
from fractions import Fraction

from monev.counterfactual.rescoring import Chosen, Outcome, Rescoring
from monev.rubric import RulesInForce
from monev.rubric.shapes import Band


@dataclass(frozen=True)
class Aim:
    """The next band: its name, the score it begins at, and the gates that must be lifted for it."""

    band: str
    edge: Fraction
    barred_by: frozenset[str]

    def met(self, outcome: Outcome) -> bool:
        """Say whether an outcome gives the band."""
        return outcome.total >= self.edge and not outcome.gates & self.barred_by

    def reachable(self, total: Fraction) -> bool:
        """Say whether a total would do, ceilings aside."""
        return total >= self.edge


def bands_of(rules: RulesInForce) -> list[Band]:
    """Return the bands in force, the best first."""
    return sorted(rules.bands.bands, key=lambda band: band.at_least, reverse=True)


def next_aim(rules: RulesInForce, band: str) -> Aim | None:
    """Return the band above this one, None for the highest."""
    bands = bands_of(rules)
    titles = [one.title.id for one in bands]
    place = titles.index(band) - 1
    if place < 0:
        return None
    barring = {gate.id for gate in rules.gates if titles.index(gate.band_at_most) > place}
    return Aim(titles[place], Fraction(bands[place].at_least), frozenset(barring))


def least(rescoring: Rescoring, aim: Aim, others: Chosen, option: int, most: int) -> int:
    """Return the least whole quantity of an option that meets the aim beside the others.

    `most` units must meet it and none must not. The total rises with the quantity in straight
    pieces, so a line between two known points soon hits; every answer is one that was scored,
    and so is the quantity just below it.
    """

    def outcome(quantity: int) -> Outcome:
        return rescoring.outcome({**others, option: quantity} if quantity else others)

    low, high = 0, most
    width, stalled = high - low, 0
    while high - low > 1:
        guess = (low + high) // 2
        below, above = outcome(low).total, outcome(high).total
        if stalled < 2 and below < aim.edge <= above:
            share = (aim.edge - below) / (above - below)
            guess = low + -((-share * (high - low)) // 1)
        guess = min(max(guess, low + 1), high - 1)
        if aim.met(outcome(guess)):
            high = guess
        else:
            low = guess
        stalled = stalled + 1 if (high - low) * 2 > width else 0
        width = high - low
    return high
