"""Coverage against targets: below is told thrice, missing and above 100 are told apart."""

from decimal import Decimal

import pytest

from monev.reports.charts import Coverage, coverage_bars, palette
from tests.reports.charts.reading import boxes, pieces, shapes


def drawn(pct: int | None, target: int | None) -> str:
    """One group with a figure and a target."""
    value = None if pct is None else Decimal(pct)
    aim = None if target is None else Decimal(target)
    return coverage_bars([Coverage("A", value, aim, "label")], "x")


@pytest.mark.parametrize(
    ("pct", "target", "below"),
    [
        (69, 70, True),
        (70, 70, False),
        (71, 70, False),
        (5, None, False),
        (None, 70, False),
        (0, 1, True),
    ],
)
def test_below_is_hatched_and_has_a_sign(pct: int | None, target: int | None, below: bool) -> None:
    """Only a known figure under a known target is below; it has hatching and a wedge."""
    marks = shapes(drawn(pct, target), palette.BELOW)
    wedges = [piece for one in marks if one.fill == palette.BELOW for piece in one.pieces]
    assert bool(marks) is below
    assert len(wedges) == int(below)


def test_a_missing_figure_is_an_open_track() -> None:
    """Nothing filled is drawn where there is no figure; its target is still shown."""
    missing = drawn(None, 60)
    assert pieces(missing, palette.BAR) == pieces(missing, palette.SOFT) == 0
    assert pieces(missing, palette.MID, dashed=True) == 1
    assert pieces(missing, palette.INK) == 1


def test_no_target_has_no_tick() -> None:
    """A group without a target shows none."""
    assert pieces(drawn(40, None), palette.INK) == 0


def test_more_than_all_goes_on_beyond_the_scale() -> None:
    """A coverage of 130 % fills the track and ends in an arrow head; 100 % does not."""
    assert pieces(drawn(130, None), palette.BAR) == 2
    assert pieces(drawn(100, None), palette.BAR) == 1
    assert boxes(drawn(130, None), palette.BAR)[0][2] == boxes(drawn(100, None), palette.BAR)[0][2]


def test_no_groups_are_no_drawing() -> None:
    """Nothing to draw is empty."""
    assert coverage_bars([], "x") == ""
