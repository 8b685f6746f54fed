"""`monev up` refuses plainly before anything starts; that it runs is for tests/flows/test_up.py."""

import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.running import Run
from tests.loopback import free_port


@pytest.fixture
def taken() -> Iterator[int]:
    """A port on which somebody else listens."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        yield other.getsockname()[1]


@pytest.fixture(autouse=True)
def _own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No server is named, and what the command settles is taken back."""
    monkeypatch.setenv("MONEV_WORKSPACE", str(tmp_path / "workspace"))
    monkeypatch.delenv("PREFECT_API_URL", raising=False)


@pytest.mark.parametrize("option", ["--port", "--portal-port"])
def test_a_port_in_use_is_exit_3(
    run: Run, taken: int, option: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Either port that is taken is named with its option."""
    ports = {"--port": free_port(), "--portal-port": free_port(), option: taken}
    monkeypatch.setattr("flows.station.site.ANSWER_SECONDS", 0.3)  # the other never answers
    result = run("up", *(word for name, port in ports.items() for word in (name, str(port))))
    assert result.exit_code == 3, result.output
    assert f"127.0.0.1:{taken} cannot be listened on" in result.stderr
    assert f"choose another with {option}" in result.stderr


def test_an_unwritable_workspace_is_exit_3(run: Run, tmp_path: Path) -> None:
    """A file where the workspace should be is said, and stays."""
    (tmp_path / "file").write_text("mine")
    result = run("up", "--workspace", str(tmp_path / "file"), "--port", str(free_port()))
    assert result.exit_code == 3, result.output
    assert "cannot be written to" in result.stderr
    assert (tmp_path / "file").read_text() == "mine"


def test_a_server_elsewhere_that_is_silent_is_exit_3(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PREFECT_API_URL without a server is told with both ways out."""
    monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{free_port()}/api")
    result = run("up", "--no-portal")
    assert result.exit_code == 3, result.output
    assert "no Prefect server answers there" in result.stderr
    assert "unset PREFECT_API_URL" in result.stderr


def test_two_answers_to_one_question_are_exit_2(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """One port for both, or a port beside PREFECT_API_URL, is wrong usage."""
    same = run("up", "--port", "4711", "--portal-port", "4711")
    assert same.exit_code == 2
    assert "cannot share port 4711" in same.stderr
    monkeypatch.setenv("PREFECT_API_URL", "http://10.0.0.5:4200/api")
    both = run("up", "--port", "4711")
    assert both.exit_code == 2
    assert "Give one of the two" in both.stderr


def test_nothing_runs_is_exit_1(run: Run) -> None:
    """`--check` starts nothing, names what is missing, and says how to start it."""
    ports = ("--port", str(free_port()), "--portal-port", str(free_port()))
    result = run("up", "--check", *ports)
    assert result.exit_code == 1, result.output
    lines = result.stdout.splitlines()
    assert [line.split()[:2] for line in lines] == [["prefect", "FAILS"], ["portal", "FAILS"]]
    assert all("start `monev up`" in line for line in lines)
