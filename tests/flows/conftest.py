"""One engine for all flow tests of a session, with nothing written outside temporary folders."""

import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from monev.collect_many import collect_folder
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace, packaged_example


@pytest.fixture(scope="session")
def engine() -> Iterator[None]:
    """Run flows against a temporary engine; it takes about 20 s to start, so it starts once."""
    importlib.import_module("flows")  # settles the environment before Prefect is there
    from prefect.testing.utilities import prefect_test_harness

    with prefect_test_harness(server_startup_timeout=120):
        yield


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Workspace:
    """A workspace that holds the published example and no evaluation yet."""
    folder = tmp_path / "workspace"
    monkeypatch.setenv("MONEV_WORKSPACE", str(folder))
    opened = open_workspace(Settings(workspace=folder))
    collect_folder(opened, packaged_example())
    return opened
