"""`monev rerun` makes one new revision, touches nothing else and never loads the engine."""

import json
import subprocess
import sys
from pathlib import Path

from tests.cli.running import Run

RERUN = ["rerun", "36.72", "--period", "2024-Q3", "--reason", "perbaikan data"]


def _pdfs(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.rglob("*.pdf")}


def test_rerun_files_one_new_revision(filled: Path, run: Run) -> None:
    """Old and new revision are told; every report that was there stays byte for byte."""
    before = _pdfs(filled)
    result = run(*RERUN)
    after = _pdfs(filled)
    assert result.exit_code == 0, result.output
    assert "revision 1 -> 2" in result.stdout
    assert "What changed:" in result.stdout
    assert set(after) - set(before) == {
        "laporan-monev-36.72-2024-Q3-r2.pdf",
        "lembar-fakta-36.72-2024-Q3-r2.pdf",
    }
    assert {name: after[name] for name in before} == before

    content = json.loads(run(*RERUN, "--json").stdout)
    assert (content["revision_before"], content["revision"]) == (2, 3)
    assert content["changes"]


def test_rerun_never_loads_the_engine(filled: Path) -> None:
    """A whole re-run in a fresh process imports no Prefect: its engine takes half a minute."""
    code = (
        "import sys\n"
        "from monev.cli import app\n"
        "app(sys.argv[1:], standalone_mode=False)\n"
        "sys.exit('prefect' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *RERUN],
        cwd=filled.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "revision 1 -> 2" in done.stdout


def test_a_rerun_that_cannot_be_filed_keeps_the_revision(filled: Path, run: Run) -> None:
    """Where the machine refuses the new file, that is said and the old revision stands."""
    reports = filled / "reports" / "2024-Q3" / "36.72"
    before = _pdfs(filled)
    kept = reports.rename(filled / "kept")
    reports.write_text("a file where the folder belongs", encoding="utf-8")
    result = run(*RERUN)
    assert result.exit_code == 3, result.output
    assert "36.72" in result.stderr
    reports.unlink()
    kept.rename(reports)
    assert _pdfs(filled) == before
    explained = json.loads(run("explain", "36.72", "--period", "2024-Q3", "--json").stdout)
    assert explained["revision"] == 1


def test_a_region_without_report_gets_its_first(filled: Path, run: Run) -> None:
    """A re-run of a region never evaluated makes revision 1, and says that it is the first."""
    result = run("rerun", "36.02", *RERUN[2:])
    assert result.exit_code == 0, result.output
    assert "revision 1, the first" in result.stdout
    assert "laporan-monev-36.02-2024-Q3-r1.pdf" in _pdfs(filled)
