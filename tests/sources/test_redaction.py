"""Personal data are taken out of the bytes; every other cell keeps its address and its text."""

import csv
import json
import zipfile
from io import BytesIO, StringIO

import openpyxl
import pytest
from openpyxl.comments import Comment

from monev.errors import SourceError
from monev.sources.redaction import redacted
from tests.workbooks import instrument

NIK = "3672014506900001"
TABLE = f"""Judul berkas;;
NIK;Nama;Jumlah
{NIK};"Budi
Contoh";7
3672010101850002;Siti;8
"""


def rows(content: bytes, separator: str = ";") -> list[list[str]]:
    """A CSV text as rows."""
    return list(csv.reader(StringIO(content.decode(), newline=""), delimiter=separator))


def workbook(cells: dict[str, object], title: str = "Data") -> bytes:
    """A workbook with these cells."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.title = title
    for place, value in cells.items():
        sheet[place] = value
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def test_personal_columns_of_a_table_are_blanked_and_the_rest_keeps_its_place() -> None:
    """Headings, rows and the other columns stand where they stood."""
    clean = redacted(TABLE.encode(), "pekerja.csv")
    assert clean.columns == ("NIK", "Nama")
    assert rows(clean.content) == [
        ["Judul berkas", "", ""],
        ["NIK", "Nama", "Jumlah"],
        ["", "", "7"],
        ["", "", "8"],
    ]


def test_a_file_without_personal_data_keeps_its_very_bytes() -> None:
    """Nothing is written anew where nothing had to be taken out."""
    plain = b"\xef\xbb\xbfa;b\r\n1;2\r\n"
    assert redacted(plain, "a.csv").content is plain
    book = instrument("36.72")
    assert redacted(book, "i.xlsx").content is book


def test_an_identity_number_in_a_free_text_is_masked() -> None:
    """The cell stays, the number in it is gone, and it is counted."""
    clean = redacted(f"uraian,nilai\nhonor a.n. {NIK},5\n".encode(), "a.csv")
    assert (clean.columns, clean.numbers) == ((), 1)
    assert NIK.encode() not in clean.content
    assert rows(clean.content, ",")[1][1] == "5"


@pytest.mark.parametrize("value", [NIK, int(NIK)])
def test_workbooks_lose_personal_cells_and_nothing_else(value: object) -> None:
    """As text or as a number: the column is emptied, its neighbours keep their cells."""
    content = workbook({"A3": "NIK", "B3": "Pagu", "A4": value, "B4": 1_000, "B5": 2_000})
    clean = redacted(content, "a.xlsx")
    sheet = openpyxl.load_workbook(BytesIO(clean.content)).worksheets[0]
    assert clean.columns == ("NIK",)
    assert (sheet["A3"].value, sheet["A4"].value) == ("NIK", None)
    assert [sheet["B3"].value, sheet["B4"].value, sheet["B5"].value] == ["Pagu", 1_000, 2_000]


def test_a_typed_identity_number_outside_personal_columns_is_masked() -> None:
    """A number cell of 16 digits with the shape of a NIK does not reach the evidence."""
    clean = redacted(workbook({"A1": "Keterangan", "A2": int(NIK)}), "a.xlsx")
    sheet = openpyxl.load_workbook(BytesIO(clean.content)).worksheets[0]
    assert clean.numbers == 1
    assert NIK not in str(sheet["A2"].value)


def test_json_records_lose_personal_members() -> None:
    """Values of personal keys become null; the text stays JSON and the others stay."""
    records = [{"nik": NIK, "nama": "Siti", "jumlah": 3}, {"nik": None, "nama": "x", "jumlah": 4}]
    clean = redacted(json.dumps({"data": records}).encode(), "a.json")
    found = json.loads(clean.content)["data"]
    assert [one["jumlah"] for one in found] == [3, 4]
    assert found[0]["nik"] is found[0]["nama"] is None
    assert set(clean.columns) == {"nik", "nama"}


def test_a_bare_number_in_json_becomes_a_text() -> None:
    """A NIK written without quotes is masked so that the text stays JSON."""
    clean = redacted(f'{{"id": {NIK}, "n": 1}}'.encode(), "a.json")
    found = json.loads(clean.content)
    assert (found["n"], NIK in str(found["id"]), clean.numbers) == (1, False, 1)


def test_spreadsheetml_with_personal_columns_is_sent_back() -> None:
    """A kind of file that is not rewritten is refused instead of kept."""
    xml = (
        '<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"><Worksheet><Table>'
        "<Row><Cell><Data>NIK</Data></Cell></Row></Table></Worksheet></Workbook>"
    )
    with pytest.raises(SourceError, match="personal data"):
        redacted(xml.encode(), "a.xls")


def test_what_cannot_be_looked_into_is_refused() -> None:
    """A picture or a PDF may hold anything: it is not passed on."""
    with pytest.raises(SourceError, match="a PDF document"):
        redacted(b"%PDF-1.7 ...", "pindaian.pdf")


def values(content: bytes) -> list[tuple[object, ...]]:
    """The rows of the first sheet."""
    sheet = openpyxl.load_workbook(BytesIO(content)).worksheets[0]
    return list(sheet.iter_rows(values_only=True))


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Nama PPTK;Budi\nTahun;2024\n", "Nama PPTK;\nTahun;2024\n"),
        ("Alamat;Jl. Mawar 5\nuraian;PAGU\n", "Alamat;\nuraian;PAGU\n"),
        ("Nama PPTK;:;Budi\nTahun;:;2024\n", "Nama PPTK;;\nTahun;:;2024\n"),
        ("1;Nama PPTK;Budi\n2;Tahun;2024\n", "1;Nama PPTK;\n2;Tahun;2024\n"),
        ("Nama PPTK: Budi;x;y\na;b;c\n", "Nama PPTK:;x;y\na;b;c\n"),
        ("Nama Pegawai;Pagu\nBudi;5\n", "Nama Pegawai;Pagu\n;5\n"),
        (
            "NIK;Nama;Orang\n1;Budi;5\n;;\nSegmen;Orang;Nilai\nPU;5;6\n",
            "NIK;Nama;Orang\n;;5\n;;\nSegmen;Orang;Nilai\nPU;5;6\n",
        ),
        ("Kode;Uraian;Pagu\n5.1;Email;100\nx;y;5\n", "Kode;Uraian;Pagu\n5.1;Email;100\nx;y;5\n"),
        (
            "a;b;c\n;Kepala Dinas;\n;;\n;Budi;\n;NIP. 131 234 567;\n",
            "a;b;c\n;Kepala Dinas;\n;;\n;;\n;NIP. [nomor identitas dihapus];\n",
        ),
    ],
)
def test_labels_tables_and_signatures_lose_only_what_is_personal(before: str, after: str) -> None:
    """A label loses its value, a table its columns until the next one, a signature its name."""
    assert redacted(before.encode(), "a.csv").content.decode() == after


def test_headings_far_down_are_found() -> None:
    """A list of persons below forty other rows is a list of persons."""
    text = "a;b;c\n" * 40 + "No;Nama Peserta;Pagu\n1;Budi;5\n"
    assert b"Budi" not in redacted(text.encode(), "a.csv").content


RUNS = "<r><rPr><b/></rPr><t>36720145</t></r><r><t>06900001</t></r>"


@pytest.mark.parametrize(
    "markup",
    [RUNS, "<t><![CDATA[36720145]]>06900001</t>", "<t>367201450690000&#49;</t>"],
    ids=["runs", "cdata", "entity"],
)
def test_markup_hides_no_number(markup: str) -> None:
    """What a reader would join or unescape is seen as that reader sees it."""
    plain, out = workbook({"A1": "XX", "B1": "b"}), BytesIO()
    with zipfile.ZipFile(BytesIO(plain)) as old, zipfile.ZipFile(out, "w") as new:
        for part in old.namelist():
            new.writestr(part, old.read(part).replace(b"<t>XX</t>", markup.encode()))
    clean = redacted(out.getvalue(), "a.xlsx")
    assert values(clean.content) == [("[nomor identitas dihapus]", "b")]


def test_a_number_in_a_comment_a_header_or_a_title_goes() -> None:
    """What nobody reads is dropped with it."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["A1"], sheet.title, sheet.oddHeader.left.text = "a", f"d {NIK}", NIK
    sheet["Z9"].comment = Comment(NIK, "x")
    book.properties.title = NIK
    out = BytesIO()
    book.save(out)
    clean = redacted(out.getvalue(), "a.xlsx")
    with zipfile.ZipFile(BytesIO(clean.content)) as parts:
        assert not any(NIK.encode() in parts.read(part) for part in parts.namelist())
    assert clean.changed


