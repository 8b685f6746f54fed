"""Borda, Condorcet and Kemeny against the Handbook's examples, and what holds for any profile."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monev.composite.votes import (
    MOST_UNITS,
    Matrix,
    TooManyUnitsError,
    borda,
    condorcet_winner,
    copeland,
    kemeny,
    outranking,
)
from tests.composite.tai import COUNTRIES, TABLE_A2, column

Profile = tuple[list[list[Fraction]], list[Fraction]]


def profile(units: str, *votes: tuple[int, str]) -> Profile:
    """How many indicators put the units into which order, the best first."""
    criteria = [[Fraction(-order.index(unit)) for unit in units] for _, order in votes]
    return criteria, [Fraction(count) for count, _ in votes]


def whole(matrix: Matrix) -> list[list[int]]:
    """A matrix of whole numbers, as the Handbook prints it."""
    assert all(cell.denominator == 1 for row in matrix for cell in row)
    return [[int(cell) for cell in row] for row in matrix]


TABLE_25 = profile("abcd", (3, "abcd"), (5, "acbd"), (7, "bdca"), (6, "cbda"))
TABLE_28 = profile("abc", (23, "abc"), (17, "bca"), (2, "bac"), (10, "cab"), (8, "cba"))
profiles = st.integers(2, 5).flatmap(
    lambda size: st.lists(
        st.lists(st.integers(0, 4).map(Fraction), min_size=size, max_size=size),
        min_size=1,
        max_size=6,
    )
)


def test_borda_of_21_indicators() -> None:
    """Handbook 2008, Tables 25 and 26, page 107: a = 24, b = 44, c = 38, d = 20."""
    assert borda(*TABLE_25) == [24, 44, 38, 20]


def test_condorcet_of_21_indicators() -> None:
    """Handbook 2008, Table 27, page 107: the matrix, c the Condorcet winner, order c b d a."""
    matrix = outranking(*TABLE_25)
    assert whole(matrix) == [[0, 8, 8, 8], [13, 0, 10, 21], [13, 11, 0, 14], [13, 0, 7, 0]]
    assert condorcet_winner(matrix) == "abcd".index("c")
    assert copeland(matrix) == [-3, 1, 3, -1]
    assert kemeny(matrix).orders == ((2, 1, 3, 0),)


def test_condorcet_s_own_example() -> None:
    """Handbook 2008, Tables 28 to 30 and page 111: a cycle, Borda b, Kemeny b c a with 104."""
    matrix = outranking(*TABLE_28)
    assert borda(*TABLE_28) == [58, 69, 53]
    assert whole(matrix) == [[0, 33, 25], [27, 0, 42], [35, 18, 0]]
    assert condorcet_winner(matrix) is None
    order = kemeny(matrix)
    assert order.support == 104
    assert order.orders == ((1, 2, 0),)


def test_fishburn_s_reversal() -> None:
    """Handbook 2008, Tables 31 to 33, page 109: without the last one, Borda turns a, b, c round."""
    with_d = profile("abcd", (3, "cbad"), (2, "badc"), (2, "adcb"))
    without = profile("abc", (3, "cba"), (2, "bac"), (2, "acb"))
    assert borda(*with_d) == [13, 12, 11, 6]
    assert borda(*without) == [6, 7, 8]


def test_the_paradox_stays_a_tie() -> None:
    """Handbook 2008, Table 34, page 112: three orders have the greatest support, nobody wins."""
    order = kemeny(outranking(*profile("abc", (1, "abc"), (1, "cab"), (1, "bca"))))
    assert set(order.orders) == {(0, 1, 2), (1, 2, 0), (2, 0, 1)}
    assert order.ranks() == [1, 1, 1]


TABLE_35 = {
    "patents": "187 289 271 994 779",
    "royalties": "125.6 130 156.6 64.6 9.8",
    "internet": "200.2 179.1 125.8 49 4.8",
    "exports": "50.7 66.2 59.7 80.8 66.7",
    "telephones": "3.080 2.997 3.096 3.003 2.972",
    "electricity": "4.150 4.073 4.145 3.865 3.653",
    "schooling": "10 12 11.4 9.5 10.8",
    "university": "27.4 13.9 15.3 10 23.2",
}


def test_five_countries_of_the_technology_index() -> None:
    """Handbook 2008, Tables 35 to 37, pages 113-114: matrix, scores and the three tied orders."""
    criteria = [[Fraction(n) for n in numbers.split()] for numbers in TABLE_35.values()]
    matrix = outranking(criteria, [Fraction(1, 8)] * 8)
    printed = [[float(cell) for cell in row] for row in matrix]
    assert printed == [
        [0, 0.5, 0.375, 0.75, 0.625],
        [0.5, 0, 0.5, 0.625, 0.625],
        [0.625, 0.5, 0, 0.75, 0.625],
        [0.25, 0.375, 0.25, 0, 0.75],
        [0.375, 0.375, 0.375, 0.25, 0],
    ]
    finland, usa, sweden, japan, korea = range(5)
    order = kemeny(matrix)
    assert order.support == Fraction("6.375")
    assert set(order.orders) == {
        (usa, sweden, finland, japan, korea),
        (sweden, finland, usa, japan, korea),
        (sweden, usa, finland, japan, korea),
    }
    assert order.ranks() == [2, 1, 1, 4, 5]


def test_the_five_countries_are_those_of_the_appendix() -> None:
    """Table 35 and Table A.2 of the Handbook print the same figures, to A.2's digits."""
    for name in TABLE_A2:
        short = [Fraction(n) for n in TABLE_35[name].split()]
        for one, other in zip(short, column(name)[:5], strict=True):
            assert abs(one - other) <= Fraction(5, 1000)
    assert COUNTRIES[:2] == ["Finland", "United States"]


