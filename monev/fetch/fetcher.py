"""One address in, one usable answer out, or a FetchError in words; secrets never leave.

What to ask belongs to the connectors beside this file, what an answer means to `sources`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from types import TracebackType
from typing import Self

import httpx
import stamina

from monev.errors import FetchError
from monev.fetch.answer import Answer
from monev.fetch.body import read_body
from monev.fetch.connection import CheckedBackend, CheckedTransport, Deadline, tls_context
from monev.fetch.faults import HANDLED, Fault, fault_of
from monev.fetch.guard import LookUp, checked_url, look_up
from monev.fetch.mask import Mask, MaskedLogs
from monev.fetch.pace import Pace
from monev.fetch.policy import FetchPolicy
from monev.fetch.statuses import next_place, refuse_status

_NOT_MODIFIED = 304
stamina.instrumentation.set_on_retry_hooks([])  # what was tried again is told by the last error


@dataclass(frozen=True)
class _Question:
    """What is asked, kept out of reprs because the address may hold a secret."""

    address: str
    conditions: dict[str, str]
    most: int
    mask: Mask

    def __repr__(self) -> str:
        return f"_Question({self.mask(self.address)})"


class _WaitAskedError(FetchError):
    """A passing fault of a server that said how many seconds to wait."""

    seconds: float = 0.0


class Fetcher:
    """Asks for addresses within the limits of a policy; close it, or use it as a context.

    `ask` finds the numeric addresses of a host: the system's resolver unless told otherwise.
    Threads may share one fetcher.
    """

    def __init__(self, policy: FetchPolicy, *, ask: LookUp = look_up) -> None:
        self._policy = policy
        self._pace = Pace(policy)
        self._deadline = Deadline()
        self._logs = MaskedLogs()
        backend = CheckedBackend(ask, self._deadline, allow_private=policy.allow_private)
        self._client = httpx.Client(
            transport=CheckedTransport(backend, tls_context(policy.ca_file)),
            headers={"User-Agent": policy.user_agent, "Accept-Encoding": "gzip, deflate"},
            timeout=httpx.Timeout(policy.read_seconds, connect=policy.connect_seconds),
            follow_redirects=False,
            trust_env=False,
        )
        self._logs.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close all connections."""
        self._client.close()
        self._logs.stop()

    def get(
        self,
        address: str,
        *,
        secrets: Iterable[str] = (),
        etag: str = "",
        modified: str = "",
        max_bytes: int | None = None,
    ) -> Answer:
        """Return the answer of an http or https address, asked again while faults may pass.

        `secrets` are masked wherever the address is shown. `etag` and `modified` of an earlier
        answer make the question conditional. `max_bytes` caps the unpacked body, the policy's cap
        by default.

        Raises FetchError for everything but success: no connection, a refused address, a status
        of failure, an answer too large, too slow or cut short. Connection faults, timeouts, cut
        answers and statuses 429, 500, 502, 503 and 504 are tried again, others are not.
        """
        hidden = tuple(secrets)
        self._logs.learn(hidden)
        headers = {"If-None-Match": etag, "If-Modified-Since": modified}
        question = _Question(
            address,
            {name: value for name, value in headers.items() if value},
            self._policy.max_bytes if max_bytes is None else max_bytes,
            Mask(hidden),
        )
        for attempt in stamina.retry_context(
            on=self._again,
            attempts=self._policy.attempts,
            timeout=None,
            wait_initial=self._policy.first_wait_seconds,
            wait_max=self._policy.longest_wait_seconds,
            wait_jitter=self._policy.first_wait_seconds,
        ):
            with attempt:
                return self._tried(question, attempt.num)
        raise AssertionError("the last attempt returns or raises")

    def _again(self, error: Exception) -> bool | float:
        """Say whether to ask again, and after how many seconds when the server named them."""
        if isinstance(error, _WaitAskedError):
            if error.seconds > self._policy.longest_wait_seconds:
                return False
            return max(error.seconds, self._policy.first_wait_seconds)
        return isinstance(error, FetchError) and error.passing

    def _tried(self, question: _Question, number: int) -> Answer:
        """Ask once. The error is raised outside `except`: the library's own, which would hang on
        it as its context, knows the bare address."""
        try:
            return self._follow(question)
        except (Fault, *HANDLED) as error:
            fault = fault_of(error)
        found = question.mask(fault.found)
        if fault.passing:
            found += f" (attempt {number} of {self._policy.attempts})"
        shown, expected = question.mask(question.address), question.mask(fault.expected)
        if fault.passing and fault.wait_seconds is not None:
            found += f", asked to wait {fault.wait_seconds:.0f} s"
            asked = _WaitAskedError(shown, found, expected, passing=True)
            asked.seconds = fault.wait_seconds
            raise asked
        raise FetchError(shown, found, expected, passing=fault.passing)

    def _follow(self, question: _Question) -> Answer:
        """Ask, and follow redirects by hand so that each place is checked like the first."""
        url = checked_url(question.address)
        been = [url]
        while True:
            try:
                result = self._request(url, question)
            except (Fault, *HANDLED) as error:
                raise _after_redirects(fault_of(error), been) from None
            if isinstance(result, Answer):
                return result
            been.append(result)
            if result in been[:-1]:
                raise _after_redirects(Fault("a circle of redirects", "an answer"), been)
            if len(been) > self._policy.max_redirects + 1:
                most = f"at most {self._policy.max_redirects}"
                raise _after_redirects(Fault("too many redirects", most), been)
            try:
                url = checked_url(str(result))
            except Fault as fault:
                raise _after_redirects(fault, been) from None

    def _request(self, url: httpx.URL, question: _Question) -> Answer | httpx.URL:
        """Send one request; return the answer, or the place a redirect leads to."""
        self._pace.wait(url.host)
        with (
            self._deadline.running(self._policy.answer_seconds),
            self._client.stream("GET", url, headers=question.conditions) as response,
        ):
            now = datetime.now(UTC)
            place = next_place(response, url)
            if place is not None:
                return place
            unchanged = response.status_code == _NOT_MODIFIED and bool(question.conditions)
            if not unchanged:
                refuse_status(response, now)
            body = b"" if unchanged else read_body(response, question.most)
            return _answer(response, body, question, unchanged=unchanged)


def _answer(
    response: httpx.Response, body: bytes, question: _Question, *, unchanged: bool
) -> Answer:
    """Put the answer together; nothing in it holds a secret."""

    def header(name: str) -> str:
        return question.mask(response.headers.get(name, ""))

    return Answer(
        status=response.status_code,
        content=question.mask.over(body),
        address=question.mask(question.address),
        received_at=datetime.now(UTC),
        media_type=header("content-type").partition(";")[0].strip().lower()
        or "application/octet-stream",
        charset=question.mask(response.charset_encoding or "").lower(),
        etag=header("etag"),
        modified=header("last-modified"),
        not_modified=unchanged,
    )


def _after_redirects(fault: Fault, been: list[httpx.URL]) -> Fault:
    """Say where the fault happened when that is not the address asked."""
    if len(been) == 1:
        return fault
    found = f"redirected to {been[-1]}: {fault.found}"
    return Fault(found, fault.expected, passing=fault.passing, wait_seconds=fault.wait_seconds)
