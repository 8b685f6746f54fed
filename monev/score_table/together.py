"""One unit's indicators put together up the tree, and what share of the total each of them has."""

from dataclasses import dataclass
from fractions import Fraction
from typing import cast

from monev.composite.aggregate import aggregate
from monev.composite.missing import completeness
from monev.composite.pefa import Method as Grading
from monev.composite.pefa import combined
from monev.score_table.results import ScoredIndicator
from monev.score_table.shapes import GRADINGS, MEANS
from monev.score_table.structure import Node

Parts = tuple[ScoredIndicator, ...]
Scores = dict[str, Fraction | str | None]
NONE = Fraction(0)


@dataclass(frozen=True)
class Weights:
    """Shares of the total (0-1) for one pattern of what applies."""

    indicators: tuple[Fraction, ...]
    groups: dict[str, Fraction]


class Shares:
    """Shares of the total: what does not apply hands its weight to the rest of its group."""

    def __init__(self, tree: Node, count: int) -> None:
        self._tree = tree
        self._count = count
        self._kept: dict[tuple[bool, ...], Weights] = {}

    def of(self, parts: Parts) -> Weights:
        """Return the shares for one unit; units to which the same applies share one answer."""
        asked = tuple(one.status != "not_applicable" for one in parts)
        if asked not in self._kept:
            indicators, groups = [NONE] * self._count, dict[str, Fraction]()
            _hand_down(self._tree, Fraction(1), asked, indicators, groups)
            self._kept[asked] = Weights(tuple(indicators), groups)
        return self._kept[asked]


def _hand_down(
    node: Node,
    share: Fraction,
    asked: tuple[bool, ...],
    indicators: list[Fraction],
    groups: dict[str, Fraction],
) -> None:
    if node.indicator is not None:
        indicators[node.indicator] = share
        return
    groups[node.id] = share
    live = [child for child in node.children if _applies(child, asked)]
    whole = sum((child.weight for child in live), NONE)
    for child in live:
        if whole:
            _hand_down(child, share * child.weight / whole, asked, indicators, groups)


def _applies(node: Node, asked: tuple[bool, ...]) -> bool:
    if node.indicator is not None:
        return asked[node.indicator]
    return any(_applies(child, asked) for child in node.children)


def with_data(parts: Parts, weights: tuple[Fraction, ...]) -> Fraction | None:
    """Return the share of applicable weight with data; None where nothing applies."""
    if all(one.status == "data" for one in parts):
        return Fraction(1)
    known = [one.status == "data" for one in parts]
    return completeness(list(zip(weights, known, strict=True)))


def scores_of_groups(tree: Node, parts: Parts) -> Scores:
    """Return the score of every group, the total first; None where nothing in it has one.

    What has no score is left out, and its weight goes to the rest of its group. Of a group of
    letters, one missing letter leaves no grade: unknown is not the same as not applicable.
    """
    found: Scores = {tree.id: None}
    _score(tree, parts, found)
    return found


def _score(node: Node, parts: Parts, found: Scores) -> Fraction | str | None:
    if node.indicator is not None:
        return parts[node.indicator].points
    found.setdefault(node.id, None)
    scores = [(child, _score(child, parts, found)) for child in node.children]
    if node.method in GRADINGS:
        found[node.id] = _grade(node, parts)
    elif node.method in MEANS:
        pairs = [(score, child.weight) for child, score in scores if isinstance(score, Fraction)]
        found[node.id] = aggregate(pairs, node.method)
    return found[node.id]


def _grade(node: Node, parts: Parts) -> str | None:
    own = [parts[child.indicator] for child in node.children if child.indicator is not None]
    if any(one.status == "missing" for one in own):
        return None
    letters = ["NA" if one.status == "not_applicable" else str(one.points) for one in own]
    return combined(letters, cast("Grading", node.method))
