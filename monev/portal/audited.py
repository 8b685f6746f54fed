"""One line in the log for whatever a person did through a page. Reading it is another page's."""

from fastapi import Request

from models import Action
from monev.portal.access import workspace_of

LONGEST = 500
"""Letters of a subject or a detail; what is longer is cut and says so."""


def note(request: Request, who: str, action: Action, subject: str = "", detail: str = "") -> None:
    """Add to the log that `who` did something; empty for a visitor.

    Call it before the answer is given: what cannot be noted is not done. Characters that could
    forge a line of the log are written as their escapes.
    """
    workspace = workspace_of(request)
    workspace.store.append_entry(
        at=workspace.now(),
        who=visible(who),
        action=action,
        subject=visible(subject),
        detail=visible(detail),
        address=visible(request.client.host if request.client else ""),
    )


def visible(text: str) -> str:
    """Return a text of bounded length with every control and line character as its escape."""
    shown = "".join(
        one if one.isprintable() else one.encode("unicode_escape").decode() for one in text
    )
    return shown if len(shown) <= LONGEST else f"{shown[: LONGEST - 1]}…"
