"""Children of a station: they die, come back, are given up, and end with all that they started."""

import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from flows.station.children import Child, Patience, Recipe, end_all, last_words, open_log
from flows.station.leftovers import MARK, end_leftovers, leftovers

STAYS = "import time; print('here I am', flush=True); time.sleep(60)"
DIES = "print('disk is full', flush=True); raise SystemExit(7)"
DEAF = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print('deaf', flush=True); time.sleep(60)"
)
HAS_A_RUN = (
    "import subprocess, sys, time;"
    "subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'],"
    " start_new_session=True); print('started', flush=True); time.sleep(60)"
)

Said = list[tuple[str, str, str]]


def child(tmp_path: Path, code: str, said: Said, **patience: object) -> Child:
    """A child that runs this code, with waits short enough for a test."""
    recipe = Recipe("part", (sys.executable, "-c", code), tmp_path / "part.log")
    waits = Patience(**({"waits_s": (0.05, 0.1)} | patience))  # type: ignore[arg-type]
    return Child(recipe, lambda *line: said.append(line), waits)


def until(look: Callable[[], bool], seconds: float = 15) -> None:
    """Wait until it is so."""
    limit = time.monotonic() + seconds
    while not look():
        assert time.monotonic() < limit, "waited in vain"
        time.sleep(0.02)


def says(tmp_path: Path, word: str) -> Callable[[], bool]:
    """Whether the child has got so far as to write this word."""
    log = tmp_path / "part.log"
    return lambda: log.is_file() and word in log.read_text(encoding="utf-8")


def test_a_killed_child_comes_back(tmp_path: Path) -> None:
    """A death is told with its cause, and another process takes the place."""
    said: Said = []
    one = child(tmp_path, STAYS, said)
    one.start()
    first = one.pid
    until(says(tmp_path, "here"))
    assert first is not None
    os.kill(first, signal.SIGKILL)
    until(one.tend)
    assert one.pid not in (None, first)
    assert [state for _, state, _ in said] == ["DIED", "started"]
    assert "killed by SIGKILL; last words: here I am; starting again in 0.05 s" in said[0][2]
    assert end_all([one], 10, lambda: False) == []


def test_waits_grow_until_it_is_given_up(tmp_path: Path) -> None:
    """A child that dies each time is started once per wait, then left alone, and that is said."""
    said: Said = []
    one = child(tmp_path, DIES, said)
    one.start()
    until(lambda: not one.tend() and one.given_up)
    assert [state for _, state, _ in said] == ["DIED", "started", "DIED", "started", "GIVEN UP"]
    assert "in 0.05 s" in said[0][2]
    assert "in 0.1 s" in said[2][2]
    assert "exit code 7; last words: disk is full" in said[-1][2]
    assert str(tmp_path / "part.log") in said[-1][2]
    assert not one.tend()
    assert (tmp_path / "part.log").read_text(encoding="utf-8").count("disk is full") == 3


def test_a_calm_life_forgives_earlier_deaths(tmp_path: Path) -> None:
    """Deaths far apart never add up to giving up."""
    said: Said = []
    one = child(tmp_path, DIES, said, waits_s=(0.02,), calm_s=0.0)
    one.start()
    starts = 0
    limit = time.monotonic() + 20
    while starts < 3 and time.monotonic() < limit:
        starts += one.tend()
        time.sleep(0.01)
    assert starts == 3
    assert not one.given_up
    end_all([one], 5, lambda: False)


def test_a_deaf_child_is_killed(tmp_path: Path) -> None:
    """Where SIGTERM is ignored, patience ends, and the child is named."""
    one = child(tmp_path, DEAF, [])
    one.start()
    until(says(tmp_path, "deaf"))
    began = time.monotonic()
    assert end_all([one], 0.5, lambda: False) == ["part"]
    assert time.monotonic() - began < 5
    assert one.pid is None
    assert not one.tend(), "an ended child must not be started again"


def test_hurry_cuts_patience_short(tmp_path: Path) -> None:
    """A second Ctrl-C does not wait for a deaf child."""
    one = child(tmp_path, DEAF, [])
    one.start()
    until(says(tmp_path, "deaf"))
    began = time.monotonic()
    end_all([one], 60, lambda: True)
    assert time.monotonic() - began < 5


@pytest.mark.skipif(not Path("/proc/self/environ").exists(), reason="only /proc shows leftovers")
def test_what_a_child_started_in_its_own_group_is_found(tmp_path: Path) -> None:
    """A run of the worker outlives it out of reach of its group; the mark finds and ends it."""
    said: Said = []
    made = child(tmp_path, HAS_A_RUN, said).recipe
    marked = Recipe(made.name, made.command, made.log, {MARK: str(tmp_path)})
    one = Child(marked, lambda *line: said.append(line))
    one.start()
    until(says(tmp_path, "started"))
    until(lambda: len(leftovers(tmp_path)) == 2)
    end_all([one], 10, lambda: False)
    (left,) = leftovers(tmp_path)
    assert "time.sleep" in left.command
    assert leftovers(tmp_path / "another") == []
    assert end_leftovers(tmp_path, 0, {left.pid}) == []
    assert end_leftovers(tmp_path, 5) == [left]
    until(lambda: not leftovers(tmp_path))


def test_a_large_log_is_put_aside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A log grows over many starts; two older ones are kept beside it, no more."""
    monkeypatch.setattr("flows.station.children.LARGE_LOG", 10)
    log = tmp_path / "logs" / "part.log"
    for text in (b"first, long enough", b"second, long enough", b"third, long enough", b"last"):
        with open_log(log) as file:
            file.write(text)
    assert {path.name: path.read_text()[:5] for path in log.parent.iterdir()} == {
        "part.log": "last",
        "part.log.1": "third",
        "part.log.2": "secon",
    }


def test_last_words_skip_ornament(tmp_path: Path) -> None:
    """What is quoted of a log is its last line with a word in it."""
    log = tmp_path / "part.log"
    assert last_words(log) == "none"
    log.write_text("starting\nport is taken\n\n ----- \n", encoding="utf-8")
    assert last_words(log) == "port is taken"


def test_last_words_name_the_error(tmp_path: Path) -> None:
    """A traceback's own line says more than the goodbye after it, and an old one says nothing."""
    log = tmp_path / "part.log"
    text = "x.OperationalError: database is locked\n(Background)\nServer stopped!\n"
    log.write_text(text, encoding="utf-8")
    assert last_words(log) == "x.OperationalError: database is locked"
    with log.open("a", encoding="utf-8") as file:
        file.write("Worker started!\n")
    assert last_words(log, since=len(text)) == "Worker started!"
