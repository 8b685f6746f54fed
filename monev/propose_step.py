"""What a step of approval would speak of, shown before it is taken: exact revisions and hashes.

Taking the step belongs to `approve`; the mark made here tells it whether anything changed between.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from models import ApprovalAction, ApprovedRevision, Quarter, Role
from monev.approval import ProvinceStanding, Revision
from monev.approval_rules import Refusal, refusal, subject_of
from monev.approve import Hand, standings
from monev.areas import Area
from monev.who_entered import entered_by
from monev.workspace import Workspace


@dataclass(frozen=True)
class Proposal:
    """One step as it stands now: what it speaks of by code, and why it may not be taken, if so.

    `mark` changes with everything that is shown; a form that carries it speaks of exactly this.
    """

    action: ApprovalAction
    standing: ProvinceStanding
    about: tuple[ApprovedRevision, ...]
    refusal: Refusal
    mark: str

    @property
    def seen(self) -> Mapping[str, Revision]:
        """The revisions that are shown, as `approve` asks for them."""
        return {one.region_code: Revision(one.evaluation_id, one.revision) for one in self.about}


def actions_for(province: str, areas: Iterable[Area]) -> list[ApprovalAction]:
    """Return the steps that are open to somebody with these roles, whatever the state."""
    held = set(areas)
    of_province = Area(Role.COORDINATOR, province) in held
    of_nation = Area(Role.COORDINATOR, None) in held
    found = [ApprovalAction.REVIEWED] if of_province else []
    found += [ApprovalAction.PUBLISHED] if of_nation else []
    return found + ([ApprovalAction.RETURNED] if of_province or of_nation else [])


def propose(
    workspace: Workspace, quarter: Quarter, province: str, action: ApprovalAction, hand: Hand
) -> Proposal | None:
    """Return what a step of this person would speak of; null where nothing is evaluated yet.

    Documents are not held against their hashes here: that is done when they are published.
    """
    found = [one for one in standings(workspace, quarter) if one.province == province]
    account = workspace.store.account(hand.by)
    if not found or account is None:
        return None
    (standing,) = found
    regions = subject_of(action, standing)
    current = {one.code: one.current for one in standing.regions}
    entered = entered_by(workspace, quarter, current)
    about = workspace.store.to_approve([one.current.evaluation_id for one in regions])
    return Proposal(
        action=action,
        standing=standing,
        about=tuple(about),
        refusal=refusal(action, account, standing, regions, entered, hand.delegated),
        mark=_mark(action, standing, about),
    )


def _mark(action: ApprovalAction, standing: ProvinceStanding, about: list[ApprovedRevision]) -> str:
    content = [
        *(action.value, standing.province, len(standing.steps)),
        *(
            (one.evaluation_id, one.report_sha256, one.rubric_sha256, one.design_sha256)
            for one in about
        ),
    ]
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()[:32]
