"""`monev portal` serves, and says so where it cannot."""

import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from tests.cli.running import Run


def test_the_portal_answers(filled: Path) -> None:
    """The command serves the sign-in page on loopback until it is ended."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-c", "from monev.cli import main; main()", "portal", "--port", str(port)],
        cwd=filled.parent,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        answer = _asked(f"http://127.0.0.1:{port}/")
    finally:
        process.terminate()
        said = process.communicate(timeout=20)[1]
    assert answer.status_code == 200
    assert "text/html" in answer.headers["content-type"]
    assert f"http://127.0.0.1:{port}/" in said


def _asked(address: str) -> httpx.Response:
    limit = time.monotonic() + 30
    while True:
        try:
            return httpx.get(address, follow_redirects=True)
        except httpx.TransportError:
            if time.monotonic() > limit:
                raise
            time.sleep(0.1)


def test_a_port_in_use_is_exit_3(filled: Path, run: Run) -> None:
    """Where somebody else listens, the person is told to choose another port."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        result = run("portal", "--port", str(other.getsockname()[1]))
    assert result.exit_code == 3, result.output
    assert "--port" in result.stderr
    assert filled.is_dir()
