"""A folder or an object-store prefix with files that somebody sent. Reading them is for others.

The words of the path may say for which quarter and region a file was laid down; nothing is told
from a file's own name.
"""

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any

from fsspec.core import url_to_fs

from models.quarter import Quarter
from monev.errors import UsageError

SETTLED_SECONDS = 2.0
UNFINISHED_ENDINGS = (".part", ".partial", ".tmp", ".crdownload", ".filepart", ".swp")
PASSED_OVER_ENDINGS = (".md", ".yaml", "/manifest.json")
"""Notes for people, and what a simulation says about itself: no data."""
_REGION = re.compile(r"^\d{2}(\.\d{2})?$")


@dataclass(frozen=True)
class Waiting:
    """One file that waits to be read; `unfinished` where somebody is still writing it."""

    path: str
    address: str
    size_bytes: int
    changed: object
    region: str = ""
    quarter: Quarter | None = None
    unfinished: bool = False

    @property
    def name(self) -> str:
        """The last part of its path."""
        return PurePosixPath(self.path).name


class Inbox:
    """Looks at one address, for example `inbox`, `s3://bucket/2024-Q3` or `memory://inbox`."""

    def __init__(self, address: str, settled_seconds: float = SETTLED_SECONDS) -> None:
        self.address = address
        self._settled = settled_seconds
        self._files, self._root = _opened(address)

    def waiting(self) -> Iterator[Waiting]:
        """Yield the files in the order of their paths; hidden and unfinished names are left out.

        A file that changed a moment ago is looked at twice: one that still grows is yielded as
        unfinished and must not be read. Raises UsageError where there is no such folder.
        """
        first = self._look()
        young = [one for one in first.values() if _age_seconds(one.changed) < self._settled]
        if young:
            time.sleep(self._settled)
        second = self._look() if young else first
        for path in sorted(second):
            now, before = second[path], first.get(path)
            settled = before is not None and _same(now, before)
            yield now if settled else _unfinished(now)

    def read(self, one: Waiting) -> bytes:
        """Return the bytes of a file, all of them as it was listed.

        Raises UsageError where it has changed since: it was not finished.
        """
        content = self._files.cat_file(one.address)
        if len(content) != one.size_bytes:
            raise UsageError(f"{one.path} changed while it was read; sweep again when it is whole")
        return bytes(content)

    def _look(self) -> dict[str, Waiting]:
        self._files.invalidate_cache()
        if not self._files.isdir(self._root):
            raise UsageError(
                f"{self.address} is no folder; --inbox expects one with the files to collect"
            )
        found = {}
        for address, known in self._files.find(self._root, detail=True).items():
            path = str(address)[len(self._root) :].lstrip("/")
            if _is_for_reading(path) and known.get("type") == "file" and not known.get("islink"):
                found[path] = _waiting(path, str(address), known)
        return found


def _opened(address: str) -> tuple[Any, str]:
    try:
        files, root = url_to_fs(address)
    except (ImportError, ValueError) as error:
        raise UsageError(
            f"{address} cannot be opened as an inbox: {error}; give a folder, or install the "
            "driver of that object store"
        ) from error
    return files, str(root).rstrip("/")


def _is_for_reading(path: str) -> bool:
    parts = PurePosixPath(path).parts
    if any(part.startswith((".", "~$")) for part in parts):
        return False
    return not f"/{path.lower()}".endswith(UNFINISHED_ENDINGS + PASSED_OVER_ENDINGS)


def _waiting(path: str, address: str, known: dict[str, Any]) -> Waiting:
    region, quarter = "", None
    for part in PurePosixPath(path).parts[:-1]:
        if _REGION.match(part):
            region = part
        else:
            quarter = _quarter(part) or quarter
    changed = known.get("mtime") or known.get("LastModified") or known.get("created")
    return Waiting(path, address, int(known.get("size") or 0), changed, region, quarter)


def _quarter(part: str) -> Quarter | None:
    try:
        return Quarter.parse(part)
    except ValueError:
        return None  # an ordinary folder name


def _age_seconds(changed: object) -> float:
    match changed:
        case datetime():
            known = changed if changed.tzinfo else changed.replace(tzinfo=UTC)
            return (datetime.now(UTC) - known).total_seconds()
        case float() | int():
            return time.time() - changed
        case _:
            return float("inf")


def _same(one: Waiting, other: Waiting) -> bool:
    return (one.size_bytes, one.changed) == (other.size_bytes, other.changed)


def _unfinished(one: Waiting) -> Waiting:
    return Waiting(
        one.path, one.address, one.size_bytes, one.changed, one.region, one.quarter, True
    )
