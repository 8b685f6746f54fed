"""Robust statistics: median, median absolute deviation, modified z-score. Values only.

Source: B. Iglewicz and D. C. Hoaglin, How to Detect and Handle Outliers, ASQC Quality Press, 1993.
"""

from collections.abc import Sequence
from decimal import Decimal
from statistics import median
from typing import Literal

FEWEST = 8
"""Below this many values a median of deviations says nothing; the catalogue may ask for more."""

MEAN_DEVIATION_FACTOR = Decimal("1.253314")
"""Square root of pi/2: the mean deviation times this is the standard deviation of a normal."""

WhenSame = Literal["skip", "mean_deviation"]


def modified_z(
    value: Decimal, others: Sequence[Decimal], factor: Decimal, when_same: WhenSame
) -> Decimal | None:
    """Return factor * (value - median) / MAD over `others`; None where it cannot be said.

    It cannot be said with fewer than 8 others. Where half of the others or more are the same
    number the MAD is 0; then, by `when_same`, nothing is said, or the mean deviation from the
    median stands in for the MAD. Where all others are the same, nothing is said either way.
    """
    if len(others) < FEWEST:
        return None
    middle = median(others)
    distances = [abs(one - middle) for one in others]
    spread = median(distances)
    if spread:
        return factor * (value - middle) / spread
    mean = sum(distances, Decimal(0)) / len(distances)
    if when_same == "skip" or not mean:
        return None
    return (value - middle) / (MEAN_DEVIATION_FACTOR * mean)
