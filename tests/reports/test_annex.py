"""What travels with a regional report: complete, exact, never a formula, the same anywhere."""

import csv
import hashlib
import json
import os
import subprocess
import sys
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import jsonschema
import openpyxl
import pytest

from models import DocumentForm
from monev.printing import Language
from monev.reports.forms import make
from monev.reports.pdf.conform import attachments_of
from monev.reports.region.annex import region_attachments, region_sheets
from monev.reports.region.annex.indicators import figure_of
from monev.reports.region.annex.words import annex_words
from monev.reports.region.view import RegionView
from monev.reports.tabular import Sheet
from monev.reports.words.speech import Speech
from monev.reports.workbook import as_workbook
from monev.scorecard import Input, Scorecard
from monev.workspace import Workspace
from tests.facts import fact
from tests.reports.annex_digest import told_of
from tests.reports.pages import assessed, dossier
from tests.reports.regions import REGIONS, paper, region

ROOT = Path(__file__).resolve().parents[2]
LANGUAGES: tuple[Language, ...] = ("id", "en")
SOURCE = {
    **dict.fromkeys(("unit", "raw", "locator", "evidence_sha256", "source_title"), ""),
    **{"source_publisher": "", "known_on": "2024-09-30", "known_basis": "", "tier": "media"},
}
HOSTILE = '=HYPERLINK("http://contoh")'


def view(name: str, example: Workspace, language: Language = "id") -> RegionView:
    """What is printed of one of the four regions."""
    return RegionView(region(name, example), language)


def table(told: RegionView, file: str) -> list[dict[str, str]]:
    """Return the rows of a carried CSV by their headings."""
    (content,) = [one.content for one in region_attachments(told) if one.name == file]
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def sheet(told: RegionView, name: str) -> tuple[Sheet, list[list[Any]]]:
    """Return a sheet, and its rows as a spreadsheet reads them from the workbook."""
    sheets = region_sheets(told)
    book = openpyxl.load_workbook(BytesIO(as_workbook(sheets, told.quarter.due_date)))
    assert book.sheetnames == [one.name for one in sheets]
    (found,) = [one for one in sheets if one.name == name]
    first = len(found.notes) + 2
    rows = book[name].iter_rows(min_row=first, values_only=True, max_col=len(found.headings))
    return found, [list(row) for row in rows][: len(found.rows)]


@pytest.mark.parametrize("name", REGIONS)
def test_every_indicator_has_one_row(name: str, example: Workspace) -> None:
    """Rows are those of the scorecard in order; no data is an empty cell with its reason."""
    told = view(name, example)
    rows = table(told, "indikator.csv")
    assert [row["Kode"] for row in rows] == [one.id for one in told.card.indicators]
    for row, one in zip(rows, told.card.indicators, strict=True):
        known = one.status == "dinilai"
        assert (row["Skor (0-100)"] == "") is not known
        assert not known or Decimal(row["Skor (0-100)"]) == one.score
        assert (row["Alasan"] == "") is known
        assert Decimal(row["Bobot efektif"]) == one.effective_weight
    assert {row["Status"] for row in rows} <= {"dinilai", "data belum tersedia", "tidak berlaku"}


def test_every_printed_figure_leads_back_to_its_file(example: Workspace) -> None:
    """Each value has a row with the hash of its file, its cell, its day, and what stands there."""
    told = view("rich", example)
    rows = table(told, "asal-angka.csv")
    assert len(rows) == len(told.used) > 300
    for row, one in zip(rows, told.used, strict=True):
        assert row["SHA-256 berkas"] == one.source.evidence_sha256
        assert row["Letak"] == one.source.locator
        assert row["Diketahui sejak"] == one.source.known_on.isoformat()
        assert row["Tertulis di sumber"].removeprefix("'") == one.source.raw
        assert row["Nilai"]
    amounts = [row["Nilai"] for row in rows if row["Medan"] == "pagu"]
    stated = [one.source.value for one in told.used if one.source.name == "budget.allocation_idr"]
    assert amounts == stated


