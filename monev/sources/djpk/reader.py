"""APBD totals of one government into figures. The tree and its measures stand in the fact sheet."""

from collections.abc import Iterator

from models.facts import Fact
from models.finding import Severity
from monev.arrival import Arrival
from monev.sources.djpk.lines import ERROR_PAGE, lines_of
from monev.sources.djpk.question import Question, question_of
from monev.sources.djpk.sheet import DjpkSheet, load_djpk_sheet
from monev.sources.djpk.tree import Budget, Placed, place
from monev.sources.glimpse import Glimpse
from monev.sources.reading import Intake, Reading, Resolve, make_fact
from monev.sources.source import Source


def fits(glimpse: Glimpse) -> bool:
    """Whether a file is an export of the portal, with rows or with an error page in their place."""
    if glimpse.kind not in ("spreadsheetml", "csv"):
        return False
    if glimpse.kind == "csv" and ERROR_PAGE.search(glimpse.content) is None:
        return False
    start = glimpse.content[:16_000]
    return all(heading.encode() in start for heading in load_djpk_sheet().columns.all)


def read_djpk(content: bytes, arrival: Arrival, resolve: Resolve) -> Reading:
    """Read one export: for every measure what was budgeted for the year and realised so far.

    `arrival` tells the region, and by `asked` the year and the month. A government without a
    report gives a finding and no facts. Raises SourceError where the question is not known or the
    file is no such export.
    """
    sheet = load_djpk_sheet()
    intake = Intake.of(content, arrival, resolve)
    question = question_of(arrival, sheet, resolve)
    lines = lines_of(content, question, sheet, intake)
    if not lines:
        _note_no_report(question, intake)
        return Reading(sheet.id, [], intake.findings)
    budget = place(lines, sheet.tree)
    _note_places(budget, question, intake)
    dated = _realisation_is_dated(question, intake)
    facts = [
        fact for row in budget.placed for fact in _facts(row, question, sheet, intake, dated=dated)
    ]
    return Reading(sheet.id, facts, intake.findings)


def _facts(
    row: Placed, question: Question, sheet: DjpkSheet, intake: Intake, *, dated: bool
) -> Iterator[Fact]:
    """Yield what was budgeted and what was realised, as far as the row states it."""
    if not row.measure:
        return
    line, names = row.line, sheet.dimensions
    stated = [(names.budget, line.budget, line.amounts[0], question.last_day)]
    if dated:
        stated.append((names.realised, line.realised, line.amounts[1], question.month_end))
    month = sheet.months[question.month - 1]
    for dimension, cell, value, end in stated:
        if value is None:
            continue
        yield make_fact(
            "statistic",
            {
                "region_code": question.region.code,
                "evidence_sha256": intake.sha256,
                "source_title": sheet.source_title.format(year=question.year, month=month),
                "source_publisher": sheet.publisher,
                "tier": sheet.tier,
                "known_on": intake.arrival.received_on,
                "note": sheet.note,
                "cells": {"value": cell.cell, "measure": line.label.cell},
                "measure": row.measure,
                "dimension": dimension,
                "span_start": question.first_day,
                "span_end": end,
                "value": value,
                "unit": sheet.unit,
                "definition": " > ".join(row.path),
            },
        )


def _realisation_is_dated(question: Question, intake: Intake) -> bool:
    """Say whether the realisation may stand for the month asked for, and note where it may not."""
    received = intake.arrival.received_on
    code, place_ = question.region.code, intake.name
    if received <= question.month_end:
        texts = (
            f"bulan {question.month}/{question.year} belum berakhir ketika diunduh, sehingga"
            " realisasi adalah angka bulan lain; realisasi tidak dipakai",
            f"month {question.month}/{question.year} had not ended when this was fetched, so the"
            " realisation is that of another month; it is left out",
        )
        intake.note("djpk.bulan", Severity.WARNING, place_, texts, code)
        return False
    if received.year > question.year and question.month < 12:
        texts = (
            f"tahun {question.year} sudah berakhir; portal mungkin menjawab dengan angka akhir"
            " tahun, mintalah periode 12",
            f"the year {question.year} is over; the portal may have answered with the year-end"
            " figures, ask for month 12",
        )
        intake.note("djpk.bulan", Severity.WARNING, place_, texts, code)
    return True


def _note_no_report(question: Question, intake: Intake) -> None:
    texts = (
        f"portal belum memuat laporan APBD {question.year} daerah ini",
        f"the portal has no APBD report of this region for {question.year}",
    )
    code = question.region.code
    intake.note("djpk.tanpa_laporan", Severity.WARNING, intake.name, texts, code)


def _note_places(budget: Budget, question: Question, intake: Intake) -> None:
    """Report rows that are not read: of unknown labels, and those that contradict each other."""
    code = question.region.code
    if budget.unknown:
        labels = ", ".join(repr(line.label.text[:60]) for line in budget.unknown[:5])
        count = len(budget.unknown)
        texts = (
            f"{count} baris dengan akun yang tidak dikenal dan tidak dibaca: {labels}",
            f"{count} rows of accounts that are not in the fact sheet and not read: {labels}",
        )
        intake.note("djpk.akun", Severity.INFO, budget.unknown[0].label.place, texts, code)
    for rows in budget.clashing:
        if not any(row.measure for row in rows):
            continue
        label = rows[0].line.label
        numbers = ", ".join(str(row.line.number) for row in rows)
        texts = (
            f"akun {label.text!r} muncul dengan angka berbeda pada baris {numbers}; tidak dipakai",
            f"account {label.text!r} stands with different amounts in rows {numbers}; none is used",
        )
        intake.note("djpk.akun_ganda", Severity.ERROR, label.place, texts, code, label.text)


DJPK = Source(
    "djpk",
    fits,
    read_djpk,
    "SpreadsheetML with the columns Akun, Anggaran, Realisasi",
    ("spreadsheetml",),
)
