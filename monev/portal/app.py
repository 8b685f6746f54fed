"""The application: pages put together, security headers, and error pages in plain words."""

import os
import secrets
from contextlib import suppress
from http import HTTPStatus
from pathlib import Path
from threading import Thread

import uvicorn
from anyio import CapacityLimiter
from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, RedirectResponse
from fastapi.staticfiles import StaticFiles
from starlette.exceptions import HTTPException
from starlette.middleware.sessions import SessionMiddleware

from monev.errors import ArchiveError, EnvironmentFault
from monev.portal.access import SignInNeededError
from monev.portal.guard import HEADERS, HSTS, FromElsewhere, Guard
from monev.portal.limits import Limits
from monev.portal.pages import all_pages
from monev.portal.show import STYLE, page
from monev.portal.sign_in import prepare
from monev.take_upload import start_readers
from monev.workspace import Workspace

SESSION = "monev_sesi"
SESSION_SECONDS = 8 * 3600
BACK_FROM_PROVIDER = "/masuk/oidc"
"""Where visitors of another site come with a cookie that may travel."""
SHORTEST_SECRET = 32
PASSWORDS_AT_ONCE = 2
"""A password costs a fifth of a second of processor: more at once would stop every other page."""
API = "/api/"


def create_app(workspace: Workspace) -> FastAPI:
    """Return the portal of one workspace."""
    app = FastAPI(title="Monev", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.workspace = workspace
    app.state.secret = _secret(workspace)
    app.state.limits = Limits()
    app.state.passwords = CapacityLimiter(PASSWORDS_AT_ONCE)
    prepare()
    app.state.headers = HEADERS | (HSTS if workspace.settings.portal_https else {})
    app.mount("/static", StaticFiles(directory=STYLE), name="static")
    rooms = list(all_pages())
    for room in rooms:
        app.include_router(room.router)
    items = [item for room in rooms for item in getattr(room, "MENU", ())]
    app.state.menu = sorted(items, key=lambda item: (item.order, item.address))
    app.add_middleware(Guard, refused=_message, headers=app.state.headers)
    app.add_middleware(
        SessionMiddleware,
        secret_key=app.state.secret,
        session_cookie=SESSION,
        max_age=SESSION_SECONDS,
        same_site="strict",
        https_only=workspace.settings.portal_https,
    )
    app.add_middleware(
        FromElsewhere, cookie=SESSION, headers=app.state.headers, but=BACK_FROM_PROVIDER
    )
    app.exception_handler(SignInNeededError)(_to_sign_in)
    app.exception_handler(HTTPException)(_told)
    app.exception_handler(RequestValidationError)(_incomplete)
    app.exception_handler(ArchiveError)(_broken)
    app.exception_handler(Exception)(_broken)
    return app


def serve(workspace: Workspace, host: str = "127.0.0.1", port: int = 8000) -> None:
    """Serve the portal until it is interrupted; readers of uploads start beside it."""
    app = create_app(workspace)
    Thread(target=start_readers, daemon=True).start()
    uvicorn.run(app, host=host, port=port, log_level="warning")


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
        _write_once(path, secrets.token_urlsafe(48))
    secret = path.read_text(encoding="ascii")
    if len(secret) < SHORTEST_SECRET:
        raise EnvironmentFault(f"{path} is too short to sign sessions with; delete it and start")
    return secret


def _write_once(path: Path, text: str) -> None:
    """Write a file whole or not at all; one that another process wrote meanwhile stays."""
    beside = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(text)
        with suppress(FileExistsError):
            os.link(beside, path)
    finally:
        beside.unlink()


async def _to_sign_in(_request: Request, _error: Exception) -> Response:
    return RedirectResponse("/masuk", 303)


async def _told(request: Request, error: Exception) -> Response:
    if not isinstance(error, HTTPException):
        return await _message(request, 500)
    answer = await _message(request, error.status_code)
    answer.headers.update(error.headers or {})
    return answer


async def _incomplete(request: Request, _error: Exception) -> Response:
    return await _message(request, 422)


async def _broken(request: Request, _error: Exception) -> Response:
    """Answer without a traceback; the server's log has it."""
    return await _message(request, 500)


async def _message(request: Request, status: int) -> Response:
    """Say what went wrong: to people on a page, to programs as RFC 9457 has it."""
    answer: Response
    if request.url.path.startswith(API):
        answer = JSONResponse(
            {"status": status, "title": HTTPStatus(status).phrase},
            status,
            media_type="application/problem+json",
        )
    else:
        answer = page(request, "layout/pesan.html", status=status, said=str(status))
    answer.headers.update(request.app.state.headers)
    return answer
