"""The publish flow with a person behind it, and what a regular run says of what is published."""

import os
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows.publish import publish
from flows.quarterly import quarterly_evaluation
from models import Account, Quarter, Role
from monev.approve import Hand, review
from monev.cli import app
from monev.collect_many import collect_folder
from monev.errors import UsageError
from monev.workspace import Workspace
from tests.workbooks import instrument

PERIOD = "2024-Q3"

pytestmark = pytest.mark.usefixtures("engine")


def _account(workspace: Workspace, name: str, region: str | None) -> None:
    workspace.store.add_account(
        Account(
            name=name,
            role=Role.COORDINATOR,
            region_code=region,
            password_hash="x",
            created_at=workspace.now(),
        )
    )


def _run(workspace: Workspace) -> Any:
    told = {"workspace": str(workspace.store.root), "recaps": False}
    return quarterly_evaluation(period=PERIOD, regions=["36.72"], **told)


def test_a_flow_publishes_and_a_run_holds_what_is_published(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Only with a person it publishes; a new hand-in afterwards is told and changes nothing."""
    _account(workspace, "dina", "36")
    _account(workspace, "nanda", None)
    asked = {"period": PERIOD, "workspace": str(workspace.store.root)}
    assert _run(workspace)["held"] == []
    assert publish(**asked) == {"period": PERIOD, "reports": 1}
    with pytest.raises(UsageError, match="not reviewed"):
        publish(**asked, by="nanda")
    with pytest.raises(UsageError, match="name who publishes"):
        publish(**asked, province="36")
    review(workspace, Quarter(2024, 3), "36", Hand("dina"))
    made = publish(**asked, by="nanda", province="Banten")
    assert (made["published"], made["left_out"]) == (["36"], {})
    (step,) = workspace.store.steps_of(PERIOD)[1:]
    assert (step.by, step.through) == ("nanda", "deployment")

    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "i.xlsx").write_bytes(instrument("36.72", PERIOD))
    collect_folder(workspace, inbox)
    summary = _run(workspace)
    assert (summary["held"], summary["failed"], summary["evaluated"]) == (["36.72"], [], 1)
    assert summary["regions"][0]["revision"] == 1


def test_a_run_notes_who_laid_the_files_in(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At the command line that is the login; the name does not outlive the command."""
    monkeypatch.setenv("LOGNAME", "ani")
    monkeypatch.delenv("MONEV_PERSON", raising=False)
    inbox = tmp_path / "inbox"
    inbox.mkdir()
    (inbox / "i.xlsx").write_bytes(instrument("36.72", PERIOD))
    arguments = ("evaluate", "--period", PERIOD, "--inbox", str(inbox), "--region", "36.72")
    result = CliRunner().invoke(app, [*arguments, "--no-recaps"])
    assert result.exit_code == 0, result.output
    named = {one.file_name: one.received_by for one in workspace.store.receipts()}
    assert named.pop("i.xlsx") == "ani"
    assert set(named.values()) == {""}
    assert "MONEV_PERSON" not in os.environ
