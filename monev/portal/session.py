"""Sessions: begun, held to their account, ended for good. What a person may is `access`' business.

A session lies in a signed cookie; its number is what the store remembers when it is ended.
"""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from fastapi import Request

from models import Account
from monev.workspace import Workspace

LONGEST_SECONDS = 12 * 3600
"""After so long the password is asked for again, however busy the session is."""


def open_session(request: Request, workspace: Workspace, account: Account) -> None:
    """Begin a fresh session for an account; of what was before, only the language stays."""
    forget(request)
    request.session.update(
        name=account.name,
        mark=mark_of(account),
        id=secrets.token_urlsafe(24),
        since=int(workspace.now().timestamp()),
        form=secrets.token_urlsafe(24),
    )


def end_session(request: Request, workspace: Workspace) -> None:
    """End this session here and wherever a copy of its cookie is; the language stays."""
    if known := request.session.get("id"):
        now = workspace.now()
        workspace.store.end_session(digest(known), now, now - timedelta(seconds=LONGEST_SECONDS))
    forget(request)


def holds(session: Mapping[str, Any], account: Account, workspace: Workspace) -> bool:
    """Say whether a session is of the present password, young enough and not ended."""
    age = workspace.now().timestamp() - session.get("since", 0)
    return (
        session.get("mark") == mark_of(account)
        and age < LONGEST_SECONDS
        and not workspace.store.session_ended(digest(session.get("id", "")))
    )


def digest(secret: str) -> str:
    """Return the hash under which a session or a token is known; the secret is not kept."""
    return hashlib.sha256(secret.encode()).hexdigest()


def mark_of(account: Account) -> str:
    """Return what ties a session to the present password: changing it ends all sessions."""
    return digest(account.password_hash)[:24]


def forget(request: Request) -> None:
    """Empty a session; the language stays."""
    language = request.session.get("language")
    request.session.clear()
    if language:
        request.session["language"] = language
