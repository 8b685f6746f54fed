"""Where the words of a paper come to stand once it is laid out, in millimetres of its sheets."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from monev.reports.forms import page_of
from monev.reports.paper import Paper
from monev.reports.pdf.render import SHEETS, Assets
from monev.reports.templating import TEMPLATES

MM = 25.4 / 96


@dataclass(frozen=True)
class Words:
    """One run of words on one sheet, counted from 1; `left`, `right` and `bottom` are edges."""

    sheet: int
    text: str
    left: float
    right: float
    bottom: float


@cache
def _style() -> tuple[FontConfiguration, list[CSS]]:
    fonts = FontConfiguration()
    texts = [(TEMPLATES / "style" / name).read_text("utf-8") for name in SHEETS]
    made = [
        CSS(string=one, font_config=fonts, url_fetcher=Assets(), base_url="asset:") for one in texts
    ]
    return fonts, made


def words_of(paper: Paper) -> list[Words]:
    """Return every run of words of a paper in the order in which they are set."""
    fonts, sheets = _style()
    html = HTML(string=page_of(paper, "print"), base_url="asset:", url_fetcher=Assets())
    made = html.render(font_config=fonts, stylesheets=sheets)
    return [
        Words(
            number,
            box.text,
            box.position_x * MM,
            (box.position_x + box.width) * MM,
            (box.position_y + box.height) * MM,
        )
        for number, page in enumerate(made.pages, start=1)
        for box in _runs(page._page_box)
    ]


def _runs(box: Any) -> Iterator[Any]:
    if getattr(box, "text", None):
        yield box
    for child in getattr(box, "children", ()):
        yield from _runs(child)


def sheets(paper: Paper) -> int:
    """Return on how many sheets a paper stands."""
    return max(one.sheet for one in words_of(paper))
