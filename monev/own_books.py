"""What a workspace's own books say of a region: reports received, advice given before.

Judging them is left to scoring; this room only looks up what was known by the quarter's cut-off.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from models import Quarter, Region
from monev.calendar import DueDay, load_calendar
from monev.dossier import PastScore
from monev.hand_ins import excused_from
from monev.known import PastAction, ReportDue
from monev.scorecard import Action, FollowUp, Scorecard
from monev.submissions import Submission
from monev.workspace import Workspace

LEFT_OPEN = ("terbuka", "lewat_tenggat")
MOST_HISTORY = 11
"""Quarters before this one that a trend shows: three years with the present one."""
NEW = "baru"
STATUSES = ("lewat_tenggat", "terbuka", NEW, "selesai", "gugur")
"""What a recommendation can be in a quarter, the most pressing first."""


@dataclass(frozen=True)
class TrackedAction:
    """A recommendation as a quarter's evaluation leaves it: one earlier, or one given now.

    `amount_idr` and `gain` (points of 0-100) are null where this quarter does not ask for it;
    `status` is one of `STATUSES` and `since` the quarter from which it holds.
    """

    region_code: str
    id: str
    indicator: str
    agency: str
    text: str
    deadline: date
    status: str
    since: str
    issued_in: str
    amount_idr: int | None = None
    gain: Decimal | None = None
    text_en: str = ""


def reports_due(workspace: Workspace, region: Region, quarter: Quarter) -> tuple[ReportDue, ...]:
    """Return the reports of the year that were due by the quarter, with the first hand-in of each.

    A quarter counts where the workspace took in any government's report by the cut-off: before
    that, the absence of a receipt says nothing. A correction does not move the day of the first.

    Of the quarter itself, receipts are looked at up to the last day on time, which lies after the
    cut-off where offices were closed on the due day.
    """
    own = workspace.store.submissions(code=region.code)
    waivers = workspace.store.waivers(region.code)
    found = []
    for number in range(1, quarter.number + 1):
        due, by = load_calendar().due_day(Quarter(quarter.year, number)), quarter.due_date
        if due.quarter == quarter and due.moved:
            by = due.on_time_until
        if workspace.store.any_handed_in(str(due.quarter), by):
            known = [one for one in own if one.handed_in_on <= by]
            excused = region.code in excused_from(waivers, due.quarter)
            found.append(_report(due, known, excused=excused))
    return tuple(found)


def _report(due: DueDay, known: Iterable[Submission], *, excused: bool) -> ReportDue:
    """Return one report with its first hand-in among those known of the region."""
    came = [one for one in known if one.quarter == str(due.quarter)]
    first = min(came, key=lambda one: (one.handed_in_on, one.order), default=None)
    report = ReportDue(str(due.quarter), due.due_on, None, excused=excused)
    if first is None:
        return report
    place = f"tanda terima laporan {due.quarter}"
    shifted = due.due_on < first.handed_in_on <= due.on_time_until
    return replace(
        report,
        handed_in_on=first.handed_in_on,
        evidence_sha256=first.sha256,
        place=f"{place}, tepat waktu sampai {due.on_time_until}" if shifted else place,
        on_time_until=due.on_time_until if shifted else None,
    )


def past_actions(workspace: Workspace, region: Region, quarter: Quarter) -> tuple[PastAction, ...]:
    """Return what the last evaluated quarter before this one left to look at, by deadline.

    Only the current revision is looked at; a quarter that nobody evaluated is passed over.
    """
    earlier = workspace.store.outcomes_before(region.code, str(quarter), 1)
    if not earlier:
        return ()
    last = workspace.store.evaluation_of(region.code, earlier[0].quarter, earlier[0].revision)
    if last is None:
        return ()  # nothing is ever taken out of the books
    return left_by(Scorecard.model_validate(last.scorecard), last.revision, quarter)


def left_by(card: Scorecard, revision: int, quarter: Quarter) -> tuple[PastAction, ...]:
    """Return what an earlier evaluation left to look at in a quarter, by deadline.

    That is: what it found still open, what it asked for anew, and what was closed by then with a
    deadline of the quarter's year. A year's deadlines lie after the cut-off of the year before.
    So what is done early counts as done when it falls due.
    """
    followed = {one.id for one in card.follow_up}
    missing = {one.id for one in card.indicators if one.status == "data_tidak_tersedia"}
    found = [
        *(_carried(one, card, revision) for one in card.follow_up if _stays(one, quarter)),
        *(
            _given(one, card, revision, asks_for_data=one.indicator in missing)
            for one in card.actions
            if _id(one, card) not in followed
        ),
    ]
    return tuple(sorted(found, key=lambda one: (one.deadline, one.id)))


def _stays(one: FollowUp, quarter: Quarter) -> bool:
    if one.status in LEFT_OPEN:
        return True
    return one.status == "selesai" and one.deadline > Quarter(quarter.year - 1, 4).due_date


def _carried(one: FollowUp, card: Scorecard, revision: int) -> PastAction:
    return PastAction(
        id=one.id,
        indicator=one.indicator,
        cause=one.cause,
        agency=one.agency,
        text=one.text,
        text_en=one.text_en,
        deadline=one.deadline,
        issued_in=one.issued_in,
        revision=revision,
        asks_for_data=one.asks_for_data,
        found_in=card.quarter,
        closed_in=one.since if one.status == "selesai" else "",
    )


def _given(one: Action, card: Scorecard, revision: int, *, asks_for_data: bool) -> PastAction:
    return PastAction(
        id=_id(one, card),
        indicator=one.indicator,
        cause=one.cause,
        agency=one.agency,
        text=one.text,
        text_en=one.text_en,
        deadline=one.deadline,
        issued_in=one.issued_in or card.quarter,
        revision=revision,
        asks_for_data=asks_for_data,
        found_in=card.quarter,
    )


def _id(one: Action, card: Scorecard) -> str:
    """Return the action's id; one from before there were ids gets its place in its quarter."""
    return one.id or f"{card.region_code}/{card.quarter}/{one.number:02}"


