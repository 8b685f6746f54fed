"""Ask a Prefect server by its HTTP API to re-run one region, and how far it has come.

Without the library Prefect, whose import takes seconds. Which line of the ledger it is about, and
what is done where no server answers, is for `rerun_progress`.
"""

import json
import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import httpx

from monev.errors import EnvironmentFault

DEPLOYMENT = "region-evaluation/region"
LINE = "line"
"""The parameter by which the deployment takes a line of the ledger that was opened for it."""
ANSWER_SECONDS = 4.0
LONGEST_ANSWER = 1_000_000
ATTEMPTS = 3
"""So often a run is asked for; its key makes sure that asking again starts nothing twice."""


class Trouble(StrEnum):
    """What keeps a server from running it."""

    SILENT = "silent"
    REFUSED = "refused"
    FAILING = "failing"
    GARBLED = "garbled"
    NO_DEPLOYMENT = "no_deployment"
    OUTDATED = "outdated"
    NO_WORKER = "no_worker"
    UNCERTAIN = "uncertain"


class PrefectTroubleError(EnvironmentFault):
    """The server cannot be asked; `trouble` is the kind. The address is named, no password."""

    def __init__(self, api: str, found: str, trouble: Trouble) -> None:
        super().__init__(f"Prefect server {api}: {found}")
        self.trouble = trouble


class Stage(StrEnum):
    """How far a run on the server has come."""

    WAITING = "waiting"
    LATE = "late"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    STOPPED = "stopped"
    LOST = "lost"


STAGES = {
    "SCHEDULED": Stage.WAITING,
    "PENDING": Stage.WAITING,
    "PAUSED": Stage.WAITING,
    "RUNNING": Stage.RUNNING,
    "CANCELLING": Stage.RUNNING,
    "COMPLETED": Stage.DONE,
    "FAILED": Stage.FAILED,
    "CANCELLED": Stage.STOPPED,
    "CRASHED": Stage.LOST,
}


@dataclass(frozen=True)
class Asked:
    """A run that the server knows."""

    flow_run: str
    stage: Stage
    message: str = ""


