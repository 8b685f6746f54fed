"""Image and containers as written: what must hold so that they build, start and keep secrets out.

That they name only commands and settings which exist is told in tests/flows/test_deploy_files.py.
"""

import re
import tomllib
from pathlib import Path, PurePosixPath
from typing import Any

import pytest

from monev.settings import Settings
from monev.yaml_file import read_yaml

ROOT = Path(__file__).resolve().parent.parent
DEPLOY = ROOT / "deploy"
SERVICES: dict[str, Any] = read_yaml(DEPLOY / "compose.yaml").content["services"]
OURS = sorted(set(SERVICES) - {"postgres"})
IMAGE = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
OF_NO_MACHINE = {"person"}
"""Settings of somebody at a terminal; containers work on their own."""


def entering() -> list[str]:
    """The lines of the list of what enters an image, without comments."""
    lines = (DEPLOY / "Dockerfile.dockerignore").read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def test_only_what_is_named_enters_the_image() -> None:
    """An inbox, a letterhead or a backup in the checkout stays out, whatever it is called."""
    first, *others = entering()
    named = {line.removeprefix("!") for line in others if line.startswith("!")}
    assert first == "*"
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packages = project["tool"]["hatch"]["build"]["targets"]["wheel"]["packages"]
    described = {project["project"]["readme"], *project["project"]["license-files"]}
    start = {"pyproject.toml", "prefect.yaml", "requirements*.lock", "tools"}
    assert named == {*packages, *described, *start}


def test_what_is_made_anew_and_secrets_stay_out_below_it() -> None:
    """A folder that enters brings no `.env` and no compiled code: the last fitting line counts."""
    after = entering()[max(at for at, line in enumerate(entering()) if line.startswith("!")) + 1 :]
    ignored = (ROOT / ".gitignore").read_text(encoding="utf-8").split()
    assert after == [f"**/{name.rstrip('/')}" for name in ignored]
    assert {".env", "__pycache__/", "workspace/", "backup/"} <= set(ignored)


def test_a_builder_that_ignores_nothing_is_stopped_before_it_copies() -> None:
    """Without BuildKit nobody reads Dockerfile.dockerignore; only --mount makes that an error."""
    first_run, first_copy = IMAGE.index("\nRUN "), IMAGE.index("\nCOPY ")
    assert first_run < first_copy
    assert IMAGE[first_run:].startswith("\nRUN --mount=")


def test_the_user_of_the_image_keeps_its_number() -> None:
    """Files of a volume belong to a number; a newer base image must not give out another."""
    assert re.search(r"useradd .*--uid \d+ .*monev", IMAGE)


def test_prefect_can_write_out_its_pages() -> None:
    """By default it writes into .venv, which the user of the image does not own: no pages, then."""
    found = re.search(r"PREFECT_SERVER_UI_STATIC_DIRECTORY=(\S+)", IMAGE)
    assert found
    assert PurePosixPath("/opt/monev") not in PurePosixPath(found[1]).parents


def test_one_service_builds_the_image_of_all() -> None:
    """Several builds of one name at once end with `already exists` on some engines."""
    builders = [name for name in OURS if "build" in SERVICES[name]]
    assert builders == ["prefect"]
    for name in set(OURS) - set(builders):
        assert SERVICES[name]["pull_policy"] == "never", "our image is in no registry"


@pytest.mark.parametrize("setting", sorted(set(Settings.model_fields) - OF_NO_MACHINE))
def test_every_setting_reaches_the_containers(setting: str) -> None:
    """Compose hands on only what it names; a setting in deploy/.env must not vanish silently."""
    receivers = (
        ["portal"] if setting.startswith("portal_") else ["worker", "more-workers", "portal"]
    )
    for name in receivers:
        assert f"MONEV_{setting.upper()}" in SERVICES[name]["environment"], name


def test_only_who_opens_files_gets_the_keys_of_a_bucket() -> None:
    """Prefect's server hands out work and never opens a file of ours."""
    holders = {name for name in OURS if "AWS_SECRET_ACCESS_KEY" in SERVICES[name]["environment"]}
    assert holders == {"worker", "more-workers", "portal"}


def test_the_database_counts_as_there_once_it_answers_by_tcp() -> None:
    """While its image runs the scripts of the first start, it answers on the socket already."""
    asked = " ".join(SERVICES["postgres"]["healthcheck"]["test"])
    assert "pg_isready --host " in asked
    assert re.search(r"psql .*--dbname prefect", asked), "nobody asks for the second database"


def test_a_checkout_under_a_strict_umask_serves_the_user_of_the_image() -> None:
    """COPY keeps the modes of the checkout, and root owns the copy."""
    copied = IMAGE[IMAGE.index("\nCOPY . .") :]
    assert "chmod -R go+rX ." in copied


@pytest.mark.parametrize("name", sorted(set(SERVICES) - {"more-workers"}))
def test_each_service_says_how_it_is(name: str) -> None:
    """Whoever looks at `ps` sees that a part does not answer."""
    assert SERVICES[name]["healthcheck"]["test"]


@pytest.mark.parametrize("name", sorted(SERVICES))
def test_each_service_gets_time_to_end(name: str) -> None:
    """A run under way and a checkpoint need more than the ten seconds of Docker's default."""
    assert SERVICES[name]["stop_grace_period"] == "30s"
