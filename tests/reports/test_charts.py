"""Charts drawn from numbers: escaped, bounded, told in words."""

from datetime import date
from decimal import Decimal

from monev.reports.charts import Bar, score_bars, stage_ladder
from monev.reports.path_chart import BOTTOM, TOP, Aim, path_chart


def test_names_are_escaped() -> None:
    """A name with markup stays text, in the drawing and in its alternative."""
    bar = Bar("<b>x</b>", Decimal(10), Decimal(0), Decimal(100), "10,0")
    drawn = score_bars([bar], 'alt "<i>"')
    assert "<b>" not in drawn
    assert "<i>" not in drawn


def test_a_missing_value_draws_no_bar() -> None:
    """Only the pale band of what is possible is drawn, not a bar of length zero."""
    missing = score_bars([Bar("A", None, Decimal(0), Decimal(100), "belum ada")], "x")
    zero = score_bars([Bar("A", Decimal(0), Decimal(0), Decimal(100), "0,0")], "x")
    assert missing.count("#2f6b8f") == 0
    assert zero.count("#2f6b8f") == 1


def test_values_beyond_the_scale_stay_on_it() -> None:
    """A coverage of 130 percent does not leave the drawing."""
    points = [(date(2024, 6, 30), Decimal(130)), (date(2024, 9, 30), Decimal(-5))]
    drawn = path_chart([points], [], 2024, 2024, "x")
    assert f'cy="{TOP:.2f}"' in drawn
    assert f'cy="{BOTTOM:.2f}"' in drawn


def test_a_broken_series_is_not_joined() -> None:
    """Two stretches are two lines, and a stretch of one figure is a point without a line."""
    first = [(date(2023, 10, 31), Decimal(33)), (date(2024, 6, 30), Decimal(35))]
    alone = [(date(2024, 12, 31), Decimal(40))]
    drawn = path_chart([first, alone], [], 2023, 2024, "x")
    assert drawn.count("<polyline") == 1
    assert drawn.count("<circle") == 3


def test_a_target_beyond_the_drawing_has_no_end() -> None:
    """The way to 2045 is dashed and ends without a dot where the drawing ends."""
    way = [(date(2024, 9, 30), Decimal(33)), (date(2029, 12, 31), Decimal(50))]
    near = Aim("a", way, arrives=True)
    far = Aim("b", way, arrives=False)
    assert path_chart([], [near], 2024, 2029, "x").count("<circle") == 1
    assert path_chart([], [far], 2024, 2029, "x").count("<circle") == 0


def test_the_ladder_marks_the_stage() -> None:
    """Stages up to the one reached are filled; none is where nothing is known."""
    words = {number: f"tahap{number}" for number in range(10)}
    assert stage_ladder(None, words, "x").count("#2f6b8f") == 0
    assert stage_ladder(8, words, "x").count("#2f6b8f") == 8
