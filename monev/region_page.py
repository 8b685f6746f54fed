"""What the pages about one region show beside its score: papers, revisions, due day, peers.

Gathers values from the store and the calendar; scores nothing and knows neither words nor HTML.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from models import Document, DocumentForm, DocumentKind, Evaluation, Quarter, Region
from models.quarter import JAKARTA
from monev.approval import RegionStanding, State, was_published
from monev.approve import region_standing, standings
from monev.calendar import DueDay, load_calendar
from monev.hand_ins import hand_in_of
from monev.submissions import HandIn
from monev.workspace import Workspace

FEWEST_PEERS = 5
"""Below so many published peers a median would tell of single ones."""


@dataclass(frozen=True)
class Paper:
    """One filed document in one language, with its file in every form that was filed."""

    kind: DocumentKind
    language: str
    files: tuple[Document, ...]

    @property
    def pdf(self) -> Document | None:
        """The PDF as it was made, without a signature added; null where none was filed."""
        return next((one for one in self.files if one.form is DocumentForm.PDF), None)


@dataclass(frozen=True)
class FiledRevision:
    """One revision with its papers; `outcome` comes without its traces.

    `replaced_by` is the number of the revision that superseded it, null for the current one.
    """

    outcome: Evaluation
    papers: tuple[Paper, ...]
    replaced_by: int | None

    @property
    def filed_on(self) -> date:
        """The day in Jakarta on which it was filed."""
        return self.outcome.created_at.astimezone(JAKARTA).date()


@dataclass(frozen=True)
class Awaited:
    """The report that is awaited now: its quarter, its last day, and how the region stands.

    `days_left` counts working days after `today`, 0 once the last day has come.
    """

    quarter: Quarter
    due: DueDay
    hand_in: HandIn
    today: date
    days_left: int


@dataclass(frozen=True)
class HistoryRow:
    """One quarter's current outcome; `breaks` says that other rules scored it than the row before.

    `missing` are the quarters between it and the row before that nobody evaluated.
    """

    outcome: Evaluation
    breaks: bool
    missing: tuple[Quarter, ...]


@dataclass(frozen=True)
class Peers:
    """Published scores of governments of the same kind: how many, their median, how many are lower.

    The region itself is not among them; no single one is told.
    """

    count: int
    median: Decimal
    below: int


def filed_revisions(
    workspace: Workspace, outcomes: Sequence[Evaluation], quarter: str
) -> list[FiledRevision]:
    """Return the revisions of one quarter, the newest first, with their papers."""
    own = sorted(
        (one for one in outcomes if one.quarter == quarter),
        key=lambda one: one.revision,
        reverse=True,
    )
    numbers = {one.evaluation_id: one.revision for one in own}
    return [
        FiledRevision(one, _papers(workspace, one), numbers.get(one.superseded_by)) for one in own
    ]


def _papers(workspace: Workspace, outcome: Evaluation) -> tuple[Paper, ...]:
    """Return the papers of an evaluation; of one that has revisions of its own, the newest."""
    newest: dict[tuple[DocumentKind, str], dict[DocumentForm, Document]] = {}
    for one in workspace.store.documents_of(outcome.evaluation_id or 0):
        newest.setdefault((one.kind, one.language), {})[one.form] = one
    kinds, forms = list(DocumentKind), list(DocumentForm)
    return tuple(
        Paper(kind, language, tuple(sorted(files.values(), key=lambda one: forms.index(one.form))))
        for (kind, language), files in sorted(
            newest.items(), key=lambda pair: (kinds.index(pair[0][0]), pair[0][1] != "id")
        )
    )


def awaited(workspace: Workspace, region: Region) -> Awaited:
    """Return which report is awaited today in Jakarta, until when, and whether it has come."""
    calendar, today = load_calendar(), workspace.now().astimezone(JAKARTA).date()
    quarter = calendar.open_quarter(today)
    due = calendar.due_day(quarter)
    left = calendar.working_days_left(today, due.on_time_until)
    return Awaited(quarter, due, hand_in_of(workspace, region, quarter), today, left)


def standing_at(workspace: Workspace, outcome: Evaluation) -> RegionStanding:
    """Return where the region's current revision of that quarter stands in its approval."""
    return region_standing(workspace, outcome.region_code, Quarter.parse(outcome.quarter))


def state_of(workspace: Workspace, outcome: Evaluation, standing: RegionStanding) -> State | None:
    """Return how far this very revision has come; null for one that was superseded unpublished."""
    if outcome.evaluation_id == standing.current.evaluation_id:
        return standing.state
    steps = workspace.store.steps_of(outcome.quarter)
    return State.PUBLISHED if was_published(outcome.evaluation_id, steps) else None


def history(outcomes: Sequence[Evaluation]) -> list[HistoryRow]:
    """Return the current outcome of every quarter, the oldest first, with breaks and gaps told."""
    rows: list[HistoryRow] = []
    current = {one.quarter: one for one in sorted(outcomes, key=lambda one: one.revision)}
    for quarter in sorted(current):
        one, breaks, missing = current[quarter], False, list[Quarter]()
        if rows:
            breaks = rules_of(rows[-1].outcome) != rules_of(one)
            between = Quarter.parse(rows[-1].outcome.quarter).next()
            while between < Quarter.parse(quarter):
                missing.append(between)
                between = between.next()
        rows.append(HistoryRow(one, breaks, tuple(missing)))
    return rows


def rules_of(outcome: Evaluation) -> tuple[str, str, str]:
    """Return by what an outcome was scored: profile, version and mode; alike is comparable."""
    return outcome.rubric_profile, outcome.rubric_version, outcome.mode


def peers_of(workspace: Workspace, region: Region, outcome: Evaluation) -> Peers | None:
    """Return how the region lies among published governments of its kind under the same rules.

    Null where it has no score, or where fewer than `FEWEST_PEERS` others are published.
    """
    if outcome.score is None:
        return None
    known = workspace.register.regions
    published = [
        one.code
        for province in standings(workspace, Quarter.parse(outcome.quarter))
        for one in province.within(State.PUBLISHED)
        if known[one.code].kind == region.kind and one.code != region.code
    ]
    if len(published) < FEWEST_PEERS:
        return None
    found = workspace.store.current_outcomes(outcome.quarter, published)
    scores = [
        one.score for one in found if one.score is not None and rules_of(one) == rules_of(outcome)
    ]
    if len(scores) < FEWEST_PEERS:
        return None
    return Peers(len(scores), median(scores), sum(one < outcome.score for one in scores))
