"""Files made to do harm, or broken in ways that do: workbooks, tables, JSON, old workbooks.

Each function returns bytes; nothing here is ever written to disk or opened.
"""

import struct
import zipfile
from io import BytesIO

from tests.workbooks import instrument

HEADINGS = (
    "region_code,region_name,period,metric,value,unit,source_title,source_publisher,source_date"
)
ROW = "36.72,Kota Cilegon,2024,active_members,100,persons,Judul,Koran,2024-08-22"
CLIPPING = f"{HEADINGS}\n{ROW}\n"
"""A table of published figures that every reader accepts without a finding."""

SHEET = "xl/worksheets/sheet1.xml"
_START = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
_END = b"</sheetData></worksheet>"


def repacked(replace: dict[str, bytes], source: bytes | None = None) -> bytes:
    """Return a workbook with some of its parts replaced or added."""
    buffer = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(source or instrument())) as old,
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for member in old.namelist():
            if member not in replace:
                new.writestr(member, old.read(member))
        for member, content in replace.items():
            new.writestr(member, content)
    return buffer.getvalue()


def with_sheet(rows: bytes, before: bytes = b"") -> bytes:
    """Return a workbook whose first sheet (Identitas) holds these rows of XML."""
    return repacked({SHEET: before + _START + rows + _END})


def with_entity(declaration: bytes) -> bytes:
    """Return a workbook whose first sheet declares an entity `x` and uses it in a cell."""
    row = b'<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row>'
    return with_sheet(row, b"<!DOCTYPE worksheet [" + declaration + b"]>")


def billion_laughs() -> bytes:
    """Return a workbook whose one cell would expand to ten thousand million letters."""
    levels = [b'<!ENTITY a0 "haha">']
    for level in range(1, 10):
        levels.append(b'<!ENTITY a%d "%s">' % (level, b"&a%d;" % (level - 1) * 10))
    return with_entity(b"".join(levels) + b'<!ENTITY x "&a9;">')


def endless_rows(count: int = 1_000_000) -> bytes:
    """Return a workbook of a million filled rows; numbers differ, so that it packs like a sheet."""
    rows = (
        b'<row r="%d"><c r="A%d"><v>%d</v></c><c r="B%d"><v>%d</v></c></row>'
        % (number, number, number * 7919 % 1_000_003, number, number * 104_729 % 999_983)
        for number in range(1, count + 1)
    )
    return with_sheet(b"".join(rows))


def far_cell(address: str, row: str) -> bytes:
    """Return a workbook with one cell far away."""
    cell = f'<row r="{row}"><c r="{address}"><v>1</v></c></row>'
    return with_sheet(cell.encode())


def long_text(characters: int) -> bytes:
    """Return a workbook with one cell of so many equal characters, which packs to a thousandth."""
    cell = b'<c r="A1" t="inlineStr"><is><t>' + b"x" * characters + b"</t></is></c>"
    return with_sheet(b'<row r="1">' + cell + b"</row>")


def lying_directory(real: int, stated: int) -> bytes:
    """Return a workbook whose directory and local heading state a wrong size for a sheet.

    Sizes stand 22 bytes into a local heading and 24 into an entry of the directory (APPNOTE.TXT,
    sections 4.3.7 and 4.3.12).
    """
    content = bytearray(with_sheet(b" " * real))
    size = struct.pack("<I", real + len(_START) + len(_END))
    local = content.rindex(b"PK\x03\x04")
    entry = content.rindex(b"PK\x01\x02")
    for at in (local + 22, entry + 24):
        assert content[at : at + 4] == size
        content[at : at + 4] = struct.pack("<I", stated)
    return bytes(content)


def encrypted_part() -> bytes:
    """Return a workbook whose directory marks its first part as encrypted."""
    content = bytearray(instrument())
    content[content.index(b"PK\x01\x02") + 8] |= 1
    return bytes(content)


def encrypted_whole() -> bytes:
    """Return the beginnings of a workbook with a password: an OLE file, as Office writes it."""
    return _OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 400


def doubled_part() -> bytes:
    """Return a workbook with two parts of one name; readers differ in which they take."""
    buffer = BytesIO(instrument())
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(SHEET.upper(), b"<worksheet/>")
    return buffer.getvalue()


def nested_archive() -> bytes:
    """Return a good workbook with an archive inside it that would unpack to far too much."""
    inner = BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bom", b"0" * 150_000_000)
    return repacked({"xl/embeddings/isi.zip": inner.getvalue()})


_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def old_workbook(patches: dict[int, int], *sectors: int) -> bytes:
    """Return an old workbook (.xls): an OLE heading (MS-CFB, section 2.2) with wrong bytes in it.

    `patches` maps places in the heading to bytes; every sector holds one byte 512 times. Such
    files make python-calamine 0.9 panic, run in circles until memory is gone, or refuse.
    """
    heading = bytearray(512)
    heading[:8] = _OLE
    struct.pack_into("<HHHHH", heading, 24, 0x3E, 3, 0xFFFE, 9, 6)
    none, end = 0xFFFFFFFF, 0xFFFFFFFE
    struct.pack_into("<9I", heading, 44, 1, 1, 0, 4096, end, 0, end, 0, 0)
    struct.pack_into("<109I", heading, 76, 0, *[none] * 108)
    for at, byte in patches.items():
        heading[at] = byte
    return bytes(heading) + b"".join(bytes([byte]) * 512 for byte in sectors)


PANIC = old_workbook({76: 1}, 0)
"""python-calamine panics: an exception that is no `Exception`."""
CIRCLE = old_workbook({}, 0)
"""A chain of sectors that leads to itself: python-calamine takes memory until it is stopped."""
