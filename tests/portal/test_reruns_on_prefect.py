"""A re-run asked for on a page and carried out by a real Prefect server and worker on loopback."""

import time
from pathlib import Path

import pytest

from models import RunStatus
from monev.workspace import Workspace
from tests.flows.prefect_site import ROOT, prefect_site
from tests.portal.conftest import QUARTER
from tests.portal.coordinating import browser, copied, hidden

ASK = "/daerah/36.72/jalankan"

pytestmark = [
    pytest.mark.deployment,
    pytest.mark.skipif(
        "line: int" not in (ROOT / "flows" / "region.py").read_text(encoding="utf-8"),
        reason="the deployment `region` takes no line of the ledger yet",
    ),
]


def test_the_deployment_takes_the_line_of_the_person(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Citra asks, the worker files the next revision, and the ledger names her in one line."""
    place = copied(workspace, tmp_path / "own")
    before = place.store.current_outcome("36.72", str(QUARTER))
    assert before is not None
    lines = len(place.store.runs_of(str(QUARTER)))
    with prefect_site(tmp_path / "site", {"MONEV_WORKSPACE": str(place.store.root)}) as site:
        monkeypatch.setenv("PREFECT_API_URL", site.environment["PREFECT_API_URL"])
        citra = browser(place, "citra")
        with site.worker("worker"):
            _until_ready(site.deployment)
            form = hidden(citra.get(ASK).text, "form")
            data = {"form": form, "triwulan": str(QUARTER), "alasan": "dokumen diterima"}
            address = citra.post(ASK, data=data).headers["location"]
            page = citra.get(address).text
            assert "menunggu giliran" in page or "sedang dihitung" in page, page
            limit = time.monotonic() + 120
            while "refresh" in page and time.monotonic() < limit:
                time.sleep(1)
                page = citra.get(address).text
        log = (site.folder / "worker.log").read_text(encoding="utf-8")
    assert f"selesai, revisi {before.revision + 1}" in page, log
    found = place.store.runs_of(str(QUARTER))
    assert len(found) == lines + 1
    assert (found[0].requested_by, found[0].status) == ("citra", RunStatus.DONE)
    place.store.engine.dispose()


def _until_ready(deployment: object) -> None:
    """Wait until the server has heard that a worker looks for runs of the deployment."""
    limit = time.monotonic() + 60
    while time.monotonic() < limit:
        if deployment("region-evaluation/region")["status"] == "READY":  # type: ignore[operator]
            return
        time.sleep(0.5)
    raise AssertionError("no worker ever looked for runs")
