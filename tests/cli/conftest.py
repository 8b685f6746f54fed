"""A workspace with a few evaluations, made once without the engine, and copies of it."""

import shutil
from pathlib import Path

import pytest

from models import Quarter
from monev.collect_many import collect_folder
from monev.evaluate_many import evaluate_recorded
from monev.settings import Settings
from monev.workspace import open_workspace, packaged_example
from tests.cli.running import Run, run_command

EVALUATED = ("36.72", "36.74")


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with the published example and two evaluated kota; nobody changes it."""
    folder = tmp_path_factory.mktemp("made") / "workspace"
    place = open_workspace(Settings(workspace=folder))
    collect_folder(place, packaged_example())
    for code in EVALUATED:
        result = evaluate_recorded(place, code, Quarter(2024, 3), "test")
        assert not result.error
    place.store.engine.dispose()
    return folder


@pytest.fixture
def filled(made_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of that workspace in the current folder, to be changed at will."""
    shutil.copytree(made_once, tmp_path / "workspace")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MONEV_WORKSPACE", raising=False)
    return tmp_path / "workspace"


@pytest.fixture
def run() -> Run:
    """Run the command line in this process; stdout and stderr are kept apart."""
    return run_command
