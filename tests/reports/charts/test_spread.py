"""The distribution: who has no score is counted apart, never at zero."""

from decimal import Decimal

import pytest

from monev.reports.charts import Band, distribution, palette
from tests.reports.charts.reading import boxes, pieces, texts

BANDS = [Band(Decimal(0), "Kurang"), Band(Decimal(50), "Baik")]
LOW, HIGH = (fill for fill, _ in palette.steps(2))


def test_regions_without_a_score_stand_apart() -> None:
    """They are an open column left of the scale, and no column at zero is drawn for them."""
    drawn = distribution([Decimal(60)], BANDS, "x", unscored=7, unscored_word="tanpa nilai")
    assert pieces(drawn, LOW) == 0
    assert {"7", "tanpa nilai"} <= set(texts(drawn))
    column = max(boxes(drawn, palette.MID, dashed=True), key=lambda one: one[3])
    [scored] = boxes(drawn, HIGH)
    assert column[0] + column[2] < scored[0]
    assert column[3] == pytest.approx(scored[3] * 7, abs=0.1)


def test_without_unscored_regions_there_is_no_column() -> None:
    """The scale uses the whole width."""
    assert pieces(distribution([Decimal(60)], BANDS, "x"), palette.MID, dashed=True) == 0


def test_scores_are_counted_where_they_are() -> None:
    """0 is in the first column, 100 in the last, an edge in the column it begins."""
    drawn = distribution([Decimal(one) for one in (0, "4.99", 5, 100, 95)], [], "x")
    assert [one for one in texts(drawn) if one in {"1", "2"}] == ["2", "1", "2"]
    columns = boxes(drawn, palette.STEPS[0][0])
    assert len(columns) == 3
    assert columns[0][3] == columns[2][3] == pytest.approx(2 * columns[1][3], abs=0.02)


def test_columns_are_shaded_by_band() -> None:
    """A column belongs to the band of its lower end."""
    drawn = distribution([Decimal(47), Decimal(50), Decimal(53)], BANDS, "x")
    assert (pieces(drawn, LOW), pieces(drawn, HIGH)) == (1, 1)


def test_a_region_is_pointed_at() -> None:
    """The mark stands where its score is, with its word."""
    drawn = distribution(
        [Decimal(20), Decimal(80)], BANDS, "x", highlight=Decimal(80), highlight_word="A"
    )
    lines = [one for one in boxes(drawn, palette.ACCENT) if one[2] == 0]
    [column] = boxes(drawn, HIGH)
    assert all(one[0] == pytest.approx(column[0] - 0.8, abs=0.1) for one in lines)
    assert "A" in texts(drawn)


def test_only_unscored_regions_are_still_told() -> None:
    """Nobody has a score: one open column, an empty scale."""
    drawn = distribution([], BANDS, "x", unscored=546)
    assert "546" in texts(drawn)
    assert pieces(drawn, HIGH) == pieces(drawn, LOW) == 0


def test_what_cannot_be_drawn_is_refused() -> None:
    """Scores off the scale, bands in disorder and negative counts raise; nobody is no drawing."""
    with pytest.raises(ValueError, match="101 are beyond"):
        distribution([Decimal(101)], BANDS, "x")
    with pytest.raises(ValueError, match="-1 are beyond"):
        distribution([Decimal(1)], BANDS, "x", highlight=Decimal(-1))
    with pytest.raises(ValueError, match="must rise"):
        distribution([Decimal(1)], BANDS[::-1], "x")
    with pytest.raises(ValueError, match="not negative"):
        distribution([Decimal(1)], BANDS, "x", unscored=-1)
    assert distribution([], BANDS, "x") == ""
