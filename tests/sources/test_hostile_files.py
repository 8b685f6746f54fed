"""Files that are not what they seem: each is refused with what was found, quickly and whole."""

import zipfile
from io import BytesIO

import pytest

from models import Severity
from monev.errors import SourceError
from monev.register import load_register
from monev.sources import Reading, read_file, recognise
from monev.sources.content import MAX_BYTES, MAX_MEMBERS
from tests.arrivals import arrived
from tests.workbooks import instrument

HEADER = (
    "region_code,region_name,period,metric,value,unit,source_title,source_publisher,source_date"
)
ROW = "36.72,Kota Cilegon,2024,active_members,100,persons,Judul,Koran,2024-08-22"
CLIPPING = f"{HEADER}\n{ROW}\n"


def read(content: bytes) -> Reading:
    """Read bytes under a name that proves nothing."""
    return read_file(content, arrived("berkas.xlsx"), load_register().resolve)


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


def encrypted() -> bytes:
    """Return a workbook whose directory marks its first part as encrypted."""
    content = bytearray(instrument())
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    return bytes(content)


def with_entity(declaration: bytes) -> bytes:
    """Return a workbook whose first sheet declares an entity `x` and uses it in a cell."""
    sheet = (
        b"<!DOCTYPE worksheet [" + declaration + b"]>"
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1" t="inlineStr"><is><t>&x;</t></is></c></row></sheetData></worksheet>'
    )
    return repacked({"xl/worksheets/sheet1.xml": sheet})


EXTERNAL = with_entity(b'<!ENTITY x SYSTEM "file:///etc/passwd">')
LAUGHS = with_entity(b'<!ENTITY a "ha"><!ENTITY x "&a;&a;&a;&a;&a;&a;&a;&a;">')


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "empty file"),
        (b" \n\n", "empty file"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html><table>", "HTML page"),
        (b"  <HTML><body>Gagal", "HTML page"),
        (b'<?xml version="1.0"?><Workbook/>', "XML document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "encrypted workbook or an old"),
        (b"%PDF-1.7\n", "PDF"),
        (CLIPPING.encode("utf-16"), "UTF-16"),
        (CLIPPING.encode() + b"\x00", "NUL byte"),
        (HEADER.encode() + b'\n"36.72,Kota', "broken record"),
        (HEADER.encode() + b"\n" + b"," * 500, "501 columns"),
        (HEADER.encode() + b"\n" + b"x" * 20_000, "20000 characters"),
        (b"nama;jumlah\nCilegon;3\n", "the headings nama, jumlah"),
        (CLIPPING.replace("metric", "value", 1).encode(), "the headings"),
        (CLIPPING.replace("source_date", "source_date,metric", 1).encode(), "'metric' twice"),
        (b"PK\x03\x04 cut off", "damaged or cut-off archive"),
        (instrument()[:-200], "damaged or cut-off archive"),
        (instrument()[:300], "damaged or cut-off archive"),
        (encrypted(), "encrypted part"),
        (repacked({"xl/media/a.bin": b"0" * 2_000_000}), "times its size"),
        (EXTERNAL, "damaged workbook (EntitiesForbidden"),
        (LAUGHS, "damaged workbook (EntitiesForbidden"),
        (repacked({"xl/workbook.xml": b"<workbook"}), "damaged workbook"),
        (repacked({f"x/{number}": b"" for number in range(MAX_MEMBERS)}), "parts"),
    ],
)
def test_what_it_is_not_is_said(content: bytes, found: str) -> None:
    """The error names the file and what was found in it; nothing of it is read."""
    with pytest.raises(SourceError) as caught:
        read(content)
    assert found in caught.value.found
    assert caught.value.file == "berkas.xlsx"
    assert caught.value.expected


def test_too_many_bytes_are_refused_unread() -> None:
    """The size is looked at before the content."""
    with pytest.raises(SourceError, match="at most"):
        read(b"a" * (MAX_BYTES + 1))


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    """The directory of the archive is summed up before anything is unpacked."""
    noise = bytes(range(256)) * 40_000
    parts = {f"xl/media/{number}.bin": noise for number in range(4)}
    with pytest.raises(SourceError) as caught:
        read(repacked(parts))
    assert "unpacks to" in caught.value.found


def test_an_archive_without_a_workbook_is_refused() -> None:
    """A zip under the name of a workbook is no workbook."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("surat.txt", "isi")
    with pytest.raises(SourceError, match="without a workbook"):
        read(buffer.getvalue())


def test_a_workbook_of_another_kind_is_not_guessed() -> None:
    """A workbook without the sheet Identitas belongs to no known source."""
    with pytest.raises(SourceError, match="expected a sheet 'Identitas'"):
        recognise(instrument(identitas=None), "instrumen.xlsx")


def test_a_sheet_of_endless_rows_is_refused() -> None:
    """Rows are counted while they are read."""
    rows = [["RPJPN", "31 Desember 2045", "99,5"]] * 2_100
    with pytest.raises(SourceError, match="more than 2000 rows"):
        read(instrument(target=rows))


def test_semicolons_and_a_byte_order_mark_are_read() -> None:
    """Both marks of Indonesian spreadsheet programs lead to the same fact."""
    reading = read(b"\xef\xbb\xbf" + CLIPPING.replace(",", ";").encode())
    assert [fact.region_code for fact in reading.facts] == ["36.72"]
    assert reading.findings == []


def test_windows_1252_is_read_and_reported() -> None:
    """An old encoding is understood, and the office is told to save the file as UTF-8."""
    reading = read(CLIPPING.replace("Judul", "Judul – café").encode("cp1252"))
    assert [fact.source_title for fact in reading.facts] == ["Judul – café"]
    assert [(each.rule, each.severity) for each in reading.findings] == [
        ("berkas.pengkodean", Severity.WARNING)
    ]


def test_a_row_of_the_wrong_width_is_reported_with_its_line() -> None:
    """Rows are numbered as an editor shows them, also after a cell of two lines."""
    lines = [HEADER, ROW.replace("Judul", '"Judul\ndua baris"'), "36.72,Kota Cilegon", ROW]
    reading = read("\n".join(lines).encode())
    assert [finding.place for finding in reading.findings] == ["berkas.xlsx baris 4"]
    places = [fact.cell("active_persons").locator for fact in reading.facts]
    assert places == [f"berkas.xlsx baris {line}, kolom value" for line in (2, 5)]
