"""The command line: arguments, messages, progress and exit codes. No rule and no query.

Exit codes: 0 done, 1 done with exceptions, 2 wrong usage or input, 3 the environment is at fault.
Commands import what they need when they run, so that `monev --help` answers at once.
"""

from monev.cli.app import app

__all__ = ["app", "main"]


def main() -> None:
    """Run the command line of this process."""
    app(prog_name="monev")
