"""Child processes that are watched: each with its log, started again when it dies, ended for good.

What the children are is for others to say. A child has a process group of its own, so that Ctrl-C
in a terminal reaches the station alone, and the station decides the order of the end.
"""

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

LARGE_LOG = 5_000_000
"""Bytes. A larger log is put aside as `.1` when its child starts; one older is kept, as `.2`."""

TAIL = 8000
"""Bytes at the end of a log in which the cause of a death is looked for."""
NAMES_AN_ERROR = re.compile(r"(Error|Exception)\b.*: ")

Tell = Callable[[str, str, str], None]
"""Hears the part, its state in a word or two, and a sentence."""


@dataclass(frozen=True)
class Recipe:
    """How a child is started. `environment` is added to that of the station."""

    name: str
    command: tuple[str, ...]
    log: Path
    environment: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Patience:
    """Seconds to wait before each new start; a child that lives `calm_s` begins anew at the first.

    When all waits are used up, the child is given up.
    """

    waits_s: tuple[float, ...] = (1, 2, 4, 8, 16, 32)
    calm_s: float = 60


class Child:
    """One child. `tend` must be called often; it never blocks."""

    def __init__(self, recipe: Recipe, tell: Tell, patience: Patience | None = None) -> None:
        self.recipe = recipe
        self.given_up = False
        self._tell = tell
        self._patience = patience or Patience()
        self._process: subprocess.Popen[bytes] | None = None
        self._started = 0.0
        self._due: float | None = None
        self._deaths = 0
        self._log_from = 0

    @property
    def pid(self) -> int | None:
        """The process, while it lives."""
        alive = self._process is not None and self._process.poll() is None
        return self._process.pid if self._process is not None and alive else None

    def start(self) -> None:
        """Start the process; its output goes to the end of its log."""
        self._due = None
        self._started = time.monotonic()
        with open_log(self.recipe.log) as log:
            self._log_from = log.tell()
            self._process = subprocess.Popen(  # noqa: S603  # our own commands
                self.recipe.command,
                env=os.environ | dict(self.recipe.environment),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )

    def tend(self) -> bool:
        """Notice a death, and start again when its wait is over; true where a process began."""
        if self.given_up:
            return False
        if self._due is not None and time.monotonic() >= self._due:
            self.start()
            self._tell(self.recipe.name, "started", f"again, process {self.pid}")
            return True
        if self._process is not None and self._due is None:
            code = self._process.poll()
            if code is not None:
                self._note_death(code)
        return False

    def last_words(self) -> str:
        """Return the last error its log names since it was started, else the last line."""
        return last_words(self.recipe.log, self._log_from)

    def ask_to_end(self) -> None:
        """Ask the process to end, and start it no more."""
        self._due, self.given_up = None, True
        if self._process is not None and self._process.poll() is None:
            self._process.terminate()

    def kill(self) -> int | None:
        """End whatever is left of the process and its group at once; return its exit code."""
        if self._process is None:
            return None
        with suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        return self._process.wait()

    def _note_death(self, code: int) -> None:
        now = time.monotonic()
        if now - self._started >= self._patience.calm_s:
            self._deaths = 0
        cause = f"{how_it_ended(code)}; last words: {self.last_words()}"
        if self._deaths == len(self._patience.waits_s):
            self.given_up = True
            text = f"after {self._deaths + 1} deaths ({cause}); see {self.recipe.log}, then restart"
            self._tell(self.recipe.name, "GIVEN UP", text)
            return
        wait = self._patience.waits_s[self._deaths]
        self._deaths += 1
        self._due = now + wait
        self._tell(self.recipe.name, "DIED", f"{cause}; starting again in {wait:g} s")


def end_all(children: Sequence[Child], patience_s: float, hurry: Callable[[], bool]) -> list[str]:
    """End children together: asked first, killed after `patience_s` or when `hurry` says so.

    Returns the names of those that had to be killed.
    """
    for child in children:
        child.ask_to_end()
    limit = time.monotonic() + patience_s
    while any(child.pid for child in children) and time.monotonic() < limit and not hurry():
        time.sleep(0.05)
    killed = [child.recipe.name for child in children if child.pid]
    for child in children:
        child.kill()
    return killed


def how_it_ended(code: int) -> str:
    """Say an exit code in words."""
    if code >= 0:
        return f"exit code {code}"
    try:
        return f"killed by {signal.Signals(-code).name}"
    except ValueError:
        return f"killed by signal {-code}"


def last_words(log: Path, since: int = 0, most: int = 300) -> str:
    """Return the last error that a log names after byte `since`, else its last line with a word."""
    if not log.is_file():
        return "none"
    with log.open("rb") as file:
        file.seek(max(since, log.stat().st_size - TAIL))
        lines = file.read().decode("utf-8", "replace").splitlines()
    spoken = [line.strip() for line in lines if any(sign.isalnum() for sign in line)]
    errors = [line for line in spoken if NAMES_AN_ERROR.search(line)]
    return (errors or spoken or ["none"])[-1][:most]


def open_log(path: Path) -> BinaryIO:
    """Open a log at its end; one that has grown large is put aside first."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.is_file() and path.stat().st_size > LARGE_LOG:
        older = path.with_suffix(".log.1")
        if older.is_file():
            older.replace(path.with_suffix(".log.2"))
        path.replace(older)
    return path.open("ab")
