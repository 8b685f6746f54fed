"""`monev doctor` looks at the machine as it is."""

import json
from pathlib import Path

import pytest
from weasyprint.text import ffi

from monev.errors import EnvironmentFault
from monev.reports.pdf.render import pdf_of
from tests.cli.running import Run


def test_this_machine_is_in_order(filled: Path, run: Run) -> None:
    """Where the tests run, everything that Monev needs is there, and is named."""
    result = run("doctor", "--json")
    assert result.exit_code == 0, result.output
    answers = {one["part"]: one["ok"] for one in json.loads(result.stdout)}
    assert {"python", "pdf library", "report fonts", "database", "workspace"} <= answers.keys()
    assert all(answers.values())
    assert filled.is_dir()


def test_what_is_missing_is_exit_3(filled: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that does not answer is marked, and the other parts are looked at all the same."""
    monkeypatch.setenv("MONEV_DATABASE_URL", "postgresql+psycopg://monev:geheim@127.0.0.1:1/monev")
    result = run("doctor")
    assert result.exit_code == 3, result.output
    assert "MISSING" in result.stdout
    assert "geheim" not in result.output
    assert "WeasyPrint loads" in result.stdout
    assert filled.is_dir()


def test_a_library_the_engine_loads_without_is_missed(
    filled: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """WeasyPrint loads without HarfBuzz-Subset; doctor and the printing of a page name it."""
    monkeypatch.setattr(ffi, "harfbuzz_subset", None)
    looked = run("doctor", "--json")
    assert looked.exit_code == 3, looked.output
    (missing,) = (one for one in json.loads(looked.stdout) if not one["ok"])
    assert missing["part"] == "pdf library"
    assert "apt-get install libharfbuzz-subset0" in missing["found"]
    with pytest.raises(EnvironmentFault, match="libharfbuzz-subset0"):
        pdf_of("<p>teks</p>")
    assert filled.is_dir()


def test_looking_makes_no_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run
) -> None:
    """The doctor leaves the folder as it found it."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MONEV_WORKSPACE", raising=False)
    assert run("doctor").exit_code == 0
    assert not list(tmp_path.iterdir())
