"""The round of an office and its coordinator: template, check, collect, status, waive, findings."""

import csv
import json
from datetime import date
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest

from tests.cli.running import Run
from tests.workbooks import instrument

PERIOD = ("--period", "2024-Q3")
WRONG = {("Anggaran", "G2"): "4.799.995.20", ("Kepesertaan", "D2"): "banyak"}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of its own, with the workspace of the commands in it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MONEV_WORKSPACE", str(tmp_path / "workspace"))
    return tmp_path


def lay(folder: Path, name: str, content: bytes) -> Path:
    """Write one file."""
    folder.mkdir(exist_ok=True)
    (folder / name).write_bytes(content)
    return folder / name


def test_a_template_is_written_and_reads_as_the_regions_own(place: Path, run: Run) -> None:
    """Written for Cilegon, it is read as an instrument; what must be filled in is the one error."""
    out = place / "isi.xlsx"
    written = run("template", "Kota Cilegon", *PERIOD, "--out", str(out))
    assert written.exit_code == 0, written.output
    content = json.loads(run("check", str(out), "--json").stdout)
    grave = [one for one in content["findings"] if one["severity"] == "galat"]
    assert content["source"] == "instrument"
    assert [one["place"].split(" lembar ")[1].split(" sel ")[0] for one in grave] == ["Identitas"]


def test_a_template_is_never_written_over_a_filled_one(place: Path, run: Run) -> None:
    """A second call leaves the file alone and says so."""
    out = place / "isi.xlsx"
    out.write_bytes(b"sudah diisi")
    result = run("template", "36.72", *PERIOD, "--out", str(out))
    assert (result.exit_code, out.read_bytes()) == (2, b"sudah diisi")
    assert "not overwritten" in result.stderr


def test_the_next_template_knows_what_was_handed_in(place: Path, run: Run) -> None:
    """Last quarter's regulation stands in the workbook of the next quarter."""
    lay(place / "inbox", "a.xlsx", instrument("36.72", "2024-Q2"))
    run("collect", "--period", "2024-Q2", "--inbox", "inbox")
    run("template", "36.72", *PERIOD, "--out", "isi.xlsx")
    sheet = openpyxl.load_workbook(place / "isi.xlsx")["Regulasi"]
    values = {str(cell.value) for row in sheet.iter_rows() for cell in row if cell.value}
    assert "Jaminan sosial ketenagakerjaan" in values


def test_the_marked_workbook_comes_back_with_a_comment_on_every_wrong_cell(
    place: Path, run: Run
) -> None:
    """Exit 1, and both cells carry their comment in the sender's own file."""
    wrong = lay(place, "salah.xlsx", instrument("36.72", changes=WRONG))
    result = run("check", str(wrong), "--annotated", str(place / "diperiksa.xlsx"))
    assert result.exit_code == 1, result.output
    book = openpyxl.load_workbook(place / "diperiksa.xlsx")
    for (sheet, cell), value in WRONG.items():
        assert book[sheet][cell].comment is not None, (sheet, cell)
        assert book[sheet][cell].value == value
    assert book.sheetnames[0] == "Hasil pemeriksaan"


def test_the_file_itself_is_never_marked_over(place: Path, run: Run) -> None:
    """--annotated must name another file."""
    wrong = lay(place, "salah.xlsx", instrument("36.72", changes=WRONG))
    before = wrong.read_bytes()
    result = run("check", str(wrong), "--annotated", str(wrong))
    assert (result.exit_code, wrong.read_bytes()) == (2, before)


def test_status_counts_on_time_late_missing_and_excused(place: Path, run: Run) -> None:
    """Of Banten's nine: one in time, one late, one excused, six missing."""
    late = instrument("36.73", changes={("Identitas", "B5"): date(2024, 10, 20)})
    lay(place / "inbox", "a.xlsx", instrument("36.72"))
    lay(place / "inbox", "b.xlsx", late)
    run("collect", *PERIOD, "--inbox", "inbox")
    waived = run(
        *("waive", "36.71", "--rule", "LAPOR", "--until", "2099-12-31"),
        *("--by", "Kanwil Banten", "--reason", "pemilihan ulang"),
    )
    assert waived.exit_code == 0, waived.output
    content = json.loads(run("status", *PERIOD, "--json").stdout)
    banten = next(one for one in content["provinces"] if one["code"] == "36")
    counts = [banten[key] for key in ("due", "on_time", "late", "missing", "excused")]
    assert counts == [9, 1, 1, 6, 1]
    assert (banten["completeness_pct"], banten["timeliness_pct"]) == (25.0, 12.5)
    shown = run("status", *PERIOD).stdout
    assert "1 on time, 1 late, 543 missing, 1 excused" in shown


