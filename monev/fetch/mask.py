"""Secrets become *** wherever an address or a text leaves this room.

The key of the BPS WebAPI is a segment of the path, so every address, error and log line of a
library may carry it.
"""

import logging
import re
from collections.abc import Iterable

HIDDEN = "***"
_USERINFO = re.compile(r"(?<=://)[^/?#\s]*@")
_LOGGERS = ("httpx", "httpcore.connection", "httpcore.http11", "httpcore.http2", "httpcore.proxy")


class Mask:
    """Hides some secrets, plain or encoded, wholly or in part; capitals make no difference."""

    def __init__(self, secrets: Iterable[str]) -> None:
        longest_first = sorted({secret for secret in secrets if secret}, key=len, reverse=True)
        self._text = re.compile(
            "|".join(map(_in_any_form, longest_first)) or r"(?!)", re.IGNORECASE
        )
        self._bytes = re.compile(self._text.pattern.encode(), re.IGNORECASE)

    def __call__(self, text: str) -> str:
        """Return the text with secrets, and user names and passwords of addresses, hidden."""
        return _USERINFO.sub(f"{HIDDEN}@", self._text.sub(HIDDEN, text))

    def over(self, content: bytes) -> bytes:
        """Return bytes with the secrets hidden, for an answer that repeats its own address."""
        return self._bytes.sub(HIDDEN.encode(), content)

    def __repr__(self) -> str:
        return f"Mask({HIDDEN})"


def _in_any_form(secret: str) -> str:
    """A pattern of the secret in which every character may stand encoded."""
    return "".join(map(_letter, secret))


def _letter(letter: str) -> str:
    """A character percent-encoded (more than once too), escaped as in JSON or a repr, or plain.

    The encoded forms come first: the plain `%` is also how they begin.
    """
    percent = "".join(f"%(?:25)*{byte:02x}" for byte in letter.encode())
    as_repr = "".join(rf"\\x{byte:02x}" for byte in letter.encode())
    plus = r"|\+" if letter == " " else ""
    return rf"(?:{percent}|{as_repr}|\\u{ord(letter):04x}|\\?{re.escape(letter)}{plus})"


class MaskedLogs(logging.Filter):
    """Masks what the HTTP libraries log, from `start` until `stop`."""

    def __init__(self) -> None:
        super().__init__()
        self._secrets: set[str] = set()
        self._mask = Mask(())

    def learn(self, secrets: Iterable[str]) -> None:
        """Hide these too, from now on."""
        if new := set(secrets) - self._secrets:
            self._secrets |= new
            self._mask = Mask(self._secrets)

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record; nothing is held back."""
        record.msg = self._mask(record.getMessage())
        record.args = ()
        return True

    def start(self) -> None:
        """Stand between the libraries and whoever listens to them."""
        for name in _LOGGERS:
            logging.getLogger(name).addFilter(self)

    def stop(self) -> None:
        """Leave the loggers as they were."""
        for name in _LOGGERS:
            logging.getLogger(name).removeFilter(self)