def tracked_actions(workspace: Workspace, quarter: Quarter) -> list[TrackedAction]:
    """Return every recommendation of the quarter's current evaluations, overdue ones first.

    Within a status the nearest deadline comes first, then the id.
    """
    found = [
        one
        for evaluation in workspace.store.current_evaluations(str(quarter))
        for one in tracked(Scorecard.model_validate(evaluation.scorecard))
    ]
    return sorted(found, key=lambda one: (STATUSES.index(one.status), one.deadline, one.id))


def tracked(card: Scorecard) -> list[TrackedAction]:
    """Return the recommendations of one evaluation, each once: the earlier ones, then the new."""
    now = {_id(one, card): one for one in card.actions}
    earlier = {one.id for one in card.follow_up}
    return [
        *(_tracked(card, one, one.status, one.since, now.get(one.id)) for one in card.follow_up),
        *(
            _tracked(card, one, NEW, card.quarter, one)
            for one in card.actions
            if _id(one, card) not in earlier
        ),
    ]


def _tracked(
    card: Scorecard, one: FollowUp | Action, status: str, since: str, now: Action | None
) -> TrackedAction:
    return TrackedAction(
        region_code=card.region_code,
        id=one.id if isinstance(one, FollowUp) else _id(one, card),
        indicator=one.indicator,
        agency=one.agency,
        text=one.text,
        text_en=one.text_en,
        deadline=one.deadline,
        status=status,
        since=since,
        issued_in=one.issued_in or card.quarter,
        amount_idr=now.amount_idr if now else None,
        gain=now.gain if now else None,
    )


def history_of(workspace: Workspace, code: str, quarter: Quarter) -> list[PastScore]:
    """Return the current outcome of the quarters before this one, oldest first."""
    earlier = workspace.store.outcomes_before(code, str(quarter), MOST_HISTORY)
    return [
        PastScore(
            quarter=one.quarter,
            revision=one.revision,
            score=one.score,
            score_low=one.score_low,
            score_high=one.score_high,
            band=one.band,
            provisional=one.provisional,
            rules=(one.rubric_profile, one.rubric_version, one.mode),
        )
        for one in reversed(earlier)
    ]
