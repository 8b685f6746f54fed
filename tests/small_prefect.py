"""A small HTTP server that speaks the three endpoints of Prefect we ask, and misbehaves when told.

What a real server answers is tested in `tests/portal/test_reruns_on_prefect.py`.
"""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

DEPLOYMENT = {
    "id": "11111111-1111-1111-1111-111111111111",
    "status": "READY",
    "parameter_openapi_schema": {"properties": {"region": {}, "reason": {}, "line": {}}},
}


class SmallPrefect(ThreadingHTTPServer):
    """Knows one deployment; `runs` are kept by key, `asked` is every request as method and path.

    `status` answers everything with that status, `garbage` with these bytes, `mute` not at all,
    `lose_answers` carries out so many new runs without answering them.
    """

    daemon_threads = True
    allow_reuse_address = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.deployment: dict[str, Any] | None = dict(DEPLOYMENT)
        self.runs: dict[str, dict[str, Any]] = {}
        self.parameters: list[dict[str, Any]] = []
        self.asked: list[tuple[str, str]] = []
        self.logins: list[str] = []
        self.status = 0
        self.garbage: bytes | None = None
        self.mute = False
        self.endless = False
        self.lose_answers = 0

    @property
    def api(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self.server_address[1]}/api"

    def becomes(self, state_type: str, name: str = "", message: str = "") -> None:
        """Put every run into a state."""
        for one in self.runs.values():
            one |= {
                "state_type": state_type,
                "state_name": name or state_type.title(),
                "state": {"type": state_type, "message": message},
            }

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients hang up on purpose here; nothing to print."""


class _Answer(BaseHTTPRequestHandler):
    server: SmallPrefect

    def do_GET(self) -> None:
        """Answer about the deployment."""
        self._answer(None)

    def do_POST(self) -> None:
        """Make a run, or find one."""
        self._answer(json.loads(self.rfile.read(int(self.headers["content-length"]))))

    def log_message(self, *_arguments: object) -> None:
        """Say nothing."""

    def _answer(self, body: Any) -> None:
        desk = self.server
        desk.asked.append((self.command, self.path))
        desk.logins.append(self.headers.get("authorization", ""))
        if desk.mute:
            time.sleep(3)
            return
        if desk.endless:
            self._without_end()
            return
        if desk.garbage is not None:
            self._send(200, desk.garbage)
        elif desk.status:
            self._send(desk.status, b'{"detail": "told to"}')
        elif self.path.startswith("/api/deployments/name/region-evaluation/region"):
            found = desk.deployment
            self._send(200 if found else 404, json.dumps(found).encode())
        elif self.path.endswith("/create_flow_run"):
            self._create(body)
        elif self.path == "/api/flow_runs/filter":
            (key,) = body["flow_runs"]["idempotency_key"]["any_"]
            self._send(200, json.dumps([one for k, one in desk.runs.items() if k == key]).encode())
        else:
            self._send(404, b"{}")

    def _create(self, body: Any) -> None:
        desk, key = self.server, body["idempotency_key"]
        status = 200 if key in desk.runs else 201
        if key not in desk.runs:
            desk.parameters.append(body["parameters"])
            desk.runs[key] = {
                "id": f"run-{len(desk.runs) + 1}",
                "state_type": "SCHEDULED",
                "state_name": "Scheduled",
                "state": {"type": "SCHEDULED", "message": None},
            }
        if desk.lose_answers:
            desk.lose_answers -= 1
            self._send(503, b"busy")
            return
        self._send(status, json.dumps(desk.runs[key]).encode())

    def _send(self, status: int, content: bytes) -> None:
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def _without_end(self) -> None:
        self.send_response(200)
        self.end_headers()
        for _ in range(100):
            self.wfile.write(b" " * 10)
            time.sleep(0.05)


@contextmanager
def small_prefect() -> Iterator[SmallPrefect]:
    """Run one in a thread."""
    desk = SmallPrefect()
    thread = threading.Thread(
        target=desk.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True
    )
    thread.start()
    try:
        yield desk
    finally:
        desk.shutdown()
        desk.server_close()
        thread.join(timeout=5)
