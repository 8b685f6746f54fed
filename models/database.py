"""Engine and transactions for a given URL. Which URL, and what is asked, is decided elsewhere."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from pydantic_core import from_json
from sqlalchemy import Engine, event
from sqlalchemy.engine import make_url
from sqlmodel import Session, SQLModel, create_engine

BUSY_TIMEOUT_MS = 5000
Row = SQLModel
"""What a row of any table is."""


def make_engine(url: str) -> Engine:
    """Return an engine for SQLite or PostgreSQL that keeps concurrent writers safe.

    On SQLite the journal is a WAL, waiting writers wait, and `writing` begins at once with the
    write lock: deferred transactions lose writes under two processes (docs/performance.md).
    """
    if make_url(url).get_backend_name() != "sqlite":
        return create_engine(url, pool_pre_ping=True, json_deserializer=_read)
    engine = create_engine(url, json_deserializer=_read)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in (
            "journal_mode=WAL",
            f"busy_timeout={BUSY_TIMEOUT_MS}",
            "foreign_keys=ON",
            "synchronous=NORMAL",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Any) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _read(text: str | bytes) -> Any:
    """Read stored JSON with the parser of the models, in half the time of the standard library's.

    That one reads what the other refuses and `json.dumps` writes: half a pair of surrogates.
    """
    try:
        return from_json(text)
    except ValueError:
        return json.loads(text)


@contextmanager
def writing(engine: Engine) -> Iterator[Session]:
    """Open a session that holds the write lock from the start; commit at the end, or roll back."""
    with Session(engine.execution_options(writes=True), expire_on_commit=False) as session:
        yield session
        session.commit()
