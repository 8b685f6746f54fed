"""`monev account add`: a person for the portal. The password is asked for, never an argument."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from monev.cli import opened
from monev.cli.options import WorkspaceOption
from monev.errors import UsageError

if TYPE_CHECKING:
    from models import Role
    from monev.workspace import Workspace


def add_account(
    name: Annotated[str, typer.Argument(metavar="NAME", help="The name to sign in with.")],
    role: Annotated[
        str,
        typer.Option("--role", metavar="office|coordinator|admin|auditor", help="What it may do."),
    ],
    region: Annotated[
        str | None,
        typer.Option(
            "--region",
            metavar="CODE",
            help="An office's own region, a coordinator's province, or ID for a coordinator of the "
            "whole country; an admin and an auditor need none.",
        ),
    ] = None,
    password_stdin: Annotated[
        bool, typer.Option("--password-stdin", help="Read the password from standard input.")
    ] = False,
    workspace: WorkspaceOption = None,
) -> None:
    """Add an account, or give one that is there a new password, role and region.

    Sessions of one that is there end, and its tokens are withdrawn.
    """
    from models import Account, Action
    from monev.portal.sign_in import hash_password

    if not name.strip() or name != name.strip() or not name.isprintable():
        raise UsageError(f"{name!r} found; a printable name without spaces around it expected")
    rank = _role(role)
    place = opened.open_or_make(workspace)
    code = _region(place, rank, region)
    password = _password(password_stdin)
    place.store.add_account(
        Account(
            name=name,
            role=rank,
            region_code=code,
            password_hash=hash_password(password),
            created_at=place.now(),
        )
    )
    area = f"{rank.value} of {code or 'the whole country'}"
    place.store.append_entry(place.now(), opened.login(), Action.ACCOUNT_ADDED, name, area)
    withdrawn = place.store.withdraw_tokens_of(name, place.now())
    lent = _withdraw_delegations(place, name)
    gone = [f"{withdrawn} tokens withdrawn"] * bool(withdrawn)
    gone += [f"{lent} delegations withdrawn"] * bool(lent)
    typer.echo("; ".join([f"{name}: {area}", *gone]))


def _withdraw_delegations(place: "Workspace", name: str) -> int:
    """End what an account was lent or has lent: a new password or role begins without it."""
    from models import Action

    open_ones = [one for one in place.store.delegations(name) if one.withdrawn_at is None]
    for one in open_ones:
        place.store.withdraw_delegation(one.delegation_id or 0, opened.login(), place.now())
        about = f"{one.given_by} -> {one.given_to}"
        place.store.append_entry(place.now(), opened.login(), Action.DELEGATION_WITHDRAWN, about)
    return len(open_ones)


def _role(text: str) -> "Role":
    from models import Role

    if text not in list(Role):
        raise UsageError(f"role {text!r} found, {', '.join(Role)} expected")
    return Role(text)


def _region(place: "Workspace", role: "Role", text: str | None) -> str | None:
    from models import NATION, Role

    if text is None:
        if role in (Role.ADMIN, Role.AUDITOR):
            return None
        raise UsageError(f"the role {role} needs --region CODE")
    if role == Role.COORDINATOR and text.upper() == NATION:
        return None
    found = opened.region(place, text)
    if role == Role.COORDINATOR and found.kind != "provinsi":
        raise UsageError(f"{found.code} {found.name} found; a coordinator's area is a province")
    return found.code


def _password(from_stdin: bool) -> str:
    from monev.portal.sign_in import SHORTEST_PASSWORD

    if from_stdin:
        password = sys.stdin.readline().rstrip("\r\n")
    else:
        password = str(typer.prompt("Password", hide_input=True, confirmation_prompt=True))
    if len(password) < SHORTEST_PASSWORD:
        raise UsageError(f"the password is too short; {SHORTEST_PASSWORD} characters at least")
    return password
