"""`monev portal`: serve the pages for offices and coordinators."""

import socket
from typing import Annotated

import typer

from monev.cli import opened
from monev.cli.options import WorkspaceOption
from monev.cli.screen import say
from monev.errors import EnvironmentFault


def portal(
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535)] = 8000,
    workspace: WorkspaceOption = None,
) -> None:
    """Serve the portal until Ctrl+C; people sign in with accounts of `monev account add`."""
    from monev.portal.app import serve

    _require_free(host, port)
    place = opened.open_or_make(workspace)
    say(f"Portal: http://{host}:{port}/ (Ctrl+C ends it)")
    serve(place, host, port)


def _require_free(host: str, port: int) -> None:
    """Raise EnvironmentFault where the address cannot be listened on; the server only exits."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise EnvironmentFault(
                f"{host}:{port} cannot be listened on ({error}); choose another with --port"
            ) from error
