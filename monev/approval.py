"""Where the approval of a province's quarter stands, derived from the steps that were taken.

Values in, values out: nothing here is stored, and who may take the next step is asked in
`approval_rules`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from models import ApprovalAction


class State(StrEnum):
    """How far an evaluation has come. A newer revision begins as a draft again."""

    DRAFT = "draft"
    RETURNED = "returned"
    REVIEWED = "reviewed"
    PUBLISHED = "published"


STATE_AFTER = {
    ApprovalAction.REVIEWED: State.REVIEWED,
    ApprovalAction.RETURNED: State.RETURNED,
    ApprovalAction.PUBLISHED: State.PUBLISHED,
}


class Revision(NamedTuple):
    """One evaluation of a region, by its id and by its number on the report."""

    evaluation_id: int
    number: int


@dataclass(frozen=True)
class Step:
    """One step; `number` is its place in the order of a scope's quarter, `about` by region code."""

    number: int
    scope: str
    action: ApprovalAction
    by: str
    at: datetime
    about: Mapping[str, Revision]
    comment: str = ""
    through: str = ""


@dataclass(frozen=True)
class RegionStanding:
    """Where the current revision of one region stands, and what was published before it.

    `step` is the one that brought it there, null for a draft. `reviewers` are all who ever
    reviewed exactly this revision. `published` is the revision that was published last. `outdated`
    is the last step that spoke of an earlier revision, where none speaks of this one yet.
    """

    code: str
    current: Revision
    state: State
    step: Step | None = None
    reviewers: frozenset[str] = frozenset()
    published: Revision | None = None
    outdated: Step | None = None


@dataclass(frozen=True)
class ProvinceStanding:
    """Where the evaluated governments of one province stand; `steps` in the order they came."""

    province: str
    regions: tuple[RegionStanding, ...]
    steps: tuple[Step, ...]

    @property
    def state(self) -> State:
        """The state of the whole: as far as the government that is farthest behind."""
        found = {one.state for one in self.regions}
        if State.RETURNED in found:
            return State.RETURNED
        if State.DRAFT in found:
            return State.DRAFT
        return State.REVIEWED if State.REVIEWED in found else State.PUBLISHED

    @property
    def last(self) -> Step | None:
        """The newest step, null where none was taken."""
        return self.steps[-1] if self.steps else None

    def count(self, state: State) -> int:
        """Return how many governments are in a state."""
        return len(self.within(state))

    def within(self, *states: State) -> tuple[RegionStanding, ...]:
        """Return the governments in any of these states, by code."""
        return tuple(one for one in self.regions if one.state in states)


def was_published(evaluation_id: int | None, steps: Iterable[Step]) -> bool:
    """Say whether exactly this revision was ever published, by the steps of its quarter."""
    return any(
        about.evaluation_id == evaluation_id
        for step in steps
        if step.action is ApprovalAction.PUBLISHED
        for about in step.about.values()
    )


def standing_of(
    province: str, current: Mapping[str, Revision], steps: Iterable[Step]
) -> ProvinceStanding:
    """Return where a province's quarter stands.

    `current` are the revisions in force by region code. The steps may come in any order: their
    numbers count.
    """
    taken = tuple(sorted(steps, key=lambda one: one.number))
    regions = tuple(_region(code, current[code], taken) for code in sorted(current))
    return ProvinceStanding(province, regions, taken)


def _region(code: str, current: Revision, taken: tuple[Step, ...]) -> RegionStanding:
    spoken = [one for one in taken if code in one.about]
    here = [one for one in spoken if one.about[code].evaluation_id == current.evaluation_id]
    published = [one for one in spoken if one.action is ApprovalAction.PUBLISHED]
    return RegionStanding(
        code=code,
        current=current,
        state=STATE_AFTER[here[-1].action] if here else State.DRAFT,
        step=here[-1] if here else None,
        reviewers=frozenset(one.by for one in here if one.action is ApprovalAction.REVIEWED),
        published=published[-1].about[code] if published else None,
        outdated=spoken[-1] if spoken and not here else None,
    )
