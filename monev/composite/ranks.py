"""From scores to order and words: ranks, bands, gates and caps.

Always from unrounded scores: what is rounded for print must not decide a rank or a band.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise
from typing import Self

from pydantic import model_validator

from monev.composite.precision import order_key
from monev.composite.shape import Shape

RANK_METHOD = "standard competition ranking (1, 2, 2, 4); equal scores share the better rank"


class Band(Shape):
    """A word for scores from `at_least` (included) up to the next band's edge (excluded).

    Without `at_least` it has no lower end; `below` may repeat the upper edge for the reader.
    """

    title: str
    at_least: Decimal | None = None
    below: Decimal | None = None


class Condition(Shape):
    """What a value must be: one of some words, or a number from `at_least` on or `below`."""

    one_of: list[str] | None = None
    at_least: Decimal | None = None
    below: Decimal | None = None

    @model_validator(mode="after")
    def _something(self) -> Self:
        numbers = self.at_least is not None or self.below is not None
        if (self.one_of is not None) == numbers:
            raise ValueError("give either one_of or at_least and below")
        return self

    def met_by(self, value: Fraction | str | None) -> bool:
        """Say whether the value meets it; no value never does."""
        if value is None:
            return False
        if self.one_of is not None:
            return isinstance(value, str) and value in self.one_of
        if isinstance(value, str):
            return False
        return (self.at_least is None or value >= Fraction(self.at_least)) and (
            self.below is None or value < Fraction(self.below)
        )


def ranks(scores: Sequence[Fraction | None]) -> list[int | None]:
    """Return every unit's rank by its unrounded score, the highest first; None without a score.

    Standard competition ranking: equal scores share the better rank, and as many ranks are left
    out after them.
    """
    known = sorted((one for one in scores if one is not None), key=order_key, reverse=True)
    first: dict[Fraction, int] = {}
    for place, score in enumerate(known, start=1):
        first.setdefault(score, place)
    return [None if score is None else first[score] for score in scores]


def faults_of(bands: Sequence[Band], *, from_zero: bool) -> str:
    """Return what is wrong with the bands, the best first; empty where nothing is.

    `from_zero` says that scores never lie below 0.
    """
    for upper, lower in pairwise(bands):
        if upper.at_least is None:
            return (
                f"only the lowest band may lack at_least; {upper.title!r} is above {lower.title!r}"
            )
        if lower.at_least is not None and lower.at_least >= upper.at_least:
            return f"list bands falling; {lower.title!r} does not start below {upper.title!r}"
        if lower.below is not None and lower.below < upper.at_least:
            return f"bands leave a gap from {lower.below} to {upper.at_least}"
        if lower.below is not None and lower.below > upper.at_least:
            return f"bands overlap from {upper.at_least} to {lower.below}"
    if not bands:
        return "give at least one band, or leave bands out"
    if bands[0].below is not None:
        return f"the best band {bands[0].title!r} has no upper end; leave below out"
    lowest = bands[-1].at_least
    if lowest is not None and (not from_zero or lowest > 0):
        start = "at_least: 0" if from_zero else "no at_least, since scores may lie below 0"
        return f"the lowest band starts at {lowest}; it needs {start}"
    return ""


def band_of(score: Fraction, bands: Sequence[Band]) -> Band:
    """Return the band of an unrounded score; the edge belongs to the upper band.

    `bands` are the best first and without faults (`faults_of`).
    """
    return next(band for band in bands if band.at_least is None or score >= Fraction(band.at_least))


def lower_band(one: Band, other: Band, bands: Sequence[Band]) -> Band:
    """Return the lower of two bands."""
    return max(one, other, key=list(bands).index)


def capped(value: Fraction, ceiling: Decimal) -> Fraction:
    """Return the value, at most the ceiling."""
    return min(value, Fraction(ceiling))
