"""Personal data are taken out of the bytes; every other cell keeps its address and its text."""

import csv
import json
from io import BytesIO, StringIO

import openpyxl
import pytest

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
