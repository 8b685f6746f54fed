"""The flattened tree of a budget: which row stands where, told by the rows above it.

Labels repeat, so a row is known by the path of labels that leads to it. What the amounts become
is `reader`'s work.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from monev.sources.djpk.sheet import Node
from monev.sources.grid import Value, folded

Amounts = tuple[Decimal | None, Decimal | None]


@dataclass(frozen=True)
class Line:
    """One row of the export: label, the cells of budget and realisation, and what they hold."""

    number: int
    label: Value
    budget: Value
    realised: Value
    amounts: Amounts


@dataclass(frozen=True)
class Placed:
    """A row with its place in the tree: the labels that lead to it as the fact sheet has them."""

    path: tuple[str, ...]
    measure: str
    line: Line


@dataclass(frozen=True)
class Budget:
    """A whole file: the rows that stand once, those of unknown labels, and those that clash.

    `clashing` holds rows of one path, or of one measure, with different amounts.
    """

    placed: tuple[Placed, ...]
    unknown: tuple[Line, ...]
    clashing: tuple[tuple[Placed, ...], ...]


def place(lines: Iterable[Line], tree: list[Node]) -> Budget:
    """Give every row its place: below the nearest row above that may have it.

    A row that stands again with the same amounts, as the second level of the export does, is the
    same row. With other amounts nobody can tell which of them is meant, and none is taken.
    """
    unknown: list[Line] = []
    by_path: dict[tuple[str, ...], list[Placed]] = {}
    above: list[Node] = []
    for line in lines:
        found = _find(line.label.text, above, tree)
        if found is None:
            unknown.append(line)
            continue
        above = found
        placed = Placed(tuple(node.labels[0] for node in found), found[-1].measure, line)
        known = by_path.setdefault(placed.path, [])
        if line.amounts not in [each.line.amounts for each in known]:
            known.append(placed)
    clashing = [tuple(rows) for rows in by_path.values() if len(rows) > 1]
    once = [rows[0] for rows in by_path.values() if len(rows) == 1]
    clashing += _same_measure(once)
    out = {id(row) for rows in clashing for row in rows}
    return Budget(tuple(row for row in once if id(row) not in out), tuple(unknown), tuple(clashing))


def _find(label: str, above: list[Node], tree: list[Node]) -> list[Node] | None:
    """Return the nodes that lead to a label, looking below the last row first, then further up."""
    for depth in range(len(above), -1, -1):
        candidates = above[depth - 1].below if depth else tree
        for node in candidates:
            if folded(label) in map(folded, node.labels):
                return [*above[:depth], node]
    return None


def _same_measure(rows: list[Placed]) -> Iterator[tuple[Placed, ...]]:
    """Yield rows of different places that claim to be the same measure."""
    for measure in dict.fromkeys(row.measure for row in rows if row.measure):
        same = tuple(row for row in rows if row.measure == measure)
        if len(same) > 1:
            yield same
