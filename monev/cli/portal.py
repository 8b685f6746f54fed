"""`monev portal`: serve the pages for offices and coordinators."""

from typing import Annotated

import typer

from monev.cli import opened
from monev.cli.options import WorkspaceOption
from monev.cli.ports import require_free
from monev.cli.screen import say


def portal(
    host: Annotated[str, typer.Option("--host", help="Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", min=1, max=65535)] = 8000,
    workspace: WorkspaceOption = None,
) -> None:
    """Serve the portal until Ctrl+C; people sign in with accounts of `monev account add`."""
    from monev.portal.app import serve

    require_free(host, port)
    place = opened.open_or_make(workspace)
    say(f"Portal: http://{host}:{port}/ (Ctrl+C ends it)")
    serve(place, host, port)