@pytest.mark.parametrize("name", REGIONS)
def test_the_trace_is_the_scorecard(name: str, example: Workspace) -> None:
    """The carried trace fits its schema, is no other than the scorecard, and is written once."""
    told = view(name, example)
    (content,) = [one.content for one in region_attachments(told) if one.name == "jejak.json"]
    schema = json.loads((ROOT / "docs" / "trace.schema.json").read_text("utf-8"))
    jsonschema.validate(json.loads(content), schema)
    read_back = Scorecard.model_validate_json(content)
    assert read_back == told.card
    assert f"{read_back.model_dump_json()}\n".encode() == content


def test_budget_lines_say_what_is_missing() -> None:
    """Money is whole rupiah, zero stays zero, and what is not stated is empty and named."""
    lines = [
        fact("budget", agency="Dinas A", group_code="PU-NONASN", funding_source="APBD",
             stage="APBD", allocation_idr=1_000_000, realised_idr=0, persons=10, months=12),
        fact("budget", agency="Dinas B", group_code="RTRW", funding_source="APBD",
             stage="APBD", allocation_idr=500_000),
    ]  # fmt: skip
    told = RegionView(dossier(assessed(lines)), "id")
    one, other = table(told, "anggaran.csv")
    assert (one["Pagu (Rp)"], one["Realisasi (Rp)"], one["Status"]) == ("1000000", "0", "lengkap")
    assert (other["Realisasi (Rp)"], other["Orang"], other["Kebutuhan (Rp)"]) == ("", "", "")
    assert other["Status"] == (
        "data belum tersedia: Realisasi (Rp), Orang, Bulan; kebutuhan belum dapat dihitung"
    )
    _, rows = sheet(told, "Anggaran")
    assert [row[4] for row in rows] == [1_000_000, 500_000]
    assert rows[1][5] is None


def test_a_workbook_holds_numbers_and_days(example: Workspace) -> None:
    """Scores are numbers, deadlines are days, texts are texts; every row says how it stands."""
    told = view("rich", example)
    _, indicators = sheet(told, "Indikator")
    for row, one in zip(indicators, told.card.indicators, strict=True):
        assert row[8] is None or row[8] == pytest.approx(float(one.score or 0))
        assert row[5]
    found, advice = sheet(told, "Rekomendasi")
    assert len(advice) == len(told.card.actions)
    assert all(isinstance(row[found.headings.index("Batas waktu")], datetime) for row in advice)
    assert all(row[found.headings.index("Status")] for row in advice)
    _, findings = sheet(told, "Temuan")
    assert [row[0] for row in findings] == [one.rule for one in told.findings]


def test_earlier_recommendations_are_told_once() -> None:
    """One that stands open keeps its number among those of now; closed and lapsed ones follow."""
    told = RegionView(told_of("kota"), "id")
    assert told.card.follow_up
    found, rows = sheet(told, "Rekomendasi")
    numbers = [row[0] for row in rows]
    now = [one.id for one in told.card.actions]
    assert len(set(numbers)) == len(numbers)
    assert numbers[: len(now)] == now
    assert set(numbers) == set(now) | {one.id for one in told.card.follow_up}
    said = {row[0]: row[found.headings.index("Status")] for row in rows}
    for one in told.card.follow_up:
        assert said[one.id] == told.speech.word("follow_up_statuses", one.status)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", REGIONS)
def test_sheets_say_what_they_are(name: str, language: Language, example: Workspace) -> None:
    """Above each table stand the number, that rules are a proposal, and what is no real data."""
    told = view(name, example, language)
    simulated = {"id": "Data simulasi.", "en": "Simulated data."}[language]
    press = {"id": "Berdasarkan pemberitaan", "en": "Based on press reports"}[language]
    number = f"MONEV/{told.region.code}/2024-Q3/R1" + ("/EN" if language == "en" else "")
    nothing = {getattr(one.none, language) for one in annex_words().tables.values()}
    *tables, notes = region_sheets(told)
    for one in tables:
        above = " ".join(one.notes)
        assert number in above
        assert {"id": "usulan penyusun", "en": "our proposal"}[language] in above
        assert (simulated in above) is told.told.simulated
        assert (press in above) is told.told.from_press
        assert one.rows or one.notes[-1] in nothing
    said = {str(subject): content for subject, content in notes.rows}
    assert number in said.values()
    assert told.dossier.inputs_sha256 in said.values()
    assert told.card.rubric_version in said.values()
    assert all(content not in {None, ""} for content in said.values())


