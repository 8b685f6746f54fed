"""HTML -> PDF. The only door to WeasyPrint.

Reads the bundled faces and the picture it is handed, nothing else: no network, no disk. Any
warning of the layout engine that concerns our own templates is an error.
"""

import gc
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import font_source_sans_pro
import font_source_serif_pro
from weasyprint import CSS, HTML
from weasyprint.html import UA
from weasyprint.text import ffi
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from monev.errors import EnvironmentFault, MonevError
from monev.reports.pdf.engine_sheet import lean_sheet
from monev.reports.pdf.printable import with_breaks
from monev.uncollected import uncollected

STYLES = Path(str(files("report_templates"))) / "style"
FONTS = {
    "sans": Path(font_source_sans_pro.__file__).parent,
    "serif": Path(font_source_serif_pro.__file__).parent,
}
FACES = {
    "sans-regular.otf": ("sans", "SourceSansPro-Regular.otf"),
    "sans-italic.otf": ("sans", "SourceSansPro-It.otf"),
    "sans-semibold.otf": ("sans", "SourceSansPro-Semibold.otf"),
    "serif-regular.otf": ("serif", "SourceSerifPro-Regular.otf"),
    "serif-semibold.otf": ("serif", "SourceSerifPro-Semibold.otf"),
}
SHEETS = (
    "type.css",
    "page.css",
    "blocks.css",
    "lembar_fakta.css",
    "berita_acara.css",
    "surat_pengantar.css",
    "rekap.css",
    "laporan_semester.css",
)

# No identifier: the engine would write the file twice to reckon one, and `conform` sets its own.
OPTIONS: dict[str, Any] = {
    "pdf_variant": "pdf/a-3a",
    "pdf_identifier": False,
    "custom_metadata": True,
}


class RenderError(MonevError):
    """A report could not be laid out as it should be."""


class Assets(URLFetcher):  # type: ignore[misc]  # WeasyPrint bears no types
    """Hands out the faces of this project and the pictures given; refuses every other address."""

    def __init__(self, pictures: Mapping[str, bytes] | None = None) -> None:
        super().__init__(allowed_protocols=["asset"], allow_redirects=False)
        self._pictures = pictures or {}

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return what `asset:NAME` stands for; anything else stops the rendering."""
        scheme, _, name = url.partition(":")
        if scheme == "asset" and name in FACES:
            return URLFetcherResponse(url, face(name))
        if scheme == "asset" and name in self._pictures:
            return URLFetcherResponse(url, self._pictures[name])
        raise FatalURLFetchingError(f"{url[:80]!r} is no bundled asset")


def face(name: str) -> bytes:
    """Return the bytes of a bundled face."""
    family, file = FACES[name]
    return (next(FONTS[family].rglob("*.otf")).parent / file).read_bytes()


@dataclass(frozen=True)
class RenderedPdf:
    """The bytes of a document and the number of its pages."""

    content: bytes
    pages: int


@cache
def _typesetting() -> tuple[FontConfiguration, list[CSS]]:
    """Parse fonts and style sheets once per process; each document reuses them."""
    fonts = FontConfiguration()
    sheets = [
        CSS(
            string=(STYLES / name).read_text(encoding="utf-8"),
            font_config=fonts,
            url_fetcher=Assets(),
            base_url="asset:",
        )
        for name in SHEETS
    ]
    return fonts, sheets


class Page(HTML):  # type: ignore[misc]  # WeasyPrint bears no types
    """HTML of ours; its elements get no styles for what none of them has (`engine_sheet`)."""

    def _ua_stylesheets(self, forms: bool = False) -> list[CSS]:
        return [_engine_sheet()]


@cache
def _engine_sheet() -> CSS:
    return CSS(string=lean_sheet(UA))


def warm_up() -> None:
    """Pay the first-use costs of a process: fonts and style sheets parsed."""
    _typesetting()
    _engine_sheet()
    gc.freeze()


def look_for_libraries() -> None:
    """Raise EnvironmentFault where a library is missing that the engine loads without.

    Another way of subsetting faces would give other bytes for the same report.
    """
    if ffi.harfbuzz_subset is None:
        raise EnvironmentFault(
            "HarfBuzz-Subset, which puts the faces into a PDF, is missing on this machine; "
            "Debian/Ubuntu: apt-get install libharfbuzz-subset0; `monev doctor` looks again"
        )


class _Complaints(logging.Handler):
    """Collects what the layout engine complains about."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def pdf_of(html: str, pictures: Mapping[str, bytes] | None = None) -> RenderedPdf:
    """Lay out HTML of ours with the bundled faces; the same HTML gives the same bytes.

    `pictures` are what `asset:NAME` stands for beside the faces. Raises RenderError when the
    layout engine complains, naming the complaint, and what `look_for_libraries` raises.
    """
    look_for_libraries()
    _engine_sheet()  # before anybody listens: what it says is none of our templates' faults
    complaints = _Complaints()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(complaints)
    try:
        with uncollected():
            made = _laid_out(html, pictures or {})
    except FatalURLFetchingError as error:
        raise RenderError(str(error)) from error
    finally:
        logger.removeHandler(complaints)
    if complaints.lines:
        raise RenderError(f"the layout engine complains: {complaints.lines[0]}")
    return made


def _laid_out(html: str, pictures: Mapping[str, bytes]) -> RenderedPdf:
    # The boxes die with this frame, before the collector looks again: seen alive it would keep them
    # for a later and longer look.
    fonts, sheets = _typesetting()
    page = Page(string=with_breaks(html), base_url="asset:", url_fetcher=Assets(pictures))
    document = page.render(font_config=fonts, stylesheets=sheets, **OPTIONS)
    return RenderedPdf(document.write_pdf(**OPTIONS), len(document.pages))
