"""Normalisations over all units: against the Handbook's Table 15, and what holds for any data."""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from monev.composite.over_data import NoSpreadError, OverDataScale, exact_root, fit, normalised
from tests.composite.tai import COUNTRIES, column

numbers = st.fractions(min_value=-100, max_value=100, max_denominator=20)
spread = st.lists(numbers, min_size=2, max_size=9).filter(lambda some: len(set(some)) > 1)

WAYS: list[dict[str, Any]] = [
    {"min_max": {}},
    {"z_score": {}},
    {"z_score": {"mean": 100, "sd": 10}},
    {"rank": {}},
    {"percentile": {}},
]


def scale(way: dict[str, Any], **more: Any) -> OverDataScale:
    """A scale as a rubric writes it."""
    return OverDataScale.model_validate({name: {**said, **more} for name, said in way.items()})


def printed(values: Sequence[Fraction]) -> str:
    """Values with two decimals, halves up, as the Handbook prints them."""
    step = Decimal("0.01")
    long = (Decimal(value.numerator) / Decimal(value.denominator) for value in values)
    return " ".join(
        str(abs(one) if abs(one) < step / 2 else one)
        for one in (decimal.quantize(step, rounding=ROUND_HALF_UP) for decimal in long)
    )


TABLE_15 = [
    (
        {"z_score": {}},
        1,
        "0.26 1.52 1.14 -0.06 0.76 -0.12 -0.12 1.27 0.83 -1.58 0.38 1.46 -0.12 -0.19 1.33 -0.76 "
        "-1.08 0.00 -1.46 -1.52 -0.06 -0.31 -1.58",
    ),
    (
        {"min_max": {}},
        100,
        "0.59 1.00 0.88 0.49 0.76 0.47 0.47 0.92 0.78 0.00 0.63 0.98 0.47 0.45 0.94 0.27 0.16 0.51 "
        "0.04 0.02 0.49 0.41 0.00",
    ),
    (
        {"distance": {"reference": "mean"}},
        1,
        "1.04 1.25 1.19 0.99 1.13 0.98 0.98 1.21 1.14 0.74 1.06 1.24 0.98 0.97 1.22 0.88 0.82 1.00 "
        "0.76 0.75 0.99 0.95 0.74",
    ),
    (
        {"distance": {"reference": "leader"}},
        1,
        "0.83 1.00 0.95 0.79 0.90 0.78 0.78 0.97 0.91 0.59 0.85 0.99 0.78 0.78 0.98 0.70 0.66 0.80 "
        "0.61 0.60 0.79 0.76 0.59",
    ),
    (
        {"distance": {"reference": "last"}},
        1,
        "1.41 1.69 1.61 1.34 1.52 1.32 1.32 1.63 1.54 1.00 1.44 1.68 1.32 1.31 1.65 1.18 1.11 1.35 "
        "1.03 1.01 1.34 1.28 1.00",
    ),
    (
        {"distance": {"reference": "mean", "form": "difference"}},
        1,
        "0.04 0.25 0.19 -0.01 0.13 -0.02 -0.02 0.21 0.14 -0.26 0.06 0.24 -0.02 -0.03 0.22 -0.12 "
        "-0.18 0.00 -0.24 -0.25 -0.01 -0.05 -0.26",
    ),
    (
        {"distance": {"reference": "last", "form": "difference"}},
        1,
        "0.41 0.69 0.61 0.34 0.52 0.32 0.32 0.63 0.54 0.00 0.44 0.68 0.32 0.31 0.65 0.18 0.11 0.35 "
        "0.03 0.01 0.34 0.28 0.00",
    ),
]


@pytest.mark.parametrize(("way", "full", "column_of_table"), TABLE_15, ids=str)
def test_the_handbook_s_table_15(way: dict[str, Any], full: int, column_of_table: str) -> None:
    """Mean years of school of 23 countries: OECD/JRC Handbook 2008, Table 15, page 87."""
    points = normalised(column("schooling"), scale(way))
    assert printed([value / full for value in points]) == column_of_table


def test_ranks_and_percentiles_of_table_15() -> None:
    """Columns Rank and Percentile of Table 15 (page 87): equal values share the lowest place."""
    years = column("schooling")
    ranks = "15 23 19 12 17 9 9 20 18 1 16 22 9 8 21 6 5 14 4 3 12 7 1"
    percentiles = (
        "65.2 100.0 82.6 52.2 73.9 39.1 39.1 87.0 78.3 4.3 69.6 95.7 39.1 34.8 91.3 26.1 21.7 60.9 "
        "17.4 13.0 52.2 30.4 4.3"
    )
    assert " ".join(str(rank) for rank in normalised(years, scale({"rank": {}}))) == ranks
    found = normalised(years, scale({"percentile": {}}))
    assert " ".join(f"{float(value):.1f}" for value in found) == percentiles


