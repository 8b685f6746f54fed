"""Who may review, return or publish, and from which state. Values only; nothing is stored here.

The provincial coordinator reviews, the national coordinator publishes, and nobody approves what
they entered or reviewed themselves. An administrator keeps the accounts and approves nothing.
"""

from collections.abc import Iterable, Mapping

from models import Account, ApprovalAction, Role
from monev.approval import ProvinceStanding, RegionStanding, State

FROM = {
    ApprovalAction.REVIEWED: (State.DRAFT, State.RETURNED),
    ApprovalAction.RETURNED: (State.DRAFT, State.REVIEWED),
    ApprovalAction.PUBLISHED: (State.REVIEWED,),
}
"""The states from which an action leads on. Nothing leads on from published but a new revision."""

DONE = {
    ApprovalAction.REVIEWED: "review",
    ApprovalAction.RETURNED: "return",
    ApprovalAction.PUBLISHED: "publish",
}

Entered = Mapping[str, Mapping[str, str]]
"""Person (`person_key`) -> region code -> what of that region's evaluation the person entered."""


def person_key(name: str) -> str:
    """Return what two spellings of one name have in common."""
    return " ".join(name.split()).casefold()


def subject_of(action: ApprovalAction, standing: ProvinceStanding) -> tuple[RegionStanding, ...]:
    """Return the governments of a province of which an action would speak."""
    return standing.within(*FROM[action])


def refusal(
    action: ApprovalAction,
    account: Account,
    standing: ProvinceStanding,
    about: Iterable[RegionStanding],
    entered: Entered,
) -> str:
    """Return why an account may not take a step about these governments; empty where it may.

    `about` is a part of `subject_of`.
    """
    regions = tuple(about)
    return (
        wrong_role(action, account, standing.province)
        or _not_from_here(action, standing, regions)
        or _same_person(action, account, regions, entered)
    )


def wrong_role(action: ApprovalAction, account: Account, province: str) -> str:
    """Return why an account never takes such a step in a province; empty where it may."""
    coordinator = account.role is Role.COORDINATOR
    of_province = coordinator and account.region_code == province
    of_nation = coordinator and account.region_code is None
    area = account.region_code or "the whole country"
    found = f"{account.name} is {account.role.value} of {area}"
    if action is ApprovalAction.REVIEWED and not of_province:
        return f"{found}; the coordinator of province {province} reviews"
    if action is ApprovalAction.PUBLISHED and not of_nation:
        return f"{found}; a coordinator of the whole country publishes"
    if action is ApprovalAction.RETURNED and not (of_province or of_nation):
        return f"{found}; the coordinator of province {province} or of the whole country returns"
    return ""


def _not_from_here(
    action: ApprovalAction, standing: ProvinceStanding, regions: tuple[RegionStanding, ...]
) -> str:
    name = f"province {standing.province}"
    if not standing.regions:
        return f"{name} has no evaluations"
    if action is ApprovalAction.PUBLISHED:
        behind = standing.within(State.DRAFT, State.RETURNED)
        if behind:
            return f"{_named(behind)} not reviewed ({_states(behind)}); review comes first"
    if not regions:
        return f"{name} is {standing.state.value} already; there is nothing to {DONE[action]}"
    return ""


def _same_person(
    action: ApprovalAction,
    account: Account,
    regions: tuple[RegionStanding, ...],
    entered: Entered,
) -> str:
    if action is ApprovalAction.RETURNED:
        return ""
    own = person_key(account.name)
    mine = entered.get(own, {})
    for one in regions:
        if one.code in mine:
            return f"{account.name} {mine[one.code]}; another person has to {DONE[action]}"
        if action is ApprovalAction.PUBLISHED and own in {person_key(by) for by in one.reviewers}:
            return f"{account.name} reviewed {one.code}; another person has to publish"
    return ""


def _named(regions: tuple[RegionStanding, ...]) -> str:
    codes = [one.code for one in regions]
    more = f" and {len(codes) - 3} more" if len(codes) > 3 else ""
    return f"{', '.join(codes[:3])}{more}"


def _states(regions: tuple[RegionStanding, ...]) -> str:
    found = dict.fromkeys(one.state.value for one in regions)
    return ", ".join(found)
