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


ONCE_MORE = b"""<!doctype html>
<html lang="id"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta http-equiv="refresh" content="0"><title>Monev</title></head>
<body><p><a href="">Lanjut / Continue</a></p></body></html>
"""


class FromElsewhere:
    """Stands before the session: has a visitor that follows a link of another site come once more.

    The strict cookie does not travel with such a link, and the page shown without it would put a
    new session in place of the visitor's own. The second request comes from this site.
    """

    def __init__(self, app: ASGIApp, cookie: str, headers: dict[str, str], but: str) -> None:
        self._app = app
        self._cookie = cookie
        self._headers = headers
        self._but = but

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with a page that leads here again, where the cookie was held back."""
        if scope["type"] == "http" and self._was_held_back(Request(scope)):
            answer = Response(ONCE_MORE, media_type="text/html", headers=self._headers)
            await answer(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _was_held_back(self, request: Request) -> bool:
        return (
            request.method == "GET"
            and request.headers.get("sec-fetch-site") == "cross-site"
            and request.headers.get("sec-fetch-mode") == "navigate"
            and self._cookie not in request.cookies
            and not request.url.path.startswith(self._but)
        )


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
