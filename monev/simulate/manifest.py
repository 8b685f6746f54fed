"""What a simulated inbox holds and which findings it must give, as a file beside it."""

from datetime import date
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from models.finding import Severity

NAME = "manifest.json"


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Expected(_Strict):
    """One finding that must come; an empty part of the place leaves that part open.

    `error` names the seeded error that causes it, empty where it cannot be avoided. `needs` says
    what the rule must be given beside the region's own facts (`peers`), or else it stays silent.
    """

    rule: str
    severity: Severity
    region: str
    file: str
    sheet: str = ""
    cell: str = ""
    error: str = ""
    needs: str = ""


class Late(_Strict):
    """A government whose papers came after the due date."""

    region: str
    handed_in_on: date


class SeededError(_Strict):
    """What was done to the papers of a region."""

    region: str
    kind: str


class Manifest(_Strict):
    """A whole simulated period."""

    simulated: bool = True
    version: str
    seed: int
    period: str
    error_rate: float = Field(ge=0, le=1)
    province: str = ""
    governments: int
    files: int
    missing: list[str]
    late: list[Late]
    errors: list[SeededError]
    findings: list[Expected]
    sha256: dict[str, str]
    """Every file below the folder of the period, by its path, with the hash of its bytes."""


def write_manifest(manifest: Manifest, folder: Path) -> Path:
    """Write the manifest into the folder of its period and return its path."""
    path = folder / NAME
    path.write_text(manifest.model_dump_json(indent=1) + "\n", encoding="utf-8")
    return path


def read_manifest(path: Path) -> Manifest:
    """Read a manifest; raises pydantic's ValidationError for anything else."""
    return Manifest.model_validate_json(path.read_text(encoding="utf-8"))
