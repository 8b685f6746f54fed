"""Facts of last quarter into the rows of a new workbook. What was counted then is left blank.

The layout says per column whether a value carries over. Laying rows out is `template`'s work.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from models.facts import Fact
from models.quarter import Quarter
from monev.segments import Segments
from monev.sources.instrument.sheet import Column, FactTable

Content = str | int | Decimal | date | None
Prepared = dict[str, Content]
"""What stands under each heading of one row."""

EXACT_DIGITS = 15
"""A spreadsheet keeps no more digits of a number; a longer one is written as text."""
_INDONESIAN = str.maketrans(",.", ".,")
_UNSAID = {"scope": "semua", "group_code": "", "sub_activity": ""}
"""Fields that narrow a figure. A sheet without such a column cannot say a narrowed one."""


def prepared_rows(
    layout: FactTable, facts: Sequence[Fact], quarter: Quarter, segments: Segments
) -> list[Prepared]:
    """Return the rows that a sheet starts with, in a fixed order, from facts of its kind.

    Budget lines carry over within their fiscal year only. Of statements alike in what tells rows
    apart the one known last is taken. What the sheet cannot say is left out, never bent.
    """
    rows: dict[tuple[Content, ...], Prepared] = {}
    for fact in sorted(facts, key=lambda one: (one.known_on, one.fact_id)):
        if fact.kind != layout.fact or not _applies(fact, layout, quarter):
            continue
        row = {
            heading: _content(fact, column, quarter, segments)
            for heading, column in layout.columns.items()
        }
        if all(row[each] is not None for each, column in layout.columns.items() if column.required):
            rows[tuple(row[each] for each in layout.distinct or layout.columns)] = row
    return sorted(rows.values(), key=lambda row: tuple(_places(row, layout, segments)))


def _applies(fact: Fact, layout: FactTable, quarter: Quarter) -> bool:
    told = {column.field for column in layout.columns.values()}
    plain = all(
        getattr(fact, field, usual) == usual
        for field, usual in _UNSAID.items()
        if field not in told
    )
    return plain and getattr(fact, "fiscal_year", quarter.year) == quarter.year


def _content(fact: Fact, column: Column, quarter: Quarter, segments: Segments) -> Content:
    match column.carry:
        case "blank":
            return None
        case "quarter_end":
            return quarter.end
        case "year_start":
            return date(quarter.year, 1, 1)
    value = getattr(fact, column.field)
    if column.adds:
        return None if value is None else ("ya" if column.adds in value else "tidak")
    if value is None or value == "":
        return None
    words = choices_of(column, segments)
    if words is not None:
        return words.get(value)
    return written(value, column.read)


def choices_of(column: Column, segments: Segments) -> dict[str, str] | None:
    """Return what is offered for each kept word of a column; None where no list is offered."""
    match column.read:
        case "word":
            first: dict[str, str] = {}
            for said, kept in column.words.items():
                first.setdefault(kept, said)
            return first
        case "segment":
            return {segment.code: segment.title_id for segment in segments.segments}
        case "payer":
            return {payer.code: payer.title_id for payer in segments.payers}
        case "yesno":
            return {"ya": "ya", "tidak": "tidak"}
    return None


def written(value: Any, kind: str) -> Content:
    """Return what is written for a value so that the same value is read back."""
    if not isinstance(value, Decimal | int):
        return value if isinstance(value, date) else str(value)
    number = Decimal(value)
    if kind == "percent" and 0 < number <= 1:
        return f"{number:f}%".replace(".", ",")  # a bare 0,5 might be 50 percent
    if len(number.as_tuple().digits) > EXACT_DIGITS:
        return f"{number:,f}".translate(_INDONESIAN)
    return value


def _places(row: Prepared, layout: FactTable, segments: Segments) -> Iterator[tuple[int, Any]]:
    """Yield what sorts a row: words by their place in the list, else the value, blanks last."""
    for heading, column in layout.columns.items():
        value, words = row[heading], choices_of(column, segments)
        if value is None:
            yield (3, 0)
        elif words is not None:
            yield (0, list(words.values()).index(str(value)))
        elif isinstance(value, int | Decimal):
            yield (1, value)
        else:
            yield (2, value.isoformat() if isinstance(value, date) else value)
