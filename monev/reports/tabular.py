"""Tables for other programs, and CSV in which no text can ever run as a formula.

What stands in a table is decided by whoever asks for it; workbooks are written by `workbook`.
"""

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import StringIO

Content = str | int | Decimal | date | None
_STARTS_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_AFTER_SEPARATOR = re.compile(r"(?<=[;\t\r\n])(?=\s*[=+\-@＝＋－＠])")
_UNPRINTABLE = dict.fromkeys(
    (*range(9), 11, 12, *range(14, 32), 127, *range(0xD800, 0xE000), 0xFFFE, 0xFFFF), "�"
)


def as_csv(headings: Sequence[str], rows: Iterable[Sequence[Content]]) -> str:
    """Return a CSV text in which what a spreadsheet would calculate begins with an apostrophe.

    So does what would begin a cell if a semicolon, a tab or an end of line parted cells, as in the
    settings of many offices. Source of the rule: OWASP, CSV injection. Numbers stay numbers,
    missing values stay empty.
    """
    out = StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(headings)
    writer.writerows([_csv_cell(cell) for cell in row] for row in rows)
    return out.getvalue()


def _csv_cell(cell: Content) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        text = storable(cell)
        if ";" in text or not text.isprintable():
            text = _AFTER_SEPARATOR.sub("'", text)
        return f"'{text}" if text.startswith(_STARTS_FORMULA) else text
    return format(cell, "f") if isinstance(cell, Decimal) else str(cell)


@dataclass(frozen=True)
class Sheet:
    """One table of a workbook: its name, its headings and rows, and sentences above them."""

    name: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Content]]
    notes: Sequence[str] = ()


def storable(text: str) -> str:
    """Return a text without the characters that no file of this kind may hold."""
    return text if text.isprintable() else text.translate(_UNPRINTABLE)
