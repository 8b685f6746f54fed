"""One statement of clippings into the values of a fact, and the days these get.

Bringing the statements of one publication together is the work of `clipping_facts`.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from monev.sources.published.clipping import NATION, Statement
from monev.sources.published.regulation_text import parse_regulation
from monev.sources.published.sheet import PublishedSheet

Values = dict[str, Any]

_DETAILS = (
    ("persons", "persons_from"),
    ("months", "months_from"),
    ("monthly_rate_idr", "rate_from"),
)


def values_of(statement: Statement, sheet: PublishedSheet) -> Values:
    """Return the values of the fact that a statement becomes, with `kind` among them.

    A regulation whose kind or stage cannot be told has `stage` None.
    """
    return _BUILDERS[str(statement.metric.fact)](statement, sheet)


def complete_budget(values: Values, line: Statement, statements: Sequence[Statement]) -> set[str]:
    """Fill persons, months and rate of a budget line; return the names of the metrics used."""
    taken: set[str] = set()
    for field, key in _DETAILS:
        names = getattr(line.metric, key)
        found = [each for name in names for each in statements if each.metric_name == name]
        if found:
            values[field] = found[0].value
            values["cells"][field] = found[0].cell.cell
            taken.add(found[0].metric_name)
    return taken


def _common(statement: Statement, sheet: PublishedSheet, kind: str) -> Values:
    """Return what every fact has, the field of the metric and its cell."""
    known_on, basis = statement.known(sheet)
    cells = {statement.metric.field: statement.cell.cell} if statement.metric.field else {}
    if statement.publication.known_cell is not None:
        cells["known_on"] = statement.publication.known_cell.cell
    notes = [note for note in (statement.metric.note, statement.note) if note]
    if statement.span and known_on < statement.span[0] and kind in ("participation", "budget"):
        notes.append("dinyatakan sebelum masanya dimulai")
    values: Values = {
        "kind": kind,
        "region_code": statement.region_code,
        "source_title": statement.publication.title,
        "source_publisher": statement.publication.publisher,
        "tier": statement.publication.tier,
        "known_on": known_on,
        "known_basis": basis,
        "approximate": statement.approximate,
        "note": "; ".join(notes),
        "cells": cells,
    }
    if statement.metric.field:
        values[statement.metric.field] = statement.value
    return values


def _stated_on(statement: Statement, sheet: PublishedSheet) -> date:
    """Return the day a figure speaks of: the end of its span, or its publication if earlier."""
    known_on, _ = statement.known(sheet)
    return min(statement.span[1], known_on) if statement.span else known_on


def _changed(values: Values, statement: Statement) -> Values:
    """Add how a change is to be read; without a word about it, that is not certain."""
    if statement.metric.field == "change_value":
        values["change_reading"] = statement.reading.text or "belum_pasti"
        if statement.reading.text:
            values["cells"]["change_reading"] = statement.reading.cell
    return values


def _participation(statement: Statement, sheet: PublishedSheet) -> Values:
    metric = statement.metric
    values = _changed(_common(statement, sheet, "participation"), statement)
    values["cells"]["as_of"] = statement.period.cell
    return values | {
        "as_of": _stated_on(statement, sheet),
        "segment": metric.segment,
        "payer": metric.payer,
        "scope": metric.scope,
        "definition": metric.definition,
    }


def _target(statement: Statement, sheet: PublishedSheet) -> Values:
    metric = statement.metric
    family = metric.family
    if statement.region_code == NATION and metric.nation_family:
        family = metric.nation_family
    values = _changed(_common(statement, sheet, "target"), statement)
    values["cells"]["due_on"] = statement.period.cell
    due_on = statement.span[1] if statement.span else None
    return values | {"family": family, "due_on": due_on, "group_code": metric.group}


def _contribution(statement: Statement, sheet: PublishedSheet) -> Values:
    """A total printed during its span can only run up to the day it was printed."""
    begin = statement.span[0] if statement.span else None
    values = _common(statement, sheet, "contribution")
    end = _stated_on(statement, sheet)
    return values | {
        "span_start": min(begin, end) if begin else None,
        "span_end": end,
        "group_code": statement.metric.group,
        "payer": statement.metric.payer,
    }


def _attestation(statement: Statement, sheet: PublishedSheet) -> Values:
    values = _common(statement, sheet, "attestation")
    return values | {"as_of": _stated_on(statement, sheet), "item": statement.metric.item}


def _budget(statement: Statement, sheet: PublishedSheet) -> Values:
    """A span across two fiscal years is kept under the first, and the fact says so."""
    values = _common(statement, sheet, "budget")
    if statement.span and statement.span[0].year != statement.span[1].year:
        crossing = (
            f"masa {statement.period.text} melintasi tahun anggaran; dicatat pada tahun pertama"
        )
        values["note"] = "; ".join(part for part in (values["note"], crossing) if part)
    return values | {
        "fiscal_year": statement.span[0].year if statement.span else None,
        "group_code": statement.metric.group,
        "funding_source": statement.metric.funding or "APBD",
    }


def _regulation(statement: Statement, sheet: PublishedSheet) -> Values:
    """Several fields come from one text, so they share its cell."""
    parts = parse_regulation(str(statement.value), sheet.regulation)
    values = _common(statement, sheet, "regulation")
    stage = statement.metric.stage
    if statement.metric.stage_from_text and parts.stage is not None:
        stage = parts.stage
    for field in ("instrument", "number", "year", "stage"):
        values["cells"][field] = statement.cell.cell
    values["cells"]["stage_on"] = statement.period.cell
    return values | {
        "instrument": parts.instrument,
        "number": parts.number,
        "year": parts.year,
        "stage": None if parts.instrument is None else stage,
        "stage_on": _stated_on(statement, sheet),
    }


def _context(statement: Statement, sheet: PublishedSheet) -> Values:
    """The day is known only where the period is a single day; a year is no day."""
    metric, span = statement.metric, statement.span
    values = _common(statement, sheet, "context")
    single = span[0] if span and span[0] == span[1] else None
    values |= {"category": metric.category, "happened_on": single}
    if metric.text:
        values["text"] = metric.text + (f" ({statement.period.text})" if span else "")
    return values


def _detail(statement: Statement, sheet: PublishedSheet) -> Values:
    """Keep a detail that no budget line takes as context, so that it is not lost."""
    values = _context(statement, sheet)
    if "amount_idr" in values:
        return values
    shown = f"{statement.metric.text}: {statement.cell.text} ({statement.period.text})"
    return values | {"text": shown, "cells": {**values["cells"], "text": statement.cell.cell}}


_BUILDERS: dict[str, Callable[[Statement, PublishedSheet], Values]] = {
    "participation": _participation,
    "target": _target,
    "contribution": _contribution,
    "attestation": _attestation,
    "budget": _budget,
    "budget_detail": _detail,
    "regulation": _regulation,
    "context": _context,
}
