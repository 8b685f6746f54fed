"""One indicator over all regions -> points 0-100, in the rubric's way and in two others.

The alternatives depend on who is compared; they never score anybody, they only say how far a rank
depends on the rubric's scales. Every way keeps the order of values and the evidence cap.
"""

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

Pair = tuple[float, float]
FULL = 100.0


@dataclass(frozen=True)
class Cell:
    """One indicator of one region: its points, its bounds, and the value behind them."""

    asked: bool
    known: bool = False
    score: Decimal | None = None
    low: Decimal = Decimal(0)
    high: Decimal = Decimal(0)
    cap: Decimal | None = None
    points: Decimal | None = None
    value: Decimal | None = None
    best_value: Decimal | None = None
    has_best: bool = False

    @property
    def open(self) -> bool:
        """Whether a draw may fall between two bounds."""
        return not self.known or self.high > self.low


def as_scored(cells: Sequence[Cell]) -> list[Pair]:
    """Return the rubric's own points and their upper bound."""
    return [_bounds(one) for one in cells]


def _bounds(cell: Cell) -> Pair:
    if not cell.asked:
        return 0.0, 0.0
    return float(cell.score or 0) if cell.known else float(cell.low), float(cell.high)


def over_range(cells: Sequence[Cell]) -> list[Pair]:
    """Return min-max points: 0 for the lowest of the regions compared, 100 for the highest.

    Reckoned on the values where these are numbers that rise (or fall) with their points, else on
    the points. Where all are equal the rubric's points stand (OECD/JRC Handbook on Constructing
    Composite Indicators, 2008, step 5, normalisation).
    """
    known = [one for one in cells if one.known]
    sign = _direction(known)
    levels = [_level(one, sign) for one in known]
    least, most = min(levels, default=0.0), max(levels, default=0.0)
    if least == most:
        return as_scored(cells)

    def placed(level: float) -> float:
        return FULL * (level - least) / (most - least)

    return [_capped(one, sign, placed) for one in cells]


def over_ranks(cells: Sequence[Cell]) -> list[Pair]:
    """Return percentiles: 100 times the share of the other regions whose points lie below.

    Where only one region is known, or all are equal, the rubric's points stand.
    """
    levels = sorted(_level(one, 0) for one in cells if one.known)
    if not levels or levels[0] == levels[-1]:
        return as_scored(cells)

    def placed(level: float) -> float:
        return FULL * bisect_left(levels, level) / (len(levels) - 1)

    return [_capped(one, 0, placed) for one in cells]


def _capped(cell: Cell, sign: int, placed: Callable[[float], float]) -> Pair:
    if not cell.known:
        return _bounds(cell)
    cap = FULL if cell.cap is None else float(cell.cap)
    low = min(placed(_level(cell, sign)), cap)
    return low, min(max(placed(_best(cell, sign)), low), cap)


def _level(cell: Cell, sign: int) -> float:
    """Return what a cell is compared by: its value where the sign says so, else its points."""
    if sign and cell.value is not None:
        return sign * float(cell.value)
    return float(cell.points if cell.points is not None else cell.score or 0)


def _best(cell: Cell, sign: int) -> float:
    if sign and cell.best_value is not None:
        return sign * float(cell.best_value)
    if not cell.has_best and cell.high == cell.low:
        return _level(cell, sign)
    return float(cell.high) if not sign else _level(cell, sign)


def _direction(known: Sequence[Cell]) -> int:
    """Return 1 where values rise with their points, -1 where they fall, 0 where that is unclear."""
    pairs = sorted(
        (one.value, one.points) for one in known if one.value is not None and one.points is not None
    )
    if len(pairs) != len(known) or len({points for _, points in pairs}) < 2:
        return 0
    steps = [after[1] - before[1] for before, after in pairwise(pairs)]
    if all(step >= 0 for step in steps):
        return 1
    return -1 if all(step <= 0 for step in steps) else 0


NORMALISED: dict[str, Callable[[Sequence[Cell]], list[Pair]]] = {
    "rubrik": as_scored,
    "minmaks": over_range,
    "persentil": over_ranks,
}
"""The normalisations by the names that `catalogue/leagues.yaml` gives them."""
