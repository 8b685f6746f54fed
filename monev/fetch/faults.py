"""What can go wrong with one request, in words, and whether waiting may heal it.

The words are not masked yet: only `fetcher` knows the secrets and turns a fault into an error.
"""

import ssl

import httpcore
import httpx

HANDLED = (
    httpx.HTTPError,
    httpx.InvalidURL,
    httpx.StreamError,
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
)
"""What the libraries raise for a request that failed."""

ANSWER = "a complete answer"
PASSING_STATUS = frozenset({429, 500, 502, 503, 504})
"""Statuses of a server that is busy or broken for the moment; portals answer 500 in bursts."""


class Fault(Exception):
    """One request failed: what was found, what was expected, whether it may pass by itself.

    `wait_seconds` is what the server asked us to wait.
    """

    def __init__(
        self, found: str, expected: str, *, passing: bool = False, wait_seconds: float | None = None
    ) -> None:
        super().__init__(found, expected)
        self.found = found
        self.expected = expected
        self.passing = passing
        self.wait_seconds = wait_seconds


def fault_of(error: Exception) -> Fault:
    """Put an exception of the libraries into words; a Fault stays as it is."""
    if isinstance(error, Fault):
        return error
    if isinstance(error, httpx.InvalidURL | httpx.UnsupportedProtocol):
        return Fault("no valid address", "http:// or https:// and a host")
    if isinstance(error, httpcore.ConnectTimeout | httpx.ConnectTimeout):
        return Fault("no connection in time", ANSWER, passing=True)
    if isinstance(error, httpcore.TimeoutException | httpx.TimeoutException):
        return Fault("no complete answer in time", ANSWER, passing=True)
    if (certificate := _certificate_fault(error)) is not None:
        return Fault(
            f"a certificate that does not verify ({certificate})",
            "a chain up to a known authority; if the portal leaves out its intermediate "
            "certificate, put that into ca_file",
        )
    if isinstance(error, httpcore.ConnectError | httpx.ConnectError):
        return Fault(f"no connection ({error})", ANSWER, passing=True)
    if isinstance(error, httpcore.NetworkError | httpx.NetworkError):
        return Fault("the connection broke", ANSWER, passing=True)
    return _protocol_fault(error)


def _protocol_fault(error: Exception) -> Fault:
    """Tell an answer cut short, which may come whole next time, from one that is no HTTP."""
    said = str(error)
    if "peer closed connection" in said or "incomplete" in said:
        return Fault(f"an answer cut off ({said})", ANSWER, passing=True)
    if "disconnected" in said:
        return Fault("the connection was closed without an answer", ANSWER, passing=True)
    return Fault(f"an answer against the rules of HTTP ({said})", ANSWER)


def _certificate_fault(error: BaseException | None) -> str | None:
    """Return why the certificate was refused, looking down the chain of causes."""
    while error is not None:
        if isinstance(error, ssl.SSLCertVerificationError):
            return error.verify_message
        error = error.__cause__ or error.__context__
    return None
