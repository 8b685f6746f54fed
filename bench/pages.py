"""What every way of making a PDF is given: a report as HTML for paper, and its style sheets."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from monev.reports.pdf.render import SHEETS
from monev.reports.templating import TEMPLATES

_FACE = re.compile(r'url\("asset:([^"]+)"\)')


@dataclass(frozen=True)
class Page:
    """One report: where it comes from, the code of its region, and its HTML for paper."""

    origin: str
    code: str
    html: str

    @property
    def name(self) -> str:
        """What its files are called."""
        return f"{self.origin}-{self.code}"


class Way(Protocol):
    """One way of making a PDF, warm once it is made; `parts` are seconds of its last report."""

    parts: dict[str, float]

    @property
    def told(self) -> str:
        """What it is, with its version or standards where they matter."""

    def make(self, page: Page) -> bytes:
        """Return the PDF of a report."""

    def close(self) -> None:
        """Let go what was opened."""


def style_text(face: Callable[[str], str]) -> str:
    """Return all style sheets as one text; `face` says what stands for a bundled face."""
    sheets = [(TEMPLATES / "style" / name).read_text(encoding="utf-8") for name in SHEETS]
    return _FACE.sub(lambda found: face(found[1]), "\n".join(sheets))
