"""One sheet of the instrument as it is handed out: headings, prepared rows, and rows to fill in."""

from collections.abc import Sequence
from typing import Any

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

from monev.packing import write_text
from monev.segments import Segments
from monev.sources.instrument.choices import rule_for, rule_for_answer
from monev.sources.instrument.looks import (
    FIXED,
    HEADING,
    heading_height,
    input_style,
    row_height,
    width_of,
)
from monev.sources.instrument.prefill import Content, Prepared
from monev.sources.instrument.sheet import AttestationItem, FactTable, InstrumentSheet

HEADING_ROW = 3
EMPTY_ROWS = 30
NUMBER, QUESTION = "No", "Uraian"
QUESTION_WIDTH = 46


def write_table(
    sheet: Any, layout: FactTable, rows: Sequence[Prepared], segments: Segments
) -> None:
    """Write the headings, the prepared rows and 30 empty ones; all of these may be filled in."""
    headings = _headings(layout)
    _write_headings(sheet, headings, layout)
    first, last = HEADING_ROW + 1, HEADING_ROW + len(rows) + EMPTY_ROWS
    for number in range(first, last + 1):
        row = rows[number - first] if number - first < len(rows) else {}
        for at, heading in enumerate(headings, start=1):
            cell = sheet.cell(number, at)
            if heading == NUMBER:
                cell.value, cell.style = number - first + 1, FIXED
                continue
            cell.style = input_style(layout.columns[heading].read)
            _fill(cell, row.get(heading))
        if row:
            sheet.row_dimensions[number].height = _height(row, layout)
    for at, heading in enumerate(headings, start=1):
        if heading in layout.columns:
            letter = get_column_letter(at)
            rule = rule_for(heading, layout.columns[heading], segments)
            rule.add(f"{letter}{first}:{letter}{last}")
            sheet.add_data_validation(rule)


def _height(row: Prepared, layout: FactTable) -> int:
    """Return the height of a prepared row, enough for its longest text."""
    return max(
        row_height(content, width_of(heading, layout.columns[heading].read) - 4)
        if isinstance(content, str)
        else row_height("", 1)
        for heading, content in row.items()
    )


def write_questions(
    sheet: Any, layout: FactTable, instrument: InstrumentSheet, segments: Segments
) -> None:
    """Write one row per question; only the cells in which it is answered are unlocked."""
    headings = _headings(layout)
    _write_headings(sheet, headings, layout)
    for number, item in enumerate(instrument.attestations, start=1):
        at = HEADING_ROW + number
        fixed = {NUMBER: number, "Butir": item.code, QUESTION: item.title_id}
        sheet.row_dimensions[at].height = row_height(item.title_id, QUESTION_WIDTH)
        for place, heading in enumerate(headings, start=1):
            cell = sheet.cell(at, place, fixed.get(heading))
            if heading in fixed or not _asked(item, layout.columns[heading].field):
                cell.style = FIXED
                continue
            column = layout.columns[heading]
            cell.style = input_style(column.read)
            if column.read == "number":
                cell.number_format = "#,##0"
            answers = instrument.answers_of(item.code)
            rule = (
                rule_for_answer(heading, column, answers)
                if column.read == "answer"
                else rule_for(heading, column, segments)
            )
            rule.add(cell.coordinate)
            sheet.add_data_validation(rule)


def _asked(item: AttestationItem, field: str) -> bool:
    """Whether a question is answered in this field."""
    return (field != "count" or item.counted) and (field != "total" or item.of_total)


def _headings(layout: FactTable) -> list[str]:
    """Return the headings in their order; a question stands in full beside its code."""
    headings = list(layout.columns)
    if QUESTION in layout.ignored:
        headings.insert(1, QUESTION)
    return [NUMBER, *headings] if NUMBER in layout.ignored else headings


def _write_headings(sheet: Any, headings: list[str], layout: FactTable) -> None:
    widths: dict[str, int] = {}
    for at, heading in enumerate(headings, start=1):
        cell = sheet.cell(HEADING_ROW, at, heading)
        cell.style = HEADING
        column = layout.columns.get(heading)
        fixed = 6 if heading == NUMBER else QUESTION_WIDTH
        widths[heading] = width_of(heading, column.read) if column else fixed
        sheet.column_dimensions[get_column_letter(at)].width = widths[heading]
    sheet.row_dimensions[HEADING_ROW].height = heading_height(widths)


def _fill(cell: Any, content: Content) -> None:
    if isinstance(content, str):
        write_text(cell, ILLEGAL_CHARACTERS_RE.sub("", content))
    elif content is not None:
        cell.value = content
