"""Tests of the intake as a whole, on a real workspace and a real folder."""

import os
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from monev.settings import Settings
from monev.workspace import Workspace, open_workspace


def opened(folder: Path) -> Workspace:
    """A workspace whose clock stands still on 8 October 2024."""
    place = open_workspace(Settings(workspace=folder))
    return replace(place, now=lambda: datetime(2024, 10, 8, 3, tzinfo=UTC))


def lay(inbox: Path, files: Mapping[str, bytes]) -> str:
    """Write files that have lain there for long; returns the address of the inbox."""
    for name, content in files.items():
        path = inbox / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
        os.utime(path, (1, 1))
    return str(inbox)
