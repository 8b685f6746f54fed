"""The audit of what Monev depends on, against a vulnerability service of this machine."""

import json
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import ClassVar

import pytest

from tests.loopback import free_port
from tools.audit import CLEAN, UNKNOWN, WEAK, audited, told

WEAKNESS = {
    "id": "PYSEC-2026-1",
    "summary": "an invented weakness",
    "details": "an invented weakness",
    "aliases": [],
    "modified": "2026-01-01T00:00:00Z",
    "affected": [
        {
            "package": {"name": "idna", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "3.9"}]}],
        }
    ],
}


class Service(BaseHTTPRequestHandler):
    """Speaks OSV: knows one weakness, of idna, where it is told to."""

    weak = False
    asked: ClassVar[list[str]] = []

    def do_POST(self) -> None:
        """Answer a question about one package."""
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        name = asked["package"]["name"]
        self.asked.append(name)
        answer = {"vulns": [WEAKNESS]} if self.weak and name == "idna" else {}
        body = json.dumps(answer).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base's word
        """Say nothing."""


@pytest.fixture
def service() -> Iterator[tuple[str, type[Service]]]:
    """A service on loopback and its address."""
    kind = type("Fresh", (Service,), {"asked": [], "weak": False})
    server = ThreadingHTTPServer(("127.0.0.1", 0), kind)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/v1/query", kind
    server.shutdown()
    server.server_close()


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    """A lock file of two packages."""
    path = tmp_path / "two.lock"
    digest = "0" * 64
    path.write_text(
        f"idna==3.7 \\\n    --hash=sha256:{digest}\nattrs==24.2.0 \\\n    --hash=sha256:{digest}\n"
    )
    return path


def test_a_clean_lock_is_told_as_clean(lock: Path, service: tuple[str, type[Service]]) -> None:
    """Every package is asked about, and nothing is known against any."""
    address, kind = service
    found = audited(lock, address)
    assert (found.code, found.known, found.unasked) == (CLEAN, 2, ())
    assert sorted(kind.asked) == ["attrs", "idna"]
    assert "2 packages asked about, 0 weaknesses" in told(found, lock)


def test_a_weakness_is_told_with_its_mending(
    lock: Path, service: tuple[str, type[Service]]
) -> None:
    """Name, version, number and the version that mends it; the command ends with 1."""
    address, kind = service
    kind.weak = True
    found = audited(lock, address)
    assert found.code == WEAK
    assert "idna 3.7: PYSEC-2026-1, mended: 3.9" in told(found, lock)


def test_silence_is_no_clean_bill(lock: Path) -> None:
    """Where nobody answers, nothing was audited, and that is what is said."""
    found = audited(lock, f"http://127.0.0.1:{free_port()}/v1/query")
    assert found.code == UNKNOWN
    assert "NOT AUDITED" in told(found, lock)
