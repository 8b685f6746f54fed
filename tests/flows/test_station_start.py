"""What a station looks at before it starts, and the note by which others find it."""

import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from flows import LEASES, settle_engine, settle_station
from flows.station.deployments import find_deployments, read_deployments
from flows.station.health import look
from flows.station.record import FILE, Record, held, running_station
from flows.station.site import Site, api_at, portal_answers, prefect_answers, require_ready
from monev.errors import EnvironmentFault, UsageError
from tests.loopback import free_port


class _Healthy(BaseHTTPRequestHandler):
    """Answers as Prefect's and the portal's health pages do."""

    def do_GET(self) -> None:
        """Answer one request."""
        text = {"/api/health": b"true", "/sehat": b'{"status":"ok"}'}.get(self.path)
        self.send_response(200 if text else 404)
        self.end_headers()
        self.wfile.write(text or b"")

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def healthy() -> Iterator[int]:
    """A port where both health pages answer."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Healthy) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def test_answers_are_told_from_other_services(healthy: int) -> None:
    """Health is asked of the right page; a closed port or another page is no health."""
    assert prefect_answers(api_at(healthy))
    assert portal_answers(f"http://127.0.0.1:{healthy}")
    assert not prefect_answers(f"http://127.0.0.1:{healthy}/other")
    assert not prefect_answers(api_at(free_port()))
    assert not portal_answers(f"http://127.0.0.1:{free_port()}")


def test_a_server_that_answers_already_is_named(tmp_path: Path, healthy: int) -> None:
    """Two servers on one port are refused with the way to use the first; elsewhere it is wanted."""
    with pytest.raises(EnvironmentFault, match=r"already answers.*export PREFECT_API_URL=http"):
        require_ready(Site(tmp_path, api_at(healthy), own=True))
    require_ready(Site(tmp_path, api_at(healthy), own=False))
    gone = Site(tmp_path, api_at(free_port()), own=False)
    with pytest.raises(EnvironmentFault, match="no Prefect server answers there"):
        require_ready(gone)


def test_a_workspace_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    """A file in the place of the folder is told before anything starts."""
    (tmp_path / "taken").write_text("a file")
    with pytest.raises(EnvironmentFault, match=r"taken cannot be written to.*--workspace"):
        require_ready(Site(tmp_path / "taken", api_at(free_port()), own=True))
    fresh = tmp_path / "deep" / "fresh"
    require_ready(Site(fresh, api_at(free_port()), own=True))
    assert list(fresh.iterdir()) == []


def test_one_station_per_workspace(tmp_path: Path) -> None:
    """While a station lives, others find it and cannot take its place; afterwards they can."""
    with held(tmp_path) as note:
        assert running_station(tmp_path) is None, "nothing is known before it has said anything"
        note.write(Record(os.getpid(), api_at(4299), children={"worker": 7}))
        found = running_station(tmp_path)
        assert found == Record(os.getpid(), api_at(4299), "", {"worker": 7})
        with pytest.raises(EnvironmentFault, match=rf"process {os.getpid()}.*4299.*already serves"):
            held(tmp_path).__enter__()
        with pytest.raises(EnvironmentFault, match="already serves"):
            require_ready(Site(tmp_path, api_at(free_port()), own=True))
    assert running_station(tmp_path) is None
    with held(tmp_path):
        pass


def test_a_note_left_by_a_killed_station_is_not_believed(tmp_path: Path) -> None:
    """Without its lock a note means nothing: the engine runs embedded as if it were not there."""
    (tmp_path / FILE).write_text('{"pid": 1, "api": "http://127.0.0.1:4299/api"}')
    assert running_station(tmp_path) is None
    environment: dict[str, str] = {}
    settle_engine(environment, tmp_path, tmp_path)
    assert "PREFECT_API_URL" not in environment


def test_runs_beside_a_station_use_its_server(tmp_path: Path) -> None:
    """`monev evaluate` beside `monev up` must not start a second engine on the same history."""
    with held(tmp_path) as note:
        note.write(Record(os.getpid(), api_at(4299)))
        environment: dict[str, str] = {}
        settle_engine(environment, tmp_path, tmp_path)
        assert environment["PREFECT_API_URL"] == api_at(4299)
        assert environment["PREFECT_HOME"] == str(tmp_path / ".prefect")
        named = {"PREFECT_API_URL": "http://10.0.0.5:4200/api"}
        settle_engine(named, tmp_path, tmp_path)
        assert named["PREFECT_API_URL"] == "http://10.0.0.5:4200/api", "who names one, means it"


def test_a_station_settles_what_the_engine_reads(tmp_path: Path) -> None:
    """History in the workspace, no telemetry, signs of life, and runs that write their log."""
    environment: dict[str, str] = {}
    settle_engine(environment, tmp_path / "work", tmp_path)
    settle_station(environment, tmp_path / "work", api_at(4299))
    assert environment == {
        "PREFECT_API_URL": api_at(4299),
        "PREFECT_HOME": str(tmp_path / "work" / ".prefect"),
        "PREFECT_FLOWS_HEARTBEAT_FREQUENCY": "30",
        "PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE": LEASES,
        "PREFECT_SERVER_UI_STATIC_DIRECTORY": str(tmp_path / "work" / ".prefect" / "pages"),
        "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
        "DO_NOT_TRACK": "1",
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "120",
        "MONEV_WORKSPACE": str(tmp_path / "work"),
    }
    elsewhere = {"PREFECT_API_URL": "http://10.0.0.5:4200/api", "PREFECT_LOGGING_LEVEL": "DEBUG"}
    settle_station(elsewhere, tmp_path, "")
    assert elsewhere["PREFECT_API_URL"] == "http://10.0.0.5:4200/api"
    assert elsewhere["PREFECT_LOGGING_LEVEL"] == "DEBUG"
    assert "PREFECT_HOME" not in elsewhere


def test_deployments_come_from_prefect_yaml(tmp_path: Path) -> None:
    """Names, pool and schedules are read from the file; two pools have no worker each."""
    ours = find_deployments()
    assert ours.pool == "monev"
    assert {"quarterly", "region", "publish"} <= set(ours.names)
    assert ours.scheduled, "nothing would ever start by itself"
    assert f"{ours.scheduled[0]} (scheduled)" in ours.listed()
    file = tmp_path / "prefect.yaml"
    file.write_text(
        "deployments:\n"
        "  - {name: a, work_pool: {name: one}}\n"
        "  - {name: b, work_pool: {name: two}}\n"
    )
    with pytest.raises(UsageError, match="one, two"):
        read_deployments(file)


def test_a_server_without_pages_is_told(healthy: int) -> None:
    """A server whose pages cannot be served runs everything; that its pages are gone is said."""
    gone = Site(Path(), api_at(free_port()), own=False)
    (silent,) = look(gone, find_deployments())
    assert not silent.ok
    assert "no answer at" in silent.text
    bare = look(Site(Path(), api_at(healthy), own=False), find_deployments())[0]
    assert bare.ok
    assert "without pages" in bare.text
