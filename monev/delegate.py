"""Let another person use one's role in one's area until a day. What a role opens is `areas`'.

Only an office's and a coordinator's role can be let, to an office or a coordinator; what was let to
somebody cannot be passed on. An administrator may enter a delegation for others.
"""

from collections.abc import Iterable
from datetime import date, timedelta

from models import Account, Delegation, Role
from models.quarter import JAKARTA
from monev.areas import Area
from monev.errors import UsageError
from monev.workspace import Workspace

LONGEST_DAYS = 92
"""A quarter; whoever is away for longer gets a successor with an account."""
ROLES = (Role.OFFICE, Role.COORDINATOR)
LONGEST_REASON = 300


class DelegationRefusedError(UsageError):
    """A delegation that cannot be made; `fault` is a word for pages, the message says why."""

    def __init__(self, fault: str, message: str) -> None:
        super().__init__(message)
        self.fault = fault


def delegate(
    workspace: Workspace, maker: Account, giver: str, receiver: str, until: date, reason: str = ""
) -> Delegation:
    """Let `receiver` use the role of `giver` to the end of the day `until`, and return it kept.

    Raises DelegationRefusedError where the maker may not, or the delegation would be of no use.
    """
    source = workspace.store.account(giver)
    target = workspace.store.account(receiver)
    if source is None or target is None:
        name = giver if source is None else receiver
        raise DelegationRefusedError("nobody", f"no account is called {name!r}")
    _may_make(maker, source, target)
    _lasts(until, today_of(workspace))
    area = Area(source.role, source.region_code)
    if area in delegated_areas(workspace, target.name):
        raise DelegationRefusedError("has_it", f"{target.name} has this delegation already")
    return workspace.store.add_delegation(
        Delegation(
            given_by=source.name,
            given_to=target.name,
            role=source.role,
            region_code=source.region_code,
            until=until,
            reason=" ".join(reason.split())[:LONGEST_REASON],
            made_by=maker.name,
            made_at=workspace.now(),
        )
    )


def may_withdraw(name: str, role: Role, one: Delegation) -> bool:
    """Say whether a person may end a delegation: its giver, its receiver, an administrator."""
    return role is Role.ADMIN or name in (one.given_by, one.given_to)


def today_of(workspace: Workspace) -> date:
    """Return today in Jakarta."""
    return workspace.now().astimezone(JAKARTA).date()


def delegated_areas(workspace: Workspace, name: str) -> tuple[Area, ...]:
    """Return the areas that others have let a person use today."""
    return areas_let(in_force(workspace, name))


def areas_let(delegations: Iterable[Delegation]) -> tuple[Area, ...]:
    """Return the areas that delegations open."""
    return tuple(Area(one.role, one.region_code) for one in delegations)


def in_force(workspace: Workspace, name: str) -> tuple[Delegation, ...]:
    """Return the delegations to a person that hold today."""
    return tuple(workspace.store.delegations_in_force(name, today_of(workspace)))


def _may_make(maker: Account, source: Account, target: Account) -> None:
    if maker.name != source.name and maker.role is not Role.ADMIN:
        raise DelegationRefusedError("not_yours", f"the role of {source.name} is not yours to let")
    if source.role not in ROLES:
        raise DelegationRefusedError("role", f"the role {source.role.value} cannot be delegated")
    if target.role not in ROLES:
        raise DelegationRefusedError(
            "receiver", f"{target.name} is {target.role.value}, who acts for nobody"
        )
    if (source.role, source.region_code) == (target.role, target.region_code):
        raise DelegationRefusedError("has_it", f"{target.name} has this role and area already")


def _lasts(until: date, today: date) -> None:
    if until < today:
        raise DelegationRefusedError("past", f"{until} found, which is over; today or later")
    if until > today + timedelta(days=LONGEST_DAYS):
        raise DelegationRefusedError("long", f"{until} found; {LONGEST_DAYS} days at most")
