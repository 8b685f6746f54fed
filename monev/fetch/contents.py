"""Telling an answer from an error page that was sent with status 200."""

import json
import re
from typing import Any

from monev.arrival import Document
from monev.errors import FetchError
from monev.fetch.statuses import complaint, message_in

_PAGE = re.compile(rb"<!doctype\s+html|<html[\s>]", re.IGNORECASE)
_BOM = b"\xef\xbb\xbf"
_START_BYTES = 2_000
_ERROR_BYTES = 200_000
"""No error message is longer; a longer object is data, and reading it is not our work."""


def page_starts_at(content: bytes) -> int | None:
    """Return where an HTML page begins in the bytes, None without one."""
    found = _PAGE.search(content)
    return found.start() if found else None


def refuse_page(document: Document, expected: str) -> None:
    """Raise FetchError for an empty answer and for an HTML page in place of data."""
    start = document.content[:_START_BYTES].removeprefix(_BOM).lstrip()
    if not start:
        raise FetchError(document.arrival.address, "an empty answer", expected)
    if _PAGE.match(start) or (start.startswith(b"<") and _PAGE.search(start)):
        raise FetchError(
            document.arrival.address, _quoted("an HTML page", document.content), expected
        )


def refuse_non_json(document: Document, expected: str) -> None:
    """Raise FetchError for what cannot be JSON data, without reading a large answer.

    An object with `error`, or with `success` false, is an error whatever its status was.
    """
    refuse_page(document, expected)
    content = document.content.removeprefix(_BOM).strip()
    if not content.startswith((b"{", b"[")):
        start = content[:40].decode("utf-8", errors="replace")
        raise FetchError(document.arrival.address, f"text that begins {start!r}", expected)
    if content.startswith(b"{") and len(content) <= _ERROR_BYTES:
        json_in(document, expected)


def parsed_json(document: Document, expected: str) -> Any:
    """Return the JSON of an answer whatever it says; raises FetchError for a page or no JSON."""
    refuse_page(document, expected)
    try:
        parsed = json.loads(document.content)
    except (ValueError, RecursionError) as error:
        found = "JSON nested too deep" if isinstance(error, RecursionError) else f"no JSON: {error}"
        raise FetchError(document.arrival.address, found, expected) from None
    return parsed


def json_in(document: Document, expected: str) -> Any:
    """Return the JSON of an answer; raises FetchError for a page, an error object, no JSON."""
    parsed = parsed_json(document, expected)
    if isinstance(parsed, dict) and (parsed.get("error") or parsed.get("success") is False):
        words = message_in(parsed) or "no message"
        raise FetchError(document.arrival.address, f"an error in JSON ({words})", expected)
    return parsed


def _quoted(what: str, content: bytes) -> str:
    words = complaint(content[:_ERROR_BYTES])
    return f"{what} ({words})" if words else what
