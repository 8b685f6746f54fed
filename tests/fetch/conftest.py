"""A portal that misbehaves, and a fetcher that is allowed to ask it."""

from collections.abc import Iterator

import pytest

from monev.fetch import Errand, Fetcher, Missed
from tests.fetch.server import QUICK, Portal, running


@pytest.fixture
def portal() -> Iterator[Portal]:
    """A server on this machine."""
    with running() as one:
        yield one


@pytest.fixture
def fetcher() -> Iterator[Fetcher]:
    """A fetcher with short timeouts."""
    with Fetcher(QUICK) as one:
        yield one


@pytest.fixture
def missed() -> list[Missed]:
    """What the connectors report as missed."""
    return []


@pytest.fixture
def errand(fetcher: Fetcher, missed: list[Missed]) -> Errand:
    """A round that remembers nothing."""
    return Errand(fetcher, missed.append)
