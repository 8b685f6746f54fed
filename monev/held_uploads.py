"""Uploads between the look at them and the word of their sender: without personal data, for a day.

They rest in the folder `uploads` of this machine's workspace, never among the evidence. What a
file says, and whether it is accepted, is for `take_upload`.
"""

import hashlib
import json
import re
import shutil
import time
import uuid
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path

EXPIRES_AFTER = timedelta(hours=24)
MOST_EACH = 20
"""Uploads one account may have waiting; the oldest gives way to the next."""
SWEEP_EVERY_SECONDS = 600
_TOKEN = re.compile(r"[0-9a-f]{32}")


@dataclass(frozen=True)
class Held:
    """One upload that waits: whose it is, for which region and quarter, and what it is called.

    `original` is the hash of the bytes as sent, `removed` what was taken out of them, as receipts
    tell it. `receipt` is set once it was handed in; then only this note is left of it.
    """

    owner: str
    region: str
    quarter: str
    name: str
    original: str
    held_at: datetime
    removed: dict[str, str] = field(default_factory=dict)
    receipt: int | None = None

    @property
    def token(self) -> str:
        """Its address: the same bytes of the same person for the same place have the same one."""
        told = "\n".join((self.owner, self.region, self.quarter, self.original))
        return hashlib.sha256(told.encode()).hexdigest()[:32]


class HeldUploads:
    """The holding place in one folder; processes of one machine may share it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._swept = float("-inf")

    def hold(self, one: Held, content: bytes) -> str:
        """Keep an upload, whole or not at all, and return its token."""
        self.sweep(one.held_at)
        place = self._of(one.owner)
        place.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._folder.chmod(0o700)
        _write(place / f"{one.token}.bin", content)
        self._note(one)
        waiting = [each for each in self._notes(place) if each.receipt is None]
        for old in sorted(waiting, key=lambda each: each.held_at)[:-MOST_EACH]:
            self._drop(old)
        return one.token

    def find(self, token: str, owner: str, now: datetime) -> Held | None:
        """Return what this account holds under a token; None for another's, unknown or expired."""
        if not _TOKEN.fullmatch(token):
            return None
        held = _read(self._of(owner) / f"{token}.json")
        return held if held is not None and now - held.held_at < EXPIRES_AFTER else None

    def waiting(self, owner: str, region: str, quarter: str, now: datetime) -> list[Held]:
        """Return what an account holds for one page and has not handed in, the newest first."""
        place = (region, quarter)
        mine = [
            one
            for one in self._notes(self._of(owner))
            if (one.region, one.quarter) == place and one.receipt is None
        ]
        fresh = [one for one in mine if now - one.held_at < EXPIRES_AFTER]
        return sorted(fresh, key=lambda one: one.held_at, reverse=True)

    def content(self, one: Held) -> bytes | None:
        """Return the bytes that wait; None where they were handed in or dropped meanwhile."""
        try:
            return (self._of(one.owner) / f"{one.token}.bin").read_bytes()
        except FileNotFoundError:
            return None

    def handed_in(self, one: Held, receipt: int) -> None:
        """Drop the bytes and remember the receipt, so that asking again finds it."""
        self._note(replace(one, receipt=receipt))
        (self._of(one.owner) / f"{one.token}.bin").unlink(missing_ok=True)

    def sweep(self, now: datetime) -> None:
        """Remove what is expired or left by an interrupted process; at most every ten minutes."""
        if time.monotonic() - self._swept < SWEEP_EVERY_SECONDS or not self._folder.is_dir():
            return
        self._swept = time.monotonic()
        for place in filter(Path.is_dir, self._folder.iterdir()):
            for one in list(self._notes(place)):
                if now - one.held_at >= EXPIRES_AFTER:
                    self._drop(one)
            _remove_strays(place)

    def _of(self, owner: str) -> Path:
        return self._folder / hashlib.sha256(owner.encode()).hexdigest()[:32]

    def _note(self, one: Held) -> None:
        told = {**asdict(one), "held_at": one.held_at.isoformat()}
        path = self._of(one.owner) / f"{one.token}.json"
        _write(path, json.dumps(told, ensure_ascii=False).encode())

    def _notes(self, place: Path) -> Iterator[Held]:
        for path in place.glob("*.json"):
            held = _read(path)
            if held is not None:
                yield held

    def _drop(self, one: Held) -> None:
        for ending in (".json", ".bin"):
            (self._of(one.owner) / f"{one.token}{ending}").unlink(missing_ok=True)


def _read(path: Path) -> Held | None:
    """Return a note; None where there is none, or no longer."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    return Held(**{**told, "held_at": datetime.fromisoformat(told["held_at"])})


def _write(target: Path, content: bytes) -> None:
    partial = target.with_name(f"{target.name}.{uuid.uuid4().hex[:12]}.part")
    try:
        partial.write_bytes(content)
        partial.replace(target)
    except OSError:  # a full disk is not filled with what is of no use
        partial.unlink(missing_ok=True)
        raise


def _remove_strays(place: Path) -> None:
    """Remove files that no note speaks of and that nobody writes any more, and empty folders."""
    for path in place.iterdir():
        known = path.with_name(f"{path.name[:32]}.json").exists() and path.suffix != ".part"
        try:
            old = time.time() - path.stat().st_mtime > SWEEP_EVERY_SECONDS
        except FileNotFoundError:
            continue
        if not known and old:
            path.unlink(missing_ok=True)
    if not any(place.iterdir()):
        shutil.rmtree(place, ignore_errors=True)
