"""Passwords: hashed, and compared in equal time. Sessions belong to `access`."""

from functools import cache

from pwdlib import PasswordHash

from models import Account
from monev.store import Store

SHORTEST_PASSWORD = 8


@cache
def _hasher() -> PasswordHash:
    return PasswordHash.recommended()


@cache
def _nobody() -> str:
    """A hash to compare with when there is no account, so that both answers take equal time."""
    return _hasher().hash("nobody has this password")


def prepare() -> None:
    """Make that hash before the first visitor, who would else wait for it and learn from it."""
    _nobody()


def hash_password(password: str) -> str:
    """Return the argon2 hash to keep; the password itself is never stored."""
    return _hasher().hash(password)


def verified(store: Store, name: str, password: str) -> Account | None:
    """Return the account if name and password fit; unknown names cost the same time."""
    account = store.account(name)
    kept = account.password_hash if account is not None else _nobody()
    fits = _hasher().verify(password, kept)
    return account if fits else None
