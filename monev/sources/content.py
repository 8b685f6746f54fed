"""What a file is, told by its bytes: its name proves nothing. Reading it belongs to others."""

import zipfile
from io import BytesIO
from typing import Literal

from monev.errors import SourceError

Kind = Literal["csv", "xlsx", "xls", "json", "spreadsheetml"]

MAX_BYTES = 20_000_000
MAX_JSON_BYTES = 100 * 1024 * 1024
"""The largest feed met is one array of 74 MB; it is read as a stream."""
MAX_MEMBERS = 1_000
MAX_UNPACKED_BYTES = 128_000_000
MAX_RATIO = 100
SMALL_BYTES = 1_000_000
"""Below this size unpacked, the ratio is not asked: short XML full of blanks packs well."""

_EXPECTED = "a CSV file in UTF-8, an XLSX workbook, JSON or SpreadsheetML"
_OLE = b"\xd0\xcf\x11\xe0"
_ENCRYPTED_STREAM = "EncryptedPackage".encode("utf-16-le")
_SPREADSHEETML = b"urn:schemas-microsoft-com:office:spreadsheet"
_ENCRYPTED = 0x1
_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF document"),
    (b"\xff\xfe", "text in UTF-16; save it as CSV UTF-8"),
    (b"\xfe\xff", "text in UTF-16; save it as CSV UTF-8"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)


def kind_of(content: bytes, name: str) -> Kind:
    """Return what the bytes are: text, a workbook that is safe to open, JSON or SpreadsheetML.

    Raises SourceError for everything else: empty, too large, HTML or other XML behind another
    name, an archive that is no workbook, one that unpacks to too much, a password.
    """
    if not content.strip():
        raise SourceError(name, "", "an empty file", _EXPECTED)
    for sign, found in _SIGNS:
        if content.startswith(sign):
            raise SourceError(name, "", found, _EXPECTED)
    start = content[:4_000].removeprefix(b"\xef\xbb\xbf").lstrip()
    kind: Kind
    if content.startswith(b"PK"):
        kind = "xlsx"
    elif content.startswith(_OLE):
        kind = _old_workbook(content, name)
    elif start.startswith((b"{", b"[")):
        kind = "json"
    elif start.startswith(b"<"):
        kind = _markup(start, name)
    else:
        kind = _text(content, name)
    most = MAX_JSON_BYTES if kind == "json" else MAX_BYTES
    if len(content) > most:
        raise SourceError(name, "", f"{len(content)} bytes", f"at most {most}")
    if kind == "xlsx":
        _inspect_archive(content, name)
    return kind


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


def _text(content: bytes, name: str) -> Kind:
    nul = content.find(b"\x00")
    if nul >= 0:
        raise SourceError(name, f"byte {nul + 1}", "a NUL byte, so this is no text", _EXPECTED)
    return "csv"


def _inspect_archive(content: bytes, name: str) -> None:
    """Refuse an archive by what its directory says, before anything is unpacked."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        found = f"a damaged or cut-off archive ({error})"
        raise SourceError(name, "", found, "a whole XLSX workbook; send it again") from error
    if "xl/workbook.xml" not in {member.filename for member in members}:
        raise SourceError(name, "", "an archive without a workbook in it", _EXPECTED)
    if len(members) > MAX_MEMBERS:
        raise SourceError(name, "", f"{len(members)} parts", f"at most {MAX_MEMBERS}")
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED_BYTES:
        found = f"a workbook that unpacks to {unpacked} bytes"
        raise SourceError(name, "", found, f"at most {MAX_UNPACKED_BYTES}")
    for member in members:
        if member.flag_bits & _ENCRYPTED:
            raise SourceError(name, member.filename, "an encrypted part", "one without a password")
        ratio = member.file_size / max(member.compress_size, 1)
        if member.file_size > SMALL_BYTES and ratio > MAX_RATIO:
            found = f"a part that unpacks to {ratio:.0f} times its size"
            raise SourceError(name, member.filename, found, f"at most {MAX_RATIO} times")
