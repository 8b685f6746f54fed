"""Annex 1: every cell behind the pages stands on one line of its file, and none beside."""

import re
from dataclasses import replace
from datetime import date
from html import unescape

import pytest

from models import DocumentKind
from monev.reports.forms import page_of
from monev.reports.issuer import Issuer
from monev.reports.region.file_index import LONGEST_LINE, LONGEST_PLACE, Cells, Line, file_index
from monev.reports.region.paper import region_paper
from monev.reports.region.provenance import Used
from monev.reports.region.view import RegionView
from monev.reports.words.names import CELLS
from monev.scorecard import Input
from monev.workspace import Workspace
from tests.reports.regions import region

NAME = "budget.allocation_idr"
BOOK = "instrumen.xlsx lembar Anggaran"
RUN = re.compile(r"\b([A-Z]{1,3})(\d+)(?:–\1(\d+)| s\.d\. [A-Z]{1,3}\d+)?")


def used(locator: str, name: str = NAME, *used_in: str, sha256: str = "0" * 64) -> Used:
    """A value that stood at a place."""
    source = Input(
        name=name,
        value="1",
        unit="",
        raw="1",
        locator=locator,
        evidence_sha256=sha256,
        source_title="Instrumen",
        source_publisher="Pemerintah Kota Contoh",
        known_on=date(2024, 10, 5),
        known_basis="tercetak",
        tier="simulasi",
    )
    return Used(source, used_in or ("B1",))


def test_a_sheet_is_named_once_with_all_that_was_used_of_it() -> None:
    """Cells of one field and use are a run; ranges and lines of a list stand as they are."""
    rows = [
        used(f"{BOOK} sel D5"),
        used(f"{BOOK} sel D6"),
        used(f"{BOOK} sel D7", NAME, "B1", "B2"),
        used(f"{BOOK} sel H3 s.d. O3", "regulation.substance", "A2"),
        used("kutipan.csv baris 3, kolom value", "participation.active_persons", "C1"),
        used("kutipan.csv baris 4, kolom value", "participation.active_persons", "C1"),
        used("umpan.json [0].judul", "regulation.number", "A1"),
        used("umpan.json [0].judul", "regulation.year", "A1"),
    ]
    index = file_index(rows)
    assert index.shown[0].lines == (
        Line(
            "",
            (BOOK,),
            (
                Cells(NAME, "D5–D6", ("B1",), 2),
                Cells(NAME, "D7", ("B1", "B2"), 1),
                Cells("regulation.substance", "H3 s.d. O3", ("A2",), 1),
            ),
        ),
        Line(
            "kutipan.csv baris 3–4, kolom value",
            (),
            (Cells("participation.active_persons", "", ("C1",), 2),),
        ),
        Line(
            "umpan.json [0].judul",
            (),
            (
                Cells("regulation.number", "", ("A1",), 1),
                Cells("regulation.year", "", ("A1",), 1),
            ),
        ),
    )
    assert index.left_out == 0


def test_forty_agencies_with_one_form_are_all_named() -> None:
    """Sheets that read alike stand together, as many on a line as can be read."""
    sheets = [f"lra 2024 Kabupaten Contoh.xlsx lembar Dinas Nomor {n:02}" for n in range(1, 41)]
    index = file_index([used(f"{one} sel C9", "budget.realised_idr", "B3") for one in sheets])
    (file,) = index.shown
    assert [one for line in file.lines for one in line.sheets] == sheets
    assert all(len("; ".join(line.sheets)) <= 650 for line in file.lines)
    assert index.left_out == 0


def test_a_sheet_with_many_fields_goes_on_in_further_lines() -> None:
    """Nothing is cut where every second row of nine columns is used otherwise."""
    rows = [
        used(f"{BOOK} sel {column}{row}", f"budget.field_{column}", "B1" if row % 2 else "B2")
        for column in "DEFGHIJKL"
        for row in range(5, 165)
    ]
    index = file_index(rows)
    (file,) = index.shown
    assert {one.sheets for one in file.lines} == {(BOOK,)}
    assert sum(one.count for one in file.lines) == len(rows)
    assert all(sum(len(x.runs) for x in one.cells) <= LONGEST_LINE for one in file.lines)


@pytest.mark.parametrize("place", [BOOK + " sel D{}", "kutipan.csv baris {}, kolom value"])
def test_one_field_of_thousands_of_rows_goes_on_in_further_lines(place: str) -> None:
    """Every second row is used: no line is long, and what finds no room is counted."""
    rows = [used(place.format(row)) for row in range(1, 20_000, 2)]
    index = file_index(rows)
    (file,) = index.shown
    told = [f"{one.told}{cell.runs}" for one in file.lines for cell in one.cells]
    assert all(len(one) <= LONGEST_PLACE for one in told)
    assert sum(one.count for one in file.lines) + index.left_out == len(rows)


@pytest.mark.parametrize(("files", "lines"), [(41, 1), (1, 45), (42, 43)])
def test_cells_that_find_no_room_are_counted(files: int, lines: int) -> None:
    """Forty files with forty lines are printed; what lies beyond is told in cells."""
    rows = [
        used(f"b.xlsx lembar {at} sel D{at + 5}", sha256=f"{file:064}")
        for file in range(files)
        for at in range(lines)
    ]
    index = file_index(rows)
    told = sum(line.count for one in index.shown for line in one.lines)
    assert index.sources == files
    assert told == min(files, 40) * min(lines, 40)
    assert index.left_out == len(rows) - told > 0


def test_the_newest_file_of_a_publisher_comes_first() -> None:
    """What this quarter rests on is looked up most; older files follow by their day."""
    old = used(f"{BOOK} sel D5", sha256="1" * 64)
    older = replace(old, source=old.source.model_copy(update={"known_on": date(2024, 4, 5)}))
    index = file_index([older, old])
    assert [one.known_on for one in index.shown] == [date(2024, 10, 5), date(2024, 4, 5)]


def _on_the_page(html: str) -> set[tuple[str, str, str]]:
    """Return file, sheet and cell of everything that the index of a page names."""
    found = set()
    for item in re.findall(r"<li><strong>.*?</li>", html, re.DOTALL):
        head, *lines = unescape(item).split("<br>")
        sha256 = re.search(r"· ([0-9a-f]{12})\s*$", head)
        if sha256 is None:
            continue
        for line in lines:
            told = re.match(r'<span class="at">(.*?):</span> (.*)', line, re.DOTALL)
            assert told is not None
            for column, first, last in RUN.findall(re.sub(r"\([^)]*\)", "", told[2])):
                for row in range(int(first), int(last or first) + 1):
                    found |= {(sha256[1], sheet, f"{column}{row}") for sheet in told[1].split("; ")}
    return {one for one in found if " lembar " in one[1]}


@pytest.mark.parametrize(("source", "least"), [("rich", 30), ("province", 5)])
def test_the_page_names_every_cell_of_every_sheet(
    source: str, least: int, example: Workspace
) -> None:
    """Runs written out again are the cells that were used: none lacks, none is made up."""
    dossier = region(source, example)
    wanted = set()
    for one in RegionView(dossier, "id").printed:
        match = CELLS.match(one.source.locator)
        if match is not None:
            first = re.match(r"[A-Z]+\d+", match["cells"])
            assert first is not None
            wanted.add((one.source.evidence_sha256[:12], match["sheet"], first[0]))
    paper = region_paper(DocumentKind.REGION_REPORT, dossier, "id", Issuer())
    assert len(wanted) >= least
    assert _on_the_page(page_of(paper, "print")) == wanted
