"""Yearly figures of open-data portals into facts. The columns stand in the fact sheet."""

from datetime import date
from typing import Any

from models.facts import Fact
from models.finding import Severity
from monev.arrival import Arrival
from monev.sources.glimpse import Glimpse
from monev.sources.open_data.figures import Figure, figures_of
from monev.sources.open_data.question import Publication, as_asked, publication_of
from monev.sources.open_data.records import Records, has_region_headings, read_records
from monev.sources.open_data.sheet import Measure, OpenDataSheet, load_open_data_sheet
from monev.sources.reading import Intake, Reading, RefusedFactError, Resolve, make_fact
from monev.sources.source import Source


def fits(glimpse: Glimpse) -> bool:
    """Whether a file holds yearly figures by region, or is an answer of CKAN about such rows."""
    sheet = load_open_data_sheet()
    if glimpse.kind == "json":
        keys = glimpse.keys
        if "success" in keys and ("result.records" in keys or "error" in keys):
            return True
        fields = {key.removeprefix("data.item.") for key in keys if key.startswith("data.item.")}
        return has_region_headings(fields, sheet)
    if glimpse.kind not in ("csv", "xlsx"):
        return False
    return any(has_region_headings(row, sheet) for row in glimpse.rows)


def read_open_data(content: bytes, arrival: Arrival, resolve: Resolve) -> Reading:
    """Read one download or one page of an answer.

    `arrival.asked` may state title, organisation, licence and metadata_modified of the data set,
    and, as `column.<role>` and `measure`, which heading is what. Raises SourceError where the
    portal answered with an error, there are no such rows at all, or a role or measure is unknown.
    """
    intake = Intake.of(content, arrival, resolve)
    sheet, chosen = as_asked(arrival, load_open_data_sheet())
    records = read_records(content, sheet, intake)
    published = publication_of(sheet, intake)
    measures = _measures(records, published.title, chosen, sheet, intake)
    figures = figures_of(records, measures, sheet, intake) if measures else []
    facts = [fact for figure in figures for fact in _facts(figure, published, sheet, intake)]
    return Reading(sheet.id, facts, intake.findings)


def _measures(
    records: Records,
    title: str,
    chosen: dict[str, Measure],
    sheet: OpenDataSheet,
    intake: Intake,
) -> dict[str, Measure]:
    """Return the columns that are read, those `chosen` before all; report those that are not."""
    if not records.rows:
        texts = "tidak ada satu baris pun", "there is not a single row"
        intake.note("berkas.jumlah_baris", Severity.WARNING, intake.name, texts)
        return {}
    known = {**sheet.measures, **chosen}
    listed = {each: known[each] for each in records.headings if each in known}
    meant = {
        column: measure
        for column, measure in listed.items()
        if column in chosen or measure.is_meant(title)
    }
    for column in listed.keys() - meant.keys():
        texts = (
            f"kolom {column!r} tidak dibaca: judul {title[:80]!r} tidak menyebut programnya",
            f"column {column!r} is not read: the title {title[:80]!r} names no programme it counts",
        )
        intake.note("berkas.kolom", Severity.WARNING, intake.name, texts, None, column)
    read = {*sheet.columns.all, *sheet.ignored, *sheet.dimensions, *sheet.finer_periods, *listed}
    unknown = [heading for heading in records.headings if heading not in read]
    if unknown:
        names = ", ".join(heading[:60] for heading in unknown[:10])
        texts = (
            f"{len(unknown)} kolom tidak dikenal dan tidak dibaca: {names}",
            f"{len(unknown)} columns are not in the fact sheet and not read: {names}",
        )
        intake.note("berkas.kolom", Severity.WARNING, intake.name, texts)
    if not listed:
        texts = (
            "tidak ada kolom ukuran yang dikenal; tidak ada angka yang dibaca",
            "no column is a known measure; no figure is read",
        )
        intake.note("berkas.tanpa_ukuran", Severity.WARNING, intake.name, texts)
    return meant


def _facts(
    figure: Figure, published: Publication, sheet: OpenDataSheet, intake: Intake
) -> list[Fact]:
    """Return the fact of a figure; none, with a finding, for a year that had not begun."""
    first, last = date(figure.year, 1, 1), date(figure.year, 12, 31)
    code = figure.region.code
    if first > published.known_on:
        texts = (
            f"tahun {figure.year} belum dimulai ketika data diterbitkan; angka dilewati",
            f"the year {figure.year} had not begun when this was published; figure left out",
        )
        intake.note("isi.masa", Severity.ERROR, figure.year_cell.place, texts, code)
        return []
    early = last > published.known_on
    measure = figure.measure
    values: dict[str, Any] = {
        "region_code": code,
        "evidence_sha256": intake.sha256,
        "source_title": published.title,
        "source_publisher": published.publisher,
        "tier": sheet.tier,
        "known_on": published.known_on,
        "note": "; ".join([published.note, *(["dinyatakan sebelum tahunnya berakhir"] * early)]),
        "definition": measure.definition,
        measure.field: figure.value,
    }
    value_cell, year_cell = figure.cell.cell, figure.year_cell.cell
    if measure.fact == "participation":
        values |= {
            "as_of": min(last, published.known_on),
            "segment": measure.segment,
            "cells": {measure.field: value_cell, "as_of": year_cell},
        }
    else:
        values |= {
            "measure": measure.measure,
            "dimension": figure.part,
            "span_start": first,
            "span_end": last,
            "unit": measure.unit,
            "cells": {measure.field: value_cell, "span_start": year_cell},
        }
    try:
        return [make_fact(measure.fact, values)]
    except RefusedFactError as error:
        texts = f"nilai di luar batas yang masuk akal ({error.field})", str(error)
        intake.note("isi.sel", Severity.ERROR, figure.cell.place, texts, code)
        return []


OPEN_DATA = Source(
    "data_terbuka",
    fits,
    read_open_data,
    "rows by nama_kabupaten_kota and tahun (CKAN, CSV, XLSX)",
    ("json", "csv", "xlsx"),
)
