"""Hand a JSON value to one address: a webhook of the office. Nothing that comes back is read.

What is told belongs to `notify`. The whole path counts as a secret, because webhooks carry their
key there.
"""

import json
from datetime import UTC, datetime
from typing import Any

import httpx
import stamina

from monev.errors import FetchError
from monev.fetch.connection import CheckedBackend, CheckedTransport, Deadline, tls_context
from monev.fetch.faults import HANDLED, Fault, fault_of
from monev.fetch.guard import LookUp, checked_url, look_up
from monev.fetch.mask import HIDDEN, Mask, MaskedLogs
from monev.fetch.policy import FetchPolicy
from monev.fetch.statuses import refuse_status

ONE_REQUEST = "an address that takes the message itself"
POLICY = FetchPolicy(
    connect_seconds=5,
    read_seconds=10,
    answer_seconds=20,
    attempts=3,
    allow_private=True,
)
"""The operator names the address, and offices run their chat servers inside their own network."""


def post_json(
    address: str, value: Any, policy: FetchPolicy = POLICY, *, ask: LookUp = look_up
) -> None:
    """Send a value as JSON; a status of success is all that is expected.

    Faults that may pass are tried again. Raises FetchError naming the host and nothing more of
    the address: no connection, a redirect, a status of failure, no answer in time.
    """
    mask = _mask_of(address)
    content = json.dumps(value, ensure_ascii=False).encode()
    for attempt in stamina.retry_context(
        on=lambda error: isinstance(error, FetchError) and error.passing,
        attempts=policy.attempts,
        timeout=None,
        wait_initial=policy.first_wait_seconds,
        wait_max=policy.longest_wait_seconds,
        wait_jitter=policy.first_wait_seconds,
    ):
        with attempt:
            _tried(address, content, policy, ask, mask)


def _tried(address: str, content: bytes, policy: FetchPolicy, ask: LookUp, mask: Mask) -> None:
    """Send once. The error is raised outside `except`: the library's own knows the address."""
    try:
        _send(address, content, policy, ask)
    except (Fault, *HANDLED) as error:
        fault = fault_of(error)
    else:
        return
    found, expected = mask(fault.found), mask(fault.expected)
    raise FetchError(_shown(address), found, expected, passing=fault.passing)


def _send(address: str, content: bytes, policy: FetchPolicy, ask: LookUp) -> None:
    url, deadline, logs = checked_url(address), Deadline(), MaskedLogs()
    backend = CheckedBackend(ask, deadline, allow_private=policy.allow_private)
    logs.learn(_secrets(address))
    logs.start()
    try:
        with (
            httpx.Client(
                transport=CheckedTransport(backend, tls_context(policy.ca_file)),
                headers={"User-Agent": policy.user_agent, "Content-Type": "application/json"},
                timeout=httpx.Timeout(policy.read_seconds, connect=policy.connect_seconds),
                follow_redirects=False,
                trust_env=False,
            ) as client,
            deadline.running(policy.answer_seconds),
            client.stream("POST", url, content=content) as response,
        ):
            if response.is_redirect:
                raise Fault(f"status {response.status_code}, a redirect", ONE_REQUEST)
            refuse_status(response, datetime.now(UTC))
    finally:
        logs.stop()


def _secrets(address: str) -> list[str]:
    """Everything after the host, whole and in parts; short parts are words, not keys."""
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL:
        return [address]
    whole = url.raw_path.decode("ascii", "replace")
    values = [value for _, value in url.params.multi_items()]
    parts = [one for one in [*url.path.split("/"), *values, url.userinfo.decode()] if len(one) > 5]
    return [one for one in (whole, *parts) if one != "/"]


def _mask_of(address: str) -> Mask:
    return Mask(_secrets(address))


def _shown(address: str) -> str:
    try:
        url = httpx.URL(address)
    except httpx.InvalidURL:
        return HIDDEN
    return f"{url.scheme}://{url.host}/{HIDDEN}"
