"""What `prefect.yaml` deploys, read without Prefect."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from monev.errors import UsageError
from monev.yaml_file import read_yaml

FILE = "prefect.yaml"
FLOWS = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Deployments:
    """The names in one `prefect.yaml`, and the pool they all run in."""

    file: Path
    pool: str
    names: tuple[str, ...]
    scheduled: tuple[str, ...]

    def version(self) -> str:
        """Return what changes when they must be deployed anew: their file, the flows' code (it
        holds the forms of the parameters), or the folder that runs work in.
        """
        made = hashlib.sha256(str(Path.cwd()).encode())
        for path in (self.file, *sorted(FLOWS.rglob("*.py"))):
            made.update(path.read_bytes())
        return f"monev-{made.hexdigest()[:12]}"

    def listed(self) -> str:
        """Return the names in one line, those with a schedule marked."""
        marked = (f"{one} (scheduled)" if one in self.scheduled else one for one in self.names)
        return ", ".join(marked)


def find_deployments() -> Deployments:
    """Return the deployments of this checkout, else of the current folder.

    Raises UsageError where there is no `prefect.yaml`, or one with several pools.
    """
    places = (FLOWS.parent, Path.cwd())
    file = next((one / FILE for one in places if (one / FILE).is_file()), None)
    if file is None:
        raise UsageError(f"{FILE} found neither in {places[0]} nor in {places[1]}; start there")
    return read_deployments(file)


def read_deployments(file: Path) -> Deployments:
    """Return the deployments of one file; raises UsageError where they name several pools."""
    listed = read_yaml(file).content["deployments"]
    pools = sorted({one["work_pool"]["name"] for one in listed})
    if len(pools) != 1:
        raise UsageError(f"{file} names the pools {', '.join(pools)}; one is expected")
    return Deployments(
        file=file,
        pool=pools[0],
        names=tuple(one["name"] for one in listed),
        scheduled=tuple(one["name"] for one in listed if one.get("schedules")),
    )