def test_above_and_below_the_mean_of_table_15() -> None:
    """Column Above/below the mean of Table 15 (page 87), threshold 20%."""
    signs = normalised(column("schooling"), scale({"around_mean": {"threshold": Decimal("0.2")}}))
    named = dict(zip(COUNTRIES, signs, strict=True))
    above = {"United States", "Canada", "Norway", "New Zealand"}
    below = {"Singapore", "Spain", "Italy", "Slovenia"}
    assert {name for name, sign in named.items() if sign == 1} == above
    assert {name for name, sign in named.items() if sign == -1} == below


def test_the_threshold_itself_is_still_around_the_mean() -> None:
    """A fifth below and above are neutral at 20%, a hair more is not (Handbook 5.5)."""
    way = scale({"around_mean": {"threshold": Decimal("0.2")}})
    place = fit([Fraction(n) for n in (80, 100, 120)], way)
    assert [place(Fraction(n)) for n in (80, 100, 120)] == [0, 0, 0]
    assert [place(Fraction(n)) for n in ("79.9", "120.1")] == [-1, 1]


def test_z_scores_use_the_sample_deviation() -> None:
    """Of 1, 2, 3 the deviation is exactly 1 (n - 1), so that the scores are rational."""
    values = [Fraction(n) for n in (1, 2, 3)]
    assert normalised(values, scale({"z_score": {}})) == [-1, 0, 1]
    assert normalised(values, scale({"z_score": {"mean": 100, "sd": 10}})) == [90, 100, 110]


def test_irrational_scores_have_28_digits() -> None:
    """The deviation of 0, 0, 1, 1 is irrational: its score is rounded once, half even."""
    found = normalised([Fraction(n) for n in (0, 0, 1, 1)], scale({"z_score": {}}))
    assert found[3] == Fraction("0.8660254037844386467637231708")
    assert exact_root(Fraction(3)) is None
    assert exact_root(Fraction(9, 4)) == Fraction(3, 2)


@settings(max_examples=40, deadline=None)
@given(values=spread, seed=st.randoms(use_true_random=False))
def test_the_order_of_units_does_not_matter(values: list[Fraction], seed: Random) -> None:
    """Shuffled units get the same points."""
    mixed = list(enumerate(values))
    seed.shuffle(mixed)
    for way in WAYS:
        straight = normalised(values, scale(way))
        shuffled = normalised([value for _, value in mixed], scale(way))
        assert all(straight[at] == shuffled[i] for i, (at, _) in enumerate(mixed))


@settings(max_examples=40, deadline=None)
@given(values=spread, factor=st.integers(1, 9), shift=st.integers(-50, 50))
def test_celsius_or_fahrenheit_does_not_matter(
    values: list[Fraction], factor: int, shift: int
) -> None:
    """Min-max, ranks and percentiles are the same on any interval scale (Handbook, Box 3)."""
    moved = [value * factor + shift for value in values]
    for name in ("min_max", "rank", "percentile"):
        way: dict[str, Any] = {name: {}}
        assert normalised(moved, scale(way)) == normalised(values, scale(way))


@settings(max_examples=40, deadline=None)
@given(values=spread)
def test_less_is_better_turns_the_order(values: list[Fraction]) -> None:
    """More points for less, and with the values negated the same points."""
    for way in WAYS:
        turned = normalised(values, scale(way, direction="less"))
        assert turned == normalised([-value for value in values], scale(way))


@settings(max_examples=40, deadline=None)
@given(values=spread)
def test_a_better_value_has_no_fewer_points(values: list[Fraction]) -> None:
    """Every normalisation keeps the order of the values."""
    for way in WAYS:
        placed = sorted(zip(values, normalised(values, scale(way)), strict=True))
        points = [one for _, one in placed]
        assert points == sorted(points)


@pytest.mark.parametrize(
    ("values", "way", "said"),
    [
        ([], {"min_max": {}}, "no unit has a value"),
        ([5, 5], {"min_max": {}}, "every unit has the value 5"),
        ([5, 5], {"z_score": {}}, "needs a deviation"),
        ([-1, 1], {"around_mean": {"threshold": Decimal("0.1")}}, "the mean is 0"),
        ([-1, 1], {"distance": {"reference": "last"}}, "the last is -1"),
        ([0, 1], {"distance": {"reference": "mean", "direction": "less"}}, "use difference"),
    ],
)
def test_values_without_spread_are_said(values: list[int], way: dict[str, Any], said: str) -> None:
    """Where the data give nothing to compare with, the message says what is missing."""
    with pytest.raises(NoSpreadError, match=said):
        fit([Fraction(value) for value in values], scale(way))


@pytest.mark.parametrize(
    "way", [{}, {"rank": {}, "min_max": {}}, {"z_score": {"sd": 0}}, {"rank": {"ties": 1}}]
)
def test_a_wrong_scale_is_refused(way: dict[str, Any]) -> None:
    """Two ways at once, none, a deviation of 0 and unknown keys are refused."""
    with pytest.raises(ValidationError):
        OverDataScale.model_validate(way)
