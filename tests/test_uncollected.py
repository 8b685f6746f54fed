"""The pause of the garbage collector: it ends with the last that asked for it, whatever happens."""

import gc
from collections.abc import Iterator
from threading import Barrier, Thread

import pytest

from monev.uncollected import uncollected


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    """A collector that runs, before and after."""
    gc.enable()
    yield
    gc.enable()


def test_the_collector_pauses_and_runs_again() -> None:
    """Off inside, on outside."""
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_failure_inside_ends_the_pause() -> None:
    """What the work raises goes on, and the collector runs."""
    with pytest.raises(ZeroDivisionError), uncollected():
        _ = 1 / 0
    assert gc.isenabled()


def test_a_pause_inside_a_pause_ends_nothing() -> None:
    """The outer one lasts."""
    with uncollected():
        with uncollected():
            assert not gc.isenabled()
        assert not gc.isenabled()
    assert gc.isenabled()


def test_a_collector_that_was_off_stays_off() -> None:
    """Whoever took it out of service puts it back."""
    gc.disable()
    with uncollected():
        pass
    assert not gc.isenabled()


def test_pauses_of_two_threads_end_with_the_later_one() -> None:
    """The first ends while the second lasts: the collector waits for the second, and then runs."""
    met, over = Barrier(2), Barrier(2)
    seen: list[bool] = []

    def first() -> None:
        with uncollected():
            met.wait(10)
        over.wait(10)

    def second() -> None:
        with uncollected():
            met.wait(10)
            over.wait(10)
            seen.append(gc.isenabled())

    threads = [Thread(target=first), Thread(target=second)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(20)
    assert seen == [False]
    assert gc.isenabled()


def test_many_threads_leave_it_running() -> None:
    """Beginnings and ends in any order: it is never off for good."""

    def often() -> None:
        for _ in range(2000):
            with uncollected():
                pass

    threads = [Thread(target=often) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert gc.isenabled()
