"""Typst with the same words, tables, drawings and faces: one compiler kept warm.

The binding takes one standard for conformance and one for accessibility; which it grants is found
out with the first report.
"""

from importlib.metadata import version
from typing import Literal

import typst

from bench.pages import Page
from bench.typst_source import typst_of
from monev.reports.pdf.render import FONTS

Standard = Literal["a-3a", "ua-1"]
WISHED: tuple[list[Standard], ...] = (["a-3a", "ua-1"], ["a-3a"], ["ua-1"], [])


class Typst:
    """A compiler that has found its fonts."""

    def __init__(self) -> None:
        self.parts: dict[str, float] = {}
        folders = [str(path) for path in FONTS.values()]
        fonts = typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=folders
        )
        self._compiler = typst.Compiler(font_paths=fonts)
        self._standards: list[Standard] | None = None

    def make(self, page: Page) -> bytes:
        """Return a report as Typst compiles it; the conversion of its HTML is part of the work."""
        source = typst_of(page.html).encode()
        if self._standards is None:
            self._standards = self._granted(source)
        return self._compiled(source, self._standards)

    @property
    def told(self) -> str:
        """Its version and the standards it granted."""
        granted = " and ".join(self._standards or ()) or "no standard"
        return f"Typst {version('typst')}, {granted}"

    def _granted(self, source: bytes) -> list[Standard]:
        refusal = ""
        for wished in WISHED:
            try:
                self._compiled(source, wished)
            except typst.TypstError as error:
                refusal = error.message
            else:
                return wished
        raise RuntimeError(f"typst refuses the source under every standard: {refusal}")

    def _compiled(self, source: bytes, standards: list[Standard]) -> bytes:
        made = self._compiler.compile(source, format="pdf", pdf_standards=[*standards])
        if not isinstance(made, bytes):
            raise TypeError(f"typst returned {type(made).__name__}; expected bytes")
        return made

    def close(self) -> None:
        """Nothing is open."""
