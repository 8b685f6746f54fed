"""Backgrounds of cells: safe text, right places, drawn by the layout engine at their size."""

import re
from collections.abc import Iterator
from decimal import Decimal
from io import BytesIO

import pypdf
import pytest

from monev.reports.charts import bar_background, interval_background, palette
from monev.reports.pdf.render import pdf_of

SAFE = re.compile(
    r"linear-gradient\(to right(, #[0-9a-f]{6,8} [\d.]+%)+\) 0 50% / 100% 5pt no-repeat"
)


def stops(background: str) -> list[tuple[str, float]]:
    """Colour and place of each stop, in order."""
    found = re.findall(r"(#[0-9a-f]{6})\w* ([\d.]+)%", background)
    return [(colour, float(place)) for colour, place in found]


def stretch(background: str, colour: str) -> tuple[float, float]:
    """From where to where a colour reaches."""
    places = [place for one, place in stops(background) if one == colour]
    return min(places), max(places)


@pytest.mark.parametrize(
    ("low", "high", "at", "last"),
    [
        (1, 1, 1, 1),
        (1, 3, 1, 98),
        (20, 60, 40, 98),
        (98, 98, 98, 98),
        (1, 546, 300, 546),
        (5, 9, 2, 10),
    ],
)
def test_an_interval_is_safe_and_in_order(low: int, high: int, at: int, last: int) -> None:
    """Only digits and colours of the palette; the stops never run back and fill the cell."""
    found = interval_background(low, high, at, last)
    assert SAFE.fullmatch(found)
    places = [place for _, place in stops(found)]
    assert places == sorted(places)
    assert (places[0], places[-1]) == (0, 100)
    left, right = stretch(found, palette.INK)
    assert right - left == pytest.approx(1.4, abs=0.02)


def test_ranks_are_where_they_belong() -> None:
    """Of ten ranks 3 to 5 reach from 20 to 50 percent, rank 4 is in the middle of its tenth."""
    found = interval_background(3, 5, 4, 10)
    assert stretch(found, palette.MID) == (20, 50)
    assert sum(stretch(found, palette.INK)) / 2 == pytest.approx(35, abs=0.01)


@pytest.mark.parametrize(
    "ranks", [(0, 1, 1, 5), (3, 2, 2, 5), (1, 6, 1, 5), (1, 2, 6, 5), (1, 2, 0, 5)]
)
def test_impossible_ranks_are_refused(ranks: tuple[int, int, int, int]) -> None:
    """A rank beyond the table is a fault of the caller."""
    with pytest.raises(ValueError, match="ranks run from 1"):
        interval_background(*ranks)


@pytest.mark.parametrize(("part", "end"), [(0, 1.4), (50, 50), (100, 100), (130, 100), (-5, 1.4)])
def test_a_bar_is_as_long_as_its_part(part: int, end: float) -> None:
    """Zero is still seen, and what lies beyond stays at the edge."""
    found = bar_background(Decimal(part))
    assert SAFE.fullmatch(found)
    assert stretch(found, palette.BAR) == (0, end)


def test_missing_is_an_empty_cell() -> None:
    """An unknown part has no bar, not one of length zero."""
    assert bar_background(None) == "none"


def test_below_differs_without_its_colour() -> None:
    """The tip is cut off by a white gap, so a grey print shows it too."""
    found = bar_background(Decimal(40), below=True)
    assert [colour for colour, _ in stops(found)][::2] == [
        palette.BELOW,
        palette.PAPER,
        palette.BELOW,
        palette.SOFT,
    ]
    assert stretch(found, palette.BELOW) == (0, 40)


def test_the_layout_engine_keeps_it_to_its_height() -> None:
    """A mask of 5 pt bounds the strip; an all opaque gradient would fill the whole cell."""
    style = interval_background(2, 4, 3, 10)
    head = '<!doctype html><html lang="id"><head><title>x</title></head>'
    cell = f'<table><tr><th>a</th></tr><tr><td style="background: {style}">1</td></tr></table>'
    content = pdf_of(f"{head}<body><h1>x</h1>{cell}</body></html>").content
    masks = list(_masks(pypdf.PdfReader(BytesIO(content)).pages[0]))
    assert [box[3] - box[1] for box in masks] == [pytest.approx(5 * 4 / 3, abs=0.01)]


def _masks(holder: pypdf.generic.DictionaryObject) -> Iterator[list[float]]:
    """The frames of all masks in a page and in what is drawn on it, in CSS pixels."""
    resources = holder.get("/Resources", {})
    for state in resources.get("/ExtGState", {}).values():
        if "/SMask" in state.get_object():
            yield [float(one) for one in state.get_object()["/SMask"]["/G"]["/BBox"]]
    for drawn in resources.get("/XObject", {}).values():
        yield from _masks(drawn.get_object())
