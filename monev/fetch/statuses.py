"""What a status says: an answer, another place to look, or a fault and how long to wait."""

import json
import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx

from monev.fetch.body import read_excerpt
from monev.fetch.faults import PASSING_STATUS, Fault

_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_LONGEST_QUOTE = 200
_TITLE = re.compile(r"<title[^>]*>(.*?)</title>", re.IGNORECASE | re.DOTALL)


def next_place(response: httpx.Response, url: httpx.URL) -> httpx.URL | None:
    """Return where a redirect leads, None for every other answer.

    Raises Fault for a target that is no address, and for one that gives up TLS.
    """
    target = response.headers.get("location")
    if response.status_code not in _REDIRECTS or not target:
        return None
    try:
        place = url.join(target)
    except httpx.InvalidURL:
        raise Fault("a redirect to no valid address", "a redirect to http or https") from None
    if url.scheme == "https" and place.scheme == "http":
        raise Fault(f"a redirect without TLS, to {place}", "https all the way")
    return place.copy_with(fragment=None)


def refuse_status(response: httpx.Response, now: datetime) -> None:
    """Raise Fault unless the status is one of success; quotes what an error body says."""
    status = response.status_code
    if 200 <= status < 300:
        return
    words = complaint(read_excerpt(response))
    raise Fault(
        f"status {status}" + (f" ({words})" if words else ""),
        "status 200",
        passing=status in PASSING_STATUS,
        wait_seconds=_wait_asked(response.headers.get("retry-after", ""), now),
    )


def complaint(content: bytes) -> str:
    """Return what the body of an error says in one line: a JSON message or an HTML title."""
    text = content.decode("utf-8", errors="replace").strip()
    if found := _TITLE.search(text):
        return _short(found[1])
    try:
        parsed = json.loads(text)
    except (ValueError, RecursionError):
        return ""
    return _short(message_in(parsed))


def message_in(parsed: object) -> str:
    """Return the text under `error` or `message` of a JSON object, one level deeper if need be."""
    if isinstance(parsed, str):
        return parsed
    if isinstance(parsed, dict):
        for key in ("error", "message", "msg", "pesan"):
            if parsed.get(key) and (words := message_in(parsed[key])):
                return words
    return ""


def _short(text: str) -> str:
    one_line = " ".join(text.split())
    return one_line if len(one_line) <= _LONGEST_QUOTE else one_line[:_LONGEST_QUOTE] + "…"


def _wait_asked(text: str, now: datetime) -> float | None:
    """Read Retry-After, seconds or a date (RFC 9110, 10.2.3); None when it says neither."""
    if text.strip().isdigit():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - now).total_seconds())
