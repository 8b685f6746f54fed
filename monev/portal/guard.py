"""What every answer carries, and how much a request may bring. Who may what belongs to `access`."""

from collections.abc import Awaitable, Callable

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; object-src 'none'; "
    "frame-ancestors 'none'; form-action 'self'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "private, no-cache",
}
HSTS = {"Strict-Transport-Security": "max-age=31536000"}
FORM_BYTES = 100_000
FILE_BYTES = 33_000_000
"""With its wrapping; what a page takes may be less."""
VISITOR_FILE_BYTES = 12_000_000

Refused = Callable[[Request, int], Awaitable[Response]]


class Guard:
    """Stands before all pages, inside the session: counts bytes in, adds headers out."""

    def __init__(self, app: ASGIApp, refused: Refused, headers: dict[str, str]) -> None:
        self._app = app
        self._refused = refused
        self._headers = headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse a body that says it is too long unread, and stop one that grows too long."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in self._headers.items():
                    headers.setdefault(name, value)
            await send(message)

        most = _most(scope)
        length = Headers(scope=scope).get("content-length", "")
        if length.isdecimal() and int(length) > most:
            answer = await self._refused(Request(scope), 413)
            await answer(scope, receive, send_with_headers)
            return
        await self._app(scope, _counted(receive, most), send_with_headers)


def _most(scope: Scope) -> int:
    kind = Headers(scope=scope).get("content-type", "")
    if not kind.startswith("multipart/form-data"):
        return FORM_BYTES
    return FILE_BYTES if scope.get("session", {}).get("name") else VISITOR_FILE_BYTES


def _counted(receive: Receive, most: int) -> Receive:
    seen = 0

    async def count() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise HTTPException(413)
        return message

    return count
