"""One value becomes points: at the ends, between them, refused where the scale has no answer."""

from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from monev.composite.scales import OneValueScale, ScaleMismatchError, described, points_of

numbers = st.fractions(min_value=-1000, max_value=1000, max_denominator=1000)


def scale(**way: Any) -> OneValueScale:
    """A scale as a rubric writes it."""
    return OneValueScale.model_validate(way)


LINES = [
    scale(linear={"floor": Decimal("0.4"), "target": Decimal("0.95")}),
    scale(goalposts={"minimum": 20, "maximum": 85}),
    scale(goalposts={"minimum": 100, "maximum": 75000, "transform": "log"}),
    scale(distance_to_target={"target": 90}),
    scale(brackets=[{"below": 10, "points": 0}, {"from": 10, "points": 100}]),
]
FALLING = [
    scale(linear={"floor": 90, "target": 10, "direction": "less"}),
    scale(goalposts={"minimum": 20, "maximum": 85, "direction": "less"}),
    scale(goalposts={"minimum": 1, "maximum": 85, "direction": "less", "transform": "log"}),
    scale(distance_to_target={"target": 90, "direction": "less"}),
]


@pytest.mark.parametrize(
    ("value", "points"),
    [("0.4", 0), ("0.3", 0), ("0.95", 100), ("1", 100), ("0.675", 50)],
)
def test_a_line_has_two_ends(value: str, points: int) -> None:
    """Below the floor is 0, beyond the target 100, half way exactly 50."""
    assert points_of(Fraction(value), LINES[0]) == points


def test_a_falling_line_is_asked_for() -> None:
    """Less is better: 10 is full, 90 nothing, and 30 exactly three quarters."""
    assert [points_of(Fraction(n), FALLING[0]) for n in (5, 10, 30, 90, 99)] == [
        *(100, 100, 75, 0, 0)
    ]


def test_goalposts_in_logarithms() -> None:
    """The middle of the logarithms is the geometric middle, and the posts are exact."""
    posts = scale(goalposts={"minimum": 1, "maximum": 10000, "transform": "log"})
    assert [points_of(Fraction(n), posts) for n in (0, 1, 100, 10000, 10**6)] == [
        0,
        0,
        50,
        100,
        100,
    ]


def test_goalposts_turned_round_mirror() -> None:
    """With less is better the points are what is missing to 100."""
    up, down = LINES[1], FALLING[1]
    assert points_of(Fraction(33), up) + points_of(Fraction(33), down) == 100


def test_distance_to_target_is_the_share_reached() -> None:
    """45 of 90 is half; where less is better, 180 against 90 is half too."""
    assert points_of(Fraction(45), LINES[3]) == 50
    assert points_of(Fraction(180), FALLING[3]) == 50
    assert points_of(Fraction(-5), LINES[3]) == 0


def test_brackets_are_half_open() -> None:
    """The edge belongs to the upper bracket."""
    ages = scale(
        brackets=[
            {"below": 10, "points": 0},
            {"from": 10, "below": 20, "points": 40},
            {"from": 20, "points": 100},
        ]
    )
    values = [Fraction(n) for n in ("9.999", "10", "19.999", "20")]
    assert [points_of(value, ages) for value in values] == [0, 40, 40, 100]


def test_categories_and_yes_or_no() -> None:
    """Words get the points written beside them, and only those words."""
    steps = scale(steps={"perda": 100, "perkada": 85})
    answer = scale(boolean={"yes": ["ya"], "no": ["tidak"], "points_no": 20})
    assert points_of("perkada", steps) == 85
    assert [points_of(word, answer) for word in ("ya", "tidak")] == [100, 20]


@pytest.mark.parametrize(
    ("value", "way", "said"),
    [
        ("tinggi", LINES[0], "cannot rate the text 'tinggi'"),
        ("Perda", scale(steps={"perda": 100}), "no step 'Perda'; the scale has perda"),
        (Fraction(3), scale(steps={"perda": 100}), "no step 3"),
        ("mungkin", scale(boolean={}), "neither yes nor no"),
        (Fraction(1), scale(brackets=[{"from": 2, "points": 5}]), "no bracket holds 1"),
    ],
)
def test_what_a_scale_does_not_know_is_said(
    value: Fraction | str, way: OneValueScale, said: str
) -> None:
    """A value outside the scale is an error with the value in it, never points."""
    with pytest.raises(ScaleMismatchError, match=said):
        points_of(value, way)


