"""Documents look as they are kept: pictures compared with a tolerance, and that it is not blind."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageDraw

from monev.workspace import Workspace
from tests.reports.held_against import differences, likely_cause, page_differs
from tests.reports.kept_pages import FOLDER, KEPT, Kept, Worlds, small_banten
from tests.reports.rasters import (
    CLEAR,
    DPI,
    GREYS,
    Page,
    compared,
    engine,
    keep,
    kept,
    pages_of,
)

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs" / "images"
MOST_BYTES, MOST_BYTES_IN_DOCS = 700_000, 2_500_000
MOST_BYTES_OF_ONE = 120_000
COVER, DETAILS = FOLDER / "laporan-press-1.png", FOLDER / "laporan-press-2.png"
WHITE, MM = 255, DPI / 25.4


@pytest.fixture(scope="module")
def worlds(example: Workspace, tmp_path_factory: pytest.TempPathFactory) -> Worlds:
    """The published example and the small Banten."""
    return Worlds(example, small_banten(tmp_path_factory.mktemp("banten")))


@pytest.mark.parametrize("document", KEPT, ids=lambda one: one.name)
def test_a_document_looks_as_it_is_kept(document: Kept, worlds: Worlds, tmp_path: Path) -> None:
    """Every kept page has its size, hardly a pixel that differs clearly, and its place."""
    pages = pages_of(document.pdf(worlds), document.most)
    found = differences(document, pages, tmp_path)
    assert not found, "\n".join(found)


def test_every_kept_picture_is_compared() -> None:
    """No picture lies about that no document is held against; all of them are small."""
    known = {path for document in KEPT for path in document.paths}
    lying = {path for path in FOLDER.iterdir() if path.suffix == ".png"}
    assert lying == known
    assert sum(path.stat().st_size for path in lying) < MOST_BYTES


def picture(path: Path) -> Image.Image:
    """A kept page."""
    return kept(path)[0].picture


Box = tuple[int, int, int, int]


def area(left: float, top: float, right: float, bottom: float) -> Box:
    """A part of a page given in millimetres, in pixels."""
    return round(left * MM), round(top * MM), round(right * MM), round(bottom * MM)


def cleared(page: Image.Image, box: Box) -> Image.Image:
    """The page with nothing in a part of it."""
    changed = page.copy()
    changed.paste(WHITE, box)
    return changed


def moved(page: Image.Image, box: Box, right: int, down: int = 0) -> Image.Image:
    """The page with a part of it moved by pixels."""
    changed = cleared(page, box)
    changed.paste(page.crop(box), (box[0] + right, box[1] + down))
    return changed


def darkest(page: Image.Image) -> int:
    """The darkest grey level that occurs."""
    return next(level for level, count in enumerate(page.histogram()) if count)


def text_lines(page: Image.Image) -> list[tuple[int, int]]:
    """Rows of pixels from and to which ink stands, one pair per line of text."""
    inked = [darkest(page.crop((0, y, page.width, y + 1))) < 160 for y in range(page.height)]
    starts = [y for y in range(1, page.height) if inked[y] and not inked[y - 1]]
    return [(y, next((end for end in range(y, page.height) if not inked[end]), y)) for y in starts]


def line_missing(page: Image.Image) -> Image.Image:
    """The page without one line of text in its middle."""
    middle = [one for one in text_lines(page) if one[0] > page.height / 2]
    return cleared(page, (0, middle[0][0], page.width, middle[0][1]))


def run_over(page: Image.Image) -> Image.Image:
    """The page with a cell whose text runs over into the next one."""
    changed = page.copy()
    ImageDraw.Draw(changed).text((page.width // 2, page.height // 2), "Rp1.242.662.400", fill=40)
    return changed


CHANGES: dict[str, Callable[[Image.Image], Image.Image]] = {
    "a column moved by 4 pixels": lambda page: moved(page, area(90, 60, 150, 250), 4),
    "everything moved by 4 pixels": lambda page: ImageChops.offset(page, 4, 0),
    "everything moved down by half a millimetre": lambda page: ImageChops.offset(page, 0, 1),
    "a line of text is missing": line_missing,
    "a cell runs over": run_over,
    "half the page is empty": lambda page: cleared(page, area(0, 150, 210, 280)),
    "it stands on a pale ground": lambda page: page.point(lambda level: min(level, 235)),
}


@pytest.mark.parametrize("path", [COVER, DETAILS], ids=lambda one: one.stem)
@pytest.mark.parametrize("change", CHANGES)
def test_a_change_is_seen(change: str, path: Path) -> None:
    """What an editor would call a fault of layout is more than the tolerance."""
    page = picture(path)
    assert not compared(page, CHANGES[change](page)).none


def test_a_missing_chart_is_seen() -> None:
    """The bars of the pillars stand in the lower part of the cover; without them it differs."""
    page = picture(COVER)
    chart = area(60, 215, 160, 255)
    assert darkest(page.crop(chart)) < CLEAR * 4
    assert not compared(page, cleared(page, chart)).none


SMOOTHINGS: dict[str, Callable[[Image.Image], Image.Image]] = {
    "as it is": lambda page: page,
    "a third of a pixel aside": lambda page: aside(page, 1, 0),
    "a third of a pixel down": lambda page: aside(page, 0, 1),
    "letters a little bolder": lambda page: page.point(bolder),
    "fewer grey levels": lambda page: page.quantize(GREYS // 2).convert("L"),
}


def bolder(level: float) -> float:
    """A grey that is a little darker."""
    return WHITE * float((level / WHITE) ** 1.2)


def aside(page: Image.Image, right: int, down: int) -> Image.Image:
    """The page drawn anew with everything moved by thirds of a pixel."""
    finer = page.resize((page.width * 3, page.height * 3), Image.Resampling.BICUBIC)
    return ImageChops.offset(finer, right, down).reduce(3)


@pytest.mark.parametrize("path", [COVER, DETAILS], ids=lambda one: one.stem)
@pytest.mark.parametrize("smoothing", SMOOTHINGS)
def test_another_smoothing_is_no_change(smoothing: str, path: Path) -> None:
    """Letters whose edges another machine smooths otherwise look the same."""
    page = picture(path)
    assert compared(page, SMOOTHINGS[smoothing](page)).none


def test_what_differs_is_named_and_written(tmp_path: Path) -> None:
    """The sentence names page, extent and likely cause; both pictures lie where it says."""
    old, _ = kept(COVER)
    (told,) = page_differs(COVER, Page(line_missing(old.picture), old.text, old.of), tmp_path)
    assert re.search(r"laporan-press-1\.png: 0\.\d{3}% .* \(at most 0\.015%\)", told)
    assert "text is the same" in told
    for name in ("laporan-press-1.png", "laporan-press-1-difference.png"):
        assert str(tmp_path / name) in told
        assert Image.open(tmp_path / name).size == old.picture.size
    assert list(page_differs(COVER, old, tmp_path)) == []


def test_the_likely_cause_is_read_from_the_text() -> None:
    """Another page count, other words and other line breaks are told apart; so is another Pango."""
    old, made_by = kept(COVER)

    def cause(text: str, of: int = old.of, engine: str = made_by) -> str:
        return likely_cause(old, Page(old.picture, text, of), engine)

    assert f"{old.of + 1} pages" in cause(old.text, old.of + 1)
    assert "“Cilegon” is now “Serang”" in cause(old.text.replace("Cilegon", "Serang", 1))
    assert "other lines" in cause(old.text.replace("\n", " "))
    assert "is the same" in cause(old.text)
    assert f"by Pango 0, here is {engine()}" in cause(old.text, engine="Pango 0")


def test_a_page_too_many_or_too_few_is_told(worlds: Worlds, tmp_path: Path) -> None:
    """A document that lost a page or gained one never passes for the kept one."""
    document = next(one for one in KEPT if one.name == "laporan-press")
    pages = [kept(path)[0] for path in document.paths]
    assert differences(document, pages, tmp_path) == []
    assert "ends before" in differences(document, pages[:-1], tmp_path)[0]
    assert "is new" in differences(document, [*pages, pages[0]], tmp_path)[0]


def test_a_page_is_kept_with_its_text(tmp_path: Path) -> None:
    """What was kept is read back: picture, text, pages and the engine."""
    page = Page(picture(COVER), "satu\ndua", 7)
    keep(page, tmp_path / "a.png")
    again, made_by = kept(tmp_path / "a.png")
    assert (again.text, again.of, made_by) == ("satu\ndua", 7, engine())
    assert compared(again.picture, page.picture).none


def test_the_documentation_has_its_pictures() -> None:
    """Every picture that is shown is there, every picture there is shown, and none is heavy."""
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    texts = "".join(path.read_text("utf-8") for path in pages)
    shown = set(re.findall(r"images/([\w.-]+\.png)", texts))
    there = {path.name: path.stat().st_size for path in DOCS.iterdir()}
    assert shown == there.keys()
    assert max(there.values()) <= MOST_BYTES_OF_ONE
    assert sum(there.values()) < MOST_BYTES_IN_DOCS
