"""What lets the project be installed anywhere: lock files without addresses, versions that work
together, and no trace of one machine in the files that are handed on.
"""

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LOCKS = (
    "requirements-bootstrap.lock",
    "requirements.lock",
    "requirements-s3.lock",
    "requirements-bench.lock",
    "requirements-dev.lock",
)
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^\]]*\])?==([^\s;\\]+)", re.MULTILINE)

# Joined from pieces, so that this file does not hold what it looks for.
REGISTRY_HOSTS = tuple(
    ".".join(pieces)
    for pieces in (
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("registry", "npmjs", "org"),
        ("registry", "yarnpkg", "com"),
        ("deb", "debian", "org"),
        ("archive", "ubuntu", "com"),
        ("anaconda", "org"),
        ("crates", "io"),
        ("rubygems", "org"),
        ("proxy", "golang", "org"),
    )
)
MACHINE_FOLDERS = ("work", "root", "home")
# A folder of the machine starts a path; the same word inside an address or a longer path does not.
MACHINE_PATH = re.compile(r"(?<![\w.~/-])/(?:" + "|".join(MACHINE_FOLDERS) + r")/")


def traces(text: str) -> list[str]:
    """The registry hosts and paths of one machine that stand in a text."""
    hosts = [host for host in REGISTRY_HOSTS if host in text]
    return hosts + [found.group() for found in MACHINE_PATH.finditer(text)]


def handed_on() -> list[Path]:
    """Every file that is committed or about to be: known to git, or new and not ignored."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, capture_output=True).stdout.decode()
    return [path for name in sorted(set(listed.split("\0"))) if (path := ROOT / name).is_file()]


def pins(lock: str) -> dict[str, str]:
    """Package -> version of one lock file."""
    return dict(PIN.findall((ROOT / lock).read_text(encoding="utf-8")))


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_files_hold_no_address(lock: str) -> None:
    """An office installs from its own mirror: the lock names versions and hashes, never places."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.findall(
        r"^\s*(?:--index|--extra|--find|--trusted|-i |-f )\S*", text, re.MULTILINE
    )
    assert not traces(text)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_a_hash(lock: str) -> None:
    """Each entry is one exact version with at least one sha256."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(pins(lock)) > 0
    assert not [entry for entry in entries if not PIN.match(entry) or "sha256:" not in entry]


def test_lock_files_agree() -> None:
    """A package in two lock files has one version, so that set-up never swaps it to and fro."""
    everything = pins("requirements-dev.lock")
    for lock in LOCKS[:-1]:
        shared = pins(lock).items() - everything.items()
        assert not {name for name, _ in shared if name in everything}, lock
    assert pins("requirements.lock").items() <= everything.items()


def test_the_prefect_server_can_be_imported(tmp_path: Path) -> None:
    """Prefect and FastAPI are held to versions that go together; others fail on this import."""
    subprocess.run(
        [sys.executable, "-c", "import prefect.server.api.server"],
        env={**os.environ, "PREFECT_HOME": str(tmp_path)},
        check=True,
        timeout=120,
    )


@pytest.mark.parametrize("package", ["models", "flows", "monev"])
def test_our_packages_are_ours(package: str) -> None:
    """`models` and `flows` are plain names: another installed package must not answer to them."""
    found = importlib.util.find_spec(package)
    assert found is not None
    assert found.origin == str(ROOT / package / "__init__.py")


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a git checkout: no list of files")
def test_no_file_carries_a_trace_of_one_machine() -> None:
    """Nothing handed on names a package registry or a folder that only one machine has."""
    problems = []
    for path in handed_on():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue  # pictures and spreadsheets are no text
        problems += [f"{path.relative_to(ROOT)}: {trace}" for trace in traces(text)]
    assert not problems


@pytest.mark.parametrize("host", REGISTRY_HOSTS)
def test_a_registry_is_noticed(host: str) -> None:
    """The look-out sees each host inside an address."""
    assert traces(f"index = https://files.{host}/simple") == [host]


def test_a_machine_path_is_noticed_and_an_address_is_not() -> None:
    """A path is seen where one can stand; a page of a site with the same word is left alone."""
    folder = "/" + MACHINE_FOLDERS[0] + "/"
    assert traces(f'open("{folder}a.csv")') == [folder]
    assert traces(f"PATH={folder}bin:{folder}sbin") == [folder, folder]
    assert traces(f"https://example.id{folder}2024") == []
