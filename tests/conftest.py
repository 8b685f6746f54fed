"""Fixtures that several rooms share: the published example, collected once."""

import pytest
from hypothesis import settings

from monev.collect_many import collect_folder
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace, packaged_example

settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")  # a deadline is a timed assertion: it fails on a busy machine


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace into which the packaged example was collected; tests evaluate, never alter it."""
    opened = open_workspace(Settings(workspace=tmp_path_factory.mktemp("example")))
    assert collect_folder(opened, packaged_example()).refused == []
    return opened
