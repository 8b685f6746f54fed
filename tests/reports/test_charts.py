"""Charts drawn from numbers: escaped, bounded, told in words."""

from decimal import Decimal

from monev.reports.charts import Bar, Mark, coverage_bars, score_bars, stage_ladder


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
    """A coverage of 130 percent does not leave the page."""
    drawn = coverage_bars([Mark("x", Decimal(130), "cakupan")], "x")
    assert 'width="270.00"' in drawn


def test_the_ladder_marks_the_stage() -> None:
    """Stages up to the one reached are filled; none is where nothing is known."""
    words = {number: f"tahap{number}" for number in range(10)}
    assert stage_ladder(None, words, "x").count("#2f6b8f") == 0
    assert stage_ladder(8, words, "x").count("#2f6b8f") == 8
