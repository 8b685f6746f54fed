"""What the engine says in the terminal of a run, and what it leaves to the command."""

import logging
from collections.abc import Iterator

import pytest
from prefect import flow

from flows.engine import RUN_LOGS, start_engine
from monev.errors import EnvironmentFault

pytestmark = pytest.mark.usefixtures("engine")


@pytest.fixture
def shown() -> Iterator[list[logging.LogRecord]]:
    """Every record that reaches the handlers of a run's logs."""
    records: list[logging.LogRecord] = []

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record)

    ear = Ear()
    for name in RUN_LOGS:
        logging.getLogger(name).addHandler(ear)
    yield records
    for name in RUN_LOGS:
        logging.getLogger(name).removeHandler(ear)


@flow
def stopped(error: str) -> None:
    """End with an error of ours, or with one that nobody foresaw."""
    raise EnvironmentFault("no bucket") if error == "ours" else LookupError("unforeseen")


def test_an_error_that_the_command_tells_has_no_traceback(shown: list[logging.LogRecord]) -> None:
    """It is raised on, and the log shows no traceback; of an unforeseen error it does."""
    start_engine()
    with pytest.raises(EnvironmentFault, match="no bucket"):
        stopped("ours")
    assert not [one for one in shown if one.exc_info]
    with pytest.raises(LookupError):
        stopped("unforeseen")
    assert [one for one in shown if one.exc_info]
