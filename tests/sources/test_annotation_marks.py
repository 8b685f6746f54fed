"""Marks on a sender's workbook: where they stand, what they look like, how they go again."""

from copy import copy
from io import BytesIO

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from models import Finding, Severity
from monev.sources.instrument.annotate import annotate
from tests.sources.test_annotation import PREPARED, RESULTS, checked, commented, edited, opened
from tests.workbooks import instrument

ERROR, WARNING = "FFF9D9D6", "FFFBEFCB"


def test_all_findings_of_a_cell_stand_in_one_comment_gravest_first() -> None:
    """One author, one comment; the fill is that of the gravest finding."""
    findings = [
        finding("x.xlsx lembar Target sel C2", Severity.INFO, "catatan"),
        finding("x.xlsx lembar Target sel C2", Severity.WARNING, "janggal"),
        finding("x.xlsx lembar Target sel C2", Severity.ERROR, "salah"),
        finding("x.xlsx lembar Target sel B2", Severity.WARNING, "janggal"),
        finding("x.xlsx lembar Target sel A2", Severity.INFO, "catatan"),
    ]
    sheet = opened(annotate(instrument(), findings, "x.xlsx"))["Target"]
    assert sheet["C2"].comment.author == "Monev"
    assert sheet["C2"].comment.text.splitlines()[1:] == [
        "GALAT: salah",
        "PERINGATAN: janggal",
        "INFO: catatan",
    ]
    assert [sheet[cell].fill.fgColor.rgb for cell in ("C2", "B2")] == [ERROR, WARNING]
    assert sheet["A2"].comment is not None
    assert sheet["A2"].fill.fill_type is None


def finding(place: str, severity: Severity, text: str) -> Finding:
    """Return a finding with an Indonesian text."""
    return Finding(rule="uji", severity=severity, place=place, message_id=text, message_en=text)


@pytest.mark.parametrize(
    ("place", "cell"),
    [
        ("a lembar b.xlsx lembar Iuran dan Klaim sel H2 s.d. O2", ("Iuran dan Klaim", "H2")),
        ("x.xlsx lembar Anggaran baris 1", ("Anggaran", "A1")),
        ("x.xlsx lembar Anggaran baris 9", ("Anggaran", "A9")),
        ("x.xlsx lembar Kepesertaan", ("Kepesertaan", "A1")),
        ("x.xlsx lembar Target sel C40", ("Target", "C40")),
        ("x.xlsx", None),
        ("x.xlsx lembar Tidak Ada sel A1", None),
        ("x.xlsx lembar Target sel ZZZ9999999", None),
    ],
)
def test_places_lead_to_cells(place: str, cell: tuple[str, str] | None) -> None:
    """Ranges go to their first cell, rows and sheets to the first one that holds something."""
    back = annotate(instrument(), [finding(place, Severity.ERROR, "salah")], "x.xlsx")
    assert list(commented(back)) == ([] if cell is None else [cell])
    rows = list(opened(back)[RESULTS].iter_rows(min_row=5, values_only=True))
    assert [row[2] for row in rows] == ["Berkas" if cell is None else cell[0]]


def test_the_list_in_front_links_every_finding_to_its_cell() -> None:
    """Errors come first; the sheet is the one that is shown, and no other is selected with it."""
    book = opened(checked(edited(PREPARED, {("Anggaran", "H4"): "x", ("Target", "E3"): "Lain"})))
    sheet = book[RESULTS]
    assert book.sheetnames[0] == RESULTS
    assert [each.title for each in book.worksheets if each.sheet_view.tabSelected] == [RESULTS]
    rows = list(sheet.iter_rows(min_row=5))
    assert [row[1].value for row in rows] == ["galat", "peringatan"]
    assert [row[3].hyperlink.location for row in rows] == ["'Anggaran'!H4", "'Target'!E3"]
    assert "1 galat, 1 peringatan" in sheet["A2"].value


def test_messages_in_the_list_never_run_as_formulas() -> None:
    """A finding that quotes a formula at its start is kept as text."""
    text = '=HYPERLINK("http://contoh")'
    findings = [finding("x.xlsx lembar Target sel C2", Severity.ERROR, text)]
    cell = opened(annotate(instrument(), findings, "x.xlsx"))[RESULTS]["E5"]
    assert (cell.value, cell.data_type) == (text, "s")


def test_a_second_annotation_replaces_the_first() -> None:
    """Old comments, fills and the list are gone; own comments and colours are as they were."""
    book = opened(PREPARED)
    book["Anggaran"]["H4"] = "x"
    book["Anggaran"]["H4"].fill = PatternFill("solid", fgColor="FFFFCC00")
    book["Anggaran"]["H4"].comment = Comment("cek ke bendahara", "Perencana")
    book["Anggaran"]["H5"] = "y"
    before = [copy(book["Anggaran"][cell].fill) for cell in ("H4", "H5")]
    buffer = BytesIO()
    book.save(buffer)
    first = checked(buffer.getvalue())
    assert "cek ke bendahara" in commented(first)["Anggaran", "H4"]
    second = checked(edited(first, {("Anggaran", "H4"): 1, ("Target", "D4"): "z"}))
    assert commented(second).keys() == {("Anggaran", "H4"), ("Anggaran", "H5"), ("Target", "D4")}
    again = opened(second)
    note = again["Anggaran"]["H4"].comment
    assert (note.author, note.text) == ("Perencana", "cek ke bendahara")
    assert again["Anggaran"]["H4"].fill == before[0]
    assert again["Anggaran"]["H5"].fill.fgColor.rgb == ERROR
    assert again.sheetnames.count(RESULTS) == 1
    third = opened(checked(edited(second, {("Anggaran", "H5"): 2, ("Target", "D4"): 55})))
    assert third["Anggaran"]["H5"].fill == before[1]
    assert list(third[RESULTS].iter_rows(min_row=5)) == []
