"""The note a running station leaves in its workspace: who it is and where it answers.

The note is locked for as long as its writer lives, so that one left behind by a killed station is
not believed. It imports nothing of ours but errors, because `flows` reads it before all else.
"""

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TextIO

from monev.errors import EnvironmentFault

FILE = "station.json"


@dataclass
class Record:
    """A station: its process, Prefect's API, the portal's address (empty without), its children."""

    pid: int
    api: str
    portal: str = ""
    children: dict[str, int] = field(default_factory=dict)


class Note:
    """The note as its writer holds it."""

    def __init__(self, file: TextIO) -> None:
        self._file = file

    def write(self, record: Record) -> None:
        """Replace what the note says."""
        self._file.seek(0)
        self._file.truncate()
        json.dump(asdict(record), self._file)
        self._file.flush()

    def clear(self) -> None:
        """Leave an empty note behind."""
        self._file.seek(0)
        self._file.truncate()


@contextmanager
def held(workspace: Path) -> Iterator[Note]:
    """Hold the note of a workspace, and leave it empty at the end.

    Raises EnvironmentFault where another station holds it.
    """
    with (workspace / FILE).open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise taken(workspace, _read(file)) from error
        note = Note(file)
        note.clear()
        try:
            yield note
        finally:
            note.clear()


def running_station(workspace: Path) -> Record | None:
    """Return the station that serves a workspace at this moment; null where there is none."""
    path = workspace / FILE
    if not path.is_file():
        return None
    with path.open(encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return _read(file)
    return None


def taken(workspace: Path, station: Record | None) -> EnvironmentFault:
    """Return the refusal to serve a workspace that another station serves."""
    known = f" (process {station.pid}, Prefect at {station.api})" if station else ""
    return EnvironmentFault(
        f"another `monev up`{known} already serves {workspace}; end it first, or choose another "
        "--workspace"
    )


def _read(file: TextIO) -> Record | None:
    """Return what a note says; null while its writer has not said anything yet."""
    file.seek(0)
    text = file.read()
    try:
        return Record(**json.loads(text)) if text else None
    except ValueError:
        return None  # caught between truncating and writing
