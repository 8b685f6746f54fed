"""Coverage over time: what is not comparable is not joined, what lies beyond is on the edge."""

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from monev.reports.charts import Aim, palette, path_chart
from monev.reports.charts.path import BOTTOM, TOP
from tests.reports.charts.reading import boxes, pieces, shapes, texts


def joined(drawn: str) -> int:
    """How many lines join figures."""
    return sum(len(one.pieces) for one in shapes(drawn, palette.BAR) if one.stroke == palette.BAR)


def test_values_beyond_the_scale_stay_on_it() -> None:
    """A coverage of 130 percent does not leave the drawing."""
    points = [(date(2024, 6, 30), Decimal(130)), (date(2024, 9, 30), Decimal(-5))]
    drawn = path_chart([points], [], 2024, 2024, "x")
    [line] = [one for one in shapes(drawn, palette.BAR) if one.stroke == palette.BAR]
    assert [y for _, y in line.pieces[0]] == [TOP, BOTTOM]


def test_a_broken_series_is_not_joined() -> None:
    """Two stretches are two lines with a cut between, a stretch of one figure has no line."""
    first = [(date(2023, 10, 31), Decimal(33)), (date(2024, 6, 30), Decimal(35))]
    alone = [(date(2024, 12, 31), Decimal(40))]
    broken = path_chart([first, alone], [], 2023, 2024, "x")
    whole = path_chart([first + alone], [], 2023, 2024, "x")
    assert joined(broken) == joined(whole) == 1
    assert pieces(broken, palette.QUIET, dashed=True) == 1
    assert pieces(whole, palette.QUIET, dashed=True) == 0
    assert [len(one.pieces) for one in shapes(broken, palette.BAR) if one.fill == palette.BAR] == [
        3
    ]


def test_a_target_beyond_the_drawing_has_no_end() -> None:
    """The way to 2045 is dashed and ends without a mark where the drawing ends."""
    way = [(date(2024, 9, 30), Decimal(33)), (date(2029, 12, 31), Decimal(50))]
    near = path_chart([], [Aim("a", way, arrives=True)], 2024, 2029, "x")
    far = path_chart([], [Aim("b", way, arrives=False)], 2024, 2029, "x")
    ends = [
        [one for one in shapes(drawn, palette.ACCENT) if one.fill != "none"]
        for drawn in (near, far)
    ]
    assert [len(one) for one in ends] == [1, 0]
    assert pieces(far, palette.ACCENT, dashed=True) == 1


def test_two_ways_to_one_place_keep_their_letters_apart() -> None:
    """Letters of targets that end together can both be read, at the top of the scale too."""
    way = [(date(2024, 9, 30), Decimal(33)), (date(2029, 12, 31), Decimal(100))]
    aims = [Aim(letter, way, arrives=True) for letter in "abc"]
    discs = boxes(path_chart([], aims, 2024, 2029, "x"), palette.PAPER)
    heights = sorted(top for _, top, width, _ in discs if width == 9.2)
    assert len(heights) == 3
    assert all(second - first >= 8 for first, second in pairwise(heights))


def test_many_years_are_not_all_printed() -> None:
    """The words of an axis of 40 years do not run into each other."""
    points = [(date(2000, 6, 30), Decimal(10)), (date(2039, 6, 30), Decimal(90))]
    years = [one for one in texts(path_chart([points], [], 2000, 2039, "x")) if len(one) == 4]
    assert 3 < len(years) <= 15


def test_years_in_disorder_are_refused() -> None:
    """The caller hears of it rather than a reader."""
    with pytest.raises(ValueError, match="2025 to 2024"):
        path_chart([[(date(2024, 6, 30), Decimal(10))]], [], 2025, 2024, "x")


def test_nothing_known_is_no_drawing() -> None:
    """Neither figures nor ways: empty."""
    assert path_chart([], [], 2024, 2025, "x") == ""
