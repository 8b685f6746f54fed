"""The systemd units of a server: what they write has a folder that is theirs, what they read and
start is where `docs/operate.md` puts it, and Prefect's pages come from where a unit may write.

Whether commands and settings exist at all is asked in `tests/flows/test_deploy_files.py`.
"""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import make_url

ROOT = Path(__file__).resolve().parent.parent
UNITS = sorted((ROOT / "deploy" / "systemd").glob("*.service"))
NAMES = [unit.stem for unit in UNITS]
GUIDE = (ROOT / "docs" / "operate.md").read_text(encoding="utf-8")
PAGES = """
from fastapi.testclient import TestClient
from prefect.server.api.server import create_ui_app
answer = TestClient(create_ui_app(ephemeral=False)).get("/")
assert answer.status_code == 200, answer.status_code
"""


def lines_of(path: Path) -> list[tuple[str, str]]:
    """Each `NAME=value` of a unit or of the example of settings, in order."""
    return re.findall(r"^([A-Za-z_]+)=(.*)$", path.read_text(encoding="utf-8"), re.MULTILINE)


def values(unit: Path, name: str) -> list[str]:
    """All values that a unit gives to one of its keys."""
    return [value for key, value in lines_of(unit) if key == name]


def settings_of(unit: Path, cache: str) -> dict[str, str]:
    """What a unit sets besides the file of settings, with systemd's cache folder in place."""
    pairs = (value.split("=", 1) for value in values(unit, "Environment"))
    return {name: value.replace("%C", cache) for name, value in pairs}


@pytest.fixture(scope="module")
def example() -> dict[str, str]:
    """The example of settings."""
    return dict(lines_of(ROOT / "deploy" / "monev.env.example"))


@pytest.mark.parametrize("unit", UNITS, ids=NAMES)
def test_what_a_unit_starts_is_in_the_installation(unit: Path) -> None:
    """Each program lies in the environment that set-up makes inside the unit's working folder."""
    (folder,) = values(unit, "WorkingDirectory")
    for command in values(unit, "ExecStartPre") + values(unit, "ExecStart"):
        program = Path(command.split()[0])
        assert program.parent == Path(folder, ".venv", "bin")
        assert Path(sys.executable).with_name(program.name).is_file()
    assert f"cd {folder} && tools/setup.sh" in GUIDE


@pytest.mark.parametrize("unit", UNITS, ids=NAMES)
def test_a_unit_has_folders_of_its_own(unit: Path, example: dict[str, str]) -> None:
    """Workspace and caches are made by systemd for the user alone: the checkout is not writable."""
    state, cache = values(unit, "StateDirectory"), values(unit, "CacheDirectory")
    assert [f"/var/lib/{name}" for name in state] == [example["MONEV_WORKSPACE"]]
    assert Path(example["PREFECT_HOME"]).is_relative_to(example["MONEV_WORKSPACE"])
    assert values(unit, "StateDirectoryMode") == values(unit, "CacheDirectoryMode") == ["0750"]
    compiled = settings_of(unit, "/var/cache")["PYTHONPYCACHEPREFIX"]
    assert Path(compiled).is_relative_to(Path("/var/cache", *cache))


def test_prefect_writes_its_pages_where_it_may(tmp_path: Path) -> None:
    """With the unit's settings the pages are written into its cache folder and served from there.

    Without them Prefect writes into its own package, which user monev cannot: every page is 404.
    """
    (unit,) = [unit for unit in UNITS if unit.stem == "monev-prefect"]
    (cache,) = values(unit, "CacheDirectory")
    own = settings_of(unit, str(tmp_path))
    del own["PYTHONPYCACHEPREFIX"]  # true as well, but it would compile all of Prefect here
    environment = {**os.environ, "PREFECT_HOME": str(tmp_path / "home"), **own}
    subprocess.run([sys.executable, "-c", PAGES], env=environment, check=True, timeout=120)
    assert list((tmp_path / cache).rglob("index.html"))


def test_settings_name_what_the_guide_makes(example: dict[str, str]) -> None:
    """User, databases and file of settings are those that the printed commands make."""
    ours = make_url(example["MONEV_DATABASE_URL"])
    history = make_url(example["PREFECT_SERVER_DATABASE_CONNECTION_URL"])
    assert f"createuser --pwprompt {ours.username}\n" in GUIDE
    assert f"createdb --owner {ours.username} {ours.database}\n" in GUIDE
    second = (ROOT / "deploy" / "second-database.sql").read_text(encoding="utf-8")
    assert f"CREATE DATABASE {history.database} OWNER {history.username};" in second
    for unit in UNITS:
        (user,), (file,) = values(unit, "User"), values(unit, "EnvironmentFile")
        assert f"useradd --system --home-dir {example['MONEV_WORKSPACE']} {user}\n" in GUIDE
        assert f"-g {user} deploy/monev.env.example {file}" in GUIDE
        assert re.search(rf"systemctl enable --now .*\b{unit.stem}\b", GUIDE)


def test_the_worker_waits_at_the_address_of_the_server(example: dict[str, str]) -> None:
    """The server listens where runs look for it, and systemd waits longer than the command does."""
    by_name = dict(zip(NAMES, UNITS, strict=True))
    (server,) = values(by_name["monev-prefect"], "ExecStart")
    address = re.search(r"--host (\S+) --port (\d+)", server)
    assert address is not None
    assert example["PREFECT_API_URL"] == "http://{}:{}/api".format(*address.groups())
    worker = by_name["monev-worker"]
    (wait,) = values(worker, "ExecStartPre")
    patience = re.search(r"--timeout (\d+)", wait)
    assert patience is not None
    assert int(values(worker, "TimeoutStartSec")[0]) > int(patience.group(1))
