"""WeasyPrint alone, as well as it can be used: style sheets parsed once, fonts set up once.

No template, no conformance, nothing filed; the collector stays as it is.
"""

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from bench.pages import Page
from monev.reports.pdf.render import SHEETS, Assets
from monev.reports.templating import TEMPLATES

VARIANT = "pdf/a-3a"


class Bare:
    """One process that keeps what is parsed."""

    told = "WeasyPrint alone, fonts and style sheets shared"

    def __init__(self) -> None:
        self.parts: dict[str, float] = {}
        self._fonts = FontConfiguration()
        self._sheets = [
            CSS(
                string=(TEMPLATES / "style" / name).read_text(encoding="utf-8"),
                font_config=self._fonts,
                url_fetcher=Assets(),
                base_url="asset:",
            )
            for name in SHEETS
        ]

    def make(self, page: Page) -> bytes:
        """Return a report as WeasyPrint writes it."""
        html = HTML(string=page.html, base_url="asset:", url_fetcher=Assets())
        made = html.write_pdf(
            font_config=self._fonts, stylesheets=self._sheets, pdf_variant=VARIANT
        )
        return bytes(made)

    def close(self) -> None:
        """Nothing is open."""
