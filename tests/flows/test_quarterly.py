"""The flows on a real engine: a run with one failing region, a re-run, and what publishing sees."""

from pathlib import Path
from typing import Any

import pytest
from prefect.client.orchestration import get_client

from flows.publish import publish
from flows.quarterly import EXCEPTIONS, quarterly_evaluation
from flows.region import region_evaluation
from monev.errors import ArchiveError, UsageError
from monev.workspace import Workspace

PERIOD = "2024-Q3"

pytestmark = pytest.mark.usefixtures("engine")


def _run(workspace: Workspace, **parameters: Any) -> Any:
    told = {"workspace": str(workspace.store.root), "recaps": False, **parameters}
    return quarterly_evaluation(period=PERIOD, return_state=True, **told)


def _block(workspace: Workspace, code: str) -> None:
    """Put a file where the folder of a region's reports belongs, so that filing must fail."""
    place = workspace.store.root / "reports" / PERIOD / code
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_text("no folder", encoding="utf-8")


def test_one_failing_region_stops_no_other(workspace: Workspace) -> None:
    """The run ends as completed with exceptions, names the region, and files the other reports."""
    _block(workspace, "36.74")
    state = _run(workspace, regions=["36.72", "36.74", "19"])

    assert state.is_completed()
    assert state.name == EXCEPTIONS
    assert "36.74 Kota Tangerang Selatan" in (state.message or "")
    summary = state.result()
    assert summary["evaluated"] == 2
    assert [one["code"] for one in summary["regions"]] == ["19", "36.72"]
    assert [one["code"] for one in summary["failed"]] == ["36.74"]
    assert "FileExistsError" in summary["failed"][0]["error"]
    for one in summary["regions"]:
        assert (workspace.store.root / one["report"]["path"]).read_bytes().startswith(b"%PDF-")
    (line,) = workspace.store.runs_of(PERIOD, "36.74")
    assert line.status == "gagal"


def test_a_clean_run_is_completed_and_shows_one_table(workspace: Workspace) -> None:
    """Without exceptions the state is plain, the run named, the table whole, the progress full."""
    state = _run(workspace, regions=["36.72"])
    assert (state.name, state.result()["failed"]) == ("Completed", [])
    with get_client(sync_client=True) as client:
        run = client.read_flow_run(state.state_details.flow_run_id)
        found = client.request(
            "POST",
            "/artifacts/filter",
            json={"artifacts": {"flow_run_id": {"any_": [str(run.id)]}}},
        ).json()
    assert run.name == "2024-Q3, 36.72"
    shown = {one["key"]: one["data"] for one in found}
    assert sorted(shown) == ["progress-2024-q3", "reports-2024-q3"]
    assert shown["progress-2024-q3"] == 100
    assert "laporan-monev-36.72" in str(shown["reports-2024-q3"])


def test_recaps_follow_the_regions_they_contain(workspace: Workspace) -> None:
    """A run makes the recap of its province and of the nation; where nothing changed, none anew."""
    made = _run(workspace, regions=["36.72"], recaps=True).result()["recaps"]
    assert [(one["scope"], one["number"]) for one in made] == [
        ("36", "MONEV/36/2024-Q3/RP/R1"),
        ("ID", "MONEV/ID/2024-Q3/RN/R1"),
    ]
    assert _run(workspace, regions=["36.72"], recaps=True).result()["recaps"] == []
    again = _run(workspace, regions=["36.72", "19"], recaps=True).result()["recaps"]
    assert [one["number"] for one in again] == ["MONEV/19/2024-Q3/RP/R1", "MONEV/ID/2024-Q3/RN/R2"]


def test_a_bad_file_in_the_inbox_is_an_exception_of_its_own(
    workspace: Workspace, tmp_path: Path
) -> None:
    """An unreadable file is named in the end state, while the region gets its report."""
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "rusak.xlsx").write_bytes(b"this is no workbook")
    state = _run(workspace, regions=["36.72"], inbox=str(inbox))
    assert state.name == EXCEPTIONS
    assert "rusak.xlsx" in (state.message or "")
    assert state.result()["evaluated"] == 1


def test_an_unknown_region_fails_the_run(workspace: Workspace) -> None:
    """A request that cannot be met is a failure with its cause, not a run over nothing."""
    state = _run(workspace, regions=["Tangerang"])
    assert state.is_failed()
    assert "36.71 Kota Tangerang" in (state.message or "")


def test_a_region_run_files_a_new_revision(workspace: Workspace) -> None:
    """The region flow makes revision after revision, and carries its reason into the ledger."""
    folder = str(workspace.store.root)
    for revision in (1, 2):
        outcome = region_evaluation(
            region="Kota Cilegon", period=PERIOD, reason="perbaikan data", workspace=folder
        )
        assert outcome == {"code": "36.72", "period": PERIOD, "revision": revision}
    assert workspace.store.runs_of(PERIOD, "36.72")[0].reason == "perbaikan data"
    with pytest.raises(UsageError, match="reason"):
        region_evaluation(region="36.72", period=PERIOD, reason=" ", workspace=folder)


def test_publish_notices_a_changed_report(workspace: Workspace) -> None:
    """A report that is as filed passes; one changed byte fails the run and names the file."""
    folder = str(workspace.store.root)
    path = _run(workspace, regions=["36.72"]).result()["regions"][0]["report"]["path"]
    assert publish(PERIOD, folder) == {"period": PERIOD, "reports": 1}
    filed = workspace.store.root / path
    filed.write_bytes(filed.read_bytes() + b" ")
    with pytest.raises(ArchiveError, match=r"laporan-monev-36\.72"):
        publish(PERIOD, folder)
