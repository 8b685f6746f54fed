"""The means, their order, and what zero, no weight and negative values do to them."""

from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monev.composite.aggregate import METHODS, AggregationError, aggregate

Pair = tuple[Fraction, Fraction]
values = st.fractions(min_value=0, max_value=100, max_denominator=50)
weights = st.fractions(min_value=0, max_value=20, max_denominator=20)
weighted = st.lists(st.tuples(values, weights), min_size=1, max_size=8)


def pairs(*given_: tuple[str, str]) -> list[Pair]:
    """Pairs of value and weight from text."""
    return [(Fraction(value), Fraction(weight)) for value, weight in given_]


def test_the_means_of_two_and_eight() -> None:
    """2 and 8 have the means 5, 4, 3.2 and 2, all of them exactly."""
    both = pairs(("2", "1"), ("8", "1"))
    found = {method: aggregate(both, method) for method in METHODS}
    assert found == {
        "arithmetic": Fraction(5),
        "geometric": Fraction(4),
        "harmonic": Fraction(16, 5),
        "weakest": Fraction(2),
    }


def test_weights_need_not_sum_to_one() -> None:
    """Weights 3 and 1 pull three quarters of the way."""
    assert aggregate(pairs(("0", "3"), ("100", "1")), "arithmetic") == 25


@pytest.mark.parametrize("method", METHODS)
def test_no_weight_gives_no_score(method: str) -> None:
    """Nothing to aggregate is None, never zero."""
    assert aggregate([], method) is None
    assert aggregate(pairs(("50", "0")), method) is None


@pytest.mark.parametrize("method", ["geometric", "harmonic", "weakest"])
def test_zero_is_not_compensated(method: str) -> None:
    """One zero makes the whole zero, unless it carries no weight."""
    assert aggregate(pairs(("0", "1"), ("100", "1")), method) == 0
    assert aggregate(pairs(("0", "0"), ("64", "1")), method) == 64


def test_a_third_stays_a_third() -> None:
    """Equal values give exactly that value, whichever the mean."""
    third = Fraction(100, 3)
    for method in METHODS:
        assert aggregate([(third, Fraction(1)), (third, Fraction(2))], method) == third


def test_a_root_is_rounded_once() -> None:
    """The geometric mean of 1 and 2 is the square root of 2 with 28 significant digits."""
    assert aggregate(pairs(("1", "1"), ("2", "1")), "geometric") == Fraction(
        "1.414213562373095048801688724"
    )


@pytest.mark.parametrize(
    ("given_", "method", "said"),
    [
        (pairs(("1", "1")), "median", "there are arithmetic, geometric, harmonic, weakest"),
        (pairs(("1", "-1")), "arithmetic", "a weight lies below 0"),
        (pairs(("-1", "1"), ("1", "1")), "geometric", "use arithmetic or weakest"),
        (pairs(("-1", "1"), ("1", "1")), "harmonic", "a harmonic mean does not allow"),
    ],
)
def test_what_has_no_meaning_is_refused(given_: list[Pair], method: str, said: str) -> None:
    """An unknown method, a negative weight and a negative value are errors that name the cure."""
    with pytest.raises(AggregationError, match=said):
        aggregate(given_, method)


@settings(max_examples=40, deadline=None)
@given(given_=weighted)
def test_the_order_of_the_means(given_: list[Pair]) -> None:
    """Arithmetic is at least geometric, that at least harmonic, that at least the weakest."""
    found = [aggregate(given_, method) for method in METHODS]
    known = [one for one in found if one is not None]
    assert len(known) in {0, len(METHODS)}
    assert known == sorted(known, reverse=True)


@settings(max_examples=40, deadline=None)
@given(given_=weighted, factor=st.fractions(min_value="1/9", max_value=9, max_denominator=9))
def test_only_the_ratio_of_weights_matters(given_: list[Pair], factor: Fraction) -> None:
    """Weights in percent or in points give the same score."""
    scaled = [(value, weight * factor) for value, weight in given_]
    for method in METHODS:
        assert aggregate(scaled, method) == aggregate(given_, method)


@settings(max_examples=40, deadline=None)
@given(given_=weighted, seed=st.randoms(use_true_random=False))
def test_the_order_of_the_parts_does_not_matter(given_: list[Pair], seed: Random) -> None:
    """A shuffled list gives the same score to the last digit."""
    mixed = list(given_)
    seed.shuffle(mixed)
    for method in METHODS:
        assert aggregate(mixed, method) == aggregate(given_, method)


@settings(max_examples=40, deadline=None)
@given(given_=weighted, raise_by=values)
def test_raising_a_part_never_lowers_the_whole(given_: list[Pair], raise_by: Fraction) -> None:
    """Every mean is monotone in every part."""
    first, weight = given_[0]
    raised = [(first + raise_by, weight), *given_[1:]]
    for method in METHODS:
        before, after = aggregate(given_, method), aggregate(raised, method)
        assert before is None or (after is not None and after >= before)
