"""Broken and hostile CSV, JSON and names: read as far as is certain, or refused with the place."""

import csv
from io import StringIO

import pytest

from models import Severity
from monev.errors import SourceError
from monev.register import load_register
from monev.sources import Reading, read_file
from monev.sources.content import kind_of
from monev.sources.file_name import MAX_NAME, shown_name
from monev.sources.glimpse import Glimpse
from monev.sources.json_shape import MAX_DEPTH, MAX_TEXT, inspect_json
from monev.sources.tables import separator_of
from tests.arrivals import arrived
from tests.sources.hostile import CLIPPING, HEADINGS, ROW


def read(content: bytes) -> Reading:
    """Read bytes as a file called berkas.csv."""
    return read_file(content, arrived("berkas.csv"), load_register().resolve)


def titles(reading: Reading) -> list[str]:
    """Return the titles that the facts carry."""
    return [fact.source_title for fact in reading.facts]


@pytest.mark.parametrize(
    ("content", "place", "found"),
    [
        (CLIPPING.encode() + b"\x00", "byte", "NUL byte"),
        (HEADINGS.encode() + b'\n"36.72,Kota', "baris 2", "broken record"),
        (HEADINGS.encode() + b"\n" + b"," * 1_000_000, "baris 2", "1000001 columns"),
        (b"x" * 19_000_000, "baris 1", "broken record (field larger"),
        (b"x" * 50_000_000, "", "50000000 bytes"),
        (b"\xff\xfea\x00\x00", "byte", "UTF-16 that is cut off"),
        (b"\xff\xfe\x00\x00a\x00\x00\x00", "character 1", "a NUL"),
        ("<html>".encode("utf-16"), "", "HTML or JSON in UTF-16"),
        (b"\xff\xfe" + HEADINGS.encode() + b"\n" * 2, "", "the headings"),
        (b"nama\x1b[2J\xe2\x80\xae,b\n1,2\n", "", "nama\N{REPLACEMENT CHARACTER}[2j"),
        (b"nama\x81\n", "byte 5", "neither UTF-8 nor Windows-1252"),
    ],
)
def test_a_table_that_cannot_be_read_says_where(content: bytes, place: str, found: str) -> None:
    """The error names the line or byte; nothing hidden from the file gets into the message."""
    with pytest.raises(SourceError) as caught:
        read(content)
    assert place in caught.value.place
    assert found in caught.value.found
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_four_separators_are_told_by_the_first_lines(separator: str) -> None:
    """Marks inside quotes do not count, and decimal commas do not make a comma table."""
    out = StringIO()
    row = [*ROW.split(",")[:6], "Satu, dua; tiga | empat\tlima", "Koran", "2024-08-22"]
    csv.writer(out, delimiter=separator).writerows([HEADINGS.split(","), row])
    assert titles(read(b"\xef\xbb\xbf" + out.getvalue().encode())) == [row[6]]


@pytest.mark.parametrize(
    ("text", "separator"),
    [
        ("a;b;c\n1,1;2,2;3,3\n1,1;2,2;3,3\n", ";"),
        ("PEMERINTAH KOTA X, PROVINSI Y\n\nkode;uraian;jumlah\n1;a;2\n", ";"),
        ('"a;b;c;d",x,y\n"1;2;3;4",5,6\n', ","),
        ("satu kolom\nsatu\n", ","),
        ("", ","),
    ],
)
def test_the_separator_is_what_the_lines_agree_in(text: str, separator: str) -> None:
    """Titles, decimal commas and quoted text do not decide."""
    assert separator_of(text) == separator


@pytest.mark.parametrize(
    ("encoding", "word"), [("cp1252", "Windows-1252"), ("utf-16", "UTF-16"), ("utf-8-sig", "")]
)
def test_other_encodings_are_read_and_reported(encoding: str, word: str) -> None:
    """An encoding told with certainty, or the old one of Windows, is read and becomes a finding."""
    reading = read(CLIPPING.replace("Judul", "Judul – café").encode(encoding))
    assert titles(reading) == ["Judul – café"]
    found = [(each.rule, each.severity, word in each.message_id) for each in reading.findings]
    assert found == ([("berkas.pengkodean", Severity.WARNING, True)] if word else [])


def test_a_byte_order_mark_inside_the_file_is_passed_over_and_reported() -> None:
    """Files put one behind the other are read to the end; the line of the mark is told."""
    content = b"\xef\xbb\xbf" + CLIPPING.encode() + b"\xef\xbb\xbf" + f"{ROW}2\n".encode()
    reading = read(content)
    assert [fact.region_code for fact in reading.facts] == ["36.72"]
    marks = [each for each in reading.findings if each.rule == "berkas.pengkodean"]
    assert [each.place for each in marks] == ["berkas.csv baris 3"]
    assert "BOM" in marks[0].message_id


