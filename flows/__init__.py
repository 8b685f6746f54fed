"""Order, batches and visibility through Prefect; judgement, SQL and templates live below.

This file settles Prefect's environment and is therefore loaded before Prefect is. It imports no
Prefect itself, so that `flows.scope` and `flows.progress` stay quick.
"""

import os
from collections.abc import MutableMapping
from pathlib import Path

from monev.settings import Settings

STARTUP_SECONDS = "120"
"""The embedded engine makes its database on first use: 15 to 32 s, where Prefect allows 20."""


def settle_engine(environment: MutableMapping[str, str], workspace: Path, home: Path) -> None:
    """Set what Prefect reads at import: nothing is sent out, and no file lands outside.

    Where neither `environment` nor the Prefect profile below `home` names a server, the engine
    runs embedded: quiet, and with its history inside the workspace.
    """
    environment["PREFECT_SERVER_ANALYTICS_ENABLED"] = "false"
    environment["DO_NOT_TRACK"] = "1"
    environment.setdefault("PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS", STARTUP_SECONDS)
    if environment.get("PREFECT_API_URL") or _profile_names_server(home):
        return
    environment.setdefault("PREFECT_HOME", str(workspace.resolve() / ".prefect"))
    environment.setdefault("PREFECT_LOGGING_LEVEL", "WARNING")


def _profile_names_server(home: Path) -> bool:
    profiles = home / ".prefect" / "profiles.toml"
    return profiles.is_file() and "PREFECT_API_URL" in profiles.read_text(encoding="utf-8")


settle_engine(os.environ, Settings().workspace, Path.home())
