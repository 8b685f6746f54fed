"""A real HTTP server in a thread that behaves as badly as a test tells it to."""

import gzip
import json
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from monev.fetch import FetchPolicy

Reply = Callable[[BaseHTTPRequestHandler], None]

QUICK = FetchPolicy(
    connect_seconds=1,
    read_seconds=0.5,
    answer_seconds=1,
    attempts=3,
    first_wait_seconds=0.01,
    longest_wait_seconds=1.5,
    requests_per_second=1000,
    allow_private=True,
)
"""Impatient enough for tests, and allowed to reach this machine."""


class Portal(ThreadingHTTPServer):
    """Answers each path with its replies in turn; the last one is repeated."""

    daemon_threads = True

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.scheme = "http"
        if tls is not None:
            self.scheme = "https"
            self.socket = tls.wrap_socket(self.socket, server_side=True)
        self.replies: dict[str, list[Reply]] = {}
        self.asked: list[str] = []
        self.headers: list[Mapping[str, str]] = []
        self.bodies: list[bytes] = []
        self.otherwise: Reply = body(b"not here", status=404)

    @property
    def port(self) -> int:
        """The port it listens on."""
        return int(self.server_address[1])

    def at(self, path: str = "", host: str = "127.0.0.1") -> str:
        """The address of a path."""
        return f"{self.scheme}://{host}:{self.port}{path}"

    def on(self, path: str, *replies: Reply) -> str:
        """Set the replies of a path (query included); returns its address."""
        self.replies[path] = list(replies)
        return self.at(path)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Clients hang up on purpose here; nothing to print."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Portal

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.server.headers.append(dict(self.headers))
        replies = self.server.replies.get(self.path, [self.server.otherwise])
        (replies.pop(0) if len(replies) > 1 else replies[0])(self)

    def do_POST(self) -> None:
        self.server.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.do_GET()

    def log_message(self, *args: Any) -> None:
        """Keep the test's output clean."""


@contextmanager
def running(tls: ssl.SSLContext | None = None) -> Iterator[Portal]:
    """Run a portal until the block ends."""
    portal = Portal(tls)
    thread = threading.Thread(target=portal.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield portal
    finally:
        portal.shutdown()
        portal.server_close()


def body(content: bytes, status: int = 200, **headers: str) -> Reply:
    """A whole answer; `content_type` and other headers by keyword."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in headers.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return reply


def as_json(value: Any, status: int = 200) -> Reply:
    """A JSON answer."""
    return body(json.dumps(value).encode(), status, content_type="application/json")


def page(title: str = "Pemeliharaan") -> Reply:
    """An HTML page with status 200."""
    text = f"<!DOCTYPE html><html><head><title>{title}</title></head><body>...</body></html>"
    return body(text.encode(), content_type="text/html")


def redirect(target: str, status: int = 302) -> Reply:
    """A redirect."""
    return body(b"", status, Location=target)


def raw(*parts: bytes, pause: float = 0.0, reset: bool = False) -> Reply:
    """Bytes as they are, with a pause between, then the connection closed or reset."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.close_connection = True
        for part in parts:
            handler.wfile.write(part)
            handler.wfile.flush()
            time.sleep(pause)
        if reset:
            linger = struct.pack("ii", 1, 0)
            handler.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
            handler.connection.close()

    return reply


def stream(parts: Callable[[], Iterator[bytes]]) -> Reply:
    """A chunked answer of unknown length."""

    def reply(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Transfer-Encoding", "chunked")
        handler.end_headers()
        for part in parts():
            handler.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
        handler.wfile.write(b"0\r\n\r\n")

    return reply


def bomb(size: int) -> Reply:
    """A small gzip answer that unpacks to `size` zeros."""
    return body(gzip.compress(b"\0" * size), Content_Encoding="gzip")
