"""Connections that end where the guard looked, and not later than the deadline.

The name is looked up once per connection and the checked numeric address is the one connected
to, so a name that changes its address between check and use gains nothing. Host header and TLS
name stay those of the address asked.
"""

import ssl
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpcore
import httpx

from monev.errors import EnvironmentFault
from monev.fetch.guard import LookUp, checked_addresses

_OPEN_CONNECTIONS = 16
_IDLE_SECONDS = 15.0


class Deadline(threading.local):
    """When the request of this thread must be over; every wait on its socket ends there."""

    def __init__(self) -> None:
        self._until: float | None = None

    @contextmanager
    def running(self, seconds: float) -> Iterator[None]:
        """Let a request take `seconds` from now."""
        self._until = time.monotonic() + seconds
        try:
            yield
        finally:
            self._until = None

    def within(self, timeout: float | None) -> float | None:
        """Shorten a timeout to what is left; raises ReadTimeout when nothing is left."""
        if self._until is None:
            return timeout
        left = self._until - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time for one answer is used up")
        return left if timeout is None else min(timeout, left)


class _TimedStream(httpcore.NetworkStream):
    """A connection whose reads and writes know the deadline of the request they serve."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.within(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.within(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> httpcore.NetworkStream:
        left = self._deadline.within(timeout)
        secured = self._stream.start_tls(ssl_context, server_hostname, left)
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class CheckedBackend(httpcore.NetworkBackend):
    """Looks a host up once, checks what came, and connects to just that."""

    def __init__(self, ask: LookUp, deadline: Deadline, *, allow_private: bool) -> None:
        self._ask = ask
        self._deadline = deadline
        self._allow_private = allow_private
        self._sockets = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first address that answers; raises Fault when the guard refuses."""
        failure: Exception = httpcore.ConnectError("no address")
        for address in checked_addresses(host, port, self._ask, allow_private=self._allow_private):
            try:
                stream = self._sockets.connect_tcp(
                    address, port, self._deadline.within(timeout), local_address, socket_options
                )
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
            else:
                return _TimedStream(stream, self._deadline)
        raise failure


class CheckedTransport(httpx.BaseTransport):
    """What carries httpx's requests over checked connections; no proxy, no HTTP/2."""

    def __init__(self, backend: CheckedBackend, tls: ssl.SSLContext) -> None:
        self._pool = httpcore.ConnectionPool(
            ssl_context=tls,
            max_connections=_OPEN_CONNECTIONS,
            keepalive_expiry=_IDLE_SECONDS,
            network_backend=backend,
        )

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        url = httpcore.URL(
            scheme=request.url.raw_scheme,
            host=request.url.raw_host,
            port=request.url.port,
            target=request.url.raw_path,
        )
        answer = self._pool.handle_request(
            httpcore.Request(
                request.method,
                url,
                headers=request.headers.raw,
                content=request.read(),
                extensions=request.extensions,
            )
        )
        return httpx.Response(answer.status, headers=answer.headers, stream=_AnswerStream(answer))

    def close(self) -> None:
        self._pool.close()


class _AnswerStream(httpx.SyncByteStream):
    """The bytes of an answer as they come in."""

    def __init__(self, answer: httpcore.Response) -> None:
        self._answer = answer

    def __iter__(self) -> Iterator[bytes]:
        return self._answer.iter_stream()

    def close(self) -> None:
        self._answer.close()


def tls_context(ca_file: Path | None) -> ssl.SSLContext:
    """Return verified TLS with the usual authorities and those of `ca_file` (PEM).

    Raises EnvironmentFault when the file cannot be used.
    """
    context = httpx.create_ssl_context(verify=True, trust_env=False)
    if ca_file is not None:
        try:
            context.load_verify_locations(cafile=ca_file)
        except OSError as error:
            raise EnvironmentFault(
                f"ca_file {ca_file}: {error.strerror or error}; certificates in PEM are expected"
            ) from error
    return context
