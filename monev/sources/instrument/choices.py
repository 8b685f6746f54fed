"""Drop-downs, bounds and messages beside the cells, and the sheet with the words behind them.

A list on another sheet is reached through a name: programs rewrite direct references to other
sheets in a form that not every library keeps.
"""

from datetime import date
from typing import Any

from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.datavalidation import DataValidation

from monev.segments import Segments
from monev.sources.instrument.looks import HEADING, TITLE
from monev.sources.instrument.prefill import choices_of
from monev.sources.instrument.sheet import Column, InstrumentSheet
from monev.sources.values import FIRST_YEAR, LAST_YEAR

NAMES = {"segment": "daftar_kelompok", "payer": "daftar_pembayar"}
LONGEST_TITLE = 32
HIGHEST = 999_999_999_999_999
LISTS_FROM = 4
_DAY_ZERO = date(1899, 12, 30)
"""Spreadsheets count days from here, right from March 1900 on."""


def write_lists(book: Any, layout: InstrumentSheet, segments: Segments) -> Any:
    """Write the sheet of lists, and name the ranges that drop-downs refer to."""
    sheet = book.create_sheet(layout.guidance.lists)
    sheet["A1"], sheet["A1"].style = "Daftar pilihan", TITLE
    lists: list[tuple[str, list[tuple[str, str]]]] = [
        ("segment", [(each.title_id, each.code) for each in segments.segments]),
        ("payer", [(each.title_id, each.code) for each in segments.payers]),
    ]
    titles = {"segment": "Kelompok atau segmen", "payer": "Pembayar atau sumber dana"}
    for index, (kind, rows) in enumerate(lists):
        at = 1 + 3 * index
        for column, heading in ((at, titles[kind]), (at + 1, "Kode")):
            cell = sheet.cell(LISTS_FROM - 1, column, heading)
            cell.style = HEADING
            sheet.column_dimensions[cell.column_letter].width = 50 if column == at else 18
        for number, row in enumerate(rows, start=LISTS_FROM):
            for column, text in enumerate(row, start=at):
                sheet.cell(number, column, text)
        letter = sheet.cell(1, at).column_letter
        last = LISTS_FROM + len(rows) - 1
        area = f"'{sheet.title}'!${letter}${LISTS_FROM}:${letter}${last}"
        book.defined_names[NAMES[kind]] = DefinedName(NAMES[kind], attr_text=area)
    return sheet


def rule_for(heading: str, column: Column, segments: Segments) -> DataValidation:
    """Return the drop-down or the bounds for a column, with its message while a cell is edited."""
    words = choices_of(column, segments)
    if column.read in NAMES:
        rule = _list(NAMES[column.read])
    elif words is not None:
        rule = _list(_literal(list(words.values())))
    else:
        rule = _bounds(column)
    rule.promptTitle = heading[:LONGEST_TITLE]
    rule.prompt = column.hint or None
    rule.showInputMessage = bool(column.hint)
    return rule


def rule_for_answer(heading: str, column: Column, answers: list[str]) -> DataValidation:
    """Return the drop-down with the answers of one question."""
    rule = _list(_literal(answers or ["tidak_berlaku"]))
    rule.promptTitle = heading[:LONGEST_TITLE]
    rule.prompt = column.hint if answers else "Isi angka di kolom Jumlah."
    rule.showInputMessage = True
    return rule


def _literal(words: list[str]) -> str:
    return f'"{",".join(dict.fromkeys(words))}"'


def _list(source: str) -> DataValidation:
    return DataValidation(
        type="list",
        formula1=source,
        allow_blank=True,
        showErrorMessage=True,
        errorTitle="Tidak ada dalam daftar",
        error="Pilih salah satu dari daftar di sel ini.",
    )


def _bounds(column: Column) -> DataValidation:
    """Return bounds that warn and may be overruled: "sekitar 10.000" is understood as well."""
    most = HIGHEST if column.most is None else column.most
    upto = "0 atau lebih" if column.most is None else f"dari 0 sampai {most:,}".replace(",", ".")
    match column.read:
        case "count" | "rupiah":
            return _between("whole", 0, most, f"Isi bilangan bulat {upto}.")
        case "number" | "percent":
            return _between("decimal", 0, most, f"Isi bilangan {upto}.")
        case "year":
            return _between("whole", FIRST_YEAR, LAST_YEAR, "Isi tahun, misalnya 2024.")
        case "date" | "place_date":
            days = (date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31))
            first, last = ((day - _DAY_ZERO).days for day in days)
            return _between("date", first, last, "Isi tanggal, misalnya 22/08/2024.")
    return DataValidation(allow_blank=True)


def _between(kind: Any, least: Any, most: Any, error: str) -> DataValidation:
    return DataValidation(
        type=kind,
        operator="between",
        formula1=str(least),
        formula2=str(most),
        allow_blank=True,
        showErrorMessage=True,
        errorStyle="warning",
        errorTitle="Periksa isian",
        error=error,
    )
