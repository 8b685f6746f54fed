"""The score by quarter: cut where it is not comparable, open where it is missing."""

from decimal import Decimal

import pytest

from monev.reports.charts import QuarterScore, Stretch, palette, quarter_trend
from tests.reports.charts.reading import pieces, shapes, texts

QUARTERS = ["I 2024", "II 2024", "III 2024", "IV 2024"]


def at(place: int, value: int = 50) -> QuarterScore:
    """A score that could be five more or less."""
    return QuarterScore(place, Decimal(value), Decimal(value - 5), Decimal(value + 5))


def lines(drawn: str) -> list[int]:
    """How many scores each line joins."""
    found = [one for one in shapes(drawn, palette.BAR) if one.stroke == palette.BAR]
    return [len(piece) for one in found for piece in one.pieces]


def test_a_stretch_is_one_line() -> None:
    """Comparable quarters in a row are joined, and no cut is drawn."""
    drawn = quarter_trend(QUARTERS, [Stretch([at(0), at(1), at(2), at(3)])], "x")
    assert lines(drawn) == [4]
    assert pieces(drawn, palette.QUIET) == 0


def test_changed_rules_cut_the_line() -> None:
    """Two stretches are two lines; the cut between them says what changed."""
    runs = [Stretch([at(0), at(1)]), Stretch([at(2), at(3)], "rubrik 2")]
    drawn = quarter_trend(QUARTERS, runs, "x")
    assert lines(drawn) == [2, 2]
    assert pieces(drawn, palette.QUIET, dashed=True) == 1
    assert "rubrik 2" in texts(drawn)


def test_a_quarter_without_a_score_is_open_and_interrupts() -> None:
    """The line does not run across a quarter that has no score, nor down to zero."""
    drawn = quarter_trend(QUARTERS, [Stretch([at(0), at(1), at(3)])], "x")
    assert lines(drawn) == [2]
    assert pieces(drawn, palette.MID, dashed=True) == 1
    assert (
        sum(len(one.pieces) for one in shapes(drawn, palette.BAR) if one.fill == palette.BAR) == 3
    )


def test_bounds_are_a_band_and_a_lone_score_has_its_span() -> None:
    """A lone score still shows its worst and best, as an upright with two ends."""
    alone = quarter_trend(QUARTERS, [Stretch([at(2)])], "x")
    assert pieces(alone, palette.SOFT) == 0
    assert pieces(quarter_trend(QUARTERS, [Stretch([at(1), at(2)])], "x"), palette.SOFT) == 1
    sure = QuarterScore(2, Decimal(50), Decimal(50), Decimal(50))
    assert (
        pieces(alone, palette.MID)
        - pieces(quarter_trend(QUARTERS, [Stretch([sure])], "x"), palette.MID)
        == 3
    )


def test_no_quarter_scored_is_still_told() -> None:
    """All quarters missing: four open columns and no line."""
    drawn = quarter_trend(QUARTERS, [], "x", newest="")
    assert pieces(drawn, palette.MID, dashed=True) == 4
    assert lines(drawn) == []


def test_the_newest_quarter_is_always_named() -> None:
    """Of forty quarters only some are printed, the last one among them."""
    many = [f"{1 + one % 4} {2020 + one // 4}" for one in range(40)]
    printed = texts(quarter_trend(many, [Stretch([at(39)])], "x"))
    assert many[-1] in printed
    assert len(printed) < 40


@pytest.mark.parametrize(
    "stretches",
    [
        [Stretch([at(4)])],
        [Stretch([at(1), at(0)])],
        [Stretch([at(1)]), Stretch([at(1)])],
        [Stretch([])],
    ],
)
def test_quarters_off_the_axis_or_in_disorder_are_refused(stretches: list[Stretch]) -> None:
    """A score must have its own quarter, and the quarters must rise."""
    with pytest.raises(ValueError, match=r"places|no score"):
        quarter_trend(QUARTERS, stretches, "x")


def test_a_median_for_every_quarter_or_none() -> None:
    """Medians that do not match the quarters raise; no quarters are no drawing."""
    with pytest.raises(ValueError, match="2 medians for 4 quarters"):
        quarter_trend(QUARTERS, [], "x", median=[None, None])
    assert quarter_trend([], [], "x") == ""
