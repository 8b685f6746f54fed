"""The feeds of a simulated period over HTTP on loopback, each under the path of its region.

`/36.72/feed/document.json` answers like the static file of the standard application. Feeds in the
`paged` wrapper also answer `/36.72/api/produk-hukum?limit=..&page=..`, page by page. What lies on
disk is served as it is, seeded error pages included: those come as HTML with status 200.
"""

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit

from monev.simulate.jdih import is_paged
from monev.simulate.papers import FEED

LOOPBACK = "127.0.0.1"
ENDPOINTS = "endpoints.yaml"
PAGE_SIZE = 5
RATE_PER_SECOND = 200.0
"""A server on the same machine needs no sparing."""

_STATIC = re.compile(r"/(?P<code>\d{2}(?:\.\d{2})?)/feed/document\.json")
_PAGES = re.compile(r"/(?P<code>\d{2}(?:\.\d{2})?)/api/produk-hukum")


class FeedHandler(BaseHTTPRequestHandler):
    """Answers from the folder of one period; nothing outside of it can be asked for."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: Any, folder: Path, **more: Any) -> None:
        self._folder = folder
        super().__init__(*args, **more)

    def do_GET(self) -> None:
        """Answer with a feed, a page of one, or 404 with the JSON of an error."""
        asked = urlsplit(self.path)
        if match := _STATIC.fullmatch(asked.path):
            content = self._content(match["code"])
        elif match := _PAGES.fullmatch(asked.path):
            content = page_of(self._content(match["code"]), parse_qs(asked.query))
        else:
            content = None
        if content is None:
            self._send(404, b'{"error": "Not Found (DATA SIMULASI)"}')
        else:
            self._send(200, content)

    def _content(self, code: str) -> bytes | None:
        path = self._folder / code / FEED
        return path.read_bytes() if path.is_file() else None

    def _send(self, status: int, content: bytes) -> None:
        self.send_response(status)
        page = content.lstrip().startswith(b"<")
        kind = "text/html" if page else "application/json"
        self.send_header("Content-Type", f"{kind}; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002  # the name it has
        """Say nothing: the command tells what it serves, not who asked."""


def page_of(content: bytes | None, asked: dict[str, list[str]]) -> bytes | None:
    """Return one page of a feed in the `paged` wrapper; anything else as it is."""
    if content is None:
        return None
    try:
        feed = json.loads(content)
    except ValueError:
        return content  # a seeded error: cut off, or a page
    if not is_paged(feed):
        return content
    page, limit = (
        _number(asked, name, usual) for name, usual in (("page", 1), ("limit", PAGE_SIZE))
    )
    listed = feed["data"]["data"]
    last = max(1, -(-len(listed) // limit))
    part = listed[(page - 1) * limit : page * limit]
    feed["data"] |= {"current_page": page, "last_page": last, "data": part}
    return json.dumps(feed, ensure_ascii=False).encode("utf-8")


def _number(asked: dict[str, list[str]], name: str, usual: int) -> int:
    text = asked.get(name, [""])[0]
    return max(1, int(text)) if text.isascii() and text.isdigit() else usual


def write_endpoints(folder: Path, out: Path, port: int) -> Path:
    """Write `endpoints.yaml` into `out` for the feeds in a period's folder; return its path."""
    base = f"http://{LOOPBACK}:{port}"
    lines = [
        "# DATA SIMULASI: feeds of invented worlds, served by `monev simulate --serve`.",
        "allow_private: true",
        "rates:",
        f"  {LOOPBACK}: {RATE_PER_SECOND}",
        "jdih:",
    ]
    for path in sorted(folder.glob(f"*/{FEED}")):
        lines += _endpoint(path, base)
    target = out / ENDPOINTS
    target.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return target


def _endpoint(path: Path, base: str) -> list[str]:
    code = path.parent.name
    try:
        paged = is_paged(json.loads(path.read_bytes()))
    except ValueError:
        paged = False  # a seeded error; it is served as it is
    if not paged:
        return [f'  - {{region: "{code}", address: "{base}/{code}/feed/document.json"}}']
    address = f"{base}/{code}/api/produk-hukum?limit={PAGE_SIZE}&page=1"
    return [f'  - {{region: "{code}", address: "{address}", paged: {{page: page, limit: limit}}}}']


@contextmanager
def serving(folder: Path, port: int = 0) -> Iterator[ThreadingHTTPServer]:
    """Serve the feeds of a period's folder on loopback while the block runs; port 0 takes any.

    Raises OSError where the port is taken.
    """
    server = ThreadingHTTPServer((LOOPBACK, port), partial(FeedHandler, folder=folder))
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