def test_names_and_headings_follow_the_language(example: Workspace) -> None:
    """The English annex has English names, headings and statuses; figures are the same."""
    one, other = view("rich", example, "id"), view("rich", example, "en")
    names = [[each.name for each in region_attachments(told)] for told in (one, other)]
    assert names == [
        ["indikator.csv", "asal-angka.csv", "anggaran.csv", "jejak.json"],
        ["indicators.csv", "origin-of-figures.csv", "budget.csv", "trace.json"],
    ]
    ours, theirs = table(one, "indikator.csv"), table(other, "indicators.csv")
    assert [row["Skor (0-100)"] for row in ours] == [row["Score (0-100)"] for row in theirs]
    assert not {row["Status"] for row in theirs} & {row["Status"] for row in ours}
    assert not set(ours[0]) & (set(theirs[0]) - {"Status"})


def test_no_text_of_a_source_runs_as_a_formula() -> None:
    """A hostile name of an agency is a text in the CSV and in the workbook."""
    line = fact("budget", agency=HOSTILE, group_code="RTRW", funding_source="APBD",
                stage="APBD", allocation_idr=1, source_title=HOSTILE)  # fmt: skip
    told = RegionView(dossier(assessed([line])), "id")
    assert {row["Perangkat daerah"] for row in table(told, "anggaran.csv")} == {f"'{HOSTILE}"}
    assert f"'{HOSTILE}" in {row["Judul sumber"] for row in table(told, "asal-angka.csv")}
    book = openpyxl.load_workbook(BytesIO(as_workbook(region_sheets(told), told.quarter.end)))
    cells = [cell for one in book.worksheets for row in one.iter_rows() for cell in row]
    assert HOSTILE in {cell.value for cell in cells}
    assert not [cell for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("budget.allocation_idr", "1242662400", Decimal(1242662400)),
        ("participation.coverage_pct", "53.26", Decimal("53.26")),
        ("context.amount_idr", "-5", Decimal(-5)),
        ("instrument.handed_in_on", "2024-10-05", date(2024, 10, 5)),
        ("attestation.answer", "ya", "ya"),
        ("regulation.stage", "8", "8 (berlaku)"),
        ("regulation.number", "007", "007"),
        ("context.text", "1_000", "1_000"),
        ("context.text", "NaN", "NaN"),
    ],
)
def test_a_value_is_a_number_only_where_it_is_one(name: str, value: str, expected: object) -> None:
    """Numbers and days keep their kind; words are words of the language."""
    one = Input.model_validate(SOURCE | {"name": name, "value": value})
    assert figure_of(one, Speech("id")) == expected


def test_two_processes_make_the_same_bytes() -> None:
    """Attachments and workbook depend on the evaluation alone, not on how sets are hashed."""
    command = [sys.executable, "-m", "tests.reports.annex_digest"]
    running = [
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed},
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed in ("1", "1234")
    ]
    one, other = [process.communicate(timeout=120)[0].strip() for process in running]
    assert len(one) == 64
    assert one == other


def test_the_pdf_carries_the_files(example: Workspace) -> None:
    """What is taken out of a finished report is byte for byte what was put in."""
    made = paper("empty", "id", example)
    carried = attachments_of(make(made, DocumentForm.PDF).content)
    assert {name: hashlib.sha256(content).digest() for name, content in carried.items()} == {
        one.name: hashlib.sha256(one.content).digest() for one in made.attachments
    }
    assert {one.name: one.relationship for one in made.attachments} == {
        "indikator.csv": "Data",
        "asal-angka.csv": "Data",
        "anggaran.csv": "Data",
        "jejak.json": "Source",
    }
