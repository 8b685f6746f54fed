"""Who gets which message, from a YAML file of the operator. It holds persons' addresses."""

import re
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from monev.errors import CatalogueError, UsageError
from monev.yaml_file import read_yaml

_ADDRESS = re.compile(r"[^@\s<>,;\"]+@[^@\s<>,;\"]+")


def _checked(text: str) -> str:
    if not _ADDRESS.fullmatch(text):
        raise ValueError("no plain e-mail address; write name@host")
    return text


Address = Annotated[str, AfterValidator(_checked)]


class Recipients(BaseModel):
    """`runs` hear of runs that ended with exceptions, `reminders` by code of the province.

    A code of a government within a province has no list of its own: reminders go out by province.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    runs: list[Address] = Field(default_factory=list)
    reminders: dict[str, list[Address]] = Field(default_factory=dict)


def read_recipients(path: Path | None) -> Recipients:
    """Return the addresses of a file; nobody where none is set.

    Raises UsageError where the file is not there, and for a key or address that is wrong: it names
    the line and never repeats what stands there, because outcomes of runs are kept.
    """
    if path is None:
        return Recipients()
    if not path.is_file():
        raise UsageError(f"MONEV_RECIPIENTS names {path}, which is no file; docs/schedules.md")
    try:
        return read_yaml(path).shaped(Recipients)
    except CatalogueError as error:
        raise UsageError(str(error).partition(" (found ")[0]) from None
