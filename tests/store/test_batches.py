"""Batches on both databases: taken once, ended by their taker alone; one holder of a key."""

import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from multiprocessing.synchronize import Event
from pathlib import Path

import pytest

from models import Batch, BatchStage, BatchState, make_engine
from monev.store import Store

SPAWN = multiprocessing.get_context("spawn")
BATCHES = 40
COUNTED = 25
PATIENCE_S = 120


@pytest.fixture
def store(url: str, tmp_path: Path) -> Iterator[Store]:
    """An open workspace without a register."""
    opened = Store.open(url, tmp_path)
    yield opened
    opened.engine.dispose()


def laid_out(store: Store, count: int = 1, run_key: str = "run") -> list[Batch]:
    """Lay out some batches and return them as they stand."""
    now = store.time()
    store.lay_out(
        Batch(
            run_key=run_key,
            quarter="2024-Q3",
            stage=BatchStage.KAB_KOTA,
            label=f"batch {number}",
            codes=["36.72"],
            laid_out_at=now,
        )
        for number in range(count)
    )
    return list(store.batches_of(run_key))


def same_store(store: Store) -> tuple[str, str]:
    """What another process opens the same workspace by."""
    return store.engine.url.render_as_string(hide_password=False), str(store.root)


def test_the_shared_clock_is_now_and_in_utc(store: Store) -> None:
    """The database's own clock is read as an aware time on both."""
    told = store.time()
    assert told.tzinfo is UTC
    assert abs(told - datetime.now(UTC)) < timedelta(seconds=5)


def test_a_batch_is_taken_kept_and_ended(store: Store) -> None:
    """Its taker is named, its results come back, and it is no longer unfinished."""
    (seen,) = laid_out(store)
    taken = store.take_batch(seen, "one", store.time())
    assert taken is not None
    assert (taken.attempt, taken.worker, taken.state) == (1, "one", BatchState.TAKEN)
    assert store.keep_batch(taken, store.time() + timedelta(seconds=9))
    assert [one.batch_id for one in store.unfinished_batches("2024-Q3")] == [taken.batch_id]
    assert store.end_batch(taken, [{"code": "36.72"}], store.time())
    assert store.unfinished_batches("2024-Q3") == []
    (ended,) = store.ended_batches("run")
    assert (ended.results, ended.state) == ([{"code": "36.72"}], BatchState.DONE)


def test_who_saw_an_older_state_changes_nothing(store: Store) -> None:
    """The second to take it, a taker that was replaced, and one that comes late all get no."""
    (seen,) = laid_out(store)
    first = store.take_batch(seen, "one", store.time())
    assert first is not None
    assert store.take_batch(seen, "two", store.time()) is None
    second = store.take_batch(first, "two", store.time())
    assert second is not None
    assert second.attempt == 2
    assert not store.keep_batch(first, store.time())
    assert not store.end_batch(first, [{"code": "wrong"}], store.time())
    assert store.end_batch(second, [], store.time())
    assert not store.withdraw_batch(second, store.time())
    assert [one.results for one in store.ended_batches("run")] == [[]]


def _take_what_there_is(url: str, root: str, name: str, begin: Event) -> None:
    store = Store(make_engine(url), Path(root))
    begin.wait(PATIENCE_S)
    for seen in store.batches_of("run"):
        if seen.state is BatchState.WAITING:
            store.take_batch(seen, name, store.time())


def test_many_takers_take_each_batch_once(store: Store) -> None:
    """Four processes go through the same list at the same moment: nothing twice, nothing left."""
    laid_out(store, BATCHES)
    begin = SPAWN.Event()
    takers = [
        SPAWN.Process(target=_take_what_there_is, args=(*same_store(store), f"taker {one}", begin))
        for one in range(4)
    ]
    for one in takers:
        one.start()
    begin.set()
    for one in takers:
        one.join(PATIENCE_S)
    assert [one.exitcode for one in takers] == [0] * 4
    after = store.batches_of("run")
    assert [one.attempt for one in after] == [1] * BATCHES
    assert {one.state for one in after} == {BatchState.TAKEN}


def _count_up(url: str, root: str) -> None:
    """Read a number and write the next one, slowly: without a lock counts would be lost."""
    store, place = Store(make_engine(url), Path(root)), Path(root) / "count"
    for _ in range(COUNTED):
        with store.alone("counting"):
            number = int(place.read_text())
            time.sleep(0.002)
            place.write_text(str(number + 1))


def test_one_at_a_time_holds_a_key(store: Store) -> None:
    """Two processes that count under one key lose no count."""
    place = store.root / "count"
    place.write_text("0")
    counting = [SPAWN.Process(target=_count_up, args=same_store(store)) for _ in range(2)]
    for one in counting:
        one.start()
    for one in counting:
        one.join(PATIENCE_S)
    assert [one.exitcode for one in counting] == [0, 0]
    assert int(place.read_text()) == 2 * COUNTED


def _hold(url: str, root: str, holding: Event) -> None:
    with Store(make_engine(url), Path(root)).alone("held"):
        holding.set()
        time.sleep(PATIENCE_S)


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the system cannot kill a process")
def test_a_key_is_free_when_its_holder_was_killed(store: Store) -> None:
    """kill -9 leaves no lock behind that somebody would have to clear up."""
    holding = SPAWN.Event()
    holder = SPAWN.Process(target=_hold, args=(*same_store(store), holding))
    holder.start()
    assert holding.wait(PATIENCE_S)
    os.kill(holder.pid or 0, signal.SIGKILL)
    holder.join(PATIENCE_S)
    with store.alone("held"):
        assert holder.exitcode == -signal.SIGKILL
