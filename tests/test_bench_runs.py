"""Benches of whole runs: where they could fail quietly, they must not."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from bench.national.collected import chosen
from bench.national.filed import differing, filed, flow_seconds
from bench.national.growth import quarters_from
from bench.national.undrawn import SWITCH
from bench.orchestrators.body import Batch, stages_of
from bench.outside import RunError, environment, seen
from models import BatchStage, Quarter
from monev.register import load_register

POOL = """
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
def fill(megabytes):
    import time
    held = bytearray(megabytes * 1_000_000)
    time.sleep(0.5)
    return len(held)
if __name__ == "__main__":
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        print(pool.submit(fill, 150).result())
"""


def test_memory_of_a_worker_is_told_apart_from_its_parents(tmp_path: Path) -> None:
    """A worker that has ended keeps its peak and its kind; the parent's own peak stays small."""
    script = tmp_path / "pool.py"
    script.write_text(POOL, encoding="utf-8")
    run = seen([sys.executable, str(script)], tmp_path / "out")
    assert run.said.strip() == "150000000"
    assert len(run.workers_mb) == 1
    assert 150 < run.workers_mb[0] < 400
    assert 0 < run.parent_mb < 150
    assert run.together_mb > run.workers_mb[0]
    assert 0.5 < run.seconds < 60


def test_a_command_that_fails_is_an_error_with_its_last_words(tmp_path: Path) -> None:
    """A run that ended with another code than 0 must not pass for a fast one."""
    failing = [sys.executable, "-c", "import sys; print('half'); sys.exit('no such quarter')"]
    with pytest.raises(RunError, match=r"ended with 1: half\s+no such quarter"):
        seen(failing, tmp_path)


def test_the_environment_has_no_say(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither our settings nor those of Prefect and Dagster reach a measured process."""
    for name in ("MONEV_PROFILE", "PREFECT_API_URL", "DAGSTER_HOME", "PYTHONDEVMODE"):
        monkeypatch.setenv(name, "1")
    handed = environment(tmp_path, {"MONEV_WORKERS": "3"})
    assert [one for one in handed if one.startswith(("MONEV_", "PREFECT_", "DAGSTER_"))] == [
        "MONEV_WORKERS"
    ]
    assert "PYTHONDEVMODE" not in handed
    assert Path(handed["HOME"]).is_relative_to(tmp_path)


def _documents(folder: Path, *rows: tuple[str, str, int, str]) -> Path:
    folder.mkdir()
    with closing(sqlite3.connect(folder / "monev.sqlite")) as database:
        database.execute(
            "create table document (kind, form, language, scope, revision, sha256, pages, period)"
        )
        for kind, scope, revision, digest in rows:
            values = (kind, "pdf", "id", scope, revision, digest, 7, "2024-Q3")
            database.execute("insert into document values (?, ?, ?, ?, ?, ?, ?, ?)", values)
        database.commit()
    return folder


def test_other_bytes_and_lacking_documents_are_differences(tmp_path: Path) -> None:
    """Two runs are equal only where both filed the same documents with the same bytes."""
    report, sheet = ("laporan", "36.72", 1, "aa"), ("lembar_fakta", "36.72", 1, "bb")
    one = filed(_documents(tmp_path / "one", report, sheet), "2024-Q3")
    other = _documents(tmp_path / "other", sheet, ("laporan", "36.72", 1, "cc"))
    assert differing(one, one) == []
    assert differing(one, filed(other, "2024-Q3")) == ["laporan 36.72 pdf id, revision 1"]
    assert differing(one, filed(other, "2024-Q2")) == [
        "laporan 36.72 pdf id, revision 1",
        "lembar_fakta 36.72 pdf id, revision 1",
    ]


def test_a_flow_that_never_ended_has_no_time(tmp_path: Path) -> None:
    """Prefect's own time is that of the newest flow run that came to an end, or an error."""
    (tmp_path / ".prefect").mkdir()
    with closing(sqlite3.connect(tmp_path / ".prefect" / "prefect.db")) as history:
        history.execute("create table flow_run (start_time, end_time, parent_task_run_id)")
        history.execute("insert into flow_run values ('2024-10-01 08:00:00.5', null, null)")
        history.commit()
        with pytest.raises(LookupError, match="no flow run that has ended"):
            flow_seconds(tmp_path)
        history.execute(
            "insert into flow_run values ('2024-10-01 07:00:00.5', '2024-10-01 07:01:00', null)"
        )
        history.commit()
    assert flow_seconds(tmp_path) == 59.5


def test_workers_file_constants_where_documents_are_not_drawn(tmp_path: Path) -> None:
    """The switch reaches spawned workers, and without it they draw."""
    told = (
        "from concurrent.futures import ProcessPoolExecutor\n"
        "from multiprocessing import get_context\n"
        "from bench.national import loop\n"
        "from bench.national.undrawn import drawn_here\n"
        "if __name__ == '__main__':\n"
        "    with ProcessPoolExecutor(1, get_context('spawn')) as pool:\n"
        "        print(drawn_here(), pool.submit(drawn_here).result())\n"
    )
    script = tmp_path / "told.py"
    script.write_text(told, encoding="utf-8")
    for switch, expected in (("", "True True"), ("1", "False False")):
        run = subprocess.run(
            [sys.executable, str(script)],
            env=environment(tmp_path, {SWITCH: switch}),
            check=True,
            capture_output=True,
            text=True,
        )
        assert run.stdout.strip() == expected


@pytest.mark.parametrize("regions", [1, 6, 12, 24, 200, 546])
def test_as_many_governments_as_asked_are_taken(regions: int) -> None:
    """So many governments, and every one below a province that is taken too."""
    register = load_register()
    taken = chosen(register, regions)
    assert len(taken) == regions
    assert {one[:2] for one in taken} <= taken


def test_quarters_follow_each_other_over_the_year() -> None:
    """Growth leaves no quarter out."""
    found = [str(one) for one in quarters_from(Quarter(2024, 3), 4)]
    assert found == ["2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2"]


def test_provinces_wait_for_what_is_below_them() -> None:
    """Whatever brings the batches: a stage begins when the one before is done."""
    recap = Batch("recaps", BatchStage.RECAPS, ("ID",))
    province = Batch("provinces 1/2", BatchStage.PROVINCES, ("36",))
    below = [Batch(f"kab/kota of {one}", BatchStage.KAB_KOTA, (one,)) for one in ("36", "34")]
    assert stages_of([recap, *below, province]) == [below, [province], [recap]]
    assert province.key == "provinces_1_2"


def test_without_valgrind_no_instructions_are_counted() -> None:
    """It says what to install before it simulates anything, and fails."""
    command = [sys.executable, "-m", "bench.instructions"]
    run = subprocess.run(
        command, env={**os.environ, "PATH": ""}, capture_output=True, text=True, check=False
    )
    assert (run.returncode, run.stderr) == (1, "")
    assert "valgrind is not installed (Debian: apt-get install valgrind)" in run.stdout
