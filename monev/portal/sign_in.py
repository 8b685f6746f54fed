"""Passwords, and the patience with which wrong ones are met. Sessions belong to `access`."""

import time
from collections import deque
from functools import cache

from pwdlib import PasswordHash

from models import Account
from monev.store import Store

ATTEMPTS = 8
WINDOW_SECONDS = 300.0


@cache
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@cache
def _nobody() -> str:
    """A hash to compare with when there is no account, so that both answers take equal time."""
    return _hasher().hash("nobody has this password")


def hash_password(password: str) -> str:
    """Return the argon2 hash to keep; the password itself is never stored."""
    return _hasher().hash(password)


def verified(store: Store, name: str, password: str) -> Account | None:
    """Return the account if name and password fit; unknown names cost the same time."""
    account = store.account(name)
    kept = account.password_hash if account is not None else _nobody()
    fits = _hasher().verify(password, kept)
    return account if fits else None


class Patience:
    """Counts failed attempts per name and address within a window; forgets after it."""

    def __init__(self) -> None:
        self._failures: dict[tuple[str, str], deque[float]] = {}

    def exhausted(self, name: str, address: str) -> bool:
        """Say whether this name from this address must wait."""
        failures = self._failures.get((name, address))
        if failures is None:
            return False
        now = time.monotonic()
        while failures and now - failures[0] > WINDOW_SECONDS:
            failures.popleft()
        if not failures:
            del self._failures[(name, address)]
        return len(failures) >= ATTEMPTS

    def failed(self, name: str, address: str) -> None:
        """Note a wrong password."""
        self._failures.setdefault((name, address), deque(maxlen=ATTEMPTS)).append(time.monotonic())
