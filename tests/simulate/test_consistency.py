"""Simulated worlds: the same bytes for the same words, one story over the quarters."""

import io
import re
from pathlib import Path

import openpyxl
import pytest

from models.quarter import Quarter
from monev.errors import UsageError
from monev.register import load_register
from monev.simulate import Manifest, Order, read_manifest, simulate
from monev.simulate.nation import NOTICE
from monev.simulate.regulations import rules_of
from monev.simulate.shapes import load_shapes
from monev.simulate.world import World
from monev.simulate.written import papers_of, write_region
from tests.simulate.reading_back import files_below

SEED = 7
Q3 = Quarter(2024, 3)


def world(code: str, seed: int = SEED) -> World:
    """The world of one region."""
    return World(seed, load_register().regions[code], load_shapes())


def worlds() -> list[World]:
    """All 546 worlds of the seed."""
    return [world(region.code) for region in load_register().governments()]


@pytest.fixture(scope="module")
def banten(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Manifest]:
    """The province of Banten, with errors everywhere."""
    out = tmp_path_factory.mktemp("banten")
    return out, simulate(Order(Q3, SEED, 1.0, "36"), out)


def test_the_same_words_give_the_same_bytes(banten: tuple[Path, Manifest], tmp_path: Path) -> None:
    """A second run with the same seed, period, province and rate repeats every byte."""
    out, manifest = banten
    again = simulate(Order(Q3, SEED, 1.0, "36"), tmp_path)
    assert again == manifest
    assert files_below(tmp_path / str(Q3)) == files_below(out / str(Q3))


def test_a_region_is_written_alone_as_in_the_nation(banten: tuple[Path, Manifest]) -> None:
    """What a region hands in does not depend on which others are written."""
    out, _ = banten
    alone = write_region(world("36.72"), Q3, 1.0)
    assert alone is not None
    folder = out / str(Q3) / "36.72"
    assert alone.files == {path.name: path.read_bytes() for path in folder.iterdir()}


def test_another_seed_is_another_nation() -> None:
    """Two seeds do not tell the same story."""
    one, other = write_region(world("36.72"), Q3), write_region(world("36.72", SEED + 1), Q3)
    assert one is not None
    assert other is not None
    assert one.files != other.files


def test_processes_do_not_change_the_bytes(tmp_path: Path) -> None:
    """Two workers, each with its own hashing of sets, write what one writes."""
    order = Order(Q3, SEED, 0.5, "74")
    one = simulate(order, tmp_path / "one")
    assert simulate(order, tmp_path / "two", workers=2) == one


def test_every_file_says_that_it_is_simulated(banten: tuple[Path, Manifest]) -> None:
    """Workbooks, exports, feeds and clippings carry the mark wherever somebody opens them."""
    clean = [write_region(one, Q3) for one in worlds()[:40]]
    for written in clean:
        for name, content in (written.files if written else {}).items():
            if name.endswith(".xlsx"):
                book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
                assert all(
                    "DATA SIMULASI" in str(sheet.cell(1, 1).value) for sheet in book.worksheets
                ), name
            else:
                assert b"DATA SIMULASI" in content, name
    assert "DATA SIMULASI" in (banten[0] / str(Q3) / NOTICE).read_text("utf-8")


def test_all_governments_have_their_place(tmp_path: Path) -> None:
    """Who hands in nothing stands in the manifest and has no folder; the late ones are named."""
    manifest = simulate(Order(Q3, SEED, 0.0, "33"), tmp_path)
    folders = {path.name for path in (tmp_path / str(Q3)).iterdir() if path.is_dir()}
    codes = {"33", *(one.code for one in load_register().children("33"))}
    assert folders | set(manifest.missing) == codes
    assert not folders & set(manifest.missing)
    assert manifest.missing
    assert manifest.late
    assert all(one.handed_in_on > Q3.due_date for one in manifest.late)
    assert read_manifest(tmp_path / str(Q3) / "manifest.json") == manifest


def test_facts_of_an_earlier_quarter_are_not_taken_back() -> None:
    """Money spent only grows within a year, the denominator stays, rules keep their days."""
    for one in worlds()[::13]:
        quarters = [Quarter(2024, number) for number in (1, 2, 3, 4)]
        spent = [sum(line.paid_person_months for line in one.lines(each)) for each in quarters]
        assert spent == sorted(spent)
        rules = rules_of(one)
        for rule in rules:
            stages = [rule.stage(each.end) for each in quarters]
            known = [stage for stage in stages if stage]
            assert known == sorted(known)


def test_no_agency_spends_more_than_it_has() -> None:
    """In the last quarter of 40 agencies too, what was paid fits the revised allocation."""
    many = [one for one in worlds() if one.richness.agencies > 1]
    assert many
    for one in many:
        for line in one.lines(Quarter(2024, 4)):
            assert line.paid_person_months <= line.person_months


def test_election_staff_come_and_leave() -> None:
    """Ad hoc staff are members in 2024 and in no other year."""
    one = next(each for each in worlds() if each.region.kind == "kota")
    assert "ADHOC-KPU" in one.members(Q3)
    assert "ADHOC-KPU" not in one.members(Quarter(2025, 1))


def test_governments_differ_in_what_they_state() -> None:
    """Every kind of government turns up: much, little, 40 agencies, a stated zero."""
    found = {one.richness.code for one in worlds()}
    assert found == {kind.code for kind in load_shapes().richness}
    zero = next(one for one in worlds() if one.richness.zero_budget and papers_of(one, Q3))
    papers = papers_of(zero, Q3)
    assert papers is not None
    pagu = [row["Pagu (Rp)"] for row in papers.forms["Anggaran"].rows]
    assert pagu
    assert {re.sub(r"\D", "", str(amount)) for amount in pagu} == {"0"}


def test_a_folder_with_real_files_is_left_alone(tmp_path: Path) -> None:
    """Nothing that a simulation did not write is ever removed."""
    folder = tmp_path / str(Q3)
    folder.mkdir()
    (folder / "instrumen-asli.xlsx").write_bytes(b"PK")
    with pytest.raises(UsageError, match="no simulation wrote"):
        simulate(Order(Q3, SEED, 0.0, "36"), tmp_path)
    assert (folder / "instrumen-asli.xlsx").read_bytes() == b"PK"
