"""Where an objection stands, derived from the steps that were taken.

Values in, values out: nothing here is stored, and who may take the next step is asked in
`objections`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models import BudgetLine, Fact, Objection, ObjectionAction, ObjectionStep, RegionRun
from models.quantities import money_of


class ObjectionState(StrEnum):
    """How far an objection has come. Only an open one may still be decided or withdrawn."""

    OPEN = "terbuka"
    ACCEPTED = "diterima"
    DECLINED = "ditolak"
    WITHDRAWN = "ditarik"


STATE_AFTER = {
    ObjectionAction.FILED: ObjectionState.OPEN,
    ObjectionAction.ACCEPTED: ObjectionState.ACCEPTED,
    ObjectionAction.DECLINED: ObjectionState.DECLINED,
    ObjectionAction.WITHDRAWN: ObjectionState.WITHDRAWN,
}
"""A re-run leads to no other state: what was accepted stays accepted."""


@dataclass(frozen=True)
class ObjectionStanding:
    """One objection with its steps in their order; `run` is the last re-run, null before one."""

    objection: Objection
    steps: tuple[ObjectionStep, ...]
    run: RegionRun | None = None

    @property
    def number(self) -> int:
        """The number people call it by."""
        return self.objection.objection_id or 0

    @property
    def state(self) -> ObjectionState:
        """Where it stands after its last deciding step."""
        return STATE_AFTER[self._last.action]

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision."""
        return self.state is ObjectionState.OPEN

    @property
    def filed(self) -> ObjectionStep:
        """Who filed it, when and why."""
        return self.steps[0]

    @property
    def answer(self) -> ObjectionStep | None:
        """The step that ended it, null while it is open."""
        return None if self.is_open else self._last

    @property
    def revision(self) -> int | None:
        """The revision that acceptance led to; null where it led to none yet."""
        return None if self.run is None else self.run.revision

    def is_late(self, today: date) -> bool:
        """Whether an answer is overdue."""
        return self.is_open and today > self.objection.due_on

    @property
    def _last(self) -> ObjectionStep:
        return [one for one in self.steps if one.action in STATE_AFTER][-1]


def set_aside(
    objections: Iterable[ObjectionStanding], facts: Sequence[Fact], by: date
) -> frozenset[str]:
    """Return the ids of statements in whose place a correction stands that was known by a day.

    `facts` are all of the region. What is set aside stays in the books, and counts as before for
    every quarter whose cut-off came before the correction. A document that is a table of its own
    sets nothing aside: which of two hand-ins stands is told by their days.
    """
    kept = {one.fact_id: one for one in facts}
    gone: set[str] = set()
    for one in objections:
        answer = one.answer
        if answer is None or answer.action is not ObjectionAction.ACCEPTED:
            continue
        added = [kept[name] for name in answer.fact_ids.split() if name in kept]
        contested = kept.get(one.objection.fact_id)
        if contested is not None and added and all(each.known_on <= by for each in added):
            gone |= {each.fact_id for each in in_place_of(contested, facts)}
    return frozenset(gone)


def in_place_of(contested: Fact, facts: Sequence[Fact]) -> list[Fact]:
    """Return what a correction of a statement takes the place of: it, or its whole listing.

    Of a listing that is what stands in its file, and what other files state of the same money.
    """
    if not (isinstance(contested, BudgetLine) and contested.listing):
        return [contested]
    lines = [
        one for one in facts if isinstance(one, BudgetLine) and one.listing == contested.listing
    ]
    own = [one for one in lines if one.evidence_sha256 == contested.evidence_sha256]
    money = {money_of(one) for one in own}
    return [
        one
        for one in lines
        if one.evidence_sha256 == contested.evidence_sha256
        or (money_of(one) in money and one.known_on <= contested.known_on)
    ]
