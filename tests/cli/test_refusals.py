"""Wrong usage is exit 2 and a broken machine exit 3: one sentence each, and no traceback."""

from pathlib import Path

import pytest

from tests.cli.running import Run

EVALUATE = ("evaluate", "--period", "2024-Q3")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((*EVALUATE, "--region", "Tangerang"), "36.71 Kota Tangerang"),
        ((*EVALUATE, "--region", "Bandung"), "32.73 Kota Bandung"),
        ((*EVALUATE, "--region", "36.99"), "Nearest"),
        ((*EVALUATE, "--region", "31.71"), "evaluate province 31"),
        ((*EVALUATE, "--province", "36.72"), "provinsi"),
        ((*EVALUATE, "--inbox", "nowhere"), "nowhere is no folder"),
        (("evaluate", "--period", "2024-Q5"), "Triwulan III 2024"),
        (("explain", "36.03", "--period", "2024-Q3"), "monev evaluate --period 2024-Q3"),
        (("explain", "36.72", "--period", "2024-Q3", "--indicator", "Z9"), "one of A1"),
        (("rerun", "36.72", "--period", "2024-Q3", "--reason", " "), "write why"),
        (("collect", "--period", "2024-Q3"), "--inbox DIR"),
        (("check", "nowhere.csv"), "no file"),
        (("report", "36.72", "--period", "2024-Q3", "--out", "no/such/folder.pdf"), "make it"),
    ],
)
def test_wrong_input_is_exit_2(
    filled: Path, run: Run, arguments: tuple[str, ...], said: str
) -> None:
    """The message says what was found and what to write instead."""
    result = run(*arguments)
    assert (result.exit_code, result.stdout) == (2, ""), result.output
    assert said in result.stderr
    assert "Traceback" not in result.stderr
    assert filled.is_dir()


@pytest.mark.parametrize("command", ["explain", "findings", "status", "rerun"])
def test_a_question_makes_no_workspace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Run, command: str
) -> None:
    """Asking in the wrong folder is refused, and leaves nothing behind."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("MONEV_WORKSPACE", raising=False)
    more = {"explain": ["36.72"], "rerun": ["36.72", "--reason", "x"]}.get(command, [])
    result = run(command, *more, "--period", "2024-Q3")
    assert result.exit_code == 2
    assert "holds no workspace" in result.stderr
    assert not list(tmp_path.iterdir())


def test_an_unreachable_database_is_exit_3(
    filled: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A database that does not answer is the environment's fault, and said without its password."""
    url = "postgresql+psycopg://monev:geheim@127.0.0.1:1/monev"
    monkeypatch.setenv("MONEV_DATABASE_URL", url)
    result = run("status", "--period", "2024-Q3")
    assert result.exit_code == 3, result.output
    assert "MONEV_DATABASE_URL" in result.stderr
    assert "geheim" not in result.output
    assert filled.is_dir()


def test_a_file_instead_of_the_workspace_is_exit_3(tmp_path: Path, run: Run) -> None:
    """Where the workspace cannot be made, the machine is at fault."""
    blocked = tmp_path / "blocked"
    blocked.write_text("a file", encoding="utf-8")
    result = run(*EVALUATE, "--workspace", str(blocked))
    assert result.exit_code == 3, result.output
    assert "blocked" in result.stderr


def test_a_broken_database_file_is_exit_3(filled: Path, run: Run) -> None:
    """A file that is no database is said to be unusable."""
    for name in ("monev.sqlite-wal", "monev.sqlite-shm"):
        (filled / name).unlink(missing_ok=True)
    (filled / "monev.sqlite").write_bytes(b"this is no database, " * 100)
    result = run("status", "--period", "2024-Q3")
    assert result.exit_code == 3, result.output
    assert "database" in result.stderr
