"""One at a time: who holds a key keeps all others off it, in whichever process they work.

For work that reads a revision and files the next one. Rows are kept whole by transactions.
"""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

from filelock import FileLock
from sqlalchemy import func, select

from monev.store.shelf import Shelf

LOCK_FILES = 256
"""Keys share so few files; two that meet in one only wait for each other."""


class AloneShelf(Shelf):
    """Locks that end with their holder, however that ends: there is nothing to clear up."""

    @contextmanager
    def alone(self, key: str) -> Iterator[None]:
        """Hold a key as long as the block lasts, and wait for it before. Must not be nested.

        On PostgreSQL it holds for all machines at the database, on SQLite for the one that has the
        file. A connection is busy meanwhile.
        """
        digest = hashlib.sha256(key.encode()).digest()
        if self.engine.dialect.name == "sqlite":
            folder = self.root / "locks"
            folder.mkdir(parents=True, exist_ok=True)
            with FileLock(folder / f"{digest[0] % LOCK_FILES:02x}.lock"):
                yield
            return
        number = int.from_bytes(digest[:8], signed=True)
        with self.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(select(func.pg_advisory_lock(number)))
            try:
                yield
            finally:
                connection.execute(select(func.pg_advisory_unlock(number)))
