"""Printed shares add up to the printed change."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monev.attribution import apportioned

numbers = st.fractions(min_value=-50, max_value=50)
nudges = st.sampled_from([Decimal("-0.01"), Decimal(0), Decimal("0.01")])


@given(st.lists(numbers, min_size=1, max_size=4), nudges)
def test_printed_parts_add_up(parts: list[Fraction], nudge: Decimal) -> None:
    """To the last printed digit, also where the total is one off because its ends were rounded."""
    exact = sum(parts, Fraction(0))
    total = Decimal(round(exact * 100)).scaleb(-2) + (nudge if any(parts) else 0)
    printed = apportioned(parts, total, 2)
    assert sum(printed) == total
    for part, shown in zip(parts, printed, strict=True):
        assert abs(part - Fraction(shown)) < Fraction(4, 100)
        if not part:
            assert shown == 0


def test_what_is_left_goes_to_those_that_lost_most() -> None:
    """Thirds of 1.00: one of them is printed a hundredth higher, the first of equals."""
    third = Fraction(1, 3)
    assert apportioned([third] * 3, Decimal("1.00"), 2) == [
        Decimal("0.34"),
        Decimal("0.33"),
        Decimal("0.33"),
    ]


def test_nothing_cannot_be_made_something() -> None:
    """Parts of zero with a total that is not zero are refused, not invented."""
    with pytest.raises(ValueError, match="cannot add up"):
        apportioned([Fraction(0)], Decimal("0.01"), 2)
