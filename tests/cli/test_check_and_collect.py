"""`monev check` and `monev collect`: what a file says, before and after it is kept."""

import json
import shutil
from pathlib import Path

import pytest

from monev.workspace import packaged_example
from tests.cli.running import Run

EXAMPLE = packaged_example() / "kliping-2024.csv"


def _with_unknown_region(folder: Path) -> Path:
    """Return a copy of the example whose first row speaks of a region that does not exist."""
    header, first, *rest = EXAMPLE.read_text(encoding="utf-8").splitlines()
    spoiled = first.replace("36.72,Kota Cilegon", "99.99,Kota Antah Berantah")
    assert spoiled != first
    path = folder / "kliping.csv"
    path.write_text("\n".join([header, spoiled, *rest]), encoding="utf-8")
    return path


def test_a_clean_file_is_exit_0(run: Run) -> None:
    """The source is told by its content, and the facts are counted."""
    result = run("check", str(EXAMPLE), "--json")
    content = json.loads(result.stdout)
    assert (result.exit_code, content["errors"]) == (0, 0)
    assert content["source"] == "published_figures"
    assert content["facts"] > 0


def test_errors_in_a_file_are_exit_1(tmp_path: Path, run: Run) -> None:
    """A row that cannot be used is a finding with its place; nothing is stored."""
    path = _with_unknown_region(tmp_path)
    result = run("check", str(path))
    assert result.exit_code == 1, result.output
    assert "galat" in result.stdout
    assert "99.99" in result.stdout
    content = json.loads(run("check", str(path), "--json").stdout)
    grave = [one for one in content["findings"] if one["severity"] == "galat"]
    assert len(grave) == content["errors"] >= 1
    assert "baris 2" in grave[0]["place"]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["kliping.csv"]


@pytest.mark.parametrize("content", [b"", b"\x00\x01\x02" * 50, b"PK\x03\x04 no workbook", b"a;b"])
def test_an_unreadable_file_is_exit_2(tmp_path: Path, run: Run, content: bytes) -> None:
    """What cannot be read at all says what was found and what was expected."""
    path = tmp_path / "data.xlsx"
    path.write_bytes(content)
    result = run("check", str(path))
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    assert "expected" in result.stderr
    assert json.loads(run("check", str(path), "--json").stdout)["error"]


def test_collect_takes_the_good_files_and_names_the_bad(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    """A bad file makes exit 1 and costs no other file; a second sweep adds nothing."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MONEV_WORKSPACE", raising=False)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    shutil.copy(EXAMPLE, inbox)
    (inbox / "rusak.xlsx").write_bytes(b"no workbook")
    arguments = ("collect", "--period", "2024-Q3", "--inbox", "inbox", "--json")
    first, second = run(*arguments), run(*arguments)
    assert (first.exit_code, second.exit_code) == (1, 1), first.output
    content, again = json.loads(first.stdout), json.loads(second.stdout)
    assert content["files"] == 2
    assert content["new_facts"] > 0
    assert [one["file"] for one in content["refused_files"]] == ["rusak.xlsx"]
    assert content["regions_with_data"] > 0
    assert again["new_facts"] == 0
