"""What a workspace's own books say of a region: reports received, advice given before.

Judging them is left to scoring; this room only looks up what was known by the quarter's cut-off.
"""

from models import Quarter, Region
from monev.known import PastAction, ReportDue
from monev.scorecard import Scorecard
from monev.workspace import Workspace


def reports_due(workspace: Workspace, region: Region, quarter: Quarter) -> tuple[ReportDue, ...]:
    """Return the reports of the year that were due by the quarter, with the first hand-in of each.

    A quarter counts where the workspace took in any government's report by the cut-off: before
    that, the absence of a receipt says nothing.
    """
    by = quarter.due_date
    opened = workspace.store.quarters_handed_in(by)
    own = workspace.store.submissions(code=region.code)
    found = []
    for number in range(1, quarter.number + 1):
        due = Quarter(quarter.year, number)
        if str(due) not in opened:
            continue
        came = [one for one in own if one.quarter == str(due) and one.handed_in_on <= by]
        first = min(came, key=lambda one: (one.handed_in_on, one.order), default=None)
        found.append(
            ReportDue(
                quarter=str(due),
                due_on=due.due_date,
                handed_in_on=first.handed_in_on if first else None,
                evidence_sha256=first.sha256 if first else "",
                place=f"tanda terima {first.order}" if first else "",
            )
        )
    return tuple(found)


def past_actions(workspace: Workspace, region: Region, quarter: Quarter) -> tuple[PastAction, ...]:
    """Return the recommendations of the last evaluated quarter before this one.

    They hold what was still open then, under the number each was first given.
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
    data = {one.id for one in card.indicators if one.status == "data_tidak_tersedia"}
    return tuple(
        PastAction(
            id=one.id or f"{region.code}/{last.quarter}/{one.number:02}",
            indicator=one.indicator,
            cause=one.cause,
            agency=one.agency,
            text=one.text,
            deadline=one.deadline,
            issued_in=one.issued_in or last.quarter,
            revision=last.revision,
            asks_for_data=one.indicator in data,
        )
        for one in card.actions
    )
