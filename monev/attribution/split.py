"""The change between two evaluations as shares of its factors, for the total and per indicator."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from monev.attribution.corners import Basis, differing, mixed
from monev.attribution.shapley import Corner, Split, shapley
from monev.composite.precision import as_decimal
from monev.errors import CatalogueError
from monev.scoring import Verdict, verdict

TOTAL = ""
"""Key of the total score among the shares; the others are ids of indicators."""
MEAN = "arithmetic"

Parts = Mapping[str, Fraction]


def scored(basis: Basis) -> Parts | None:
    """Return the total score as it is filed, and what each indicator adds to it; None without one.

    The parts are points of the total and stand there only where pillars and total are arithmetic
    means: of any other mean no part can be told by itself.
    """
    outcome = verdict(basis.known, basis.rules, basis.mode)
    if outcome.totals.score is None:
        return None
    parts = _parts(outcome) if _is_mean(basis) else {}
    return {TOTAL: Fraction(as_decimal(outcome.totals.score)), **parts}


def split(
    before: Basis, after: Basis, scorer: Callable[[Basis], Parts | None] = scored
) -> Split | None:
    """Return what each differing factor did to the score; the shares add up to its whole change.

    Shares of indicators are there where both sides are arithmetic means. A mixture that cannot be
    scored (nothing known, or rules that cannot rate the other side's facts) is passed by. Returns
    None where an end has no score, or no way leads round the mixtures without one. Raises
    CatalogueError where an end itself cannot be scored.
    """
    factors = differing(before, after)
    ends = (frozenset[str](), frozenset[str](factors))
    in_parts = _is_mean(before) and _is_mean(after)

    def value(changed: Corner) -> Parts | None:
        try:
            found = scorer(mixed(before, after, changed))
        except CatalogueError:
            if changed in ends:
                raise
            return None
        return found if found is None or in_parts else {TOTAL: found[TOTAL]}

    return shapley(factors, value)


def _is_mean(basis: Basis) -> bool:
    method = basis.rules.aggregation
    return method.within == method.across == MEAN


def _parts(outcome: Verdict) -> dict[str, Fraction]:
    """Split a mean of means: an indicator's points, times its weight among those that count.

    In *indikatif* what is not known counts neither in its pillar nor, if nothing in a pillar is
    known, among the pillars.
    """
    counted = [
        one for one in outcome.rows if one.status != "tidak_berlaku" and one.score is not None
    ]
    within: dict[str, Fraction] = {}
    for one in counted:
        pillar = one.rule.indicator.pillar
        within[pillar] = within.get(pillar, Fraction(0)) + Fraction(one.rule.weight)
    carried = {pillar: outcome.totals.pillars[pillar].weight for pillar in within}
    whole = sum(carried.values(), Fraction(0))
    return {
        one.rule.indicator.id: (one.score or Fraction(0))
        * Fraction(one.rule.weight)
        * carried[one.rule.indicator.pillar]
        / (within[one.rule.indicator.pillar] * whole)
        for one in counted
    }
