"""Personal data out of the bytes of a file, before anybody keeps or reads them.

Cells keep their addresses: only values are blanked. Which headings and numbers are personal is
told by `personal`. What cannot be looked into is refused, because it cannot be kept safely.
"""

import csv
import re
import zipfile
import zlib
from dataclasses import dataclass
from html import unescape
from io import StringIO

from monev.errors import SourceError
from monev.sources.content import Kind, kind_of
from monev.sources.personal import hints_at_person, masked, personal_words
from monev.sources.redaction_json import clean_json
from monev.sources.redaction_parts import holds_number, seen_in
from monev.sources.redaction_rows import Personal, personal_cells, speaks_of_person
from monev.sources.redaction_workbook import blank_personal, texts_of_old
from monev.sources.tables import MARK, decoded, records, separator_of

_DATA = re.compile(r"<(?:\w+:)?Data[^>]*>(.*?)</(?:\w+:)?Data\s*>", re.DOTALL)
_TAG = re.compile(r"<!--.*?-->|<!\[CDATA\[|\]\]>|<[^>]*>", re.DOTALL)


@dataclass(frozen=True)
class Redacted:
    """Bytes without personal data: `columns` were blanked, `numbers` identity numbers masked."""

    content: bytes
    columns: tuple[str, ...] = ()
    numbers: int = 0

    @property
    def changed(self) -> bool:
        """Whether anything had to be taken out."""
        return bool(self.columns or self.numbers)


def redacted(content: bytes, name: str) -> Redacted:
    """Return a file without its personal data; untouched bytes where there is none.

    Raises SourceError where the file is of no kind that is read, or holds personal data that
    cannot be taken out of it.
    """
    match kind_of(content, name):
        case "csv":
            return _text_table(content, name)
        case "json":
            return _json(content, name)
        case "xlsx":
            return _workbook(content, name)
        case kind:
            return _unchangeable(content, name, kind)


def _text_table(content: bytes, name: str) -> Redacted:
    text, _encoding = decoded(content, name)
    separator = separator_of(text)
    try:
        rows = list(records(text, separator))
    except csv.Error as error:
        found = f"a broken record ({error})"
        raise SourceError(name, "", found, "a table with closed quotes") from error
    columns, numbers = _clean_rows(rows, text)
    if not columns and not numbers:
        return Redacted(content)
    out = StringIO(newline="")
    ending = "\r\n" if "\r\n" in text[:10_000] else "\n"
    csv.writer(out, delimiter=separator, lineterminator=ending).writerows(rows)
    return Redacted(out.getvalue().encode("utf-8"), columns, numbers)


def _clean_rows(rows: list[list[str]], text: str) -> tuple[tuple[str, ...], int]:
    """Empty personal cells and mask identity numbers; return headings and how many numbers."""
    found = Personal()
    if hints_at_person(text):
        found = personal_cells([[cell.replace(MARK, "") for cell in row] for row in rows])
    for at, place in found.blank:
        rows[at][place] = ""
    for (at, place), left in found.texts.items():
        rows[at][place] = left
    numbers = found.numbers
    if holds_number(text.encode("utf-8", "replace")):
        for row in rows:
            for place, cell in enumerate(row):
                row[place], count = masked(cell)
                numbers += count
    return tuple(found.columns), numbers


def _json(content: bytes, name: str) -> Redacted:
    cleaned, columns, numbers = clean_json(content, name)
    return Redacted(cleaned, columns, numbers) if columns or numbers else Redacted(content)


def _workbook(content: bytes, name: str) -> Redacted:
    """Look through the raw parts, which is fast; only a hit has the workbook taken apart."""
    try:
        seen = seen_in(content)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, zlib.error) as error:
        found = f"a damaged or cut-off archive ({error})"
        raise SourceError(name, "", found, "a whole XLSX workbook; send it again") from error
    if not seen.anything:
        return Redacted(content)
    cleaned, columns, numbers = blank_personal(content, name)
    columns += tuple(one for one in seen.unread if one not in columns)
    if not columns and not numbers and not seen.numbers:
        return Redacted(content)
    if seen_in(cleaned).numbers:
        cure = "a file without NIK, NIP and names of persons"
        raise SourceError(name, "", "personal data that cannot be taken out", cure)
    return Redacted(cleaned, columns, numbers or int(seen.numbers and not columns))


def _unchangeable(content: bytes, name: str, kind: Kind) -> Redacted:
    """Old workbooks and SpreadsheetML are not rewritten: with personal data they are refused."""
    if kind == "xls":
        texts = texts_of_old(content, name)
        personal = any(masked(text)[1] for text in texts)
    else:
        markup = content.decode("utf-8", "replace")
        texts = [unescape(_TAG.sub("", one)) for one in _DATA.findall(markup)]
        personal = holds_number("\n".join([unescape(markup), *texts]).encode("utf-8", "replace"))
    if personal or any(map(speaks_of_person, set(texts))):
        cure = f"a file without NIK, NIP and names of persons ({personal_words().mask}), as XLSX"
        raise SourceError(name, "", f"personal data in a file of kind {kind}", cure)
    return Redacted(content)
