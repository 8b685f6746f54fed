"""A duty is claimed once, on both databases, also by two who ask at the same moment."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Barrier

import pytest

from models import DutyOutcome
from monev.store import Store

DUE = date(2024, 10, 11)
NOW = datetime(2024, 10, 10, 19, tzinfo=UTC)


@pytest.fixture
def store(url: str, tmp_path: Path) -> Iterator[Store]:
    """An empty workspace of either kind."""
    one = Store.open(url, tmp_path)
    yield one
    one.engine.dispose()


def test_the_first_claim_wins(store: Store) -> None:
    """Whoever comes second gets nothing; another day or another name is another duty."""
    number = store.claim_duty("quarterly", "2024-Q3", DUE, NOW)
    assert number is not None
    assert store.claim_duty("quarterly", "2024-Q3", DUE, NOW) is None
    assert store.claim_duty("quarterly", "2024-Q4", DUE, NOW) is None
    assert store.claim_duty("weekly", "2024-Q4", DUE, NOW) is not None
    assert store.claim_duty("quarterly", "2024-Q4", date(2025, 1, 11), NOW) is not None
    newest, *_ = store.duties("quarterly")
    assert (newest.scope, newest.attempts, newest.outcome) == ("2024-Q4", 1, DutyOutcome.UNDER_WAY)
    assert newest.begun_at == NOW
    assert len(store.duties()) == 3


def test_two_workers_at_once_begin_it_once(store: Store) -> None:
    """Eight workers that start at one signal: one of them has it."""
    start = Barrier(8)

    def ask(_: int) -> int | None:
        start.wait()
        return store.claim_duty("quarterly", "2024-Q3", DUE, NOW)

    with ThreadPoolExecutor(8) as workers:
        numbers = list(workers.map(ask, range(8)))
    assert len([one for one in numbers if one is not None]) == 1
    assert len(store.duties()) == 1


def test_two_who_take_it_up_again_do_it_once(store: Store) -> None:
    """Both saw one failed attempt; the one who is quicker has the second."""
    number = store.claim_duty("quarterly", "2024-Q3", DUE, NOW) or 0
    store.end_duty(number, 1, DutyOutcome.FAILED, "no disk", NOW)
    start = Barrier(4)

    def again(_: int) -> bool:
        start.wait()
        return store.retake_duty(number, 1, NOW + timedelta(days=1))

    with ThreadPoolExecutor(4) as workers:
        assert sorted(workers.map(again, range(4))) == [False, False, False, True]
    (row,) = store.duties()
    assert (row.attempts, row.outcome, row.note) == (2, DutyOutcome.UNDER_WAY, "")
    assert row.ended_at is None
    assert row.begun_at == NOW + timedelta(days=1)


def test_an_end_is_noted_with_its_line(store: Store) -> None:
    """Outcome, note and time stand in the books; the end of an attempt taken over does not."""
    number = store.claim_duty("weekly", "2024-Q4", DUE, NOW) or 0
    assert store.retake_duty(number, 1, NOW)
    store.end_duty(number, 1, DutyOutcome.FAILED, "the first one, long after", NOW)
    store.end_duty(number, 2, DutyOutcome.EXCEPTIONS, "1 file refused", NOW)
    (row,) = store.duties("weekly")
    assert (row.outcome, row.note, row.ended_at) == (DutyOutcome.EXCEPTIONS, "1 file refused", NOW)
