"""Downloads and answers of open-data portals into rows by folded heading, whatever their format.

Personal columns are left behind here, before anything is kept. Understanding is `figures`' work.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from models.finding import Severity
from monev.errors import SourceError
from monev.sources.content import kind_of
from monev.sources.grid import Row, Value, folded
from monev.sources.json_text import read_json
from monev.sources.open_data.sheet import OpenDataSheet
from monev.sources.personal import masked, personal_headings
from monev.sources.reading import Intake
from monev.sources.tables import MAX_CELL, MAX_COLUMNS, read_csv
from monev.sources.workbook import Sheet, read_sheets, sheet_names

_RECORDS = "a list of records (datastore_search, or data)"


@dataclass(frozen=True)
class Records:
    """The rows of one file: cells by folded heading, without those of personal columns."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]


def read_records(content: bytes, sheet: OpenDataSheet, intake: Intake) -> Records:
    """Read a page of CKAN's datastore, an answer of West Java's API, a CSV file or a workbook.

    Raises SourceError for an error of the portal in the body and for what holds no such rows.
    """
    kind = kind_of(content, intake.name)
    if kind == "json":
        rows = list(_of_json(content, sheet, intake.name))
    elif kind == "csv":
        rows = [_by_folded(row) for row in read_csv(content, intake, sheet.rows.at_most).rows]
    elif kind == "xlsx":
        rows = list(_of_workbook(content, sheet, intake))
    else:
        raise SourceError(intake.name, "", f"a file of kind {kind}", "JSON, CSV or XLSX")
    headings = tuple(dict.fromkeys(heading for row in rows for heading in row.cells))
    personal = set(personal_headings(headings))
    if personal:
        _note_personal(personal, intake)
    kept = tuple(heading for heading in headings if heading not in personal)
    return Records(kept, tuple(_without(row, personal) for row in rows))


def has_region_headings(headings: Iterable[str], sheet: OpenDataSheet) -> bool:
    """Whether headings are those of yearly figures by region."""
    found = {folded(heading) for heading in headings}
    names = {sheet.columns.name, sheet.columns.province_name}
    return sheet.columns.year in found and bool(names & found)


def _of_json(content: bytes, sheet: OpenDataSheet, name: str) -> Iterator[Row]:
    body = read_json(content, name, sheet.most_bytes)
    if not isinstance(body, dict):
        raise SourceError(name, "", f"JSON that is a {type(body).__name__}", _RECORDS)
    if body.get("success", True) is not True:
        error = body.get("error")
        message = error.get("message", "") if isinstance(error, dict) else error
        found = f"success: false ({str(message)[:200]})"
        raise SourceError(name, "success", found, _RECORDS)
    path, records = _listed(body, sheet, name)
    if len(records) > sheet.rows.at_most:
        found = f"{len(records)} records"
        raise SourceError(name, path, found, f"at most {sheet.rows.at_most}; ask page by page")
    for at, record in enumerate(records):
        place = f"{name} {path}[{at}]"
        if not isinstance(record, dict) or len(record) > MAX_COLUMNS:
            found = f"a record that is {type(record).__name__!s} of {len(str(record))} letters"
            raise SourceError(name, place, found, f"a record of at most {MAX_COLUMNS} fields")
        cells = {key: _json_value(value, f"{place}.{key}") for key, value in record.items()}
        yield _by_folded(Row(at, place, cells))


def _listed(body: dict[str, Any], sheet: OpenDataSheet, name: str) -> tuple[str, list[Any]]:
    """Return where the records stand and the list of them."""
    for path in sheet.records:
        found: Any = body
        for step in path.split("."):
            found = found.get(step) if isinstance(found, dict) else None
        if isinstance(found, list):
            return path, found
    keys = ", ".join(body)[:80]
    message = f" ({str(body['message'])[:120]})" if "message" in body else ""
    raise SourceError(name, "", f"JSON with the keys {keys}{message}", _RECORDS)


def _json_value(value: Any, place: str) -> Value:
    if value is None:
        return Value(None, "", place)
    if isinstance(value, bool):
        return Value(value, str(value), place)
    if isinstance(value, int | Decimal):
        return Value(Decimal(value), format(Decimal(value), "f"), place)
    text = value if isinstance(value, str) else f"[{type(value).__name__}]"
    if len(text) > MAX_CELL:
        raise SourceError(place, "", f"{len(text)} characters", f"at most {MAX_CELL}")
    return Value(text or None, text, place)


def _of_workbook(content: bytes, sheet: OpenDataSheet, intake: Intake) -> Iterator[Row]:
    """Yield the rows of every sheet that has the headings; the other sheets are reported."""
    titles = set(sheet_names(content, intake.name))
    passed: list[str] = []
    for found in read_sheets(content, intake.name, titles, sheet.rows.at_most).values():
        numbers = list(found.rows)[: sheet.heading_within_rows]
        texts = {number: [cell.text for cell in found.rows[number]] for number in numbers}
        head = next((at for at in numbers if has_region_headings(texts[at], sheet)), None)
        if head is None:
            passed.append(found.name)
            continue
        yield from _of_sheet(found, head, intake)
    if passed:
        names = ", ".join(passed)[:120]
        message = (
            f"lembar {names} tidak memuat kolom wilayah dan tahun; tidak dibaca",
            f"the sheets {names} have no columns of region and year; not read",
        )
        intake.note("berkas.lembar", Severity.INFO, intake.name, message)


def _of_sheet(sheet: Sheet, head: int, intake: Intake) -> Iterator[Row]:
    headings = [cell.text for cell in sheet.rows[head]]
    named = [folded(heading) for heading in headings if heading]
    if len(set(named)) != len(named):
        place = f"lembar {sheet.name} baris {head}"
        raise SourceError(intake.name, place, "a heading twice", "each heading once")
    for number, cells in sheet.rows.items():
        if number > head and any(not cell.blank for cell in cells):
            by_heading = {
                heading: cell for heading, cell in zip(headings, cells, strict=False) if heading
            }
            place = f"{intake.name} lembar {sheet.name} baris {number}"
            yield _by_folded(Row(number, place, by_heading))


def _by_folded(row: Row) -> Row:
    return replace(row, cells={folded(heading): cell for heading, cell in row.cells.items()})


def _without(row: Row, personal: set[str]) -> Row:
    """Drop personal cells, and mask identity numbers in the others."""
    kept = {heading: cell for heading, cell in row.cells.items() if heading not in personal}
    return replace(row, cells={heading: _masked(cell) for heading, cell in kept.items()})


def _masked(cell: Value) -> Value:
    text, count = masked(cell.raw)
    return Value(text, text, cell.place) if count else cell


def _note_personal(personal: set[str], intake: Intake) -> None:
    listed = ", ".join(sorted(personal))
    texts = (
        f"kolom data pribadi dibuang sebelum apa pun disimpan: {listed}",
        f"columns of personal data dropped before anything is kept: {listed}",
    )
    intake.note("berkas.data_pribadi", Severity.WARNING, intake.name, texts)
