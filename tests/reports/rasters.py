"""Pages of a PDF as small grey pictures, and how far two of them are apart.

The only door to pypdfium2 and Pillow. A page is drawn three times finer than it is kept, so that
how a glyph's edge is smoothed hardly shows; what is left of that is blurred away. Which pages are
kept is for `kept_pages`.
"""

import json
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pypdfium2
from PIL import Image, ImageChops, ImageFilter
from PIL.PngImagePlugin import PngInfo
from weasyprint.text.ffi import pango

DPI, FINER = 48, 3
GREYS = 16
BLUR = 1.0
CLEAR = 44
"""Grey levels of 255 by which two blurred pixels differ clearly; another smoothing stays below."""
MOST_CLEAR = 0.00015
"""Share of a page's pixels that may differ clearly: less than one short word."""
MOST_MEAN = 3.0
"""Mean difference in grey levels that a page may have, for what is pale and wide."""


@dataclass(frozen=True)
class Page:
    """One page as it is kept: its picture, its text in lines, and how many pages there are."""

    picture: Image.Image
    text: str
    of: int


@dataclass(frozen=True)
class Difference:
    """How far two pictures of one size are apart; `clear` is a share (0-1), `mean` grey levels."""

    mean: float
    clear: float

    @property
    def none(self) -> bool:
        """Whether both show the same."""
        return self.clear <= MOST_CLEAR and self.mean <= MOST_MEAN


def drawn(pdf: bytes, number: int, dpi: int = DPI, *, grey: bool = True) -> Image.Image:
    """Return one page, counted from 1, as a picture of this fineness."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[number - 1].render(scale=dpi * FINER / 72, grayscale=grey)
        return page.to_pil().convert("L" if grey else "RGB").reduce(FINER)


def pages_of(pdf: bytes, most: int = 0) -> list[Page]:
    """Return the pages of a document, or its first ones."""
    with pypdfium2.PdfDocument(pdf) as document:
        of = len(document)
        texts = [one.get_textpage().get_text_range() for one in document]
    kept = range(1, (most or of) + 1)
    return [Page(drawn(pdf, one), _lines(texts[one - 1]), of) for one in kept]


def _lines(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.splitlines() if line.strip())


def keep(page: Page, path: Path) -> None:
    """Write a page with its text as a small PNG."""
    told = PngInfo()
    told.add_itxt(
        "page", json.dumps({"of": page.of, "text": page.text, "engine": engine()}), zip=True
    )
    palette = page.picture.point(_rounded).quantize(GREYS)
    palette.save(path, "PNG", optimize=True, pnginfo=told)


def kept(path: Path) -> tuple[Page, str]:
    """Return a page as it was kept, and by which layout engine it was made."""
    with Image.open(path) as picture:
        told = json.loads(picture.info["page"])
        return Page(picture.convert("L"), told["text"], told["of"]), told["engine"]


def _rounded(level: float) -> float:
    step = 255 / (GREYS - 1)
    return round(round(level / step) * step)


@cache
def engine() -> str:
    """Return what breaks lines and sets letters here, by name and version."""
    number = pango.pango_version()
    pango_version = f"{number // 10000}.{number // 100 % 100}.{number % 100}"
    return f"Pango {pango_version}, WeasyPrint {version('weasyprint')}"


def compared(one: Image.Image, other: Image.Image) -> Difference:
    """Return how far two pictures of the same size are apart."""
    counts = _apart(one, other).histogram()
    pixels = sum(counts)
    mean = sum(level * count for level, count in enumerate(counts)) / pixels
    return Difference(mean, sum(counts[CLEAR:]) / pixels)


def difference_picture(one: Image.Image, other: Image.Image) -> Image.Image:
    """Return a picture that is white where two are alike and the darker the more they differ."""
    return ImageChops.invert(_apart(one, other).point(lambda level: min(255, level * 3)))


def _apart(one: Image.Image, other: Image.Image) -> Image.Image:
    blur = ImageFilter.GaussianBlur(BLUR)
    return ImageChops.difference(one.filter(blur), other.filter(blur))
