"""Where figures stand, as annex 1 tells it: shorter than cell by cell, and no cell more or less."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as some

from monev.reports.region.addresses import cells_told, order, place_told, sheet_of
from monev.reports.region.provenance import Cells, Place, Used, source_files
from monev.reports.words import names
from monev.scorecard import Input

SHEET = "instrumen.xlsx lembar Data Pokok"
RUN = re.compile(r"^([A-Z]+)(\d+)(?:–\1(\d+))?$")


def used(locator: str, name: str = "budget.allocation_idr", *places: str) -> Used:
    """A value that stood at a place."""
    source = Input(
        name=name,
        value="1",
        unit="",
        raw="1",
        locator=locator,
        evidence_sha256="0" * 64,
        source_title="Instrumen",
        source_publisher="Pemerintah Kota Contoh",
        known_on=date(2024, 10, 5),
        known_basis="tercetak",
        tier="simulasi",
    )
    return Used(source, places or ("B1",))


@given(some.sets(some.tuples(some.sampled_from("DGHAA"), some.integers(1, 60)), min_size=1))
def test_runs_name_exactly_the_cells_they_were_made_of(cells: set[tuple[str, int]]) -> None:
    """Whoever writes the runs out again has every cell, and none beside."""
    locators = sorted((f"{SHEET} sel {column}{row}" for column, row in cells), key=order)
    found = set()
    for run in cells_told(locators).split(", "):
        match = RUN.match(run)
        assert match is not None
        first, last = int(match[2]), int(match[3] or match[2])
        found |= {(match[1], row) for row in range(first, last + 1)}
    assert found == cells


@pytest.mark.parametrize(
    ("locator", "sheet"),
    [
        (f"{SHEET} sel C14", SHEET),
        ("d.xls lembar DPA sel F5..F8, 3 sel", "d.xls lembar DPA"),
        ("a.xlsx lembar Regulasi sel H3 s.d. O3", "a.xlsx lembar Regulasi"),
        ("kutipan.csv baris 14, kolom value", ""),
        ("tanda terima laporan 2024-Q3", ""),
    ],
)
def test_a_cell_knows_its_sheet(locator: str, sheet: str) -> None:
    """Ranges too; lines of a list and our own books are no sheet."""
    assert sheet_of(locator) == sheet


def test_a_sheet_is_named_once_with_all_that_was_used_of_it() -> None:
    """Cells of one field and use are a run; ranges stand as they are."""
    rows = [
        used(f"{SHEET} sel D5"),
        used(f"{SHEET} sel D6"),
        used(f"{SHEET} sel D7", "budget.allocation_idr", "B1", "B2"),
        used(f"{SHEET} sel H3 s.d. O3", "regulation.substance", "A2"),
        used("kutipan.csv baris 3, kolom value", "participation.active_persons", "C1"),
        used("kutipan.csv baris 4, kolom value", "participation.active_persons", "C1"),
    ]
    (file,) = source_files(rows)
    assert file.places == (
        Place(
            SHEET,
            (
                Cells("budget.allocation_idr", "D5–D6", ("B1",)),
                Cells("budget.allocation_idr", "D7", ("B1", "B2")),
                Cells("regulation.substance", "H3 s.d. O3", ("A2",)),
            ),
        ),
        Place(
            "kutipan.csv baris 3–4, kolom value",
            (Cells("participation.active_persons", "", ("C1",)),),
        ),
    )
    assert names.place(file.places[0].cells[2].runs, language="en") == "H3 to O3"


def test_sheets_that_read_alike_stand_together() -> None:
    """Forty agencies with one form are told once, each sheet by its name."""
    rows = [used(f"lra.xlsx lembar OPD {n} sel C9", "budget.realised_idr", "B3") for n in (1, 2)]
    (file,) = source_files([*rows, used("lra.xlsx lembar Rekap sel C3")])
    assert [one.told for one in file.places] == [
        "lra.xlsx lembar OPD 1; lra.xlsx lembar OPD 2",
        "lra.xlsx lembar Rekap",
    ]


def test_recommendations_of_one_evaluation_are_named_together() -> None:
    """Books and decision are named once for all that share them, in either language."""
    locators = [
        "rekomendasi x/2024-Q1/A1 dalam hasil monev 2024-Q2 revisi 1; nilai A1 menurut evaluasi "
        "2024-Q3 ini",
        "rekomendasi x/2024-Q1/K2 dalam hasil monev 2024-Q2 revisi 1; selesai menurut evaluasi "
        "2024-Q2",
        "rekomendasi x/2024-Q2/B3 dalam hasil monev 2024-Q2 revisi 1; nilai B3 menurut evaluasi "
        "2024-Q3 ini",
        "rekomendasi x/2024-Q2/B3-data dalam hasil monev 2024-Q2 revisi 1; nilai B3 menurut "
        "evaluasi 2024-Q3 ini",
    ]
    told = place_told(locators)
    assert told == (
        "rekomendasi x/2024-Q1/A1, x/2024-Q2/B3, x/2024-Q2/B3-data dalam hasil monev 2024-Q2 "
        "revisi 1; nilai A1, B3 menurut evaluasi 2024-Q3 ini; "
        "rekomendasi x/2024-Q1/K2 dalam hasil monev 2024-Q2 revisi 1; "
        "selesai menurut evaluasi 2024-Q2"
    )
    assert names.place(told, names.OURS, "en") == (
        "recommendation x/2024-Q1/A1, x/2024-Q2/B3, x/2024-Q2/B3-data in the evaluation of "
        "2024-Q2, revision 1; score of A1, B3 in this evaluation of 2024-Q3; "
        "recommendation x/2024-Q1/K2 in the evaluation of 2024-Q2, revision 1; "
        "closed according to the evaluation of 2024-Q2"
    )
