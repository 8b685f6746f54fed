"""Letter grades: the weakest link with its plus, the table of averages, D*, NA and NU."""

from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monev.composite.pefa import CONVERSION, GRADES, LETTERS, GradeError, Method, combined

letters = st.lists(st.sampled_from("ABCD"), min_size=1, max_size=4)


@pytest.mark.parametrize(
    ("grades", "m1", "m2"),
    [
        (["B"], "B", "B"),
        (["A", "A"], "A", "A"),
        (["D", "A"], "D+", "C+"),
        (["C", "B", "A"], "C+", "B"),
        (["D*", "C"], "D+", "D+"),
        (["D*"], "D", "D"),
        (["NA", "B", "A"], "B+", "B+"),
        (["NA", "C"], "C", "C"),
        (["NA", "NA"], "NA", "NA"),
        (["NU", "NU"], "NU", "NU"),
    ],
)
def test_both_methods(grades: list[str], m1: str, m2: str) -> None:
    """D* counts as D and leaves no asterisk; what is not applicable is as if it did not exist.

    Source: PEFA Handbook, Volume II, Fieldguide, section 2.1 (D*, NA, NU) and 2.2 (M1, M2).
    """
    assert (combined(grades, "pefa_m1"), combined(grades, "pefa_m2")) == (m1, m2)


@pytest.mark.parametrize(
    ("grades", "method", "said"),
    [
        (["A+"], "pefa_m1", "expected one of A, B, C, D"),
        (["b"], "pefa_m2", "found the grade 'b'"),
        (["NU", "A"], "pefa_m2", "used whole or not at all"),
        (["A"] * 5, "pefa_m2", "5 dimensions"),
    ],
)
def test_what_has_no_grade_is_refused(grades: list[str], method: Method, said: str) -> None:
    """Unknown letters, a half-used indicator and a fifth dimension are errors."""
    with pytest.raises(GradeError, match=said):
        combined(grades, method)


def test_the_table_answers_every_combination() -> None:
    """Two, three and four dimensions in any order have an entry, and nothing else has."""
    keys = {
        "".join(sorted(some, key=LETTERS.index))
        for size in (2, 3, 4)
        for some in product(LETTERS, repeat=size)
    }
    assert set(CONVERSION) == keys
    assert set(CONVERSION.values()) == set(GRADES)


def test_a_fifth_of_three_dimensions_lies_above_the_rounded_average() -> None:
    """Four of twenty entries lie above the average rounded to half a grade.

    Source: the slides of UNCDF's Excel tool for PEFA in Papua New Guinea (2018), slide 7: "20% of
    3 dimension averaged calculated grades are lower" than those of the conversion table.
    """
    three = {key: grade for key, grade in CONVERSION.items() if len(key) == 3}

    def half_grades(key: str) -> int:
        average = Fraction(sum(LETTERS.index(one) for one in key) * 2, len(key))
        whole = Decimal(average.numerator) / Decimal(average.denominator)
        return int(whole.quantize(Decimal(1), rounding=ROUND_HALF_EVEN))

    above = [key for key, grade in three.items() if GRADES.index(grade) > half_grades(key)]
    assert Fraction(len(above), len(three)) == Fraction(20, 100)


@settings(max_examples=40, deadline=None)
@given(grades=letters, place=st.integers(0, 3))
def test_a_better_dimension_never_lowers_the_grade(grades: list[str], place: int) -> None:
    """One dimension raised by a letter: neither method answers with a lower grade."""
    at = place % len(grades)
    better = LETTERS[min(LETTERS.index(grades[at]) + 1, 3)]
    raised = [*grades[:at], better, *grades[at + 1 :]]
    methods: list[Method] = ["pefa_m1", "pefa_m2"]
    for method in methods:
        before, after = combined(grades, method), combined(raised, method)
        assert GRADES.index(after) >= GRADES.index(before)


@settings(max_examples=40, deadline=None)
@given(grades=letters)
def test_averaging_is_never_below_the_weakest_letter(grades: list[str]) -> None:
    """M2 lies between the lowest and the highest letter."""
    low, high = min(grades, key=LETTERS.index), max(grades, key=LETTERS.index)
    at = GRADES.index(combined(grades, "pefa_m2"))
    assert GRADES.index(low) <= at <= GRADES.index(high)
