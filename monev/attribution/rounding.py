"""Parts printed with few decimals that still add up to their printed sum."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import floor


def apportioned(parts: Sequence[Fraction], total: Decimal, places: int) -> list[Decimal]:
    """Round `parts` to `places` decimals so that they add up to `total`, which has no more.

    The method of largest remainders (Hamilton): everything is rounded down, and what is then left
    goes to those that lost most. A part of exactly 0 stays 0. `total` must be the sum of the parts
    but for its own rounding; where every part is 0 it must be 0 too (ValueError).
    """
    unit = 10**places
    scaled = [part * unit for part in parts]
    units = [floor(part) for part in scaled]
    left = int(total * unit) - sum(units)
    order = sorted(
        (place for place, part in enumerate(parts) if part),
        key=lambda place: (scaled[place] - units[place], -place),
        reverse=True,
    )
    if left and not order:
        raise ValueError(f"parts of 0 cannot add up to {total}")
    while left:
        step = 1 if left > 0 else -1
        for place in order[: abs(left)] if step > 0 else order[::-1][: abs(left)]:
            units[place] += step
            left -= step
    return [Decimal(one).scaleb(-places) for one in units]
