"""The application: pages put together, security headers, and error pages in plain words."""

import os
import secrets
from collections.abc import Awaitable, Callable
from pathlib import Path

import uvicorn
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.sessions import SessionMiddleware

from monev.errors import ArchiveError, EnvironmentFault
from monev.portal.access import SignInNeededError
from monev.portal.pages import all_pages
from monev.portal.show import STYLE, page
from monev.portal.sign_in import Patience
from monev.workspace import Workspace

SESSION_SECONDS = 8 * 3600
SHORTEST_SECRET = 32
HEADERS = {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data:; "
    "frame-ancestors 'none'; form-action 'self'; base-uri 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "private, no-cache",
}


def create_app(workspace: Workspace) -> FastAPI:
    """Return the portal of one workspace."""
    app = FastAPI(title="Monev", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.workspace = workspace
    app.state.patience = Patience()
    app.mount("/static", StaticFiles(directory=STYLE), name="static")
    rooms = list(all_pages())
    for room in rooms:
        app.include_router(room.router)
    items = [item for room in rooms for item in getattr(room, "MENU", ())]
    app.state.menu = sorted(items, key=lambda item: (item.order, item.address))
    app.middleware("http")(_with_headers)
    app.add_middleware(
        SessionMiddleware,
        secret_key=_secret(workspace),
        session_cookie="monev_sesi",
        max_age=SESSION_SECONDS,
        same_site="strict",
        https_only=workspace.settings.portal_https,
    )
    app.exception_handler(SignInNeededError)(_to_sign_in)
    app.exception_handler(HTTPException)(_told)
    app.exception_handler(RequestValidationError)(_incomplete)
    app.exception_handler(ArchiveError)(_broken)
    app.exception_handler(Exception)(_broken)
    return app


def serve(workspace: Workspace, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve the portal until it is interrupted."""
    uvicorn.run(create_app(workspace), host=host, port=port, log_level="warning")


def _secret(workspace: Workspace) -> str:
    """Return the secret that signs sessions: the setting, else one kept in the workspace."""
    if workspace.settings.portal_secret is not None:
        secret = workspace.settings.portal_secret.get_secret_value()
        if len(secret) < SHORTEST_SECRET:
            raise EnvironmentFault(
                f"MONEV_PORTAL_SECRET has {len(secret)} letters, at least {SHORTEST_SECRET} are "
                "needed; `openssl rand -base64 48` makes one, and without the setting the portal "
                "makes its own"
            )
        return secret
    path = Path(workspace.store.root) / "portal.secret"
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(48))
    return path.read_text(encoding="ascii")


async def _with_headers(
    request: Request, answer: Callable[[Request], Awaitable[Response]]
) -> Response:
    response = await answer(request)
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


async def _to_sign_in(_request: Request, _error: Exception) -> Response:
    return RedirectResponse("/masuk", 303)


async def _told(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    return _message(request, status)


async def _incomplete(request: Request, _error: Exception) -> Response:
    return _message(request, 422)


async def _broken(request: Request, _error: Exception) -> Response:
    """Answer without a traceback; the server's log has it."""
    return _message(request, 500)


def _message(request: Request, status: int) -> Response:
    answer = page(request, "layout/pesan.html", status=status, said=str(status))
    answer.headers.update(HEADERS)
    return answer
