"""One person's browser: a session of its own, every request timed to its last byte and noted.

It follows no redirect by itself, so that each answer is measured alone. What is asked for, and in
which order, is the business of `office`.
"""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from html.parser import HTMLParser
from typing import Any

import httpx

from bench.deadline_night.record import Asked, Kind, Told

COME_AGAIN = {429, 503}
MOST_TRIES = 20
NO_ANSWER = httpx.Response(599)
"""Stands for an answer that never came."""
REST_SECONDS = 0.1


class Browser:
    """Requests of one office, noted in `told`; times count from `began`."""

    def __init__(
        self, transport: httpx.AsyncBaseTransport, address: str, code: str, told: Told, began: float
    ) -> None:
        self._client = httpx.AsyncClient(transport=transport, base_url=address, timeout=120)
        self._code, self._told, self._began = code, told, began

    async def ask(
        self, kind: Kind, method: str, address: str, expected: set[int], **more: Any
    ) -> httpx.Response:
        """Send one request and note it; an answer that is not expected is noted as a problem."""
        at = time.perf_counter()
        problem, answer = "", NO_ANSWER
        try:
            answer = await self._client.request(method, address, **more)
        except httpx.HTTPError as error:
            problem = type(error).__name__
        if answer is not NO_ANSWER and answer.status_code not in expected:
            problem = f"{answer.status_code} {method} {_shape(address)}"
        self._note(kind, at, answer, problem)
        return answer

    async def patient(
        self, kind: Kind, method: str, address: str, expected: set[int], **more: Any
    ) -> httpx.Response:
        """As `ask`; who is told to come again does so after the time told, as often as needed."""
        for _ in range(MOST_TRIES):
            answer = await self.ask(kind, method, address, expected, **more)
            if answer.status_code not in COME_AGAIN:
                return answer
            await asyncio.sleep(float(answer.headers.get("retry-after", "5")))
        return answer

    async def torn(self, address: str, **form: Any) -> None:
        """Send half of a form's body under the length of the whole, and close the line."""
        whole = self._client.build_request("POST", address, **form)
        content = whole.read()

        async def half() -> AsyncIterator[bytes]:
            yield content[: len(content) // 2]
            await asyncio.sleep(REST_SECONDS)
            raise ConnectionAbortedError

        headers = {name: whole.headers[name] for name in ("Content-Type", "Content-Length")}
        with suppress(ConnectionAbortedError, httpx.HTTPError):
            await self._client.post(address, content=half(), headers=headers)

    def _note(self, kind: Kind, at: float, answer: httpx.Response, problem: str) -> None:
        none = answer is NO_ANSWER
        self._told.asked.append(
            Asked(
                kind=kind,
                code=self._code,
                began=at - self._began,
                seconds=time.perf_counter() - at,
                status=0 if none else answer.status_code,
                received_bytes=0 if none else len(answer.content),
                problem=problem,
            )
        )


class _Inputs(HTMLParser):
    """Collects what the inputs of a page hold, by name."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        name, value = told.get("name"), told.get("value")
        if tag == "input" and name and value is not None:
            self.found[name] = value


def inputs_of(page: str) -> dict[str, str]:
    """Return the values a person sends by pressing the button, boxes ticked."""
    parser = _Inputs()
    parser.feed(page)
    return parser.found


def _shape(address: str) -> str:
    """Return an address without what differs from office to office."""
    parts = address.partition("?")[0].split("/")
    return "/".join("..." if any(one.isdigit() for one in part) else part for part in parts)
