"""Where figures stand, in words: shorter than cell by cell, and no cell more or less."""

import re
import string

import pytest
from hypothesis import given
from hypothesis import strategies as some

from monev.reports.region.addresses import cells_told, order, place_told, sheet_of
from monev.reports.words import names

SHEET = "instrumen.xlsx lembar Data Pokok"
RUN = re.compile(r"^([A-Z]+)(\d+)(?:–\1(\d+))?$")


@given(
    some.sets(
        some.tuples(some.sampled_from(["D", "G", "H", "AA"]), some.integers(1, 60)), min_size=1
    )
)
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


def test_ranges_stand_as_they_are() -> None:
    """Sums over several cells and columns taken together keep both their ends."""
    told = ["F5..F8, 3 sel", "F12..F15", "B5..E5", "B5..F5", "H3 s.d. O3", "F9", "F10"]
    locators = sorted((f"{SHEET} sel {one}" for one in told), key=order)
    said = cells_told(locators).split("; ")
    assert said[0] == "F9–F10"
    assert sorted(said[1:]) == sorted(told[:5])
    assert names.place("H3 s.d. O3", language="en") == "H3 to O3"
    assert names.place("F5..F8, 3 sel", language="en") == "F5..F8, 3 cells"


@pytest.mark.parametrize(
    ("locator", "sheet"),
    [
        (f"{SHEET} sel C14", SHEET),
        ("d.xls lembar DPA sel F5..F8, 3 sel", "d.xls lembar DPA"),
        ("a.xlsx lembar Regulasi sel H3 s.d. O3", "a.xlsx lembar Regulasi"),
        ("a.xlsx lembar Data  sel D5", "a.xlsx lembar Data "),
        ("a.xlsx lembar X sel A1 sel D5", "a.xlsx lembar X sel A1"),
        ("kutipan.csv baris 14, kolom value", ""),
        ("data sel A1.csv baris 3, kolom value", ""),
        ("a.xlsx lembar X sel A1 baris 5, kolom Y", ""),
        ("surat.pdf, halaman 3 sel B2 dan B3", ""),
        ("tanda terima laporan 2024-Q3", ""),
    ],
)
def test_a_cell_knows_its_sheet(locator: str, sheet: str) -> None:
    """Ranges too; no other place is taken for a sheet, whatever its words."""
    assert sheet_of(locator) == sheet


@given(some.sets(some.text(string.printable + "–…", max_size=30), min_size=2, max_size=5))
def test_two_places_never_tie(places: set[str]) -> None:
    """So that their order is that of every run."""
    assert len({order(one) for one in places}) == len(places)


def test_columns_that_look_like_cells_are_none() -> None:
    """A column `T01` of a list stays `T01`."""
    places = ["k.csv baris 3, kolom T01", "k.csv baris 4, kolom T01"]
    assert place_told(places) == "k.csv baris 3–4, kolom T01"


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
