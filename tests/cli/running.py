"""How a test runs the command line in its own process, stdout and stderr apart."""

from typing import Any, Protocol

from typer.testing import CliRunner

from monev.cli import app


class Ran(Protocol):
    """What came of a command."""

    exit_code: int
    stdout: str
    stderr: str
    output: str


class Run(Protocol):
    """Runs one command."""

    def __call__(self, *arguments: str, **more: Any) -> Ran:
        """Run with these arguments; `more` goes to the runner, such as `input`."""


def run_command(*arguments: str, **more: Any) -> Ran:
    """Run one command in this process."""
    return CliRunner().invoke(app, list(arguments), **more)