@pytest.mark.parametrize(
    ("way", "said"),
    [
        ({}, "exactly one of"),
        ({"linear": {"floor": 0, "target": 1}, "steps": {"a": 1}}, "linear and steps"),
        ({"linear": {"floor": 5, "target": 1}}, "write direction: less"),
        ({"linear": {"floor": 1, "target": 5, "direction": "less"}}, "must lie below floor"),
        ({"linear": {"floor": 1, "target": 5, "flor": 1}}, "Extra inputs"),
        ({"linear": {"floor": "0", "target": 5}}, "drop the quotes"),
        ({"steps": {"a": True}}, "drop the quotes"),
        ({"goalposts": {"minimum": 5, "maximum": 5}}, "maximum must lie above"),
        ({"goalposts": {"minimum": 0, "maximum": 5, "transform": "log"}}, "minimum above 0"),
        ({"distance_to_target": {"target": 0}}, "greater than 0"),
        ({"steps": {}}, "at least one category"),
        ({"steps": {"a": 101}}, "between 0 and 100"),
        ({"boolean": {"yes": ["x"], "no": ["x"]}}, "words of their own"),
        ({"brackets": []}, "at least one bracket"),
        ({"brackets": [{"from": 3, "below": 3, "points": 1}]}, "below must lie above from"),
        ({"brackets": [{"points": 1}, {"from": 3, "points": 2}]}, "brackets overlap"),
        ({"brackets": [{"below": 4, "points": 1}, {"from": 3, "points": 2}]}, "overlap between 3"),
        ({"brackets": [{"below": 3, "points": 1}, {"from": 4, "points": 2}]}, "gap from 3 to 4"),
    ],
)
def test_a_wrong_scale_is_refused(way: dict[str, Any], said: str) -> None:
    """Each mistake in a scale has its own sentence."""
    with pytest.raises(ValidationError, match=said):
        scale(**way)


@settings(max_examples=40, deadline=None)
@given(value=numbers, more=numbers)
def test_more_is_never_worse(value: Fraction, more: Fraction) -> None:
    """A rising scale never falls and a falling one never rises, within 0 to 100."""
    low, high = sorted((value, more))
    for way in LINES:
        assert 0 <= points_of(low, way) <= points_of(high, way) <= 100
    for way in FALLING:
        assert 100 >= points_of(low, way) >= points_of(high, way) >= 0


@settings(max_examples=40, deadline=None)
@given(value=numbers, factor=st.integers(1, 1000))
def test_the_unit_of_measurement_does_not_matter(value: Fraction, factor: int) -> None:
    """Rupiah or thousands of rupiah: value and scale times the same factor give equal points."""
    one = scale(linear={"floor": -10, "target": 70})
    many = scale(linear={"floor": -10 * factor, "target": 70 * factor})
    assert points_of(value, one) == points_of(value * factor, many)


def test_a_scale_survives_being_kept() -> None:
    """Written as JSON and read back with a context, a scale is the same, to the last digit."""
    for way in (*LINES, *FALLING, scale(steps={"a": Decimal("1.50")}), scale(boolean={})):
        kept = way.model_dump_json(by_alias=True)
        assert OneValueScale.model_validate_json(kept, context={"book": True}) == way


def test_a_scale_says_itself_in_one_line() -> None:
    """The trace of a score carries its scale with every number of it."""
    assert described(LINES[0]) == "linear(lantai 0.4; target 0.95)"
    assert described(scale(steps={"perda": 100, "perkada": 85})) == "perda = 100; perkada = 85"
    for way, parts in (
        (FALLING[2], ("1", "85", "logaritma", "makin kecil makin baik")),
        (FALLING[3], ("90", "makin kecil")),
        (LINES[4], ("di bawah 10 = 0", "mulai 10 = 100")),
        (scale(boolean={}), ("true = 100", "false = 0")),
    ):
        assert all(part in described(way) for part in parts)