@pytest.mark.parametrize("text", ["=1+1", "+628", "-3", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1"])
def test_a_formula_in_a_table_stays_text(text: str) -> None:
    """What a spreadsheet program would run is a title here, letter by letter."""
    reading = read(CLIPPING.replace("Judul", f'"{text}"').encode())
    assert titles(reading) == [text.strip()]
    assert all(each.severity is not Severity.ERROR for each in reading.findings)


def test_a_row_of_the_wrong_width_is_reported_with_its_line() -> None:
    """Rows are numbered as an editor shows them, also after a cell of two lines."""
    lines = [HEADINGS, ROW.replace("Judul", '"Judul\ndua baris"'), "36.72,Kota Cilegon", ROW]
    reading = read("\n".join(lines).encode())
    assert [finding.place for finding in reading.findings] == ["berkas.csv baris 4"]
    places = [fact.cell("active_persons").locator for fact in reading.facts]
    assert places == [f"berkas.csv baris {line}, kolom value" for line in (2, 5)]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"[" * 100_000 + b"]" * 100_000, f"more than {MAX_DEPTH} levels"),
        (b'{"a":' * 100_000, f"more than {MAX_DEPTH} levels"),
        (b'["\xe9", ' + b"[" * 100_000, f"more than {MAX_DEPTH} levels"),
        (b'["]",' * 100_000, f"more than {MAX_DEPTH} levels"),
        (b'[{"a": 1e999999999}]', "the number 1E+999999999"),
        (b'[{"a": 1e-999999999}]', "the number 1E-999999999"),
        (b'[{"a": 1e99999999999999999999}]', "number of thousands of digits"),
        (b'[{"a": ' + b"9" * 5_000 + b"}]", "number of thousands of digits"),
        (b'["' + b"x" * (2 * MAX_TEXT) + b'"]', "a text of more than"),
    ],
)
def test_json_that_would_fill_the_memory_is_refused(content: bytes, found: str) -> None:
    """Depth and lengths are measured before any reader builds objects."""
    with pytest.raises(SourceError) as caught:
        kind_of(content, "umpan.json")
    assert found in caught.value.found


@pytest.mark.parametrize("content", [b'[{"a": NaN}]', b'[{"a": Infinity}]', b'[{"a": 1}'])
def test_json_that_is_none_is_left_to_the_reader_to_name(content: bytes) -> None:
    """A fault in the text is no bomb; what was seen of it is told."""
    with pytest.raises(SourceError, match=r"JSON with the keys item\.a"):
        read(content)


def test_large_but_honest_json_passes() -> None:
    """Long texts, signs and many records are no fault."""
    record = b'{"judul": "\\"[[[[" , "n": 123456789012345678901234567890.5, "t": "' + b"x" * 90_000
    inspect_json(b"[" + b",".join([record + b'"}'] * 100) + b"]", "umpan.json")


def test_a_byte_order_mark_does_not_hide_the_keys() -> None:
    """JSON that a portal begins with a mark is recognised all the same."""
    assert Glimpse.of(b'\xef\xbb\xbf{"data": 1}', "a").keys == {"data"}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\instrumen.xlsx", "instrumen.xlsx"),
        ("a\nb\x1b[31m\x00.csv", "a\ufffdb\ufffd[31m\ufffd.csv"),
        ("lap\u202excod.exe", "lap\ufffdxcod.exe"),
        ("a\u200bb\ufeff.csv", "a\ufffdb\ufffd.csv"),
        ("\udcff.csv", "\ufffd.csv"),
        ("kota/", "kota"),
        ("..", "tanpa nama"),
        ("", "tanpa nama"),
        ("Kab. Pegunungan Bintang – TW III.xlsx", "Kab. Pegunungan Bintang – TW III.xlsx"),
    ],
)
def test_a_name_is_made_fit_to_be_shown(name: str, shown: str) -> None:
    """Paths, controls and turned lines do not reach a screen."""
    assert shown_name(name) == shown


def test_a_long_name_keeps_its_ending() -> None:
    """4 kB of name become 120 characters."""
    short = shown_name("x" * 4_096 + ".xlsx")
    assert len(short) == MAX_NAME
    assert short.endswith("….xlsx")
    assert len(shown_name("x" * 4_096)) == MAX_NAME
