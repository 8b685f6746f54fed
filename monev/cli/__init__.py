"""The command line: arguments, messages, progress and exit codes. No rule and no query.

Exit codes: 0 done, 1 done with exceptions, 2 wrong usage or input, 3 the environment is at fault.
Commands import what they need when they run, so that `monev --help` answers at once.
"""

import atexit
import gc

from monev.cli.app import app

__all__ = ["app", "main"]

ALLOCATIONS = 20_000
"""Between looks of the collector at what is young; Python's own 700 cost a command a tenth."""


def main() -> None:
    """Run the command line of this process."""
    gc.set_threshold(ALLOCATIONS)
    atexit.register(gc.freeze)  # what is loaded is let go with the process, not picked over first
    app(prog_name="monev")
