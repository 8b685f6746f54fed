"""The total by vote: the children of the total order the units that have enough data."""

from dataclasses import dataclass
from fractions import Fraction

from monev.composite.ranks import ranks
from monev.composite.votes import borda, copeland, kemeny, outranking
from monev.score_table.load import RubricFile
from monev.score_table.results import ScoredUnit
from monev.score_table.structure import Node


@dataclass(frozen=True)
class Voted:
    """Scores and ranks in the order of the units; Kemeny gives an order and no score."""

    scores: list[Fraction | None]
    ranks: list[int | None]


def voted(book: RubricFile, units: list[ScoredUnit]) -> Voted:
    """Return the outcome of the vote.

    Raises TooManyUnitsError where a Kemeny order is out of reach.
    """
    children = book.tree.children
    criteria = [[_stand(book, child, unit) for unit in units] for child in children]
    weights = [child.weight for child in children]
    if not units:
        return Voted([], [])
    if book.tree.method == "kemeny":
        order = kemeny(outranking(criteria, weights))
        return Voted([None] * len(units), list(order.ranks()))
    if book.tree.method == "borda":
        scores: list[Fraction | None] = list(borda(criteria, weights))
    else:
        scores = [Fraction(net) for net in copeland(outranking(criteria, weights))]
    return Voted(scores, ranks(scores))


def _stand(book: RubricFile, child: Node, unit: ScoredUnit) -> Fraction | None:
    """What a voter sees of a unit: a group's score, an indicator's points, or its raw value."""
    if child.indicator is None:
        score = next(group.score for group in unit.groups if group.id == child.id)
        return score if isinstance(score, Fraction) else None
    rule, part = book.rubric.indicators[child.indicator], unit.indicators[child.indicator]
    seen = part.points if rule.scale is not None else part.value
    if not isinstance(seen, Fraction):
        return None
    return -seen if rule.scale is None and rule.direction == "less" else seen
