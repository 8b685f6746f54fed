"""Help that teaches by example, and answers at once."""

import os
import subprocess
import sys

import pytest
import typer
from typer.testing import CliRunner

from monev.cli import app

COMMANDS = [
    ["evaluate"],
    ["rerun"],
    ["explain"],
    ["collect"],
    ["template"],
    ["check"],
    ["waive"],
    ["score-table"],
    ["simulate"],
    ["findings"],
    ["actions"],
    ["status"],
    ["duties"],
    ["remind"],
    ["bundle"],
    ["replay"],
    ["rank"],
    ["report"],
    ["document"],
    ["verify"],
    ["sign"],
    ["review"],
    ["return"],
    ["publish"],
    ["approvals"],
    ["objections"],
    ["doctor"],
    ["portal"],
    ["up"],
    ["diff"],
    ["rubric", "check"],
    ["rubric", "diff"],
    ["account", "add"],
    ["audit", "verify"],
    ["audit", "list"],
    ["open-data"],
]
PRINTS_DATA = {
    "evaluate",
    "rerun",
    "explain",
    "check",
    "findings",
    "actions",
    "status",
    "duties",
    "remind",
    "replay",
    "collect",
    "doctor",
    "rank",
    "document",
    "verify",
    "diff",
    "review",
    "return",
    "publish",
    "approvals",
    "audit",
    "objections",
    "open-data",
    "rubric",
}


def test_the_list_of_commands_is_whole() -> None:
    """A command added to the line is added to the tests of help."""
    known = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    assert set(known) == {names[0] for names in COMMANDS}


@pytest.mark.parametrize("names", COMMANDS, ids=" ".join)
def test_every_command_shows_an_example(names: list[str]) -> None:
    """`--help` ends with a line that can be typed, and names --json where data is printed."""
    result = CliRunner().invoke(app, [*names, "--help"])
    assert result.exit_code == 0
    assert f"Example: monev {' '.join(names)}" in result.stdout
    assert ("--json" in result.stdout) >= (names[0] in PRINTS_DATA)


LONG_LIST = """
import typer
from monev.cli.edge import Edge

app = typer.Typer(cls=Edge)


@app.command()
def findings() -> None:
    for _ in range(1000):
        typer.echo("x" * 1000)


@app.command()
def other() -> None:
    pass


app(["findings"])
"""


def test_a_reader_who_has_read_enough_hears_no_more() -> None:
    """`monev findings | head` closes the pipe: the command ends without blaming the machine."""
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as pipe:
        done = subprocess.run(
            [sys.executable, "-c", LONG_LIST], stdout=pipe, stderr=subprocess.PIPE, check=False,
            text=True,
        )  # fmt: skip
    assert done.stderr == ""
    assert done.returncode == 1


def test_help_loads_no_heavy_library() -> None:
    """Asking for help imports neither database, PDF library nor engine."""
    code = (
        "import sys, monev.cli\n"
        "heavy = {'prefect', 'weasyprint', 'sqlalchemy', 'fastapi', 'numpy'} & set(sys.modules)\n"
        "sys.exit(', '.join(heavy) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
