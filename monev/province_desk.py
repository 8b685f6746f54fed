"""What lies on a coordinator's desk: who has handed in, how far each government is, what waits.

Read only; the steps themselves belong to `approve`, `remind` and `rerun_progress`.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from models import (
    Action,
    ApprovalAction,
    DocumentKind,
    Evaluation,
    Quarter,
    ReceiptStatus,
    Region,
    RegionRun,
    Role,
    RunStatus,
)
from monev.approval import ProvinceStanding, RegionStanding, State
from monev.approve import standings
from monev.hand_ins import standings_of
from monev.submissions import ReportingRates, Standing, reporting_rates
from monev.workspace import Workspace

REPORT = f"{DocumentKind.REGION_REPORT.value}."
"""How the log names a form of the report itself among what is downloaded."""


@dataclass(frozen=True)
class Place:
    """One government: its hand-in, its evaluation in force and where that stands.

    `waits_since` is when something was handed in that no evaluation has looked at yet.
    """

    region: Region
    standing: Standing
    evaluation: Evaluation | None
    approval: RegionStanding | None
    waits_since: datetime | None


@dataclass(frozen=True)
class Desk:
    """One province in one quarter; `approval` is null where nothing is evaluated yet."""

    province: Region
    places: tuple[Place, ...]
    approval: ProvinceStanding | None

    @property
    def rates(self) -> ReportingRates:
        """Completeness and timeliness over its governments."""
        return reporting_rates({one.region.code: one.standing for one in self.places})

    @property
    def evaluated(self) -> int:
        """How many have an evaluation."""
        return sum(1 for one in self.places if one.evaluation is not None)

    @property
    def to_review(self) -> int:
        """How many wait for a review: drafts, and what was returned."""
        return len(self._within(State.DRAFT, State.RETURNED))

    @property
    def to_publish(self) -> int:
        """How many are reviewed and wait for publication."""
        return len(self._within(State.REVIEWED))

    @property
    def returnable(self) -> int:
        """How many could be returned: drafts, and what is reviewed."""
        return len(self._within(State.DRAFT, State.REVIEWED))

    @property
    def waiting(self) -> tuple[Place, ...]:
        """Those whose hand-in no evaluation has looked at yet."""
        return tuple(one for one in self.places if one.waits_since is not None)

    def _within(self, *states: State) -> Sequence[RegionStanding]:
        return () if self.approval is None else self.approval.within(*states)


def desks(workspace: Workspace, quarter: Quarter, provinces: Iterable[Region]) -> list[Desk]:
    """Return the desk of each of these provinces, in their order."""
    asked = list(provinces)
    stand = standings_of(workspace, quarter)
    approvals = {one.province: one for one in standings(workspace, quarter)}
    wanted = {one.code for one in asked}
    regions = workspace.register.regions
    codes = [code for code in stand if regions[code].province_code in wanted]
    outcomes = workspace.store.current_outcomes(str(quarter), codes)
    current = {one.region_code: one for one in outcomes}
    arrived = _arrived(workspace, quarter)
    runs = workspace.store.last_runs(str(quarter), codes)
    found = []
    for province in asked:
        approval = approvals.get(province.code)
        states = {one.code: one for one in approval.regions} if approval else {}
        places = tuple(
            Place(
                region=regions[code],
                standing=stand[code],
                evaluation=current.get(code),
                approval=states.get(code),
                waits_since=_waits(arrived.get(code), current.get(code), runs.get(code)),
            )
            for code in sorted(codes)
            if regions[code].province_code == province.code
        )
        found.append(Desk(province, places, approval))
    return found


def _arrived(workspace: Workspace, quarter: Quarter) -> Mapping[str, datetime]:
    """Return when the last instrument of each government came."""
    found: dict[str, datetime] = {}
    for one in workspace.store.receipts(str(quarter)):
        if one.status is ReceiptStatus.READ and one.handed_in_on and one.region_code:
            found[one.region_code] = one.received_at
    return found


def _waits(
    arrived: datetime | None, current: Evaluation | None, run: RegionRun | None
) -> datetime | None:
    """Return since when a hand-in waits; what a later run looked at and kept does not."""
    if arrived is None or (current is not None and current.created_at >= arrived):
        return None
    if run is not None and run.status is RunStatus.DONE and run.begun_at is not None:
        return None if run.begun_at >= arrived else arrived
    return arrived


def open_objections(
    workspace: Workspace, quarter: Quarter, codes: Iterable[str]
) -> Mapping[str, int]:
    """Return how many objections of these governments wait for a decision, by province."""
    found: Counter[str] = Counter()
    for one in workspace.store.objections(str(quarter), codes):
        if one.is_open:
            found[one.objection.region_code[:2]] += 1
    return found


def unopened(workspace: Workspace, quarter: Quarter, desk: Desk) -> list[Region]:
    """Return the governments whose published report no office account has downloaded yet."""
    published = {
        f"{one.region.code} {quarter} r{one.approval.published.number}": one.region
        for one in desk.places
        if one.approval is not None and one.approval.published is not None
    }
    if not published or desk.approval is None:
        return []
    steps = desk.approval.steps
    since = min(one.at for one in steps if one.action is ApprovalAction.PUBLISHED)
    offices = {one.name for one in workspace.store.accounts() if one.role is Role.OFFICE}
    for entry in workspace.store.audit_page(action=Action.DOWNLOAD, since=since, most=None):
        if entry.who in offices and entry.detail.startswith(REPORT):
            published.pop(entry.subject, None)
    return list(published.values())
