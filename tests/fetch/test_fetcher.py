"""One address in, one usable answer out: bad servers, caps, retries and conditions."""

import gzip
import time
import tracemalloc
from collections.abc import Iterator
from datetime import UTC

import pytest

from monev.errors import FetchError
from monev.fetch import Fetcher
from tests.fetch.server import QUICK, Portal, Reply, as_json, body, bomb, page, raw, stream

CUT = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1, 2"
RESET = raw(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n[1,", reset=True)
OK = body(b"[]")


def test_an_answer_keeps_its_headers(portal: Portal, fetcher: Fetcher) -> None:
    """Media type, version marks and an aware time come with the bytes."""
    modified = "Mon, 02 Sep 2024 00:00:00 GMT"
    kind = "application/JSON; charset=x"
    address = portal.on("/a", body(b"[1]", content_type=kind, ETag='"v1"', Last_Modified=modified))
    answer = fetcher.get(address)
    assert (answer.status, answer.content, answer.media_type) == (200, b"[1]", "application/json")
    assert (answer.etag, answer.modified) == ('"v1"', modified)
    assert answer.received_at.tzinfo is UTC
    assert portal.headers[0]["User-Agent"].startswith("monev ")


def test_a_wrong_charset_changes_no_byte(portal: Portal, fetcher: Fetcher) -> None:
    """The header's charset is passed on as a claim; the bytes stay as sent."""
    text = '["Ngada – Bajawa"]'.encode()
    address = portal.on("/a", body(text, content_type="application/json; charset=ISO-8859-1"))
    answer = fetcher.get(address)
    assert (answer.content, answer.charset) == (text, "iso-8859-1")


@pytest.mark.parametrize(
    "first",
    [
        as_json({"error": "database"}, 500),
        body(b"", 502),
        body(b"", 503),
        body(b"", 504),
        raw(CUT),
        raw(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n[1, 2"),
        body(gzip.compress(b"[1, 2]")[:-9], Content_Encoding="gzip"),
        raw(),
        RESET,
        raw(b"HTTP/1.1 200 OK\r\n", pause=0.7),
    ],
    ids=[
        "500-json",
        "502",
        "503",
        "504",
        "truncated",
        "chunk-cut",
        "gzip-cut",
        "no-answer",
        "reset",
        "read-timeout",
    ],
)
def test_a_passing_fault_is_tried_again(portal: Portal, fetcher: Fetcher, first: Reply) -> None:
    """Statuses of a busy server, cut answers and broken connections heal at the next attempt."""
    address = portal.on("/a", first, OK)
    assert fetcher.get(address).content == b"[]"
    assert len(portal.asked) == 2


@pytest.mark.parametrize("status", [400, 401, 403, 404, 409, 410, 501])
def test_a_lasting_fault_is_not_tried_again(portal: Portal, fetcher: Fetcher, status: int) -> None:
    """A refusal by the server is final, and its words are quoted."""
    address = portal.on("/a", as_json({"error": {"message": "tidak ada"}}, status), OK)
    with pytest.raises(FetchError, match=rf"status {status} \(tidak ada\)") as caught:
        fetcher.get(address)
    assert not caught.value.passing
    assert len(portal.asked) == 1


def test_the_last_error_counts_the_attempts(portal: Portal, fetcher: Fetcher) -> None:
    """A portal that stays down ends in a passing error with the words of its page."""
    down = body(b"<html><title>Dalam\n perbaikan</title></html>", 503)
    with pytest.raises(FetchError, match=r"503 \(Dalam perbaikan\) \(attempt 3 of 3\)") as caught:
        fetcher.get(portal.on("/a", down))
    assert caught.value.passing
    assert len(portal.asked) == 3


def test_nobody_listens(fetcher: Fetcher, portal: Portal) -> None:
    """A closed port is a passing fault."""
    address = portal.at("/a").replace(str(portal.port), "1")
    with pytest.raises(FetchError, match="no connection") as caught:
        fetcher.get(address)
    assert caught.value.passing


@pytest.mark.parametrize("where", ["head", "body", "silence"])
def test_slow_drip_ends_at_the_deadline(portal: Portal, where: str) -> None:
    """A byte now and then keeps every read alive, but not the answer as a whole."""
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n"
    drips = {"head": [bytes([one]) for one in head], "body": [head, *[b" "] * 100]}
    reply = raw(head, pause=3) if where == "silence" else raw(*drips[where], pause=0.1)
    address = portal.on("/a", reply)
    patient = QUICK.model_copy(update={"attempts": 1, "read_seconds": 5})
    start = time.monotonic()
    with (
        Fetcher(patient) as fetcher,
        pytest.raises(FetchError, match="in time") as caught,
    ):
        fetcher.get(address)
    assert time.monotonic() - start < 1.5
    assert caught.value.passing


def test_a_74_mb_list_is_read_and_a_small_cap_ends_it(portal: Portal) -> None:
    """The ministry's own feed of 74 MB fits the default cap; a smaller cap stops the stream."""
    part = b" " * 1_000_000

    def parts() -> Iterator[bytes]:
        yield b"["
        for _ in range(74):
            yield part
        yield b"]"

    address = portal.on("/a", stream(parts))
    with Fetcher(QUICK.model_copy(update={"answer_seconds": 20})) as fetcher:
        assert len(fetcher.get(address).content) == 74_000_002
        with pytest.raises(FetchError, match="more than 3000000 bytes") as caught:
            fetcher.get(address, max_bytes=3_000_000)
    assert not caught.value.passing
    assert len(portal.asked) == 2


def test_a_stated_size_past_the_cap_is_not_read(portal: Portal, fetcher: Fetcher) -> None:
    """Content-Length alone is enough to refuse."""
    head = b"HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\n"
    with pytest.raises(FetchError, match="more than"):
        fetcher.get(portal.on("/a", raw(head)))
    assert len(portal.asked) == 1


def test_a_gzip_bomb_is_capped_unpacked(portal: Portal, fetcher: Fetcher) -> None:
    """What counts is the unpacked size, and no more memory than the cap is spent on it."""
    address = portal.on("/a", bomb(200_000_000))
    tracemalloc.start()
    with pytest.raises(FetchError, match="more than 5000000 bytes"):
        fetcher.get(address, max_bytes=5_000_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 20_000_000
    assert len(portal.asked) == 1


def test_packed_answers_are_unpacked(portal: Portal, fetcher: Fetcher) -> None:
    """Gzip, also in several members, comes out whole; unknown packing is refused."""
    packed = gzip.compress(b"[1, ") + gzip.compress(b"2]") + b"\0" * 9
    address = portal.on("/a", body(packed, Content_Encoding="gzip"))
    assert fetcher.get(address).content == b"[1, 2]"
    with pytest.raises(FetchError, match="packed as 'br'"):
        fetcher.get(portal.on("/b", body(b"x", Content_Encoding="br")))
    with pytest.raises(FetchError, match="damaged gzip"):
        fetcher.get(portal.on("/c", body(b"plain", Content_Encoding="gzip")))


def test_retry_after_is_honoured(portal: Portal, fetcher: Fetcher) -> None:
    """A server that names a short wait is asked again after it, not before."""
    address = portal.on("/a", body(b"", 429, Retry_After="1"), OK)
    start = time.monotonic()
    fetcher.get(address)
    assert 1 <= time.monotonic() - start < 1.5


@pytest.mark.parametrize("wait", ["3600", "Fri, 31 Dec 2100 23:59:59 GMT"])
def test_an_unreasonable_retry_after_is_not_waited_for(
    portal: Portal, fetcher: Fetcher, wait: str
) -> None:
    """A wait past our patience leaves the host alone until the next round."""
    with pytest.raises(FetchError, match="asked to wait") as caught:
        fetcher.get(portal.on("/a", body(b"", 429, Retry_After=wait)))
    assert caught.value.passing
    assert len(portal.asked) == 1


def test_conditional_questions(portal: Portal, fetcher: Fetcher) -> None:
    """The marks of our copy are sent along, and 304 means that it is still the newest."""
    address = portal.on("/a", body(b"", 304, ETag='"v1"'))
    answer = fetcher.get(address, etag='"v1"', modified="Mon, 02 Sep 2024 00:00:00 GMT")
    assert (answer.not_modified, answer.content) == (True, b"")
    assert portal.headers[0]["If-None-Match"] == '"v1"'
    assert portal.headers[0]["If-Modified-Since"] == "Mon, 02 Sep 2024 00:00:00 GMT"


def test_unchanged_without_a_copy_is_no_answer(portal: Portal, fetcher: Fetcher) -> None:
    """A 304 that nobody asked for leaves us with nothing."""
    with pytest.raises(FetchError, match="status 304"):
        fetcher.get(portal.on("/a", body(b"", 304)))


def test_the_pace_of_a_host_is_kept(portal: Portal) -> None:
    """Five requests per second are 200 ms apart, whatever the caller does."""
    address = portal.on("/a", OK)
    policy = QUICK.model_copy(update={"host_rates": {"127.0.0.1": 5.0}})
    start = time.monotonic()
    with Fetcher(policy) as fetcher:
        for _ in range(4):
            fetcher.get(address)
    assert 0.6 <= time.monotonic() - start < 1.2


def test_a_page_with_200_passes_here(portal: Portal, fetcher: Fetcher) -> None:
    """What an answer means is the connectors' question; the media type tells them."""
    assert fetcher.get(portal.on("/a", page())).media_type == "text/html"


def test_what_is_no_http_is_not_tried_again(portal: Portal, fetcher: Fetcher) -> None:
    """A service of another kind behind the port will not turn into a web server."""
    with pytest.raises(FetchError, match="rules of HTTP") as caught:
        fetcher.get(portal.on("/a", raw(b"SSH-2.0-OpenSSH_9.0\r\n\r\n")))
    assert not caught.value.passing
    assert len(portal.asked) == 1
