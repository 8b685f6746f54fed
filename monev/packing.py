"""A workbook into bytes that depend on its content only, never on the moment of writing."""

import re
import zipfile
from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

from openpyxl.cell.cell import ERROR_CODES
from openpyxl.utils.datetime import to_excel
from openpyxl.writer.excel import ExcelWriter

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip archive can hold."""
_FORMULA = re.compile(
    r'<c r="(?P<cell>[A-Z]+[0-9]+)"(?P<rest>[^>]*)>'
    r"(?P<formula><f[^>]*/>|<f[^>]*>[^<]*</f>)(?:<v ?/>|<v></v>)</c>"
)


def packed(book: Any, values: Mapping[tuple[str, str], Any] | None = None) -> bytes:
    """Return the workbook as XLSX; its dates of creation and change are left as they are set.

    `values` are the last known results of formulas by sheet and cell. openpyxl writes formulas
    without them, and a reader that does not calculate would then find nothing.
    """
    loose = BytesIO()
    ExcelWriter(book, zipfile.ZipFile(loose, "w", zipfile.ZIP_STORED)).save()
    by_part: dict[str, dict[str, Any]] = defaultdict(dict)
    parts = {sheet.title: sheet.path.lstrip("/") for sheet in book.worksheets}
    for (title, address), value in (values or {}).items():
        if title in parts:
            by_part[parts[title]][address] = value
    tight = BytesIO()
    with (
        zipfile.ZipFile(loose) as source,
        zipfile.ZipFile(tight, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            part = zipfile.ZipInfo(name, _EPOCH)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, _with_values(source.read(name), by_part.get(name, {})))
    return tight.getvalue()


def _with_values(part: bytes, values: Mapping[str, Any]) -> bytes:
    """Put the results of formulas into a sheet's XML, which is our own and therefore regular."""
    if not values:
        return part

    def filled(match: re.Match[str]) -> str:
        value = values.get(match["cell"])
        if value is None:
            return match[0]
        kind, text = _result(value)
        return f'<c r="{match["cell"]}"{match["rest"]}{kind}>{match["formula"]}<v>{text}</v></c>'

    return _FORMULA.sub(filled, part.decode()).encode()


def _result(value: Any) -> tuple[str, str]:
    """Return the attribute that names the type of a result, and its text."""
    if isinstance(value, bool):
        return ' t="b"', str(int(value))
    if isinstance(value, int | float):
        return "", repr(value)
    if isinstance(value, datetime | date | time | timedelta):
        return "", repr(to_excel(value))  # type: ignore[no-untyped-call]
    kind = "e" if value in ERROR_CODES else "str"
    return f' t="{kind}"', escape(str(value))


def write_text(cell: Any, text: str) -> None:
    """Put a text into a cell as text, also one that begins with =, +, - or @."""
    cell.value = text
    cell.data_type = "s"
    if text.startswith(("=", "+", "-", "@")):
        cell.quotePrefix = True
