"""Which station it is: workspace, engine, portal; and what must hold before it starts."""

import http.client
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from flows.station.leftovers import leftovers
from flows.station.record import running_station, taken
from monev.errors import EnvironmentFault

LOOPBACK = "127.0.0.1"
ANSWER_SECONDS = 3


@dataclass(frozen=True)
class Site:
    """One station. `api` is Prefect's address; `own` says that the station starts that server.

    `portal` is the address of the pages, empty where the station serves none.
    """

    workspace: Path
    api: str
    own: bool
    portal: str = ""

    @property
    def logs(self) -> Path:
        """Where every child writes."""
        return self.workspace / "logs"

    @property
    def port(self) -> int:
        """The port of Prefect's server."""
        return urlsplit(self.api).port or 4200


def api_at(port: int) -> str:
    """Return the address of Prefect's API for a server on this machine."""
    return f"http://{LOOPBACK}:{port}/api"


def require_ready(site: Site) -> None:
    """Raise EnvironmentFault where the station could not start; nothing has been started yet."""
    _require_writable(site.workspace)
    station = running_station(site.workspace)
    if station is not None:
        raise taken(site.workspace, station)
    found = leftovers(site.workspace)
    if found:
        pids = " ".join(str(one.pid) for one in found)
        raise EnvironmentFault(
            f"processes of an earlier `monev up` still run on {site.workspace}: "
            f"{'; '.join(f'{one.pid} {one.command[:60]}' for one in found)}. End them: kill {pids}"
        )
    if site.own and prefect_answers(site.api):
        raise EnvironmentFault(
            f"a Prefect server already answers at {site.api}; choose another --port, or use that "
            f"one: export PREFECT_API_URL={site.api}"
        )
    if not site.own and not prefect_answers(site.api):
        raise EnvironmentFault(
            f"PREFECT_API_URL names {site.api}, and no Prefect server answers there; start it, or "
            "unset PREFECT_API_URL and `monev up` starts one here"
        )


def prefect_answers(api: str) -> bool:
    """Whether a Prefect server answers at this address, within three seconds."""
    return answer(f"{api}/health") == (200, b"true")


def portal_answers(address: str) -> bool:
    """Whether the portal answers, and its database with it, within three seconds."""
    code, text = answer(f"{address}/sehat")
    return code == 200 and b"ok" in text


def answer(address: str) -> tuple[int, bytes]:
    """Return status and head of the answer of an address; status 0 where there is none."""
    parts = urlsplit(address)
    secure = parts.scheme == "https"
    kind = http.client.HTTPSConnection if secure else http.client.HTTPConnection
    connection = kind(parts.hostname or "", parts.port, timeout=ANSWER_SECONDS)
    try:
        connection.request("GET", parts.path)
        found = connection.getresponse()
        return found.status, found.read(200)
    except (OSError, http.client.HTTPException):
        return 0, b""
    finally:
        connection.close()


def _require_writable(workspace: Path) -> None:
    """Make the folder and write into it, which no look at its rights can replace."""
    try:
        workspace.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=workspace):
            pass
    except OSError as error:
        raise EnvironmentFault(
            f"the workspace {workspace} cannot be written to ({os.strerror(error.errno or 0)}); "
            "mend its rights, or choose another with --workspace"
        ) from error