@pytest.mark.parametrize(
    ("arguments", "problem"),
    [
        (("--rule", "V999", "--until", "2099-12-31"), "no rule 'V999'"),
        (("--rule", "V01", "--until", "kapan-kapan"), "kapan-kapan"),
    ],
)
def test_a_waiver_needs_a_known_rule_and_a_day_to_come(
    place: Path, run: Run, arguments: tuple[str, ...], problem: str
) -> None:
    """What cannot be excused is wrong usage, with the cure."""
    lay(place / "inbox", "a.xlsx", instrument("36.72"))
    run("collect", *PERIOD, "--inbox", "inbox")
    result = run("waive", "36.72", *arguments, "--by", "Kanwil", "--reason", "uji coba")
    assert result.exit_code == 2
    assert problem in result.stderr


def test_a_waived_error_no_longer_makes_the_band_provisional(place: Path, run: Run) -> None:
    """The finding stays and names who excused it; the band is no longer provisional."""
    lay(place / "inbox", "a.xlsx", instrument("36.72", changes={("Kepesertaan", "D4"): 30_000}))
    run("evaluate", *PERIOD, "--inbox", "inbox", "--region", "36.72", "--no-recaps")
    before = json.loads(run("findings", *PERIOD, "--rule", "V13", "--json").stdout)
    run(
        *("waive", "36.72", "--rule", "V13", "--until", "2099-12-31"),
        *("--by", "Kanwil Banten", "--reason", "basis diperbarui"),
    )
    run("rerun", "36.72", *PERIOD, "--reason", "dikecualikan")
    (after,) = json.loads(run("findings", *PERIOD, "--rule", "V13", "--json").stdout)
    card = json.loads(run("explain", "36.72", *PERIOD, "--json").stdout)
    assert [one["waiver"] for one in before] == [""]
    assert after["waiver"].startswith("Kanwil Banten, s.d. 31 Desember 2099: basis diperbarui")
    assert card["provisional"] is False


def test_findings_are_filtered_and_exported_without_formulas(place: Path, run: Run) -> None:
    """CSV, XLSX and JSON hold the same rows; a cell's text never runs as a formula."""
    hostile = instrument("36.72", changes={("Kepesertaan", "D2"): "=HYPERLINK(1)", **WRONG})
    lay(place / "inbox", "=1+1.xlsx", hostile)
    run("collect", *PERIOD, "--inbox", "inbox")
    narrowed = ("findings", *PERIOD, "--province", "36", "--severity", "galat", "--rule", "isi.sel")
    for name in ("t.csv", "t.xlsx", "t.json"):
        assert run(*narrowed, "--out", name).exit_code == 0
    stored = json.loads((place / "t.json").read_text())
    rows = list(csv.DictReader((place / "t.csv").read_text("utf-8-sig").splitlines()))
    sheet = openpyxl.load_workbook(BytesIO((place / "t.xlsx").read_bytes())).worksheets[0]
    assert len(stored) == len(rows) == sheet.max_row - 1 >= 2
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)


def test_an_unknown_severity_or_ending_is_wrong_usage(place: Path, run: Run) -> None:
    """The words that are understood are named."""
    lay(place / "inbox", "a.xlsx", instrument("36.72"))
    run("collect", *PERIOD, "--inbox", "inbox")
    assert "galat, peringatan, info" in run("findings", *PERIOD, "--severity", "parah").stderr
    assert ".csv, .xlsx or .json" in run("findings", *PERIOD, "--out", "a.pdf").stderr


def test_a_replay_needs_neither_inbox_nor_network(place: Path, run: Run) -> None:
    """From kept evidence alone; with an inbox as well it is wrong usage."""
    path = lay(place / "inbox", "a.xlsx", instrument("36.72"))
    run("collect", *PERIOD, "--inbox", "inbox")
    path.unlink()
    content = json.loads(run("collect", *PERIOD, "--replay", "--json").stdout)
    assert (content["files"], content["new_facts"], content["regions_with_data"]) == (1, 0, 1)
    assert run("collect", *PERIOD, "--replay", "--inbox", "inbox").exit_code == 2
