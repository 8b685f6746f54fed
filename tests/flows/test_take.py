"""Taking the batches of a run on a real engine: alone, and in place of somebody who died."""

import logging
from typing import Any

import pytest

from flows.quarterly import quarterly_evaluation
from flows.take import DEPLOYMENT, join_run
from models import NATION, BatchState, Quarter
from monev.batch_plan import shares_of
from monev.batches import SharedRun
from monev.errors import UsageError
from monev.evaluate_many import plan
from monev.workspace import Workspace

Q3 = Quarter(2024, 3)
CODES = ["36.72", "36.74", "19.71"]

pytestmark = pytest.mark.usefixtures("engine")


def test_whoever_joins_brings_a_run_to_its_end(workspace: Workspace) -> None:
    """A run whose conductor died at once is evaluated, provinces and recaps included."""
    shares = shares_of(plan(workspace, Q3, [*CODES, "36"]), 2, [NATION, "36"])
    run = SharedRun.laid_out(workspace, "orphan", Q3, shares)
    told: Any = join_run(run="orphan", workspace=str(workspace.store.root))
    assert told == {"run": "orphan", "batches": len(shares)}
    assert {one.state for one in run.batches()} == {BatchState.DONE}
    regions, recaps = run.outcomes()
    assert sorted(one.code for one in regions if not one.error) == ["19.71", "36", "36.72", "36.74"]
    assert sorted(one.number for one in recaps) == [
        "MONEV/36/2024-Q3/RP/R1",
        "MONEV/ID/2024-Q3/RN/R1",
    ]
    again: Any = join_run(run="orphan", workspace=str(workspace.store.root))
    assert again["batches"] == 0


def test_a_run_nobody_knows_cannot_be_joined(workspace: Workspace) -> None:
    """The flow fails with the setting that is most likely wrong."""
    with pytest.raises(UsageError, match="MONEV_DATABASE_URL"):
        join_run(run="nowhere", workspace=str(workspace.store.root))


def test_a_run_goes_on_alone_where_nobody_can_join(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """Without a deployment to ask, the run says so and does everything itself."""
    monkeypatch.setenv("MONEV_TAKERS", "3")
    with caplog.at_level(logging.WARNING, logger="prefect.flow_runs"):
        state: Any = quarterly_evaluation(
            period=str(Q3),
            regions=CODES[:1],
            recaps=False,
            workspace=str(workspace.store.root),
            return_state=True,
        )
    assert (state.name, state.result()["evaluated"]) == ("Completed", 1)
    assert any(DEPLOYMENT in one.getMessage() for one in caplog.records)
