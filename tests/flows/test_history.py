"""The history of a run in this process, read from the database once the process has ended."""

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

QUICK = 80
"""Task runs within a second: far more than the engine writes until the process would be gone."""

PROGRAM = f"""
import flows
from prefect import flow, task
from prefect.cache_policies import NO_CACHE
from flows.engine import start_engine
from flows.history import run_recorded

@task(cache_policy=NO_CACHE)
def step(number):
    return number

@flow
def many(fails=False):
    done = [step(number) for number in range({QUICK})]
    if fails:
        raise ValueError("as asked")
    return len(done)

start_engine()
print(run_recorded(many, {{}}, print))
try:
    run_recorded(many, {{"fails": True}}, print)
except ValueError as error:
    print("raised", error)
"""

IMPATIENT = "print(run_recorded(many, {}, print, patience_s=0))"
COMMAND = "from monev.cli import main; main()"

pytestmark = pytest.mark.deployment


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the runs share: the engine makes its database in there once."""
    return tmp_path_factory.mktemp("history")


def ended(workspace: Path, program: str, *arguments: str) -> str:
    """Run a program on the embedded engine to its end, and return what it printed."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("PREFECT")}
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        env=kept | {"MONEV_WORKSPACE": str(workspace)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def history(workspace: Path, question: str) -> list[tuple[str | int, ...]]:
    """Ask the engine's database."""
    with sqlite3.connect(workspace / ".prefect" / "prefect.db") as database:
        return database.execute(question).fetchall()


def test_every_task_run_is_written(workspace: Path) -> None:
    """A run that ends at once keeps all its task runs, also where it failed; nothing is said."""
    said = ended(workspace, PROGRAM)
    assert said.splitlines() == [str(QUICK), "raised as asked"]
    ends = history(workspace, "SELECT state_type, count(*) FROM task_run GROUP BY 1")
    assert ends == [("COMPLETED", 2 * QUICK)], "rows are lost, or the mark was left"
    runs = history(workspace, "SELECT state_type FROM flow_run ORDER BY created")
    assert runs == [("COMPLETED",), ("FAILED",)]


def test_what_is_lost_is_told(workspace: Path) -> None:
    """Out of patience, the result still comes, with one sentence about the history."""
    said = ended(workspace, PROGRAM.partition("print(run_recorded")[0] + IMPATIENT)
    assert "Prefect's history of this run may lack its last steps" in said
    assert f"\n{QUICK}\n" in said


def test_an_evaluation_leaves_its_history(workspace: Path) -> None:
    """After `monev evaluate` every step stands there with its end, and so do both artifacts."""
    ended(workspace, COMMAND, "evaluate", "--period", "2024-Q3", "--province", "36", "--no-recaps")
    (run,) = history(workspace, "SELECT id FROM flow_run WHERE name = '2024-Q3, province 36'")
    steps = history(
        workspace,
        "SELECT task_key, state_type FROM task_run "
        f"WHERE flow_run_id = '{run[0]}' ORDER BY start_time",
    )
    names = [str(key).rpartition("-")[0] for key, _ in steps]
    assert (names[0], names[-1]) == ("collect_inbox", "publish_table")
    assert set(names[1:-1]) == {"assess"}
    assert {state for _, state in steps} == {"COMPLETED"}
    assert history(workspace, f"SELECT state_type FROM flow_run WHERE id = '{run[0]}'") == [
        ("COMPLETED",)
    ]
    artifacts = history(workspace, f"SELECT key FROM artifact WHERE flow_run_id = '{run[0]}'")
    assert sorted(artifacts) == [("progress-2024-q3",), ("reports-2024-q3",)]