def test_a_number_that_cannot_be_taken_out_sends_the_workbook_back() -> None:
    """In the format of a cell nobody looks for it, so the whole file is refused."""
    book = openpyxl.Workbook()
    book.worksheets[0]["A1"] = 5
    book.worksheets[0]["A1"].number_format = f'"{NIK}"0'
    out = BytesIO()
    book.save(out)
    with pytest.raises(SourceError, match="cannot be taken out"):
        redacted(out.getvalue(), "a.xlsx")


@pytest.mark.parametrize(
    "text",
    [
        '{"nik": {"a": ["Budi"]}}',
        '{"\\u006eik": "Budi"}',
        '{"x": "\\u0033672014506900001"}',
        '{"x": 3.672014506900001E15}',
        '{"x": 3672014506900001.0}',
        '{"3672014506900001": 1}',
        '[["Nama Pegawai", "Pagu"], ["Budi", 5]]',
        '{"fields": [{"id": "NIK"}, {"id": "nama"}], "records": [[1, "Budi"]]}',
    ],
)
def test_json_is_cleaned_as_a_tree(text: str) -> None:
    """Nested values, escapes, notations, keys and rows that are lists hide nothing."""
    clean = redacted(text.encode(), "a.json")
    left = json.dumps(json.loads(clean.content))
    assert clean.changed
    assert not any(word in left for word in ("Budi", NIK, "3.672"))


def test_a_double_key_in_personal_json_is_refused() -> None:
    """One of the two would be lost without a word."""
    with pytest.raises(SourceError, match="there twice"):
        redacted(b'[{"nik": "Budi", "nik": 1}]', "a.json")
