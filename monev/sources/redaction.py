"""Personal data out of the bytes of a file, before anybody keeps or reads them.

Cells keep their addresses: only values are blanked. Which headings and numbers are personal is
told by `personal`. What cannot be looked into is refused, because it cannot be kept safely.
"""

import csv
import re
import zipfile
import zlib
from dataclasses import dataclass
from io import BytesIO, StringIO

from monev.errors import SourceError
from monev.sources.content import Kind, kind_of
from monev.sources.personal import masked, personal_headings, personal_words
from monev.sources.redaction_workbook import blank_personal, texts_of_old
from monev.sources.tables import decoded, separator_of

HEADING_ROWS = 20
MAX_KEYS = 10_000
_STRINGS = re.compile(rb"<t(?: [^>]*)?>([^<]*)</t>")
_LONG_NUMBER = re.compile(rb"(?<![\d.])\d{16}|\d{8} \d{6} \d \d{3}|\d\.\d{13,15}[eE]\+?15")
_KEYS = re.compile(rb'"([^"\\]{1,60})"\s*:')
_MEMBER = re.compile(r'"((?:[^"\\]|\\.){1,60})"\s*:\s*("(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*)')
_DATA = re.compile(rb"<(?:\w+:)?Data[^>]*>([^<]*)</")


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
        rows = list(csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True))
    except csv.Error as error:
        found = f"a broken record ({error})"
        raise SourceError(name, "", found, "a table with closed quotes") from error
    columns = _blank_columns(rows)
    numbers = _mask_cells(rows) if _LONG_NUMBER.search(content) else 0
    if not columns and not numbers:
        return Redacted(content)
    out = StringIO(newline="")
    ending = "\r\n" if "\r\n" in text[:10_000] else "\n"
    csv.writer(out, delimiter=separator, lineterminator=ending).writerows(rows)
    return Redacted(out.getvalue().encode("utf-8"), columns, numbers)


def _blank_columns(rows: list[list[str]]) -> tuple[str, ...]:
    """Empty the personal columns below the first row that names any; return their headings."""
    for at, row in enumerate(rows[:HEADING_ROWS]):
        columns = personal_headings(row)
        if not columns:
            continue
        places = [place for place, heading in enumerate(row) if heading in columns]
        for below in rows[at + 1 :]:
            for place in places:
                if place < len(below):
                    below[place] = ""
        return columns
    return ()


def _mask_cells(rows: list[list[str]]) -> int:
    numbers = 0
    for row in rows:
        for place, cell in enumerate(row):
            row[place], count = masked(cell)
            numbers += count
    return numbers


def _json(content: bytes, name: str) -> Redacted:
    """Look for personal keys and long numbers first; only a hit has the text taken apart."""
    keys = {found.decode("utf-8", "replace") for found in _KEYS.findall(content)}
    if len(keys) > MAX_KEYS:
        raise SourceError(name, "", f"{len(keys)} different keys", f"at most {MAX_KEYS}")
    columns = personal_headings(sorted(keys))
    if not columns and not _LONG_NUMBER.search(content):
        return Redacted(content)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        place = f"byte {error.start + 1}"
        raise SourceError(name, place, "bytes that are no UTF-8", "JSON in UTF-8") from error
    numbers = 0

    def replaced(found: re.Match[str]) -> str:
        nonlocal numbers
        key, value = found.groups()
        if key in columns:
            return found.group().removesuffix(value) + "null"
        safe, count = masked(value)
        numbers += count
        quoted = safe if not count or value.startswith('"') else f'"{safe}"'
        return found.group().removesuffix(value) + quoted

    cleaned = _MEMBER.sub(replaced, text)
    changed = bool(columns or numbers)
    return Redacted(cleaned.encode("utf-8") if changed else content, columns, numbers)


def _workbook(content: bytes, name: str) -> Redacted:
    """Look through the raw parts, which is fast; only a hit has the workbook taken apart."""
    hit = False
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for member in archive.namelist():
                if member.startswith("xl/") and member.endswith(".xml"):
                    part = archive.read(member)
                    hit = hit or _suspicious(part, _STRINGS)
    except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, zlib.error) as error:
        found = f"a damaged or cut-off archive ({error})"
        raise SourceError(name, "", found, "a whole XLSX workbook; send it again") from error
    if not hit:
        return Redacted(content)
    cleaned, columns, numbers = blank_personal(content, name, HEADING_ROWS)
    return Redacted(cleaned, columns, numbers) if columns or numbers else Redacted(content)


def _suspicious(part: bytes, strings: re.Pattern[bytes]) -> bool:
    if _LONG_NUMBER.search(part):
        return True
    words = {found.decode("utf-8", "replace") for found in strings.findall(part)}
    return bool(personal_headings(words))


def _unchangeable(content: bytes, name: str, kind: Kind) -> Redacted:
    """Old workbooks and SpreadsheetML are not rewritten: with personal data they are refused."""
    if kind == "xls":
        cells = texts_of_old(content, name)
        personal = bool(personal_headings(cells)) or any(masked(cell)[1] for cell in cells)
    else:
        personal = _suspicious(content, _DATA) and masked(content.decode("utf-8", "replace"))[1] > 0
        personal = personal or bool(
            personal_headings({one.decode("utf-8", "replace") for one in _DATA.findall(content)})
        )
    if personal:
        cure = f"a file without NIK, NIP and names of persons ({personal_words().mask}), as XLSX"
        raise SourceError(name, "", f"personal data in a file of kind {kind}", cure)
    return Redacted(content)
