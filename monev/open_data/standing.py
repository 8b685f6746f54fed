"""What every revision of a quarter counts as: draft, returned, reviewed, published, superseded.

Derived from the steps of approval; who may know of it is for the edges.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from models import ApprovalAction
from models.quarter import JAKARTA
from monev.approval import STATE_AFTER, Step
from monev.store.revisions import RevisionMark


class Status(StrEnum):
    """How far one revision has come."""

    DRAFT = "draft"
    RETURNED = "returned"
    REVIEWED = "reviewed"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


@dataclass(frozen=True)
class Stand:
    """Where one revision stands.

    `published_on` is the day in Jakarta of its first publication, null where it never was
    published. `superseded_by` is the number of the revision that takes its place: over a published
    one only another published one does, so that nobody learns of a draft from it.
    """

    status: Status
    published_on: date | None = None
    superseded_by: int | None = None

    @property
    def published(self) -> bool:
        """Whether it was ever published."""
        return self.published_on is not None


def stands_of(revisions: Iterable[RevisionMark], steps: Sequence[Step]) -> dict[int, Stand]:
    """Return where each revision of a quarter stands, by its id.

    `steps` are those of the same quarter, in the order they were taken.
    """
    by_region: dict[str, list[RevisionMark]] = {}
    for one in revisions:
        by_region.setdefault(one.region_code, []).append(one)
    last, first_day, newest = _spoken(steps)
    found: dict[int, Stand] = {}
    for code, rows in by_region.items():
        top = max(one.revision for one in rows)
        for row in rows:
            number = row.evaluation_id
            found[number] = _stand(row, top, last.get(number), first_day, newest.get(code))
    return found


def _spoken(
    steps: Sequence[Step],
) -> tuple[dict[int, Status], dict[int, date], dict[str, tuple[int, int]]]:
    """Return what was last said of each id, its first publication, and the last one per region."""
    last: dict[int, Status] = {}
    first_day: dict[int, date] = {}
    newest: dict[str, tuple[int, int]] = {}
    for step in steps:
        for code, about in step.about.items():
            last[about.evaluation_id] = Status(STATE_AFTER[step.action].value)
            if step.action is ApprovalAction.PUBLISHED:
                first_day.setdefault(about.evaluation_id, step.at.astimezone(JAKARTA).date())
                newest[code] = (about.evaluation_id, about.number)
    return last, first_day, newest


def _stand(
    row: RevisionMark,
    top: int,
    last: Status | None,
    first_day: Mapping[int, date],
    published: tuple[int, int] | None,
) -> Stand:
    number = row.evaluation_id
    day = first_day.get(number)
    if day is not None and published is not None:
        if published[0] == number:
            return Stand(Status.PUBLISHED, day)
        return Stand(Status.SUPERSEDED, day, published[1])
    if row.revision < top:
        return Stand(Status.SUPERSEDED, None, top)
    return Stand(last or Status.DRAFT)
