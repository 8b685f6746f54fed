"""View -> HTML -> PDF. The only door to Jinja's report templates and to WeasyPrint.

Reads bundled files alone: no network, no disk elsewhere. Any warning of the layout engine that
concerns our own templates is an error.
"""

import gc
import hashlib
import logging
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import font_source_sans_pro
import font_source_serif_pro
from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

from monev.errors import MonevError
from monev.reports.filters import filters
from monev.reports.view import ReportView

TEMPLATES = Path(str(files("report_templates")))
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


class RenderError(MonevError):
    """A report could not be laid out as it should be."""


class Assets(URLFetcher):  # type: ignore[misc]  # WeasyPrint bears no types
    """Hands out the named fonts of this project and refuses every other address."""

    def __init__(self) -> None:
        super().__init__(allowed_protocols=["asset"], allow_redirects=False)

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> URLFetcherResponse:
        """Return a bundled face for `asset:NAME`; anything else stops the rendering."""
        scheme, _, name = url.partition(":")
        if scheme != "asset" or name not in FACES:
            raise FatalURLFetchingError(f"{url[:80]!r} is no bundled asset")
        family, file = FACES[name]
        return URLFetcherResponse(url, (_folder(family) / file).read_bytes())


def _folder(family: str) -> Path:
    return next(FONTS[family].rglob("*.otf")).parent


@dataclass(frozen=True)
class RenderedPdf:
    """The bytes of a document and the number of its pages."""

    content: bytes
    pages: int


@cache
def _environment() -> ImmutableSandboxedEnvironment:
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(filters())
    return environment


@cache
def _typesetting() -> tuple[FontConfiguration, list[CSS]]:
    """Parse fonts and style sheets once per process; each report reuses them."""
    fonts = FontConfiguration()
    sheets = [
        CSS(
            string=(TEMPLATES / "style" / name).read_text(encoding="utf-8"),
            font_config=fonts,
            url_fetcher=Assets(),
            base_url="asset:",
        )
        for name in ("type.css", "page.css", "blocks.css")
    ]
    return fonts, sheets


def warm_up() -> None:
    """Pay the first-use costs of a process: templates compiled, fonts and style sheets parsed."""
    _environment().get_template("laporan_daerah.html")
    _typesetting()
    gc.freeze()


def html_of(view: ReportView) -> str:
    """Return the report as HTML; an undefined name in a template is an error."""
    return _environment().get_template("laporan_daerah.html").render(v=view)


class _Complaints(logging.Handler):
    """Collects what the layout engine complains about."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(record.getMessage())


def render_pdf(view: ReportView) -> RenderedPdf:
    """Lay out one report; the same view gives the same bytes on every machine.

    Raises RenderError when the layout engine complains, naming the complaint.
    """
    return pdf_of(html_of(view), view.identifier)


def pdf_of(html: str, identifier: str) -> RenderedPdf:
    """Lay out HTML of ours with the bundled faces; see `render_pdf`."""
    fonts, sheets = _typesetting()
    complaints = _Complaints()
    logger = logging.getLogger("weasyprint")
    logger.addHandler(complaints)
    collecting = gc.isenabled()
    gc.disable()
    try:
        document = HTML(string=html, base_url="asset:", url_fetcher=Assets()).render(
            font_config=fonts, stylesheets=sheets, **_options(identifier)
        )
        content = document.write_pdf(**_options(identifier))
    except FatalURLFetchingError as error:
        raise RenderError(str(error)) from error
    finally:
        logger.removeHandler(complaints)
        if collecting:
            gc.enable()
    if complaints.lines:
        raise RenderError(f"the layout engine complains: {complaints.lines[0]}")
    return RenderedPdf(content, len(document.pages))


def _options(identifier: str) -> dict[str, Any]:
    digest = hashlib.sha256(identifier.encode()).digest()[:16]
    return {"pdf_variant": "pdf/ua-1", "pdf_identifier": digest, "custom_metadata": True}
