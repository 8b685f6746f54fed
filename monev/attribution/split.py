"""The change between two evaluations as shares of its factors, for the total and per indicator."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from monev.attribution.corners import Basis, differing, mixed, scored
from monev.attribution.shapley import Split, shapley
from monev.errors import CatalogueError
from monev.scorecard import Scorecard

TOTAL = ""
"""Key of the total score among the shares; the others are ids of indicators."""


def split(
    before: Basis, after: Basis, scorer: Callable[[Basis], Scorecard] = scored
) -> Split | None:
    """Return what each differing factor did to the score; the shares add up to its whole change.

    A mixture that cannot be scored (nothing known, or rules that cannot rate the other side's
    facts) is passed by. Returns None where an end has no score, or no way leads round the
    mixtures without one. Raises CatalogueError where an end itself cannot be scored.
    """
    factors = differing(before, after)
    ends = (frozenset[str](), frozenset[str](factors))

    def value(changed: frozenset[str]) -> Mapping[str, Fraction] | None:
        try:
            return contributions(scorer(mixed(before, after, changed)))
        except CatalogueError:
            if changed in ends:
                raise
            return None

    return shapley(factors, value)


def contributions(card: Scorecard) -> dict[str, Fraction] | None:
    """Return the score and what each indicator adds to a weighted mean, in points of the total.

    None where there is no score.
    """
    if card.score is None:
        return None
    asked = [
        (one.id, Fraction(one.score), Fraction(one.effective_weight))
        for one in card.indicators
        if one.status != "tidak_berlaku" and one.score is not None
    ]
    weight = sum((weight for _, _, weight in asked), Fraction(0))
    parts = {name: points * own / weight for name, points, own in asked} if weight else {}
    return {TOTAL: Fraction(card.score), **parts}
