"""Scores as bars: missing is open, zero is a line, below is hatched."""

from decimal import Decimal

from monev.reports.charts import NARROW, Bar, palette, score_bars
from tests.reports.charts.reading import boxes, pieces, shapes, texts


def bar(value: Decimal | None, *, below: bool = False, median: Decimal | None = None) -> Bar:
    """One row that could be anything from 20 to 80."""
    return Bar("A", value, Decimal(20), Decimal(80), "x", median, below=below)


def test_a_missing_value_draws_no_bar() -> None:
    """Only the band of what is possible is drawn, open and dashed, not a bar of length zero."""
    missing = score_bars([bar(None)], "x")
    zero = score_bars([bar(Decimal(0))], "x")
    assert pieces(missing, palette.BAR) == 0
    assert pieces(missing, palette.MID, dashed=True) == 1
    assert pieces(missing, palette.SOFT) == 0
    assert [width for _, _, width, _ in boxes(zero, palette.BAR)] == [0.8]
    assert pieces(zero, palette.MID, dashed=True) == 0


def test_an_open_band_is_as_long_as_the_bounds() -> None:
    """What is missing but bounded between 20 and 80 is drawn from 20 to 80."""
    [(left, _, width, _)] = boxes(score_bars([bar(None)], "x"), palette.MID, dashed=True)
    whole = Bar("A", None, Decimal(0), Decimal(100), "x")
    [(start, _, long, _)] = boxes(score_bars([whole], "x"), palette.MID, dashed=True)
    assert width == round(long * 0.6, 2)
    assert left == round(start + long * 0.2, 2)


def test_a_bar_is_as_long_as_its_value() -> None:
    """Half of the scale is half as long as all of it, and what is beyond stays on the edge."""
    long = {
        value: boxes(score_bars([bar(Decimal(value))], "x"), palette.BAR)[0][2]
        for value in (50, 100, 130)
    }
    assert long[50] * 2 == long[100] == long[130]


def test_below_is_told_by_pattern_too() -> None:
    """A bar below the caller's threshold is outlined and hatched, and no plain bar is drawn."""
    drawn = score_bars([bar(Decimal(50), below=True)], "x")
    assert pieces(drawn, palette.BAR) == 0
    assert [len(one.pieces) > 10 for one in shapes(drawn, palette.BELOW)] == [False, True]


def test_the_median_is_a_tick_of_its_own() -> None:
    """Without a median no tick is drawn."""
    assert pieces(score_bars([bar(Decimal(50), median=Decimal(60))], "x"), palette.INK) == 1
    assert pieces(score_bars([bar(Decimal(50))], "x"), palette.INK) == 0


def test_a_bound_that_is_the_value_has_no_band() -> None:
    """A score that could be no other shows no stretch of doubt."""
    sure = Bar("A", Decimal(50), Decimal(50), Decimal(50), "50,0")
    assert pieces(score_bars([sure], "x"), palette.SOFT) == 0


def test_the_numbers_of_the_scale_are_printed() -> None:
    """The scale is told in numbers on paper and on a telephone, and a long name is there once."""
    for drawn in (score_bars([bar(None)], "x"), score_bars([bar(None)], "x", width=NARROW)):
        assert [one for one in texts(drawn) if one.isdigit()] == ["0", "25", "50", "75", "100"]
        assert texts(drawn).count("A") == 1


def test_no_rows_are_no_drawing() -> None:
    """Nothing to draw is empty, which a template takes for absent."""
    assert score_bars([], "x") == ""
