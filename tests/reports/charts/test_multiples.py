"""Small multiples: one scale, missing open, few elements."""

from decimal import Decimal

import pytest

from monev.reports.charts import Panel, palette, small_multiples
from tests.reports.charts.reading import SVG, boxes, pieces, texts, tree


def test_missing_is_open_and_below_is_hatched() -> None:
    """Three looks for three states; zero is a thin line and not missing."""
    panel = Panel("A", [Decimal(80), Decimal(20), None, Decimal(0)])
    drawn = small_multiples([panel], list("ABCD"), "x", threshold=Decimal(50))
    assert pieces(drawn, palette.BAR) == 1
    assert pieces(drawn, palette.MID, dashed=True) == 1
    assert min(height for *_, height in boxes(drawn, palette.BELOW_SOFT)) == 0.8


def test_all_panels_stand_on_one_scale() -> None:
    """The same value is as tall in every panel, and half of it half as tall."""
    panels = [Panel(str(one), [Decimal(one)]) for one in (100, 50, 100)]
    tall = [height for *_, height in boxes(small_multiples(panels, ["A"], "x"), palette.BAR)]
    assert tall == [tall[0], tall[0] / 2, tall[0]]


def test_many_panels_cost_few_elements() -> None:
    """38 provinces of five bars are a handful of paths, whatever the number of bars."""
    panels = [
        Panel(f"P{one}", [Decimal(60), Decimal(40), None, Decimal(0), Decimal(90)])
        for one in range(38)
    ]
    drawn = small_multiples(panels, list("ABCDE"), "x", threshold=Decimal(50))
    assert len(list(tree(drawn).iter(f"{SVG}path"))) <= 6
    assert {f"P{one}" for one in range(38)} <= set(texts(drawn))


def test_one_panel_alone_is_drawn() -> None:
    """A single region has its name, its letters and its total."""
    drawn = small_multiples([Panel("Kota A", [Decimal(1), None], "1,0")], ["A", "B"], "x")
    assert texts(drawn) == ["Kota A", "1,0", "A", "B"]


def test_what_cannot_be_drawn_is_refused() -> None:
    """Values that do not match the letters raise; no panels are no drawing."""
    with pytest.raises(ValueError, match="A: 1 values for 2 letters"):
        small_multiples([Panel("A", [None])], ["A", "B"], "x")
    with pytest.raises(ValueError, match="0 bars per panel"):
        small_multiples([Panel("A", [])], [], "x")
    assert small_multiples([], ["A"], "x") == ""