@settings(max_examples=40, deadline=None)
@given(criteria=profiles)
def test_kemeny_is_the_best_of_all_orders(criteria: list[list[Fraction]]) -> None:
    """The orders found are exactly those that a look at every permutation finds."""
    matrix = outranking(criteria, [Fraction(1, 3)] * len(criteria))
    size = range(len(matrix))

    def support(order: tuple[int, ...]) -> Fraction:
        return sum(
            (matrix[j][k] for at, j in enumerate(order) for k in order[at + 1 :]), Fraction()
        )

    all_orders = {order: support(order) for order in permutations(size)}
    found = kemeny(matrix)
    assert found.support == max(all_orders.values())
    assert set(found.orders) == {o for o, s in all_orders.items() if s == found.support}


@settings(max_examples=40, deadline=None)
@given(criteria=profiles)
def test_a_condorcet_winner_leads(criteria: list[list[Fraction]]) -> None:
    """Whoever beats everybody is first in every Kemeny order and first by Copeland."""
    matrix = outranking(criteria, [Fraction(1)] * len(criteria))
    winner = condorcet_winner(matrix)
    if winner is not None:
        assert {order[0] for order in kemeny(matrix).orders} == {winner}
        assert copeland(matrix)[winner] == max(copeland(matrix))


@settings(max_examples=40, deadline=None)
@given(criteria=profiles)
def test_a_pair_shares_the_whole_weight(criteria: list[list[Fraction]]) -> None:
    """For any two units the two cells of the matrix add up to all weights (Handbook, page 113)."""
    matrix = outranking(criteria, [Fraction(1, 8)] * len(criteria))
    for j in range(len(matrix)):
        for k in range(j):
            assert matrix[j][k] + matrix[k][j] == Fraction(len(criteria), 8)


def test_an_indicator_without_a_value_is_silent() -> None:
    """Nobody beats a unit of which nothing is known, and it beats nobody."""
    matrix = outranking([[Fraction(3), None, Fraction(1)]], [Fraction(1)])
    assert whole(matrix) == [[0, 0, 1], [0, 0, 0], [0, 0, 0]]


def test_too_many_units_are_refused() -> None:
    """An exact order of nine is refused by name; of none and one it is trivial."""
    many = outranking([[Fraction(n) for n in range(MOST_UNITS + 1)]], [Fraction(1)])
    with pytest.raises(TooManyUnitsError, match="Use copeland or borda"):
        kemeny(many)
    assert kemeny(()).orders == ((),)
    assert kemeny(((Fraction(0),),)).ranks() == [1]
