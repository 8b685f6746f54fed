"""`monev up`: one command that starts a whole installation, and `--check` that looks at one."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from monev.cli import opened
from monev.cli.edge import WITH_EXCEPTIONS
from monev.cli.options import WorkspaceOption
from monev.cli.ports import require_free
from monev.cli.screen import say, shown
from monev.errors import UsageError

if TYPE_CHECKING:
    from flows.station.children import Recipe
    from flows.station.site import Site

PREFECT_PORT = 4200
PORTAL_PORT = 8000


def up(
    port: Annotated[
        int | None,
        typer.Option("--port", min=1, max=65535, help="Of Prefect's server (default: 4200)."),
    ] = None,
    portal_port: Annotated[
        int | None,
        typer.Option("--portal-port", min=1, max=65535, help="Of the portal (default: 8000)."),
    ] = None,
    portal: Annotated[bool, typer.Option(help="Serve the portal too.")] = True,
    check: Annotated[
        bool, typer.Option("--check", help="Start nothing; say whether everything runs (0 or 1).")
    ] = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Start Prefect with its schedules, a worker and the portal, and keep them running.

    With PREFECT_API_URL set, the server there is used and none is started.
    """
    folder = opened.settings_for(workspace).workspace.resolve()
    os.environ["MONEV_WORKSPACE"] = str(folder)  # the engine keeps its history in there
    if check:
        _check(_running(folder, port, portal_port, portal=portal))
        return
    site = _planned(folder, port, portal_port, portal=portal)
    if not _serve(site, workspace):
        raise typer.Exit(WITH_EXCEPTIONS)


def _planned(folder: Path, port: int | None, portal_port: int | None, *, portal: bool) -> "Site":
    """Return the station that was asked for, once everything it needs is free and in reach."""
    elsewhere = os.environ.get("PREFECT_API_URL", "").rstrip("/")  # before flows settles it
    if elsewhere and port is not None:
        raise UsageError(
            f"--port {port} and PREFECT_API_URL={elsewhere} found together; the first starts a "
            "server, the second uses one that runs. Give one of the two"
        )
    if portal and (port or PREFECT_PORT) == (portal_port or PORTAL_PORT):
        raise UsageError(f"Prefect and portal cannot share port {port}; change one of them")
    from flows.station.site import LOOPBACK, Site, api_at, require_ready

    pages = f"http://{LOOPBACK}:{portal_port or PORTAL_PORT}" if portal else ""
    api = elsewhere or api_at(port or PREFECT_PORT)
    site = Site(folder, api, own=not elsewhere, portal=pages)
    require_ready(site)
    if site.own:
        require_free(LOOPBACK, site.port)
    if portal:
        require_free(LOOPBACK, portal_port or PORTAL_PORT, "--portal-port")
    return site


def _serve(site: "Site", workspace: Path | None) -> bool:
    """Run the station to its end; true where nothing had to be given up."""
    from flows import settle_station
    from flows.station.deployments import find_deployments
    from flows.station.record import held
    from flows.station.run import Station

    deployments = find_deployments()
    with held(site.workspace) as note:
        settle_station(os.environ, site.workspace, site.api if site.own else "")
        os.environ["PWD"] = str(Path.cwd())  # runs work here, and read `.env` here
        opened.open_or_make(workspace).store.engine.dispose()  # migrates before children ask
        say(f"Workspace {shown(site.workspace)}, logs in {shown(site.logs)}")
        pages = _pages(site) if site.portal else None
        return Station(site, deployments, pages, note, _tell).run()


def _pages(site: "Site") -> "Recipe":
    from flows.station.children import Recipe

    program = "from monev.cli import main; main()"
    port = site.portal.rpartition(":")[2]
    command = (sys.executable, "-c", program, "portal", "--port", port)
    return Recipe("portal", command, site.logs / "portal.log")


def _tell(part: str, state: str, text: str) -> None:
    """Say one line that a log can keep: time, part, state, sentence."""
    now = datetime.now(UTC).astimezone()
    say(f"{now:%Y-%m-%d %H:%M:%S}  {part:<13} {state:<9} {text}".rstrip())


def _running(folder: Path, port: int | None, portal_port: int | None, *, portal: bool) -> "Site":
    """Return the station to look at: by the options, else by its note, else by the settings."""
    from flows.station.record import running_station
    from flows.station.site import LOOPBACK, Site, api_at

    station = running_station(folder)
    api = api_at(port) if port else ""
    api = api or (station.api if station else os.environ.get("PREFECT_API_URL", "").rstrip("/"))
    pages = f"http://{LOOPBACK}:{portal_port or PORTAL_PORT}"
    if station and not portal_port:
        pages = station.portal
    return Site(folder, api or api_at(PREFECT_PORT), own=False, portal=pages if portal else "")


def _check(site: "Site") -> None:
    from flows.station.deployments import find_deployments
    from flows.station.health import look

    os.environ["PREFECT_API_URL"] = site.api
    sights = look(site, find_deployments())
    for one in sights:
        typer.echo(f"{one.part:<13} {'ok' if one.ok else 'FAILS':<6} {one.text}")
    if not all(one.ok for one in sights):
        raise typer.Exit(WITH_EXCEPTIONS)
