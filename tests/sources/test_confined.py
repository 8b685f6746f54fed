"""The room in which files are read: what a file may take, and that one never costs another."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, SQLModel, create_engine, select

from models.facts import Participation
from monev.arrival import Arrival
from monev.errors import EnvironmentFault, SourceError, UnknownRegionError
from monev.register import load_register
from monev.sources import Reading, read_file
from monev.sources.confined import ReadingRoom
from monev.sources.workbook import first_rows
from tests.arrivals import arrived
from tests.sources import hostile
from tests.sources.deeds import (
    MEGABYTE,
    Stumbling,
    Unopenable,
    compute_for_ever,
    do,
    read_in_a_worker,
    take_memory,
)
from tests.sources.hostile import CLIPPING
from tests.workbooks import instrument


@pytest.fixture(scope="module")
def room() -> Iterator[ReadingRoom]:
    """A room with the limits that a run has."""
    with ReadingRoom(load_register().resolve) as opened:
        yield opened


@pytest.fixture(scope="module")
def strict() -> Iterator[ReadingRoom]:
    """A room with little memory and computing."""
    resolve = load_register().resolve
    with ReadingRoom(resolve, memory_bytes=200 * MEGABYTE, cpu_seconds=1) as opened:
        yield opened


def test_a_reading_comes_back_whole(room: ReadingRoom) -> None:
    """Facts and findings cross the processes with ids, decimals, dates and cells, fit to keep."""
    content, arrival = instrument(changes={("Anggaran", "G2"): "dua miliar"}), arrived("a.xlsx")
    here = read_file(content, arrival, load_register().resolve)
    reading = room.read(content, arrival)
    assert reading == here
    assert [type(fact) for fact in reading.facts] == [type(fact) for fact in here.facts]
    engine = create_engine("sqlite://")
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        session.add_all([*reading.facts, *reading.findings])
        session.commit()
        kept = session.exec(select(Participation)).all()
    assert {fact.fact_id for fact in kept} <= {fact.fact_id for fact in here.facts}
    assert kept


def test_an_error_comes_back_with_its_parts(room: ReadingRoom) -> None:
    """File, place, found and expected are there for the finding that is made of them."""
    with pytest.raises(SourceError) as caught:
        room.read(hostile.encrypted_part(), arrived("kunci.xlsx"))
    error = caught.value
    assert (error.file, error.place, error.found) == (
        *("kunci.xlsx", "docProps/app.xml"),
        "an encrypted part",
    )


HOSTILE: dict[str, tuple[bytes, str]] = {
    "entities": (hostile.billion_laughs(), "EntitiesForbidden"),
    "ratio": (hostile.long_text(20 * MEGABYTE), "times its size"),
    "200 MB of text in 0.2 MB": (hostile.long_text(200 * MEGABYTE), "unpacks to 2000"),
    "a million rows": (hostile.endless_rows(), "a sheet of more than"),
    "cell ZZZ9999999": (hostile.far_cell("ZZZ9999999", "9999999"), "beyond the end"),
    "lying directory": (hostile.lying_directory(3 * MEGABYTE, 1_000), "does not unpack to"),
    "truncated": (instrument()[:-200], "cut-off archive"),
    "macros": (hostile.repacked({"xl/vbaProject.bin": b"x"}), "macros"),
    "20 million columns": (b"," * 19_999_999, "20000000 columns"),
    "unclosed quote": (CLIPPING.encode() + b'"' + b"x" * 10 * MEGABYTE, "broken record"),
    "50 MB in a line": (b"x" * 50 * MEGABYTE, "bytes"),
    "deep JSON": (b"[" * 100_000, "levels deep"),
    "90 MB in a JSON text": (b'["' + b"x" * 90 * MEGABYTE + b'"]', "a text of more than"),
    "5,000 digits": (b"[" + b"9" * 5_000 + b"]", "thousands of digits"),
}


@pytest.fixture(scope="module")
def swept(room: ReadingRoom) -> dict[str, tuple[Reading | SourceError, Reading, float]]:
    """One sweep over every hostile file, each followed by a good one."""
    files: list[tuple[bytes, Arrival]] = []
    for name, (content, _) in HOSTILE.items():
        files += [(content, arrived(name)), (CLIPPING.encode(), arrived(f"sesudah {name}"))]
    room.run(do, "answer")
    results, times, began = [], [], time.monotonic()
    for result in room.read_many(files):
        results.append(result)
        times.append(time.monotonic() - began)
        began = time.monotonic()
    assert len(results) == len(files)
    found = {}
    for at, name in enumerate(HOSTILE):
        good = results[2 * at + 1]
        assert isinstance(good, Reading), name
        found[name] = (results[2 * at], good, times[2 * at] + times[2 * at + 1])
    return found


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_costs_itself_only(name: str, swept: dict[str, Any]) -> None:
    """It is refused by name and reason within seconds; the next file of the sweep is read."""
    result, good, seconds = swept[name]
    assert isinstance(result, SourceError)
    assert result.file == name
    assert HOSTILE[name][1] in result.found
    assert persons(good) == [100]
    assert good.facts[0].cell("active_persons").locator.startswith(f"sesudah {name}")
    assert seconds < 15  # two or three, on a machine that is not shared


def test_the_sweep_stayed_within_a_few_hundred_megabytes(
    room: ReadingRoom, swept: dict[str, Any]
) -> None:
    """None of the hostile files was stopped by the limit of memory: they were measured before."""
    assert swept
    assert room.run(do, "peak") < 600 * MEGABYTE


@pytest.mark.parametrize(
    ("function", "arguments", "found"),
    [
        (take_memory, (400,), "reading it needed more than 200 MB of memory"),
        (compute_for_ever, (), "reading it took more than 1 s of computing"),
        (do, ("crash",), "the reading library broke down over it (SIGSEGV)"),
        (do, ("leave",), "the reading library broke down over it (exit code 3)"),
        (first_rows, (hostile.CIRCLE, "a.xls", 5, 1), "reading it|the reading library"),
    ],
)
def test_death_is_told_in_plain_words(
    function: Any, arguments: tuple[Any, ...], found: str, strict: ReadingRoom
) -> None:
    """Whatever ends the child, the file is named, and a new child serves the next file."""
    with pytest.raises(SourceError) as caught:
        strict.run(function, *arguments, name="bom.xlsx")
    assert caught.value.file == "bom.xlsx"
    assert any(caught.value.found.startswith(words) for words in found.split("|"))
    assert caught.value.expected
    assert strict.run(do, "answer") != os.getpid()


def test_a_file_that_hangs_is_given_up() -> None:
    """Waiting costs no computing, so the clock on the wall counts too."""
    with (
        ReadingRoom(load_register().resolve, wall_seconds=2) as room,
        pytest.raises(SourceError, match="reading it took more than 2 s"),
    ):
        room.run(do, "sleep")


def test_memory_within_the_limit_is_given_and_counted_per_file(strict: ReadingRoom) -> None:
    """The limit is no sum over the files of a child: ten take 100 MB each, and it stays alive."""
    child = strict.run(do, "answer")
    assert [strict.run(take_memory, 100) for _ in range(10)] == [100 * MEGABYTE] * 10
    assert strict.run(do, "answer") == child


def test_a_panic_of_calamine_is_a_refusal(strict: ReadingRoom) -> None:
    """It is no `Exception`, and would end a thread or a run that reads without the room."""
    with pytest.raises(SourceError) as caught:
        strict.run(first_rows, hostile.PANIC, "a.xls", 5, 1, name="a.xls")
    assert (caught.value.file, caught.value.place) == ("a.xls", "")
    assert "broke down over it (PanicException: " in caught.value.found


def test_errors_of_a_function_come_back(strict: ReadingRoom) -> None:
    """Errors of ours as they are; a fault of the program with the name of its own error."""
    with pytest.raises(UnknownRegionError) as caught:
        strict.run(do, "refuse")
    assert caught.value.nearest == [("36.72", "Kota Cilegon")]
    with pytest.raises(RuntimeError, match="KeyError: 'jumlah'"):
        strict.run(do, "stumble")


def test_a_reader_that_breaks_down_loses_one_file() -> None:
    """A fault of ours is told as such, with the file, and the sweep goes on."""
    items = [(CLIPPING.encode(), arrived("a.csv")), (b"", arrived("b.csv"))]
    with ReadingRoom(Stumbling()) as room:
        first, second = room.read_many(items)
    assert isinstance(first, SourceError)
    assert "a reader broke down over it (ZeroDivisionError: 36.72)" in first.found
    assert isinstance(second, SourceError)
    assert second.found == "an empty file"


def test_a_room_that_cannot_start_says_so() -> None:
    """Children that die before any file are a fault of the machine, never of the files."""
    with (
        ReadingRoom(Unopenable()) as room,
        pytest.raises(EnvironmentFault, match="cannot be kept alive"),
    ):
        room.read(CLIPPING.encode(), arrived("a.csv"))


def persons(result: Reading | SourceError) -> list[int | None]:
    """Return the figures of a reading."""
    assert isinstance(result, Reading)
    return [fact.active_persons for fact in result.facts if isinstance(fact, Participation)]


def test_files_are_taken_as_they_are_needed(room: ReadingRoom) -> None:
    """Of 546 files no more are held than children work on, and one more."""
    taken = 0

    def items() -> Iterator[tuple[bytes, Arrival]]:
        nonlocal taken
        for taken in range(1, 8):
            yield CLIPPING.replace("100", str(taken)).encode(), arrived(f"{taken}")

    sweep = room.read_many(items())
    for number in range(1, 4):
        assert persons(next(sweep)) == [number]
        assert taken == number + 1
    sweep.close()  # type: ignore[attr-defined]
    assert room.run(do, "answer")


def test_a_room_serves_threads_at_once(room: ReadingRoom) -> None:
    """Every thread gets the reading of its own file."""

    def count(number: int) -> list[int | None]:
        return persons(room.read(CLIPPING.replace("100", str(number)).encode(), arrived()))

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(count, range(1, 21))) == [[number] for number in range(1, 21)]


def test_a_room_opens_in_a_worker_of_a_pool() -> None:
    """Regions are evaluated in spawned processes, which may read files too."""
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
        assert pool.submit(read_in_a_worker).result(timeout=60) == 1


def test_a_closed_room_is_closed() -> None:
    """Nothing is started by a room that was left."""
    with ReadingRoom(load_register().resolve) as room:
        pass
    with pytest.raises(EnvironmentFault, match="closed"):
        room.read(b"", arrived())


ORPHAN = """
import os, signal, sys
from monev.register import load_register
from monev.sources.confined import ReadingRoom
if __name__ == "__main__":
    room = ReadingRoom(load_register().resolve)
    print(room.run(os.getpid), flush=True)
    os.kill(os.getpid(), signal.SIGKILL)
"""


def test_no_child_outlives_a_parent_that_was_killed(tmp_path: Path) -> None:
    """A child whose parent is gone finds its pipe closed and ends."""
    script = tmp_path / "orphan.py"
    script.write_text(ORPHAN, encoding="utf-8")
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=False)
    child = Path(f"/proc/{int(done.stdout)}")
    assert done.returncode == -signal.SIGKILL
    waited = time.monotonic()
    while child.exists() and time.monotonic() - waited < 10:
        time.sleep(0.05)
    assert not child.exists() or "Z" in (child / "stat").read_text(encoding="ascii").split()[2]
