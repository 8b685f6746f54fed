"""An XLSX archive measured before it is opened: what its directory claims, and what is true.

Nothing of it is kept or understood here; cells belong to `workbook`.
"""

import re
import zipfile
import zlib
from io import BytesIO

from monev.errors import SourceError
from monev.sources.file_name import shown_text

MAX_MEMBERS = 1_000
MAX_UNPACKED_BYTES = 128_000_000
MAX_RATIO = 100
SMALL_BYTES = 1_000_000
"""Below this size unpacked, the ratio is not asked: short XML full of blanks packs well."""
MAX_ROWS = 100_000
MAX_CELLS = 2_000_000
"""In one sheet; an export of all accounts of a government has some ten thousand rows."""
LAST_CELL = "XFD1048576"
"""The last cell of a sheet (ECMA-376, SpreadsheetML: 1,048,576 rows, 16,384 columns)."""
_LAST_ROW = 1_048_576

_ENCRYPTED = 0x1
_PACKINGS = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
"""The only two that Open Packaging (ECMA-376, part 2) allows."""
_CHUNK = 1 << 18
_OVERLAP = 400
_DAMAGED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError),
    *(ValueError, NotImplementedError, RuntimeError),
)
_WHOLE = "a whole XLSX workbook; send it again"
_FAR = re.compile(
    rb"\br=[\"']((?:[A-Z]{4,}|[YZ][A-Z]{2}|X[G-Z][A-Z]|XF[E-Z])\d*|[A-Z]{0,3}0*(\d{7,}))[\"']"
)
"""The address of a cell or row that may lie beyond the last one of a sheet."""
_TAG = re.compile(rb"<(?:\w+:)?(?:c|row)\s")
_KINDS = (
    ("xl/workbook.bin", "a binary workbook (XLSB)"),
    ("content.xml", "an OpenDocument file"),
    ("word/document.xml", "a Word document"),
)


def inspect_archive(content: bytes, name: str) -> None:
    """Refuse an archive that is no workbook, that holds macros, or that unpacks to too much.

    The directory is judged first. Then every part is unpacked once, in pieces that are thrown
    away, because a directory may lie about sizes and not every reader holds it to its word.
    Archives inside it are never opened. Raises SourceError with the part and the cure.
    """
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            _inspect_names(members, name)
            _inspect_sizes(members, name)
            for member in members:
                _unpack(archive, member, name)
    except _DAMAGED as error:
        found = f"a damaged or cut-off archive ({shown_text(str(error), 100)})"
        raise SourceError(name, "", found, _WHOLE) from error


def _inspect_names(members: list[zipfile.ZipInfo], name: str) -> None:
    if len(members) > MAX_MEMBERS:
        raise SourceError(name, "", f"{len(members)} parts", f"at most {MAX_MEMBERS}")
    seen: set[str] = set()
    for member in members:
        part, place = member.orig_filename, shown_text(member.orig_filename, 100)
        if _strays(part):
            found = "a part whose name leads out of the archive"
            raise SourceError(name, place, found, "names such as xl/workbook.xml; do not open it")
        if part.casefold() in seen:
            raise SourceError(name, place, "a part that is there twice", "each part once")
        seen.add(part.casefold())
        if part.lower().endswith("vbaproject.bin") or part.lower().startswith("xl/macrosheets/"):
            cure = "a workbook without them; save it as XLSX without macros"
            raise SourceError(name, place, "macros", cure)
    if "xl/workbook.xml" not in {member.filename for member in members}:
        kinds = (found for part, found in _KINDS if part in seen)
        found = next(kinds, "an archive without a workbook in it")
        raise SourceError(name, "", found, "an XLSX workbook; open it and save it as XLSX")


def _strays(part: str) -> bool:
    steps = re.split(r"[/\\]", part)
    hidden = any(ord(character) < 32 for character in part)
    return hidden or ".." in steps or steps[0] == "" or ":" in steps[0]


def _inspect_sizes(members: list[zipfile.ZipInfo], name: str) -> None:
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED_BYTES:
        found = f"a workbook that unpacks to {unpacked} bytes"
        raise SourceError(name, "", found, f"at most {MAX_UNPACKED_BYTES}")
    for member in members:
        place = shown_text(member.filename, 100)
        if member.flag_bits & _ENCRYPTED:
            raise SourceError(name, place, "an encrypted part", "one without a password")
        if member.compress_type not in _PACKINGS:
            found = f"a part packed by method {member.compress_type}"
            raise SourceError(name, place, found, "the method deflate; save it again as XLSX")
        ratio = member.file_size / max(member.compress_size, 1)
        if member.file_size > SMALL_BYTES and ratio > MAX_RATIO:
            found = f"a part that unpacks to {ratio:.0f} times its size"
            raise SourceError(name, place, found, f"at most {MAX_RATIO} times")


def _unpack(archive: zipfile.ZipFile, member: zipfile.ZipInfo, name: str) -> None:
    """Unpack one part to its real end; its checksum is compared on the way."""
    stated = member.file_size
    member.file_size = MAX_UNPACKED_BYTES + 1  # or the library would stop where the directory says
    place = shown_text(member.filename, 100)
    is_sheet = member.filename.lower().startswith("xl/worksheets/")
    real, rows, cells, before = 0, 0, 0, b""
    with archive.open(member) as part:
        while chunk := part.read(_CHUNK):
            real += len(chunk)
            if real > stated:
                break
            if is_sheet:
                rows += chunk.count(b"<row ") + chunk.count(b":row ")
                cells += chunk.count(b"<c ") + chunk.count(b":c ")
                _inspect_counts(rows, cells, name, place)
                _inspect_addresses(before + chunk, name, place)
                before = chunk[-_OVERLAP:]
    if real != stated:
        found = f"a part that does not unpack to the {stated} bytes that the directory states"
        raise SourceError(name, place, found, _WHOLE)


def _inspect_counts(rows: int, cells: int, name: str, place: str) -> None:
    for found, word, most in ((rows, "rows", MAX_ROWS), (cells, "cells", MAX_CELLS)):
        if found > most:
            cure = f"at most {most}; delete empty {word} below the table or split the file"
            raise SourceError(name, place, f"a sheet of more than {most} {word}", cure)


def _inspect_addresses(xml: bytes, name: str, place: str) -> None:
    for match in _FAR.finditer(xml):
        row = match.group(2)
        within = row is not None and len(row) == 7 and int(row) <= _LAST_ROW
        if within or not _TAG.match(xml, max(0, xml.rfind(b"<", 0, match.start()))):
            continue
        address = shown_text(match.group(1).decode("ascii"), 20)
        found = f"a cell or row {address}, beyond the end of any sheet"
        raise SourceError(name, place, found, f"addresses up to {LAST_CELL}")
