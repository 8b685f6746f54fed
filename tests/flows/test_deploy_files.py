"""The files for a server: they parse, and every command and setting they name exists."""

import re
import shlex
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from flows import HEARTBEAT_SECONDS, LEASES
from flows.station.deployments import find_deployments
from monev.cli import app
from monev.settings import Settings
from monev.yaml_file import read_yaml

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
UNITS = sorted((DEPLOY / "systemd").glob("*.service"))
COMPOSE = read_yaml(DEPLOY / "compose.yaml").content
ENVIRONMENT = DEPLOY / "monev.env.example"
OF_A_BUCKET = {f"AWS_{one}" for one in ("ACCESS_KEY_ID", "SECRET_ACCESS_KEY", "DEFAULT_REGION")}
OF_NO_PROGRAM_OF_OURS = {"DO_NOT_TRACK", "MONEV_DB_PASSWORD", "AWS_ENDPOINT_URL", *OF_A_BUCKET}
"""A convention of many programs, a word that compose alone puts into addresses, and what the driver
of a bucket reads."""


def commands() -> list[list[str]]:
    """Every command of ours or Prefect's in units, compose and the image."""
    found = [service["command"] for service in COMPOSE["services"].values() if "command" in service]
    found += [
        service["healthcheck"]["test"][1:]
        for service in COMPOSE["services"].values()
        if "healthcheck" in service
    ]
    for unit in UNITS:
        lines = re.findall(r"^ExecStart(?:Pre)?=(.+)$", unit.read_text(encoding="utf-8"), re.M)
        found += [shlex.split(line) for line in lines]
    image = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    found += [re.findall(r'"([^"]+)"', line) for line in re.findall(r"^CMD (.+)$", image, re.M)]
    named = [[Path(words[0]).name, *words[1:]] for words in found]
    unique = {tuple(words) for words in named if words[0] in {"monev", "prefect"}}
    return [list(words) for words in sorted(unique)]


@cache
def help_of(program: str, *names: str) -> str:
    """What a command says of itself; empty where there is no such command."""
    if program == "monev":
        result = CliRunner().invoke(app, [*names, "--help"], env={"COLUMNS": "200"})
        return result.stdout if result.exit_code == 0 else ""
    done = subprocess.run(
        [sys.executable, "-m", program, *names, "--help"],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.stdout if done.returncode == 0 else ""


@pytest.mark.parametrize("words", commands(), ids=" ".join)
def test_every_command_exists(words: list[str]) -> None:
    """Program, subcommand and each option are known to the command line they are for."""
    program, *rest = words
    names = [word for word in rest[: 1 if program == "monev" else 2] if not word.startswith("-")]
    shown = help_of(program, *names)
    assert f"{' '.join(names)}" in shown, f"no such command: {shlex.join(words)}"
    for option in (word for word in rest if word.startswith("--")):
        assert re.search(rf"{option}\b", shown), f"{option} is unknown to {program} {names}"


def settings_named() -> set[str]:
    """Every setting in the example, in compose and in the image."""
    names = set(re.findall(r"^([A-Z_]+)=", ENVIRONMENT.read_text(encoding="utf-8"), re.M))
    for service in COMPOSE["services"].values():
        names |= set(service.get("environment", {}))
    image = (DEPLOY / "Dockerfile").read_text(encoding="utf-8")
    names |= set(re.findall(r"\b((?:MONEV|PREFECT)_[A-Z_]+)=", image))
    return {name for name in names if not name.startswith("POSTGRES_")} - OF_NO_PROGRAM_OF_OURS


def test_every_deployment_gives_a_sign_of_life_in_time() -> None:
    """Also on a worker that somebody started by hand, without the settings of the station."""
    recipe = read_yaml(DEPLOY.parent / "prefect.yaml").content
    for one in recipe["deployments"]:
        given = one["work_pool"]["job_variables"]["env"]["PREFECT_FLOWS_HEARTBEAT_FREQUENCY"]
        assert int(given) == HEARTBEAT_SECONDS, one["name"]


@pytest.mark.parametrize("name", sorted(settings_named()))
def test_every_setting_exists(name: str) -> None:
    """A setting that is misspelt would be ignored without a word."""
    import prefect.settings

    if name.startswith("MONEV_"):
        assert name.removeprefix("MONEV_").lower() in Settings.model_fields
    else:
        assert hasattr(prefect.settings, name)


def test_compose_starts_what_monev_up_starts() -> None:
    """Database, server, worker and portal stand there; what they share is one image and folder."""
    services: dict[str, Any] = COMPOSE["services"]
    assert set(services) == {"postgres", "prefect", "worker", "more-workers", "portal"}
    ours = [service for name, service in services.items() if name != "postgres"]
    assert {service["image"] for service in ours} == {"monev"}
    assert all("workspace:/var/lib/monev" in service["volumes"] for service in ours)
    for name, service in services.items():
        for needed in service.get("depends_on", {}):
            assert "healthcheck" in services[needed], f"{name} waits for {needed} in vain"
        for port in service.get("ports", []):
            assert str(port).startswith("127.0.0.1:"), f"{name} is open to the network"


def test_pool_and_heartbeat_are_those_of_monev_up() -> None:
    """More workers poll the pool of prefect.yaml; runs beat as expected, and keep their place."""
    pools = [words[words.index("--pool") + 1] for words in commands() if "--pool" in words]
    assert set(pools) == {find_deployments().pool}
    beats = {
        service["environment"]["PREFECT_FLOWS_HEARTBEAT_FREQUENCY"]
        for name, service in COMPOSE["services"].items()
        if name != "postgres"
    }
    assert beats == {str(HEARTBEAT_SECONDS)}
    for name, service in COMPOSE["services"].items():
        kept = service["environment"].get("PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE")
        assert name == "postgres" or kept == LEASES
    example = ENVIRONMENT.read_text(encoding="utf-8")
    assert f"PREFECT_SERVER_CONCURRENCY_LEASE_STORAGE={LEASES}\n" in example
    assert f"PREFECT_FLOWS_HEARTBEAT_FREQUENCY={HEARTBEAT_SECONDS}\n" in example


@pytest.mark.parametrize("unit", UNITS, ids=lambda path: path.name)
def test_units_are_alike(unit: Path) -> None:
    """Each unit runs as the same user, on the same settings, and comes back after a death."""
    text = unit.read_text(encoding="utf-8")
    for line in (
        "User=monev",
        "EnvironmentFile=/etc/monev/monev.env",
        "Restart=always",
        "NoNewPrivileges=true",
        "WantedBy=multi-user.target",
    ):
        assert line in text.splitlines(), line


def test_no_secret_stands_in_the_files() -> None:
    """Passwords are asked for or say change-me; a real one would be in every checkout."""
    for path in (DEPLOY / "compose.yaml", ENVIRONMENT):
        for found in re.findall(r"monev:([^@\s]+)@", path.read_text(encoding="utf-8")):
            assert found.startswith(("${MONEV_DB_PASSWORD:?", "change-me")), found
