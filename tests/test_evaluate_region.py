"""One region, one quarter: same inputs same bytes, revisions beside each other, as-of days."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from models import Quarter, RegionRun, RunStatus
from monev.collect_many import collect_folder
from monev.evaluate_region import Outcome, evaluate_region, rerun_region
from monev.reports import archive
from monev.reports.pdf.conform import attachments_of
from monev.scorecard import Scorecard
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace, packaged_example
from tests.workbooks import instrument

QUARTER = Quarter(2024, 3)
SUBSTANCE = ["ya"] * 8


def opened(root: Path) -> Workspace:
    """A new workspace with the packaged example."""
    workspace = open_workspace(Settings(workspace=root))
    collect_folder(workspace, packaged_example())
    return workspace


def handed_in(workspace: Workspace, inbox: Path, content: bytes, name: str = "i.xlsx") -> None:
    """Put a workbook into the inbox and sweep it."""
    inbox.mkdir(exist_ok=True)
    (inbox / name).write_bytes(content)
    collect_folder(workspace, inbox)


def indicator(outcome: Outcome, name: str) -> tuple[str, str | None]:
    """Status and value of one indicator."""
    card = Scorecard.model_validate(outcome.evaluation.scorecard)
    found = next(one for one in card.indicators if one.id == name)
    return found.status, found.value


def test_same_inputs_same_bytes(tmp_path: Path) -> None:
    """Two workspaces, collected and evaluated apart, file identical PDFs."""
    found = []
    for name in ("one", "two"):
        workspace = opened(tmp_path / name)
        report = evaluate_region(workspace, "36.72", QUARTER).report
        found.append(archive.read_filed(workspace.store.depot, report))
    assert hashlib.sha256(found[0]).hexdigest() == hashlib.sha256(found[1]).hexdigest()


def test_nothing_new_files_nothing_new(tmp_path: Path) -> None:
    """Evaluating again keeps the revision."""
    workspace = opened(tmp_path)
    first = evaluate_region(workspace, "36.72", QUARTER)
    again = evaluate_region(workspace, "36.72", QUARTER)
    assert first.fresh
    assert not again.fresh
    assert again.evaluation.revision == 1


def test_a_rerun_changes_only_its_region(tmp_path: Path) -> None:
    """Revision 2 with its reason; revision 1 and every other region's files stay as they were."""
    workspace = opened(tmp_path)
    for code in ("36.72", "36.03"):
        evaluate_region(workspace, code, QUARTER)
    reports = workspace.store.root / "reports"
    before = {path: path.read_bytes() for path in reports.rglob("*.pdf")}
    run_id = workspace.store.start_run(
        RegionRun(
            region_code="36.72",
            quarter=str(QUARTER),
            reason="dokumen diterima",
            requested_by="uji",
            status=RunStatus.REQUESTED,
            requested_at=workspace.now(),
        )
    )
    rerun_region(workspace, run_id)
    assert {path: path.read_bytes() for path in before} == before
    run = workspace.store.run(run_id)
    assert run is not None
    assert (run.status, run.revision) == (RunStatus.DONE, 2)
    second, first = workspace.store.evaluations_of("36.72")
    assert (second.revision, second.reason) == (2, "dokumen diterima")
    assert first.superseded_by == second.evaluation_id
    assert len(list(reports.rglob("*.pdf"))) == len(before) + 2, "report and fact sheet"


def test_a_failed_rerun_is_noted_and_raises_nothing(tmp_path: Path) -> None:
    """A region that cannot be evaluated leaves its reason in the ledger."""
    workspace = opened(tmp_path)
    run_id = workspace.store.start_run(
        RegionRun(
            region_code="31.71",
            quarter=str(QUARTER),
            reason="coba",
            requested_by="uji",
            status=RunStatus.REQUESTED,
            requested_at=workspace.now(),
        )
    )
    rerun_region(workspace, run_id)
    run = workspace.store.run(run_id)
    assert run is not None
    assert run.status is RunStatus.FAILED
    assert "administrative unit" in run.error


def test_new_evidence_makes_a_revision_that_says_what_changed(tmp_path: Path) -> None:
    """An instrument handed in by the due date turns into revision 2, with the change in words."""
    workspace = opened(tmp_path / "w")
    evaluate_region(workspace, "36.72", QUARTER)
    handed_in(workspace, tmp_path / "inbox", instrument("36.72", "2024-Q3"))
    outcome = evaluate_region(workspace, "36.72", QUARTER)
    assert outcome.evaluation.revision == 2
    assert outcome.evaluation.reason == "data atau aturan berubah"
    assert "indikator berubah" in outcome.evaluation.changes


def rule_of(stage_on: date) -> list[list[object]]:
    """A peraturan wali kota in force from a day on."""
    return [["Perwal", "12", 2024, "Jamsostek daerah", 8, stage_on, "berlaku", *SUBSTANCE]]


def test_a_rule_of_1_october_is_no_rule_of_the_third_quarter(tmp_path: Path) -> None:
    """Enacted one day after the quarter's end it counts from the fourth quarter on."""
    workspace = open_workspace(Settings(workspace=tmp_path / "w"))
    content = instrument("36.72", "2024-Q3", regulasi=rule_of(date(2024, 10, 1)))
    handed_in(workspace, tmp_path / "inbox", content)
    third = evaluate_region(workspace, "36.72", QUARTER)
    fourth = evaluate_region(workspace, "36.72", QUARTER.next())
    assert indicator(third, "A1")[0] == "data_tidak_tersedia"
    assert indicator(fourth, "A1") == ("dinilai", "perkada_berlaku")


def test_a_rule_of_30_september_counts(tmp_path: Path) -> None:
    """On the last day of the quarter it does count."""
    workspace = open_workspace(Settings(workspace=tmp_path / "w"))
    content = instrument("36.72", "2024-Q3", regulasi=rule_of(date(2024, 9, 30)))
    handed_in(workspace, tmp_path / "inbox", content)
    outcome = evaluate_region(workspace, "36.72", QUARTER)
    assert indicator(outcome, "A1") == ("dinilai", "perkada_berlaku")


HOSTILE = [
    '<link rel="attachment" href="file:///etc/passwd"><script>x</script></table>{{ 7 * 7 }}',
    "\u202eterbalik\u202c \U0001f468\u200d\U0001f469 z\u0336\u035f\u0336 千葉",
    "panjang " * 400 + "tanpaspasi" * 300,
]
"""One text of a kind; `tests/reports/test_hostile_words.py` puts every text into every place."""


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_only_words(tmp_path: Path, text: str) -> None:
    """From the workbook to the filed report, a title is text: not active, few pages, one report."""
    workspace = open_workspace(Settings(workspace=tmp_path / "w"))
    row = ["Perwal", "12", 2024, text, 8, date(2024, 5, 1), "berlaku", *SUBSTANCE]
    handed_in(workspace, tmp_path / "inbox", instrument("36.72", "2024-Q3", regulasi=[row]))
    outcome = evaluate_region(workspace, "36.72", QUARTER)
    content = archive.read_filed(workspace.store.depot, outcome.report)
    assert outcome.report.pages < 12
    inside = attachments_of(content)
    assert sorted(inside) == ["anggaran.csv", "asal-angka.csv", "indikator.csv", "jejak.json"]
    assert not any(b"root:x:0" in one for one in (content, *inside.values()))
