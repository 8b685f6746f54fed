"""The deployments for real: a server, a process worker and runs of them, all on loopback."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from models.quarter import JAKARTA
from monev.workspace import Workspace
from tests.flows.prefect_site import Site, prefect_site, until

PERIOD = "2024-Q3"
REGION = "region-evaluation/region"
REASON = "Koreksi nomor 7: dokumen Perwal diterima"

pytestmark = pytest.mark.deployment


@pytest.fixture
def site(tmp_path: Path, workspace: Workspace) -> Iterator[Site]:
    """A started server with a process pool, all deployments and a worker."""
    told = {"MONEV_WORKSPACE": str(workspace.store.root)}
    with prefect_site(tmp_path / "site", told) as here, here.worker("worker"):
        yield here


def check_schedule(site: Site) -> None:
    """The server must hold the next look of the time keeper ready, every four hours from 02:00.

    A schedule alone proves little: with SQLAlchemy 2.1 the scheduler of Prefect 3.8.8 fails at its
    first insert, and no run ever follows from any schedule.
    """
    assert site.deployment("quarterly-evaluation/quarterly")["schedules"] == []
    keeper = site.deployment("keep-time/keep-time")

    def look() -> dict[str, Any] | None:
        path = "/deployments/get_scheduled_flow_runs"
        answer = site.api.post(path, json={"deployment_ids": [keeper["id"]]})
        found: list[dict[str, Any]] = answer.raise_for_status().json()
        return found[0] if found else None

    log = site.folder / "server.log"
    run = until(look, f"a scheduled look of the time keeper (see {log})", patience_s=45)
    begin = datetime.fromisoformat(run["expected_start_time"]).astimezone(JAKARTA)
    assert (begin.hour % 4, begin.minute) == (2, 0)


def check_forms(site: Site) -> None:
    """Every parameter has a description for the form, and a re-run asks for region and reason."""
    form = site.deployment(REGION)["parameter_openapi_schema"]
    assert {"region", "period", "reason"} <= form["properties"].keys()
    assert set(form["required"]) == {"region", "reason"}
    runs = (REGION, "quarterly-evaluation/quarterly", "publish/publish")
    for name in (*runs, "keep-time/keep-time"):
        found = site.deployment(name)
        assert found["work_pool_name"] == "monev"
        properties = found["parameter_openapi_schema"]["properties"]
        assert all(one.get("description") for one in properties.values()), properties


def ask_again(site: Site) -> tuple[int, str]:
    """Ask for the re-run of one region as docs/running.md says, always with the same key.

    Returns the status of the answer (201 made, 200 was there) and the id of the run. A run that a
    busy server made without saying so counts as made.
    """
    key = f"rerun-36.72-{PERIOD}-KOREKSI-7"
    answer, repeated = site.ask(REGION, key, region="36.72", period=PERIOD, reason=REASON)
    status = 201 if repeated and answer.status_code == 200 else answer.status_code
    return status, str(answer.json()["id"])


def check_rerun(site: Site, workspace: Workspace, region: str) -> None:
    """However often it was asked for, one revision and one line of the ledger came of it."""
    assert ask_again(site)[1] == region, "after its end the key no longer names the run"
    ended = site.ended(region)
    assert ended["state"]["message"] == f"revision 1 of 36.72 Kota Cilegon, {PERIOD}: {REASON}"
    (line,) = workspace.store.runs_of(PERIOD, "36.72")
    assert (line.reason, line.requested_by, line.revision) == (REASON, "deployment", 1)


def test_deployments_run_on_a_worker(site: Site, workspace: Workspace) -> None:
    """Both evaluations run from their deployments and file PDFs; a second quarterly is refused, and
    a re-run that is asked for several times with one key happens once.
    """
    check_forms(site)
    check_schedule(site)
    quarterly = [
        site.start("quarterly-evaluation/quarterly", period=PERIOD, regions=["36.74"])
        for _ in range(2)
    ]
    made, region = ask_again(site)
    _, again = ask_again(site)
    assert (made, again) == (201, region)
    ended = [site.ended(run) for run in (*quarterly, region)]

    states = [run["state_name"] for run in ended]
    log = (site.folder / "worker.log").read_text(encoding="utf-8")
    assert sorted(states[:2]) == ["Cancelled", "Completed"], log
    assert states[2] == "Completed", log
    check_rerun(site, workspace, region)
    for code in ("36.72", "36.74"):
        evaluation = workspace.store.current_evaluation(code, PERIOD)
        assert evaluation is not None
        report = workspace.store.report_of(evaluation.evaluation_id or 0)
        assert report is not None
        content = (workspace.store.root / report.path).read_bytes()
        assert content.startswith(b"%PDF-")
        assert hashlib.sha256(content).hexdigest() == report.sha256
