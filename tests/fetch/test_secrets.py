"""A key in the address appears nowhere: not in errors, logs, reprs, chains or documents."""

import json
import logging
import traceback
from urllib.parse import quote

import pytest

from monev.errors import FetchError
from monev.fetch import Fetcher
from monev.fetch.mask import Mask
from tests.fetch.server import Portal, Reply, as_json, body, raw, redirect

KEY = "Kunci/1 ü+rahasia%"
PATH = f"/list/key/{quote(KEY, safe='')}"
FORMS = [
    KEY,
    quote(KEY),
    quote(KEY, safe=""),
    quote(KEY, safe="").lower(),
    quote(quote(KEY, safe="")),
    KEY.replace(" ", "+"),
    "".join(f"%{byte:02x}" for byte in KEY.encode()),
    json.dumps(KEY)[1:-1],
    KEY.replace("/", r"\/"),
    repr(KEY.encode())[2:-1],
]


def chain(error: BaseException | None) -> list[BaseException]:
    """An error with everything that hangs on it."""
    found: list[BaseException] = []
    while error is not None:
        found.append(error)
        error = error.__cause__ or error.__context__
    return found


@pytest.mark.parametrize("form", FORMS)
def test_every_form_of_a_secret_is_hidden(form: str) -> None:
    """Plain, percent-encoded in part, wholly, twice, in small letters, with a plus for a blank."""
    mask = Mask([KEY])
    assert mask(f"http://x/key/{form}/end") == "http://x/key/***/end"
    assert mask.over(f"ä key/{form}/end".encode()) == "ä key/***/end".encode()
    assert KEY not in repr(mask)


def test_without_secrets_nothing_is_hidden() -> None:
    """An empty secret would hide everything; user names and passwords are always hidden."""
    mask = Mask(["", ""])
    assert mask("http://x/a?mail=a@b") == "http://x/a?mail=a@b"
    assert mask("to http://me:pass@x/a now") == "to http://***@x/a now"


@pytest.mark.parametrize(
    "reply",
    [
        as_json({"error": f"bad key {KEY}"}, 500),
        as_json({"error": f"bad key {KEY}"}, 403),
        body(b"x" * 2_000),
        raw(),
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n1"),
        raw(b"HTTP/1.1 200 OK\r\n", pause=0.7),
        raw(b"NONSENSE " + quote(KEY).encode() + b"\r\n\r\n"),
        redirect(f"ftp://portal.example{PATH}"),
        redirect(f"http://{quote(KEY, safe='')}.example:1/"),
        redirect(PATH),
    ],
    ids=[
        "500",
        "403",
        "large",
        "no-answer",
        "cut",
        "slow",
        "no-http",
        "redirect",
        "redirect-host",
        "circle",
    ],
)
def test_no_error_and_no_log_shows_the_key(
    portal: Portal, fetcher: Fetcher, caplog: pytest.LogCaptureFixture, reply: Reply
) -> None:
    """Whatever goes wrong, at whatever level somebody listens."""
    caplog.set_level(logging.DEBUG)
    address = portal.on(PATH, reply)
    with pytest.raises(FetchError) as caught:
        fetcher.get(address, secrets=[KEY], max_bytes=1_000)
    shown = [str(one) + repr(one) + repr(vars(one)) for one in chain(caught.value)]
    shown += traceback.format_exception(caught.value)
    shown += [record.getMessage() for record in caplog.records]
    shown += [repr(fetcher), caplog.text]
    text = "\n".join(shown)
    assert "***" in caught.value.address
    assert not [form for form in [*FORMS, "rahasia"] if form in text]
    assert "httpcore" in caplog.text or "HTTP Request" in caplog.text


def test_no_answer_shows_the_key(
    portal: Portal, fetcher: Fetcher, caplog: pytest.LogCaptureFixture
) -> None:
    """An answer that repeats its own address is masked before anybody keeps it."""
    caplog.set_level(logging.DEBUG)
    echo = f'{{"link": "/list/key/{quote(KEY)}", "key": "{KEY}"}}'.encode()
    portal.on(PATH, body(echo, ETag=f'"{quote(KEY)}"'))
    answer = fetcher.get(portal.at(PATH), secrets=[KEY])
    assert answer.content == b'{"link": "/list/key/***", "key": "***"}'
    assert (answer.etag, answer.address) == ('"***"', portal.at("/list/key/***"))
    assert "rahasia" not in repr(answer) + caplog.text
    assert portal.asked == [PATH]


def test_the_loggers_are_left_as_they_were(portal: Portal, fetcher: Fetcher) -> None:
    """A closed fetcher rewrites no log line any more."""
    before = list(logging.getLogger("httpx").filters)
    with Fetcher(fetcher._policy):
        assert len(logging.getLogger("httpx").filters) == len(before) + 1
    assert logging.getLogger("httpx").filters == before
