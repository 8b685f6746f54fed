"""The way most people begin: everything inline, fonts anew each time, a drawing in every bar cell.

The content is the same. Style sheets stand in the page and carry the faces as data, columns find
their widths by themselves, and each bar is an SVG: those of our cells, and one in each score cell.
"""

import re
from base64 import b64encode

from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import URLFetcher

from bench.bare import VARIANT
from bench.pages import Page, style_text
from monev.reports.pdf.render import face

_BAR = re.compile(r'<td class="([^"]*)" style="background:[^"]*?(\d+(?:\.\d+)?)%[^"]*">')
_SCORE = re.compile(r'<td class="n">(\d{1,3},\d)(?=<|$)', re.M)
_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 6" width="60" height="4">'
    "<title>{value}</title>"
    '<rect width="100" height="6" fill="#dde5eb"/><rect width="{width}" height="6" fill="#2f6b8f"/>'
    "</svg><br>"
)


class Naive:
    """Nothing is kept from one report to the next."""

    told = "WeasyPrint, everything inline and anew"

    def __init__(self) -> None:
        self.parts: dict[str, float] = {}
        self._style = style_text(_as_data) + "\ntable { table-layout: auto !important; }"

    def make(self, page: Page) -> bytes:
        """Return a report made the naive way."""
        html = with_drawings(page.html)
        html = html.replace("</head>", f"<style>{self._style}</style></head>", 1)
        fetcher = URLFetcher(allowed_protocols=["data"])
        made = HTML(string=html, url_fetcher=fetcher).write_pdf(
            font_config=FontConfiguration(), pdf_variant=VARIANT
        )
        return bytes(made)

    def close(self) -> None:
        """Nothing is open."""


def with_drawings(html: str) -> str:
    """Return the page with an SVG in each bar cell and each score cell, and no background bars."""
    html = _BAR.sub(lambda one: f'<td class="{one[1]}">{_drawing(one[2])}', html)
    return _SCORE.sub(lambda one: f'<td class="n">{_drawing(one[1])}{one[1]}', html)


def _drawing(value: str) -> str:
    width = min(float(value.replace(",", ".")), 100.0)
    return _DRAWING.format(value=value, width=width)


def _as_data(name: str) -> str:
    return f'url("data:font/otf;base64,{b64encode(face(name)).decode()}")'
