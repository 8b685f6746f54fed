"""Cells that know their address, whatever kind of file they came from.

Opening files is the work of `tables` and `workbook`; what the cells mean, that of the readers.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from models.evidence import Cell

Content = str | Decimal | date | bool | None


@dataclass(frozen=True)
class Value:
    """One cell: what it holds (typed where the file is), its text letter by letter, its place.

    `share` marks a number that the file shows as a percentage, so 0.5 stands for 50 percent.
    """

    content: Content
    raw: str
    place: str
    share: bool = False

    @property
    def blank(self) -> bool:
        """Whether nothing, or only white space, stands in the cell."""
        return self.content is None or (isinstance(self.content, str) and not self.content.strip())

    @property
    def text(self) -> str:
        """The content as trimmed text; empty for a blank cell."""
        return "" if self.blank else self.raw.strip()

    @property
    def cell(self) -> dict[str, str]:
        """The cell as a fact keeps it."""
        return Cell(locator=self.place, raw=self.raw).model_dump()


@dataclass(frozen=True)
class Row:
    """One row under its headings; a heading that the file lacks is not in `cells`."""

    number: int
    place: str
    cells: dict[str, Value]


@dataclass(frozen=True)
class Table:
    """Headings as written, with the place of the row they stand in, and the rows below."""

    name: str
    place: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def folded(heading: str) -> str:
    """Return a heading without regard to case, line breaks and repeated blanks."""
    return " ".join(heading.split()).casefold()
