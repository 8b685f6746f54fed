"""What a workspace's own books say of a region: reports received, advice given before.

Judging them is left to scoring; this room only looks up what was known by the quarter's cut-off.
"""

from models import Evaluation, Quarter, Region
from monev.hand_ins import excused_from
from monev.known import PastAction, ReportDue
from monev.scorecard import Action, FollowUp, Scorecard
from monev.workspace import Workspace

LEFT_OPEN = ("terbuka", "lewat_tenggat")


def reports_due(workspace: Workspace, region: Region, quarter: Quarter) -> tuple[ReportDue, ...]:
    """Return the reports of the year that were due by the quarter, with the first hand-in of each.

    A quarter counts where the workspace took in any government's report by the cut-off: before
    that, the absence of a receipt says nothing. A correction does not move the day of the first.
    """
    by = quarter.due_date
    opened = workspace.store.quarters_handed_in(by)
    own = [one for one in workspace.store.submissions(code=region.code) if one.handed_in_on <= by]
    waivers = workspace.store.waivers(region.code)
    found = []
    for number in range(1, quarter.number + 1):
        due = Quarter(quarter.year, number)
        if str(due) not in opened:
            continue
        came = [one for one in own if one.quarter == str(due)]
        first = min(came, key=lambda one: (one.handed_in_on, one.order), default=None)
        found.append(
            ReportDue(
                quarter=str(due),
                due_on=due.due_date,
                handed_in_on=first.handed_in_on if first else None,
                evidence_sha256=first.sha256 if first else "",
                place=f"tanda terima laporan {due}" if first else "",
                excused=region.code in excused_from(waivers, due),
            )
        )
    return tuple(found)


def past_actions(workspace: Workspace, region: Region, quarter: Quarter) -> tuple[PastAction, ...]:
    """Return what the last evaluated quarter before this one left to look at, by deadline.

    That is: what it found still open, what it asked for anew, and what was closed by then with a
    deadline of this year. A year's deadlines lie after the cut-off of the year before, so that
    what is done early counts as done when it falls due. Only the current revision is looked at.
    """
    earlier = [
        one
        for one in workspace.store.evaluations_of(region.code)
        if Quarter.parse(one.quarter) < quarter
    ]
    if not earlier:
        return ()
    last = max(earlier, key=lambda one: (one.quarter, one.revision))
    card = Scorecard.model_validate(last.scorecard)
    followed = {one.id for one in card.follow_up}
    missing = {one.id for one in card.indicators if one.status == "data_tidak_tersedia"}
    new = [one for one in card.actions if _id(one, last) not in followed]
    found = [
        *(_carried(one, last) for one in card.follow_up if _stays(one, quarter)),
        *(_given(one, last, asks_for_data=one.indicator in missing) for one in new),
    ]
    return tuple(sorted(found, key=lambda one: (one.deadline, one.id)))


def _stays(one: FollowUp, quarter: Quarter) -> bool:
    if one.status in LEFT_OPEN:
        return True
    return one.status == "selesai" and one.deadline > Quarter(quarter.year - 1, 4).due_date


def _carried(one: FollowUp, last: Evaluation) -> PastAction:
    return PastAction(
        id=one.id,
        indicator=one.indicator,
        cause=one.cause,
        agency=one.agency,
        text=one.text,
        deadline=one.deadline,
        issued_in=one.issued_in,
        revision=last.revision,
        asks_for_data=one.asks_for_data,
        found_in=last.quarter,
        closed_in=one.since if one.status == "selesai" else "",
    )


def _given(one: Action, last: Evaluation, *, asks_for_data: bool) -> PastAction:
    return PastAction(
        id=_id(one, last),
        indicator=one.indicator,
        cause=one.cause,
        agency=one.agency,
        text=one.text,
        deadline=one.deadline,
        issued_in=one.issued_in or last.quarter,
        revision=last.revision,
        asks_for_data=asks_for_data,
        found_in=last.quarter,
    )


def _id(one: Action, last: Evaluation) -> str:
    """Return the action's id; one from before there were ids gets its place in its quarter."""
    return one.id or f"{last.region_code}/{last.quarter}/{one.number:02}"
