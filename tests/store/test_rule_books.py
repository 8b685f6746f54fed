"""Rule books on both databases: kept once, found by their hash, and the same rules again."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier

from models import RuleBook
from monev.rubric import from_content, load_rubric, to_content
from monev.store import Store

WORKERS = 6
MOMENT = datetime(2024, 10, 11, 2, 0, tzinfo=UTC)


def book(number: int = 0) -> RuleBook:
    """The packaged rules as a worker would keep them; each worker has its own moment."""
    rubric = load_rubric()
    return RuleBook(
        sha256=rubric.sha256,
        profile=rubric.head.profile,
        version=rubric.version,
        content=to_content(rubric),
        first_used_at=MOMENT + timedelta(seconds=number),
    )


def test_rules_come_back_equal_from_either_database(url: str, tmp_path: Path) -> None:
    """Through JSON on SQLite and on PostgreSQL the rubric is equal, its decimals exact."""
    store = Store.open(url, tmp_path)
    store.keep_rule_book(book())
    kept = store.rule_book(load_rubric().sha256)
    assert kept is not None
    assert from_content(kept.content) == load_rubric()
    assert kept.first_used_at == MOMENT
    assert store.rule_book("0" * 64) is None
    store.engine.dispose()


def test_workers_that_keep_one_book_at_once_keep_it_once(url: str, tmp_path: Path) -> None:
    """All of a pool meet new rules in the same moment: none fails, and one book is there."""
    store = Store.open(url, tmp_path)
    start = Barrier(WORKERS)

    def keep(number: int) -> None:
        one = book(number)
        start.wait(timeout=30)
        store.keep_rule_book(one)

    with ThreadPoolExecutor(WORKERS) as pool:
        list(pool.map(keep, range(WORKERS)))
    assert len(store.rule_books()) == 1
    store.engine.dispose()
