"""A line that breaks in the middle of an upload, on a real server: nothing is left of it."""

import gc
import socket
import threading
import time
from collections.abc import Iterator

import httpx
import pytest
import uvicorn

from monev.portal.app import create_app
from monev.workspace import Workspace
from tests.portal.conftest import PASSWORD
from tests.portal.handing_in import AT, UPLOAD, left_behind, opened, text_of
from tests.portal.test_hand_in_hostile import deleted_files, wrapped
from tests.workbooks import instrument

Line = tuple[httpx.Client, int]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace of this file alone."""
    return opened(tmp_path_factory.mktemp("line") / "w")


@pytest.fixture(scope="module")
def line(place: Workspace) -> Iterator[Line]:
    """The office of Cilegon, signed in at a server, and the port of that server."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = uvicorn.Server(uvicorn.Config(create_app(place), port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 15
    while not server.started and time.monotonic() < deadline:
        time.sleep(0.05)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=60) as client:
        form = _token(client, "/masuk")
        client.post("/masuk", data={"form": form, "nama": "ani", "sandi": PASSWORD})
        yield client, port
    server.should_exit = True
    thread.join(timeout=10)


def test_a_broken_line_leaves_nothing(place: Workspace, line: Line) -> None:
    """Half of a large body, then silence: no file, no open temporary one, and the next is read."""
    client, port = line
    form = _token(client, AT)
    before = deleted_files()
    for _ in range(3):
        _broken_off(client, port, form)
    deadline = time.monotonic() + 10
    while deleted_files() > before and time.monotonic() < deadline:
        gc.collect()
        time.sleep(0.1)
    assert deleted_files() <= before
    assert left_behind(place) == []
    answer = client.post(UPLOAD, data={"form": form}, files={"berkas": ("a.xlsx", instrument())})
    assert answer.status_code == 303
    assert "Rp1.260.000.000" in text_of(client.get(answer.headers["location"]))


def test_a_length_that_lies(line: Line) -> None:
    """More bytes than announced are no part of the upload, and are no harm to the server."""
    client, port = line
    head, tail = wrapped(_token(client, AT))
    with socket.create_connection(("127.0.0.1", port), timeout=20) as wire:
        wire.sendall(_heading(client, 100) + head + instrument() + tail)
        assert wire.recv(4_000).startswith(b"HTTP/1.1 422")
    assert client.get(AT).status_code == 200


def test_many_at_once_are_all_answered(line: Line) -> None:
    """More uploads than seats wait their turn, and none of them long after it."""
    client, _ = line
    form = _token(client, AT)
    contents = [instrument(changes={("Anggaran", "G3"): 10**9 + number}) for number in range(12)]
    statuses: list[int] = []

    def send(content: bytes) -> None:
        files = {"berkas": ("a.xlsx", content)}
        statuses.append(client.post(UPLOAD, data={"form": form}, files=files).status_code)

    threads = [threading.Thread(target=send, args=(one,)) for one in contents]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert statuses == [303] * len(contents)


def _token(client: httpx.Client, address: str) -> str:
    found = client.get(address).text.partition('name="form" value="')[2]
    return found.partition('"')[0]


def _heading(client: httpx.Client, length: int) -> bytes:
    cookies = "; ".join(f"{name}={value}" for name, value in client.cookies.items())
    lines = (
        f"POST {UPLOAD} HTTP/1.1",
        "Host: 127.0.0.1",
        f"Cookie: {cookies}",
        "Content-Type: multipart/form-data; boundary=b",
        f"Content-Length: {length}",
    )
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def _broken_off(client: httpx.Client, port: int, form: str) -> None:
    head, _ = wrapped(form)
    with socket.create_connection(("127.0.0.1", port), timeout=20) as wire:
        wire.sendall(_heading(client, 10_000_000) + head + b"0" * 3_000_000)
        time.sleep(0.2)
