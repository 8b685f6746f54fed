"""Empty databases of both kinds for the tests of the store."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from models import make_engine


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """An empty database of either kind."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'monev.sqlite'}"
        return
    address = request.getfixturevalue("postgres")
    engine = make_engine(address)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
    yield address
