"""Who may review, return or publish, and from which state. Values only; nothing is stored here.

The provincial coordinator reviews, the national coordinator publishes, and nobody approves what
they entered or reviewed themselves. An administrator keeps the accounts and approves nothing.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Self

from models import Account, ApprovalAction, Role
from monev.approval import ProvinceStanding, RegionStanding, State
from monev.areas import Area

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


class Why(StrEnum):
    """The kinds of refusal, for whoever says them in other words."""

    NONE = ""
    ROLE = "role"
    NO_EVALUATIONS = "no_evaluations"
    NOT_REVIEWED = "not_reviewed"
    NOTHING_LEFT = "nothing_left"
    ENTERED = "entered"
    REVIEWED = "reviewed"
    DAMAGED = "damaged"


class Refusal(str):
    """Why a step is refused, as an English sentence; empty where it is not.

    `why` and `values` say the same to pages that speak another language.
    """

    why: Why
    values: Mapping[str, str]

    def __new__(cls, sentence: str = "", why: Why = Why.NONE, **values: str) -> Self:
        """Make a sentence that knows its kind."""
        made = super().__new__(cls, sentence)
        made.why, made.values = why, values
        return made


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
    delegated: Iterable[Area] = (),
) -> Refusal:
    """Return why an account may not take a step about these governments; empty where it may.

    `about` is a part of `subject_of`. `delegated` are roles that others lent the account: they
    open a step, and never excuse from the rule that two persons are needed.
    """
    regions = tuple(about)
    return (
        wrong_role(action, account, standing.province, delegated)
        or _not_from_here(action, standing, regions)
        or _same_person(action, account, regions, entered)
    )


def wrong_role(
    action: ApprovalAction, account: Account, province: str, delegated: Iterable[Area] = ()
) -> Refusal:
    """Return why an account never takes such a step in a province; empty where it may."""
    acting = {Area(account.role, account.region_code), *delegated}
    of_province = Area(Role.COORDINATOR, province) in acting
    of_nation = Area(Role.COORDINATOR, None) in acting
    area = account.region_code or "the whole country"
    found = f"{account.name} is {account.role.value} of {area}"
    if action is ApprovalAction.REVIEWED and not of_province:
        said = f"{found}; the coordinator of province {province} reviews"
    elif action is ApprovalAction.PUBLISHED and not of_nation:
        said = f"{found}; a coordinator of the whole country publishes"
    elif action is ApprovalAction.RETURNED and not (of_province or of_nation):
        said = f"{found}; the coordinator of province {province} or of the whole country returns"
    else:
        return Refusal()
    return Refusal(said, Why.ROLE, action=action.value)


def _not_from_here(
    action: ApprovalAction, standing: ProvinceStanding, regions: tuple[RegionStanding, ...]
) -> Refusal:
    name = f"province {standing.province}"
    if not standing.regions:
        return Refusal(f"{name} has no evaluations", Why.NO_EVALUATIONS)
    if action is ApprovalAction.PUBLISHED:
        behind = standing.within(State.DRAFT, State.RETURNED)
        if behind:
            named, states = _named(behind), _states(behind)
            said = f"{named} not reviewed ({states}); review comes first"
            codes = ", ".join(one.code for one in behind)
            return Refusal(said, Why.NOT_REVIEWED, codes=codes)
    if not regions:
        said = f"{name} is {standing.state.value} already; there is nothing to {DONE[action]}"
        return Refusal(said, Why.NOTHING_LEFT)
    return Refusal()


def _same_person(
    action: ApprovalAction,
    account: Account,
    regions: tuple[RegionStanding, ...],
    entered: Entered,
) -> Refusal:
    if action is ApprovalAction.RETURNED:
        return Refusal()
    own = person_key(account.name)
    mine = entered.get(own, {})
    for one in regions:
        if one.code in mine:
            said = f"{account.name} {mine[one.code]}; another person has to {DONE[action]}"
            return Refusal(said, Why.ENTERED, region=one.code)
        if action is ApprovalAction.PUBLISHED and own in {person_key(by) for by in one.reviewers}:
            said = f"{account.name} reviewed {one.code}; another person has to publish"
            return Refusal(said, Why.REVIEWED, region=one.code)
    return Refusal()


def _named(regions: tuple[RegionStanding, ...]) -> str:
    codes = [one.code for one in regions]
    more = f" and {len(codes) - 3} more" if len(codes) > 3 else ""
    return f"{', '.join(codes[:3])}{more}"


def _states(regions: tuple[RegionStanding, ...]) -> str:
    found = dict.fromkeys(one.state.value for one in regions)
    return ", ".join(found)
