"""What a file is, told by its bytes: its name proves nothing. Reading it belongs to others."""

from typing import Literal

from monev.errors import SourceError
from monev.sources.archive import inspect_archive
from monev.sources.compound import inspect_compound
from monev.sources.json_shape import inspect_json

Kind = Literal["csv", "xlsx", "xls", "json", "spreadsheetml"]

MAX_BYTES = 20_000_000
LARGEST_FILE_BYTES = MAX_JSON_BYTES = 100 * 1024 * 1024
"""The largest feed met is one array of 74 MB; it is read as a stream."""

_EXPECTED = "a CSV file in UTF-8, an XLSX workbook, JSON or SpreadsheetML"
_ARCHIVE = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_SPREADSHEETML = b"urn:schemas-microsoft-com:office:spreadsheet"
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)


def kind_of(content: bytes, name: str) -> Kind:
    """Return what the bytes are: text, a workbook that is safe to open, JSON or SpreadsheetML.

    Raises SourceError for everything else: empty, too large, HTML or other XML behind another
    name, an archive that is no workbook, one that unpacks to too much, macros, a password, JSON
    that is nested too deep. Of an old workbook (.xls) only the container can be measured: it is
    opened only in a `confined.ReadingRoom`.
    """
    if not content[:4_000].strip() and not content.strip():
        raise SourceError(name, "", "an empty file", _EXPECTED)
    for sign, found in _SIGNS:
        if content.startswith(sign):
            raise SourceError(name, "", found, _EXPECTED)
    kind = _told(content, name)
    most = MAX_JSON_BYTES if kind == "json" else MAX_BYTES
    if len(content) > most:
        raise SourceError(name, "", f"{len(content)} bytes", f"at most {most}")
    match kind:
        case "xlsx":
            inspect_archive(content, name)
        case "xls":
            inspect_compound(content, name)
        case "json":
            inspect_json(content, name)
        case "csv":
            _inspect_text(content, name)
    return kind


def _told(content: bytes, name: str) -> Kind:
    start = content[:4_000].removeprefix(b"\xef\xbb\xbf").lstrip()
    if content.startswith(_ARCHIVE):
        return "xlsx"
    if content.startswith(_OLE):
        return _old_workbook(content, name)
    if start.startswith((b"{", b"[")):
        return "json"
    if start.startswith(b"<"):
        return _markup(start, name)
    return "csv"


def _old_workbook(content: bytes, name: str) -> Kind:
    if _ENCRYPTED_STREAM in content:
        raise SourceError(name, "", "an encrypted workbook", "a workbook without a password")
    return "xls"


def _markup(start: bytes, name: str) -> Kind:
    if _SPREADSHEETML in start:
        return "spreadsheetml"
    if start.lower().startswith((b"<!doctype html", b"<html")):
        raise SourceError(name, "", "an HTML page", _EXPECTED)
    raise SourceError(name, "", "an XML document; open it and save it as XLSX", _EXPECTED)


def _inspect_text(content: bytes, name: str) -> None:
    if content.startswith(_UTF_16):
        _inspect_wide(content, name)
        return
    nul = content.find(b"\x00")
    if nul >= 0:
        raise SourceError(name, f"byte {nul + 1}", "a NUL byte, so this is no text", _EXPECTED)


def _inspect_wide(content: bytes, name: str) -> None:
    """Text in UTF-16, told by its byte order mark, passes where it is a whole table."""
    try:
        text = content.decode("utf-16")
    except UnicodeDecodeError as error:
        found = "text in UTF-16 that is cut off or damaged"
        raise SourceError(name, f"byte {error.start + 1}", found, _EXPECTED) from error
    if "\x00" in text:
        at = text.index("\x00") + 1
        raise SourceError(name, f"character {at}", "a NUL, so this is no text", _EXPECTED)
    if text.lstrip().startswith(("<", "{", "[")):
        raise SourceError(name, "", "XML, HTML or JSON in UTF-16; save it as UTF-8", _EXPECTED)
