"""Processes of `bench.chaos.run`: one is always loading ahead, so that none is waited for."""

import atexit
import os
import signal
import subprocess
import sys
from contextlib import suppress

from bench.chaos.run import Order

PATIENCE_SECONDS = 180

Begun = subprocess.Popen[str]

_ahead: list[Begun] = []


def begin(order: Order) -> Begun:
    """Begin a run and return its process once it is about to work."""
    run = _ahead.pop() if _ahead else _loading()
    _ahead.append(_loading())
    if run.stdin is None or run.stdout is None:
        raise RuntimeError("a run needs its pipes")
    run.stdin.write(order.line())
    run.stdin.flush()
    run.stdout.readline()
    return run


def finish(run: Begun) -> tuple[int, str]:
    """Wait for a run and return its exit code and what it said.

    What a killed one left behind is swept away, as a reboot would.
    """
    try:
        _, said = run.communicate(timeout=PATIENCE_SECONDS)
    except subprocess.TimeoutExpired:
        said = f"did not end within {PATIENCE_SECONDS} s"
    if run.returncode != 0:
        with suppress(ProcessLookupError):  # nothing of it may be left
            os.killpg(run.pid, signal.SIGKILL)
    return run.wait(), said


def _loading() -> Begun:
    return subprocess.Popen(
        [sys.executable, "-m", "bench.chaos.run"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@atexit.register
def _let_go() -> None:
    """End the run that nobody will order any more."""
    while _ahead:
        _ahead.pop().communicate()
