"""Files that are not what they seem: each is refused with what was found, quickly and whole."""

import zipfile
from collections.abc import Callable
from io import BytesIO

import pytest

from monev.errors import SourceError
from monev.register import load_register
from monev.sources import Reading, read_file, recognise
from monev.sources.archive import MAX_MEMBERS, MAX_ROWS
from monev.sources.content import MAX_BYTES
from tests.arrivals import arrived
from tests.sources import hostile
from tests.sources.hostile import CLIPPING, HEADINGS, far_cell, repacked, with_entity
from tests.workbooks import instrument

EXTERNAL = with_entity(b'<!ENTITY x SYSTEM "file:///etc/passwd">')
PARAMETER = with_entity(b'<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;')


def read(content: bytes) -> Reading:
    """Read bytes under a name that proves nothing."""
    return read_file(content, arrived("berkas.xlsx"), load_register().resolve)


def refused(content: bytes) -> SourceError:
    """Return the error with which bytes are refused."""
    with pytest.raises(SourceError) as caught:
        read(content)
    assert caught.value.file == "berkas.xlsx"
    assert caught.value.expected
    return caught.value


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "empty file"),
        (b" \n\n" * 3_000, "empty file"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html><table>", "HTML page"),
        (b"  <HTML><body>Gagal", "HTML page"),
        (b'<?xml version="1.0"?><Workbook/>', "XML document"),
        (b"%PDF-1.7\n", "PDF"),
        (b"\x1f\x8b\x08", "gzip archive"),
        (hostile.encrypted_whole(), "encrypted workbook"),
        (hostile.old_workbook({}, 255), "Cannot detect file format"),
        (hostile.CIRCLE, "parts run in circles"),
        (hostile.CIRCLE[:100], "old workbook that is cut off"),
        (hostile.old_workbook({26: 9}, 255), "OLE file of no known version"),
        (hostile.old_workbook({68: 0, 69: 0, 70: 0, 71: 0}, 0), "parts run in circles"),
        (CLIPPING.encode() + b"\x00", "NUL byte"),
        (b"PKS;jumlah\n1;2\n", "the headings pks, jumlah"),
        (b"nama;jumlah\nCilegon;3\n", "the headings nama, jumlah"),
        (CLIPPING.replace("metric", "value", 1).encode(), "the headings"),
        (CLIPPING.replace("source_date", "source_date,metric", 1).encode(), "'metric' twice"),
        (HEADINGS.encode() + b"\n" + b"x" * 20_000, "20000 characters"),
        (b"PK\x03\x04 cut off", "damaged or cut-off archive"),
        (instrument()[:-200], "damaged or cut-off archive"),
        (instrument()[:300], "damaged or cut-off archive"),
        (EXTERNAL, "damaged workbook (EntitiesForbidden"),
        (PARAMETER, "damaged workbook (EntitiesForbidden"),
        (hostile.billion_laughs(), "damaged workbook (EntitiesForbidden"),
        (repacked({"xl/workbook.xml": b"<workbook"}), "damaged workbook"),
    ],
)
def test_what_it_is_not_is_said(content: bytes, found: str) -> None:
    """The error names the file and what was found in it; nothing of it is read."""
    assert found in refused(content).found


