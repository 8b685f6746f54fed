"""`monev actions`: what a coordinator works through, narrowed, readable and as a file."""

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from models import Quarter
from monev.settings import Settings
from monev.workspace import open_workspace
from tests.cli.running import Run
from tests.evaluations import filed

PERIOD = ("--period", "2024-Q4")


@pytest.fixture
def place(filled: Path) -> Path:
    """Two kota in the third quarter, and Cilegon in the fourth, which follows up the third."""
    opened = open_workspace(Settings(workspace=filled), migrate=False)
    filed(opened, "36.72", Quarter(2024, 4))
    opened.store.engine.dispose()
    return filled


def listed(run: Run, *more: str) -> list[dict[str, object]]:
    """What the command says of the fourth quarter, as data."""
    result = run("actions", *PERIOD, *more, "--json")
    assert result.exit_code == 0, result.output
    found: list[dict[str, object]] = json.loads(result.stdout)
    return found


def test_overdue_ones_come_first_and_each_option_narrows(place: Path, run: Run) -> None:
    """By status, agency, region and province; every row carries its number and what it gains."""
    found = listed(run)
    order = ["lewat_tenggat", "terbuka", "baru", "selesai"]
    states = [str(one["status"]) for one in found]
    assert states == sorted(states, key=order.index)
    assert states[0] == "lewat_tenggat"
    assert {one["region"] for one in found} == {"36.72"}
    overdue = listed(run, "--status", "Lewat tenggat")
    assert overdue == [one for one in found if one["status"] == "lewat_tenggat"]
    assert all(str(one["deadline"]) <= "2025-01-10" for one in overdue)
    legal = listed(run, "--agency", "bagian hukum")
    assert legal == [one for one in found if one["agency"] == "Bagian Hukum"]
    assert legal
    assert listed(run, "--region", "Kota Cilegon", "--province", "36") == found
    assert listed(run, "--province", "34") == listed(run, "--region", "36.74") == []


def test_the_first_quarter_has_only_new_ones(place: Path, run: Run) -> None:
    """Both kota of the third quarter, with numbers of that quarter."""
    result = run("actions", "--period", "2024-Q3", "--json")
    found = json.loads(result.stdout)
    assert {one["status"] for one in found} == {"baru"}
    assert {one["region"] for one in found} == {"36.72", "36.74"}
    assert all(one["id"].startswith(f"{one['region']}/2024-Q3/") for one in found)
    assert all(one["gain"] is not None for one in found)


def test_a_screen_of_80_columns_holds_it(place: Path, run: Run) -> None:
    """No line is wider, no number is broken, and the last line counts."""
    lines = run("actions", *PERIOD).stdout.splitlines()
    assert max(len(line) for line in lines) <= 80
    found = listed(run)
    for one in found:
        assert sum(f": {one['id']} Kota Cilegon" in line for line in lines) == 1
    assert lines[-1].startswith(f"{len(found)} rekomendasi 2024-Q4: ")
    assert "lewat tenggat, 10 Januari 2025" in "\n".join(lines)


def test_the_list_goes_into_a_table(place: Path, run: Run) -> None:
    """CSV and XLSX hold the same rows as JSON; another ending is refused before writing."""
    found = listed(run)
    assert run("actions", *PERIOD, "--out", "out/a.csv").exit_code == 0
    with Path("out/a.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [one["id"] for one in rows] == [one["id"] for one in found]
    assert run("actions", *PERIOD, "--out", "out/a.xlsx").exit_code == 0
    sheet = openpyxl.load_workbook("out/a.xlsx").worksheets[0]
    assert sheet.max_row == len(found) + 1
    refused = run("actions", *PERIOD, "--out", "new/a.pdf")
    assert refused.exit_code == 2
    assert ".csv, .xlsx or .json" in refused.stderr
    assert not Path("new").exists()


def test_nothing_evaluated_and_unknown_words_are_told(place: Path, run: Run) -> None:
    """An empty quarter names the next step, a wrong status the right ones."""
    empty = run("actions", "--period", "2023-Q1")
    assert empty.exit_code == 0
    assert "0 rekomendasi 2023-Q1." in empty.stdout
    assert "monev evaluate --period 2023-Q1" in empty.stderr
    wrong = run("actions", *PERIOD, "--status", "macet")
    assert wrong.exit_code == 2
    assert "lewat_tenggat, terbuka, baru, selesai, gugur" in wrong.stderr
