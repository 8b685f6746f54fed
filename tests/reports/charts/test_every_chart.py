"""What holds for every drawing, whatever it shows: well-formed, escaped, in its frame, readable."""

import re
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree

import pypdf
import pytest

from monev.reports.charts import NARROW, WIDE, palette
from monev.reports.charts.drawing import BOLD, SIZE, svg, text_at
from monev.reports.charts.fitting import width_of
from monev.reports.pdf.render import pdf_of
from tests.reports.charts.reading import SVG, shapes, texts, tree
from tests.reports.charts.samples import SAMPLES

COLOURS = {
    *palette.TEXTS,
    *palette.MARKS,
    *palette.AREAS,
    *(colour for step in palette.STEPS for colour in step),
}
EVERY = [(name, width) for name in SAMPLES for width in (WIDE, NARROW)]
SMALLEST = 7.0


@pytest.mark.parametrize(("name", "width"), EVERY)
def test_it_is_well_formed_and_told_in_words(name: str, width: int) -> None:
    """A name with markup or a control character stays text; both alternatives say the same."""
    drawn = SAMPLES[name](width)
    root = tree(drawn)
    assert "<script" not in drawn
    assert root.get("role") == "img"
    title = root.find(f"{SVG}title")
    assert title is not None
    assert title.text == root.get("aria-label") == '<script>x</script> & "y"  '
    assert {one.tag.removeprefix(SVG) for one in root.iter()} == {"svg", "title", "path", "text"}


@pytest.mark.parametrize("name", SAMPLES)
def test_the_same_values_give_the_same_bytes(name: str) -> None:
    """Nothing depends on a clock, on chance or on the order of a set."""
    assert SAMPLES[name](WIDE) == SAMPLES[name](WIDE)


@pytest.mark.parametrize(("name", "width"), EVERY)
def test_nothing_leaves_the_frame(name: str, width: int) -> None:
    """No line and no word is cut off at an edge, on paper or on a telephone."""
    drawn = SAMPLES[name](width)
    root = tree(drawn)
    _, _, wide, tall = (float(one) for one in root.attrib["viewBox"].split())
    places = [
        place
        for colour in sorted(COLOURS)
        for shape in shapes(drawn, colour)
        for piece in shape.pieces
        for place in piece
    ]
    assert places
    assert all(-0.5 <= x <= wide + 0.5 and -0.5 <= y <= tall + 0.5 for x, y in places)
    assert [one for one in root.iter(f"{SVG}text") if _leaves(one, wide, tall)] == []


def _leaves(text: ElementTree.Element, wide: float, tall: float) -> bool:
    size = float(text.get("font-size", SIZE))
    long = width_of(text.text or "", size, bold=text.get("font-weight") == str(BOLD))
    before = {"start": 0.0, "middle": 0.5, "end": 1.0}[text.get("text-anchor", "start")]
    left, base = float(text.attrib["x"]) - before * long, float(text.attrib["y"])
    return not (left >= -2 and left + long <= wide + 2 and size * 0.7 <= base <= tall)


@pytest.mark.parametrize(("name", "width"), EVERY)
def test_words_are_large_enough_and_colours_are_ours(name: str, width: int) -> None:
    """No word is smaller than 7 units, and no colour stands outside the palette."""
    drawn = SAMPLES[name](width)
    sizes = [float(one) for one in re.findall(r'font-size="([\d.]+)"', drawn)]
    assert min(sizes) >= SMALLEST
    assert set(re.findall(r"#[0-9a-f]{6}", drawn)) <= COLOURS


def test_the_layout_engine_draws_them_all() -> None:
    """All are laid out without a complaint, each a figure of the PDF with its alternative."""
    drawn = "".join(f"<div>{one(WIDE)}</div>" for one in SAMPLES.values())
    head = '<!doctype html><html lang="id"><head><title>x</title></head>'
    content = pdf_of(f"{head}<body><h1>x</h1>{drawn}</body></html>").content
    root = pypdf.PdfReader(BytesIO(content)).trailer["/Root"]["/StructTreeRoot"]
    told = [one["/Alt"] for one in _elements(root) if one["/S"] == "/Figure"]
    assert told == ['<script>x</script> & "y"  '] * len(SAMPLES)


def _elements(node: pypdf.generic.DictionaryObject) -> Iterator[pypdf.generic.DictionaryObject]:
    below = node.get("/K", [])
    for one in below if isinstance(below, list) else [below]:
        found = one.get_object()
        if isinstance(found, dict) and "/S" in found:
            yield found
            yield from _elements(found)


def test_a_drawing_without_words_is_refused() -> None:
    """A drawing that cannot be told to whoever does not see it is not made."""
    with pytest.raises(ValueError, match="text alternative"):
        svg(10, 10, [], "  ")


def test_an_empty_text_is_no_element() -> None:
    """A label that is not there costs nothing."""
    assert text_at(0, 0, "") == ""
    assert texts(svg(10, 10, [text_at(0, 5, "ya")], "x")) == ["ya"]
