"""The commands of Prefect that a station runs as children."""

import socket
import sys

from flows.station.children import Recipe
from flows.station.deployments import Deployments
from flows.station.site import LOOPBACK, Site

PREFECT = (sys.executable, "-m", "prefect", "--no-prompt")


def server(site: Site) -> Recipe:
    """Prefect's server on loopback."""
    start = ("server", "start", "--host", LOOPBACK, "--port", str(site.port))
    return Recipe("prefect", (*PREFECT, *start), site.logs / "prefect.log")


def worker(site: Site, pool: str) -> Recipe:
    """A worker that runs each flow run as a process of this machine."""
    start = ("worker", "start", "--pool", pool, "--type", "process", "--name", worker_name())
    return Recipe("worker", (*PREFECT, *start), site.logs / "worker.log")


def deploy(site: Site, deployments: Deployments) -> Recipe:
    """Bring the deployments to the server; the command ends by itself, and may be repeated."""
    start = ("deploy", "--all", "--prefect-file", str(deployments.file))
    return Recipe("deploy", (*PREFECT, *start), site.logs / "deploy.log")


def worker_name() -> str:
    """Return the worker's name: one per machine, so that a new start replaces the old entry."""
    return f"monev@{socket.gethostname()}"