@pytest.mark.parametrize(
    ("make", "place", "found"),
    [
        (hostile.encrypted_part, "docProps/app.xml", "encrypted part"),
        (hostile.doubled_part, hostile.SHEET.upper(), "there twice"),
        (lambda: repacked({"../../etc/cron.d/x": b"x"}), "../../etc/cron.d/x", "leads out"),
        (lambda: repacked({"/etc/passwd": b"x"}), "/etc/passwd", "leads out"),
        (lambda: repacked({"xl\\..\\..\\x": b"x"}), "xl\\..\\..\\x", "leads out"),
        (lambda: repacked({"C:/Windows/x": b"x"}), "C:/Windows/x", "leads out"),
        (lambda: repacked({"xl/a\x1b[2J": b"x"}), "xl/a\N{REPLACEMENT CHARACTER}[2J", "leads out"),
        (lambda: repacked({"xl/vbaProject.bin": b"x"}), "xl/vbaProject.bin", "macros"),
        (lambda: repacked({"xl/macrosheets/sheet1.xml": b"x"}), "xl/macrosheets", "macros"),
        (lambda: repacked({"xl/media/a": b"0" * 2_000_000}), "xl/media/a", "times its size"),
        (lambda: hostile.lying_directory(3_000_000, 1_000), hostile.SHEET, "does not unpack to"),
        (lambda: hostile.lying_directory(1_000, 900_000), hostile.SHEET, "does not unpack to"),
        (lambda: far_cell("ZZZ9999999", "9999999"), hostile.SHEET, "row 9999999, beyond"),
        (lambda: far_cell("ZZZ9999999", "1"), hostile.SHEET, "row ZZZ9999999, beyond"),
        (lambda: far_cell("XFE1", "1"), hostile.SHEET, "row XFE1, beyond"),
        (
            lambda: hostile.endless_rows(MAX_ROWS + 1_000),
            hostile.SHEET,
            f"more than {MAX_ROWS} rows",
        ),
    ],
)
def test_a_hostile_part_is_named(make: Callable[[], bytes], place: str, found: str) -> None:
    """The archive is measured before a workbook is opened; the error names the part."""
    error = refused(make())
    assert place in error.place
    assert found in error.found


def test_macros_are_refused_with_the_cure() -> None:
    """A macro workbook under the name of an XLSX says how to send it again."""
    cure = "save it as XLSX without macros"
    assert cure in refused(repacked({"xl/vbaProject.bin": b"x"})).expected


def test_too_many_parts_are_refused() -> None:
    """The directory is counted before its names are looked at."""
    parts = {f"x/{number}": b"" for number in range(MAX_MEMBERS)}
    assert "parts" in refused(repacked(parts)).found


def test_the_last_cell_of_a_sheet_is_no_fault() -> None:
    """XFD1048576 exists, and an address in a text is no cell; neither is refused unread."""
    assert recognise(far_cell("XFD1048576", "1048576"), "a") == "instrument"
    text = '<row r="1"><c r="A1" t="inlineStr"><is><t>lihat r="ZZZ9999999"</t></is></c></row>'
    assert recognise(hostile.with_sheet(text.encode()), "a") == "instrument"


def test_an_archive_in_the_archive_is_never_opened() -> None:
    """A bomb inside a good workbook stays packed, and the workbook is read whole."""
    assert len(read(hostile.nested_archive()).facts) == len(read(instrument()).facts)


def test_too_many_bytes_are_refused_unread() -> None:
    """The size is looked at before the content."""
    assert "bytes" in refused(b"a" * (MAX_BYTES + 1)).found


def test_an_archive_that_unpacks_to_too_much_is_refused() -> None:
    """The directory of the archive is summed up before anything is unpacked."""
    noise = bytes(range(256)) * 40_000
    parts = {f"xl/media/{number}.bin": noise for number in range(13)}
    assert "a workbook that unpacks to" in refused(repacked(parts)).found


@pytest.mark.parametrize(
    ("part", "found"),
    [("surat.txt", "without a workbook"), ("xl/workbook.bin", "XLSB"), ("content.xml", "Open")],
)
def test_an_archive_without_a_workbook_is_refused(part: str, found: str) -> None:
    """A zip under the name of a workbook is no workbook; relatives are called by their names."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(part, "isi")
    assert found in refused(buffer.getvalue()).found


def test_a_damaged_part_is_refused_though_no_reader_would_look_at_it() -> None:
    """Checksums of all parts are compared: what was damaged on its way is sent again."""
    content = bytearray(repacked({"xl/media/a.bin": bytes(range(256))}))
    content[content.rindex(b"xl/media/a.bin", 0, content.index(b"PK\x01\x02")) + 20] ^= 0xFF
    assert "damaged or cut-off archive" in refused(bytes(content)).found


def test_a_workbook_of_another_kind_is_not_guessed() -> None:
    """A workbook without the sheet Identitas belongs to no known source."""
    with pytest.raises(SourceError, match="a workbook with the sheets"):
        recognise(instrument(identitas=None), "instrumen.xlsx")


def test_a_sheet_of_too_many_rows_is_refused() -> None:
    """Rows are counted while they are read."""
    rows = [["RPJPN", "31 Desember 2045", "99,5"]] * 2_100
    assert "more than 2000 rows" in refused(instrument(target=rows)).found
