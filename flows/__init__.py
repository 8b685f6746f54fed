"""Order, batches and visibility through Prefect; judgement, SQL and templates live below.

This file settles Prefect's environment and is therefore loaded before Prefect is. It imports no
Prefect itself, so that `flows.scope` and `flows.progress` stay quick.
"""

import os
from collections.abc import MutableMapping
from pathlib import Path

from flows.station.record import running_station
from monev.settings import Settings

STARTUP_SECONDS = "120"
"""The embedded engine makes its database on first use: 15 to 32 s, where Prefect allows 20."""
QUIET = "WARNING"
"""What an embedded engine says; in a station, runs write their log for Prefect's pages."""
HEARTBEAT_SECONDS = 30
"""Between signs of life of a flow run: the least that Prefect allows. With its own choice of 180, a
run that only reports to a station would look dead to the station's watch."""
LEASES = "prefect.server.concurrency.lease_storage.filesystem"
"""Where a server notes which run holds a place, in its home: a note in memory dies with the server,
and Prefect ends a run whose note is gone, within four minutes."""


def settle_engine(environment: MutableMapping[str, str], workspace: Path, home: Path) -> None:
    """Set what Prefect reads at import: nothing is sent out, and no file lands outside.

    Where `monev up` serves the workspace, its server is the engine. Where neither `environment` nor
    the Prefect profile below `home` names a server, the engine runs embedded: quiet, and with its
    history inside the workspace.
    """
    environment["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"
    environment["DO_NOT_TRACK"] = "1"
    environment.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", STARTUP_SECONDS)
    environment.setdefault("PREFECT_FLOWS_HEARTBEAT_FREQUENCY", str(HEARTBEAT_SECONDS))
    if environment.get("PREFECT_API_URL") or _profile_names_server(home):
        return
    environment.setdefault("PREFECT_HOME", str(workspace.resolve() / ".prefect"))
    station = running_station(workspace)
    if station is not None:  # a second engine would write into the same history
        environment["PREFECT_API_URL"] = station.api
        return
    environment.setdefault("PREFECT_LOGGING_LEVEL", QUIET)


def settle_station(environment: MutableMapping[str, str], workspace: Path, own_api: str) -> None:
    """Set what a station and its children read: the same settings, with a server that stays.

    `own_api` is the address of the server that the station starts, whose history rests in the
    workspace; empty where `environment` names a server elsewhere. Call it after `settle_engine`.
    """
    if own_api:
        environment["PREFECT_API_URL"] = own_api
        environment.setdefault("PREFECT_HOME", str(workspace.resolve() / ".prefect"))
        environment.setdefault("PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE", LEASES)
        # Prefect writes its pages out before it serves them, by default into its own package, where
        # the user of a station may have no right to.
        home = Path(environment["PREFECT_HOME"] or workspace.resolve() / ".prefect").expanduser()
        environment.setdefault("PREFECT_SERVER_UI_STATIC_DIRECTORY", str(home.resolve() / "pages"))
    if environment.get("PREFECT_LOGGING_LEVEL") == QUIET:
        del environment["PREFECT_LOGGING_LEVEL"]
    environment["MONEV_WORKSPACE"] = str(workspace.resolve())


def _profile_names_server(home: Path) -> bool:
    profiles = home / ".prefect" / "profiles.toml"
    return profiles.is_file() and "PREFECT_API_URL" in profiles.read_text(encoding="utf-8")


settle_engine(os.environ, Settings().workspace, Path.home())
