"""Asking a Prefect server by HTTP: a run once however often it is asked for; faults in words."""

import socket
import time
from collections.abc import Callable, Iterator

import pytest

from monev.ask_prefect import (
    Prefect,
    PrefectTroubleError,
    Stage,
    Trouble,
    configured,
)
from tests.small_prefect import DEPLOYMENT, SmallPrefect, small_prefect

Spoil = Callable[[SmallPrefect], None]


@pytest.fixture
def desk() -> Iterator[SmallPrefect]:
    """A server that behaves until it is told otherwise."""
    with small_prefect() as found:
        yield found


def asking(desk: SmallPrefect, **more: str) -> Prefect:
    """Somebody who waits half a second."""
    return Prefect(desk.api, answer_seconds=0.5, **more)  # type: ignore[arg-type]


def test_a_run_is_asked_for_once_and_followed(desk: SmallPrefect) -> None:
    """The deployment is found by name; one key is one run, and its states are told apart."""
    server = asking(desk)
    number = server.require_ready()
    assert number == DEPLOYMENT["id"]
    first = server.start(number, {"region": "36.72", "line": 7}, "key-7")
    again = server.start(number, {"region": "36.72", "line": 7}, "key-7")
    assert first == again
    assert first.stage is Stage.WAITING
    assert desk.parameters == [{"region": "36.72", "line": 7}]
    for state, name, stage in (
        ("SCHEDULED", "Late", Stage.LATE),
        ("PENDING", "Pending", Stage.WAITING),
        ("RUNNING", "Running", Stage.RUNNING),
        ("COMPLETED", "Completed", Stage.DONE),
        ("FAILED", "Failed", Stage.FAILED),
        ("CANCELLED", "Cancelled", Stage.STOPPED),
        ("CRASHED", "Crashed", Stage.LOST),
    ):
        desk.becomes(state, name, "what happened")
        found = server.look("key-7")
        assert found is not None
        assert (found.stage, found.message) == (stage, "what happened")
    assert server.look("another key") is None


def test_a_busy_server_is_asked_again_and_starts_nothing_twice(desk: SmallPrefect) -> None:
    """Two lost answers cost nothing; when none comes at all, that is told as uncertain."""
    server = asking(desk)
    desk.lose_answers = 2
    server.start("d", {}, "key")
    assert len(desk.parameters) == 1
    desk.lose_answers = 3
    with pytest.raises(PrefectTroubleError) as caught:
        server.start("d", {}, "other")
    assert caught.value.trouble is Trouble.UNCERTAIN


def _no_deployment(desk: SmallPrefect) -> None:
    desk.deployment = None


def _outdated(desk: SmallPrefect) -> None:
    desk.deployment = DEPLOYMENT | {"parameter_openapi_schema": {"properties": {"region": {}}}}


def _no_worker(desk: SmallPrefect) -> None:
    desk.deployment = DEPLOYMENT | {"status": "NOT_READY"}


def _without_id(desk: SmallPrefect) -> None:
    desk.deployment = {"status": "READY"}


def _answers(**told: object) -> Spoil:
    def spoil(desk: SmallPrefect) -> None:
        for name, value in told.items():
            setattr(desk, name, value)

    return spoil


@pytest.mark.parametrize(
    ("spoil", "trouble", "said"),
    [
        (_no_deployment, Trouble.NO_DEPLOYMENT, "prefect deploy --all"),
        (_outdated, Trouble.OUTDATED, "restart `monev up`"),
        (_no_worker, Trouble.NO_WORKER, "no worker"),
        (_without_id, Trouble.GARBLED, "without 'id'"),
        (_answers(status=500), Trouble.FAILING, "answered 500"),
        (_answers(status=401), Trouble.REFUSED, "PREFECT_API_AUTH_STRING"),
        (_answers(garbage=b"<html>no</html>"), Trouble.GARBLED, "not its JSON"),
        (_answers(garbage=b"\xff\xfe{"), Trouble.GARBLED, "not its JSON"),
        (_answers(garbage=b"[]"), Trouble.GARBLED, "not its JSON"),
        (_answers(garbage=b"[" * 100_000), Trouble.GARBLED, "not its JSON"),
        (_answers(garbage=b" " * 2_000_000), Trouble.SILENT, "no answer"),
        (_answers(mute=True), Trouble.SILENT, "no answer"),
        (_answers(endless=True), Trouble.SILENT, "no answer"),
    ],
)
def test_every_fault_is_told_in_words_and_in_time(
    desk: SmallPrefect, spoil: Spoil, trouble: Trouble, said: str
) -> None:
    """Missing, outdated, failing, silent, endless or talking nonsense: never longer than 2 s."""
    spoil(desk)
    begun = time.monotonic()
    with pytest.raises(PrefectTroubleError, match="Prefect server http:") as caught:
        asking(desk).require_ready()
    assert time.monotonic() - begun < 2
    assert caught.value.trouble is trouble
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("garbage", "trouble"),
    [
        (b"{}", Trouble.GARBLED),
        (b'[{"id": "x"}]', Trouble.GARBLED),
        (b'[{"id": "x", "state_type": "PERHAPS"}]', Trouble.GARBLED),
        (b'[{"id": 7, "state_type": "RUNNING"}]', Trouble.GARBLED),
        (b"[3]", Trouble.GARBLED),
    ],
)
def test_nonsense_about_a_run_is_not_believed(
    desk: SmallPrefect, garbage: bytes, trouble: Trouble
) -> None:
    """A state nobody knows, or none, is no state."""
    desk.garbage = garbage
    with pytest.raises(PrefectTroubleError) as caught:
        asking(desk).look("key")
    assert caught.value.trouble is trouble


def test_nobody_listens() -> None:
    """A closed port is told at once."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with pytest.raises(PrefectTroubleError) as caught:
        Prefect(f"http://127.0.0.1:{port}/api").require_ready()
    assert caught.value.trouble is Trouble.SILENT


def test_the_server_is_the_one_the_environment_names(desk: SmallPrefect) -> None:
    """No setting, no server; a password travels as a header and never stands in an error."""
    assert configured({}) is None
    assert configured({"PREFECT_API_URL": "  "}) is None
    inside = desk.api.replace("http://", "http://ani:rahasia@") + "/"
    for environment in (
        {"PREFECT_API_URL": inside},
        {"PREFECT_API_URL": desk.api, "PREFECT_API_AUTH_STRING": "ani:rahasia"},
    ):
        server = configured(environment)
        assert server is not None
        assert server.api == desk.api
        server.require_ready()
        assert desk.logins[-1].startswith("Basic ")
        desk.status = 500
        with pytest.raises(PrefectTroubleError) as caught:
            server.require_ready()
        assert "rahasia" not in str(caught.value)
        desk.status = 0
