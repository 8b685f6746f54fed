"""How the handed-out instrument looks and guides: locks, drop-downs, widths, formats, watermark."""

from io import BytesIO

from python_calamine import CalamineWorkbook

from models import Tier
from tests.sources.test_template import FIRST, LAYOUT, handed_in, last_quarter, opened, template


def test_only_input_cells_are_unlocked_and_there_are_enough() -> None:
    """Headings, titles, codes and questions are locked, without a password; 30 rows are empty."""
    book = opened(template(prefill=last_quarter()))
    for sheet in book.worksheets:
        assert sheet.protection.sheet
        assert sheet.protection.password is None
        open_rows = {
            row: [cell for cell in cells if not cell.protection.locked]
            for row, cells in enumerate(sheet.iter_rows(), start=1)
        }
        assert not any(open_rows[row] for row in range(1, FIRST) if row in open_rows)
        empty = [
            row
            for row, cells in open_rows.items()
            if cells and all(cell.value is None for cell in cells)
        ]
        if sheet.title in LAYOUT.sheets and sheet.title != "Atestasi":
            assert len(empty) >= 30
            columns = {cell.column for cell in open_rows[empty[0]]}
            assert len(columns) == len(LAYOUT.sheets[sheet.title].columns)
            rules = sheet.data_validations.dataValidation
            assert {next(iter(rule.sqref.ranges)).min_col for rule in rules} == columns
            assert all(rule.prompt for rule in rules)
    identity = [cell.coordinate for row in book["Identitas"] for cell in row]
    assert [each for each in identity if not book["Identitas"][each].protection.locked] == ["B7"]
    rows = {row[1].value: row for row in book["Atestasi"].iter_rows(min_row=FIRST)}
    assert [cell.protection.locked for cell in rows["tim_sk"]] == [True] * 3 + [
        *(False, True, True, False)
    ]
    assert not any(cell.protection.locked for cell in rows["jakon_nilai"][3:])


def test_no_heading_is_cut_by_its_column() -> None:
    """The longest word fits its column, and the row is high enough for the wrapped lines."""
    book = opened(template())
    for title in (*LAYOUT.sheets, "Identitas", "Daftar"):
        sheet = book[title]
        for cell in sheet[3]:
            if cell.value is None:
                continue
            width = sheet.column_dimensions[cell.column_letter].width - 1
            assert max(map(len, str(cell.value).split())) <= width, (title, cell.value)
            lines, used = 1, 0
            for word in str(cell.value).split():
                used += len(word) + 1
                if used - 1 > width:
                    lines, used = lines + 1, len(word) + 1
            assert (sheet.row_dimensions[3].height or 15) >= 15 * lines, (title, cell.value)
        assert sheet.freeze_panes == "A4"


def test_cells_show_codes_dates_and_money_as_an_office_writes_them() -> None:
    """Codes are text, dates have Indonesian months, money is grouped; pages are A4 across."""
    book = opened(template(prefill=last_quarter()))
    sheet = book["Anggaran"]
    formats = {cell.value: sheet.cell(FIRST, cell.column).number_format for cell in sheet[3]}
    assert formats["Kode rekening"] == "@"
    assert formats["Pagu (Rp)"] == "#,##0"
    assert formats["Tanggal realisasi"] == "[$-421]dd mmmm yyyy"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$1:$3"
    assert book["Identitas"]["B4"].data_type == "s"
    assert book["Identitas"]["B8"].value == LAYOUT.versions[-1]


def test_simulated_data_is_marked_on_every_sheet() -> None:
    """The watermark stands in the title and the page header, and the facts are on their tier."""
    content = template(prefill=last_quarter(), simulated=True)
    book = opened(content)
    for sheet in book.worksheets:
        assert sheet.oddHeader.center.text == "DATA SIMULASI"
    for title in ("Petunjuk", "Identitas", *LAYOUT.sheets):
        assert book[title]["A1"].value.startswith("DATA SIMULASI")
    assert {one.tier for one in handed_in(content).facts} == {Tier.SIMULATED}


def test_another_program_opens_it_too() -> None:
    """calamine sees the same sheets and cells, for a province as well."""
    book = CalamineWorkbook.from_filelike(BytesIO(template("36")))
    assert book.sheet_names[1] == "Identitas"
    rows = book.get_sheet_by_name("Identitas").to_python()
    assert rows[0][0] == "PEMERINTAH PROVINSI BANTEN"
    assert rows[3][:2] == ["Kode daerah", "36"]
