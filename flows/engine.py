"""Start or reach the engine of a run in this process, so that its absence is said plainly."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.exceptions import PrefectHTTPStatusError
from prefect.settings import PREFECT_API_URL

from monev.errors import EnvironmentFault, MonevError

RUN_LOGS = ("prefect.flow_runs", "prefect.task_runs")


class ToldByTheEdge(logging.Filter):
    """Leaves out the traceback of an error that the command tells in words right after it."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Say whether a record is shown."""
        return not (record.exc_info and isinstance(record.exc_info[1], MonevError))


_told = ToldByTheEdge()


def start_engine() -> None:
    """Start the embedded engine, or make sure that the configured server answers.

    Raises EnvironmentFault, saying which of the two it was.
    """
    for name in RUN_LOGS:
        logging.getLogger(name).addFilter(_told)  # the same filter is added once only
    address = PREFECT_API_URL.value()
    try:
        with get_client(sync_client=True) as client:
            trouble = client.api_healthcheck()
    except (RuntimeError, httpx.HTTPError) as error:
        trouble = error
    if trouble is None:
        return
    if address:
        raise EnvironmentFault(
            f"the Prefect server at {address} does not answer ({trouble}); start it, or unset "
            "PREFECT_API_URL to run without a server"
        )
    raise EnvironmentFault(f"the embedded Prefect engine did not start: {trouble}")


@contextmanager
def asked() -> Iterator[SyncPrefectClient]:
    """Yield a client of the running engine; EnvironmentFault where it is gone or refuses."""
    try:
        with get_client(sync_client=True) as client:
            yield client
    except (httpx.HTTPError, PrefectHTTPStatusError) as error:
        raise EnvironmentFault(f"the Prefect engine does not answer: {error}") from error