@dataclass(frozen=True)
class Prefect:
    """A server by the address of its API, such as http://127.0.0.1:4200/api.

    `login` is `user:password`, `key` an API key; most servers on loopback have neither.
    """

    api: str
    login: str = ""
    key: str = ""
    answer_seconds: float = ANSWER_SECONDS

    def require_ready(self) -> str:
        """Return the id of the deployment that takes a line of the ledger.

        Raises PrefectTroubleError where the server does not answer, or nobody there would run it.
        """
        status, found = self._asked("GET", f"/deployments/name/{DEPLOYMENT}")
        if status == httpx.codes.NOT_FOUND:
            raise self._trouble(
                f"it has no deployment {DEPLOYMENT}; `prefect deploy --all` brings it there",
                Trouble.NO_DEPLOYMENT,
            )
        number = self._field(found, "id")
        schema = found.get("parameter_openapi_schema")
        properties = schema.get("properties") if isinstance(schema, dict) else None
        if not isinstance(properties, dict) or LINE not in properties:
            raise self._trouble(
                f"its deployment {DEPLOYMENT} knows no parameter {LINE!r}; restart `monev up`, "
                "which deploys what is newer",
                Trouble.OUTDATED,
            )
        if found.get("status") == "NOT_READY":
            raise self._trouble(
                f"no worker looks for runs of {DEPLOYMENT}; start one", Trouble.NO_WORKER
            )
        return number

    def start(self, deployment: str, parameters: Mapping[str, Any], key: str) -> Asked:
        """Ask for a run; with the same key again it is the same run.

        Raises PrefectTroubleError; of kind UNCERTAIN where it may have been heard all the same.
        """
        path = f"/deployments/{deployment}/create_flow_run"
        body = {"parameters": dict(parameters), "idempotency_key": key}
        last = ""
        for _ in range(ATTEMPTS):
            try:
                status, found = self._asked("POST", path, body)
            except PrefectTroubleError as error:
                if error.trouble is Trouble.REFUSED:
                    raise
                last = str(error)
                continue
            if status in (httpx.codes.OK, httpx.codes.CREATED):
                return self._run(found)
            raise self._trouble(f"it answered {status} to a new run", Trouble.OUTDATED)
        raise PrefectTroubleError(self.api, f"no sure answer; {last}", Trouble.UNCERTAIN)

    def look(self, key: str) -> Asked | None:
        """Return the run that was asked for with a key; null where the server knows none.

        Raises PrefectTroubleError.
        """
        wanted = {"flow_runs": {"idempotency_key": {"any_": [key]}}, "limit": 1}
        status, found = self._asked("POST", "/flow_runs/filter", wanted, many=True)
        if "rows" not in found:
            raise self._trouble(f"it answered {status} to a question", Trouble.FAILING)
        rows = found["rows"]
        return self._run(rows[0]) if rows else None

    def _run(self, found: Any) -> Asked:
        number = self._field(found, "id")
        kind = self._field(found, "state_type")
        state = found.get("state")
        message = state.get("message") if isinstance(state, dict) else ""
        stage = STAGES.get(kind)
        if stage is None:
            raise self._trouble(f"state {kind[:40]!r} found, a known one expected", Trouble.GARBLED)
        if found.get("state_name") == "Late":
            stage = Stage.LATE
        return Asked(number, stage, message if isinstance(message, str) else "")

    def _field(self, found: Any, name: str) -> str:
        value = found.get(name) if isinstance(found, dict) else None
        if not isinstance(value, str) or not value:
            raise self._trouble(f"an answer without {name!r}", Trouble.GARBLED)
        return value

    def _asked(
        self, method: str, path: str, body: Any = None, *, many: bool = False
    ) -> tuple[int, dict[str, Any]]:
        """Return status and content of an answer, 404 included; a list stands under `rows`."""
        try:
            status, content = self._sent(method, path, body)
        except httpx.InvalidURL as error:
            raise self._trouble(f"no usable address ({error})", Trouble.SILENT) from None
        except httpx.HTTPError as error:
            raise self._trouble(f"no answer ({type(error).__name__})", Trouble.SILENT) from None
        if status in (httpx.codes.UNAUTHORIZED, httpx.codes.FORBIDDEN):
            raise self._trouble(
                f"it answered {status}; PREFECT_API_AUTH_STRING holds its password", Trouble.REFUSED
            )
        if status >= httpx.codes.INTERNAL_SERVER_ERROR:
            raise self._trouble(f"it answered {status}", Trouble.FAILING)
        if status >= httpx.codes.BAD_REQUEST:
            return status, {}
        try:
            found = json.loads(content)
        except (ValueError, RecursionError):
            found = None
        if many and isinstance(found, list):
            found = {"rows": found}
        elif many or not isinstance(found, dict):
            raise self._trouble("an answer that is not its JSON", Trouble.GARBLED)
        return status, dict(found)

    def _sent(self, method: str, path: str, body: Any) -> tuple[int, bytes]:
        limit = time.monotonic() + self.answer_seconds
        headers = {"Authorization": f"Bearer {self.key}"} if self.key else {}
        user, _, password = self.login.partition(":")
        with (
            httpx.Client(timeout=self.answer_seconds, headers=headers, trust_env=False) as client,
            client.stream(
                method,
                f"{self.api}{path}",
                json=body,
                auth=(user, password) if self.login else None,
            ) as answer,
        ):
            content = bytearray()
            for part in answer.iter_bytes():
                content += part
                if len(content) > LONGEST_ANSWER or time.monotonic() > limit:
                    raise httpx.ReadTimeout("an answer without end")
            return answer.status_code, bytes(content)

    def _trouble(self, found: str, trouble: Trouble) -> PrefectTroubleError:
        return PrefectTroubleError(self.api, found, trouble)


def configured(environment: Mapping[str, str] = os.environ) -> Prefect | None:
    """Return the server that PREFECT_API_URL names, null where it names none.

    `monev up` sets it for the portal it starts; the portal reads no profile of Prefect.
    """
    api = environment.get("PREFECT_API_URL", "").strip().rstrip("/")
    if not api:
        return None
    parts = urlsplit(api)
    inside, _, host = parts.netloc.rpartition("@")
    return Prefect(
        urlunsplit(parts._replace(netloc=host)),
        login=environment.get("PREFECT_API_AUTH_STRING", "") or inside,
        key=environment.get("PREFECT_API_KEY", ""),
    )
