"""A webhook of the office: what it gets, how it may misbehave, and what is said of it then."""

import json
import logging
from collections.abc import Iterator

import pytest

from monev.errors import FetchError
from monev.fetch import post_json
from tests.fetch.server import QUICK, Portal, body, raw, redirect, running

KEY = "T0KEN-rahasia-9f3a"
VALUE = {"event": "run_with_exceptions", "text": "Kota Cilegon: gagal – périksa"}


@pytest.fixture
def office() -> Iterator[Portal]:
    """A server on this machine, whose path holds the key."""
    with running() as one:
        yield one


def hook(office: Portal) -> str:
    """The address with its key, in path and query."""
    return office.at(f"/hooks/{KEY}?token={KEY}")


def path_of(office: Portal) -> str:
    """The path by which replies are set."""
    return hook(office).removeprefix(office.at())


def test_it_gets_the_value_as_json(office: Portal) -> None:
    """Once, whole, with its content type; whatever comes back is not read."""
    office.on(path_of(office), body(b"x" * 100_000))
    post_json(hook(office), VALUE, QUICK)
    assert [json.loads(one) for one in office.bodies] == [VALUE]
    assert office.headers[0]["Content-Type"] == "application/json"


def test_what_may_pass_is_tried_again(office: Portal) -> None:
    """Busy, then closed without an answer, then taken."""
    office.on(path_of(office), body(b"", status=503), raw(), body(b"", status=204))
    post_json(hook(office), VALUE, QUICK)
    assert len(office.bodies) == 3


@pytest.mark.parametrize(
    ("reply", "told", "times"),
    [
        (body(b'{"error": "no such hook"}', status=404), "status 404", 1),
        (body(b"", status=500), "status 500", 3),
        (redirect("http://127.0.0.1:9/elsewhere"), "status 302, a redirect", 1),
        (raw(b"no http at all\r\n\r\n"), "against the rules of HTTP", 1),
        (raw(b"HTTP/1.1 200 OK\r\n", pause=30), "in time", 3),
    ],
)
def test_what_fails_is_told_without_the_key(
    office: Portal,
    caplog: pytest.LogCaptureFixture,
    reply: object,
    told: str,
    times: int,
) -> None:
    """The error names the host; neither it nor a log line of the libraries holds the key."""
    caplog.set_level(logging.DEBUG)
    office.on(path_of(office), reply)  # type: ignore[arg-type]
    with pytest.raises(FetchError, match=told) as failed:
        post_json(hook(office), VALUE, QUICK)
    assert len(office.bodies) == times
    assert str(failed.value).startswith("http://127.0.0.1/***: ")
    chain = [failed.value, failed.value.__cause__, failed.value.__context__]
    assert KEY not in " ".join(map(repr, chain)) + caplog.text


@pytest.mark.parametrize("address", ["ftp://kantor.invalid/x", "no address", "http://[", ""])
def test_what_is_no_address_is_refused(address: str) -> None:
    """Nothing is sent, and the address is not repeated."""
    with pytest.raises(FetchError, match="expected") as failed:
        post_json(address, VALUE, QUICK)
    assert not address or address not in str(failed.value)
