"""Which part of what is known about a region its pages print; the rest is annexed.

A report does not get longer with every quarter that lies behind it. Nothing is judged here.
"""

from collections.abc import Sequence
from datetime import date

from monev.profile import MoneyRow, Profile
from monev.reports.region.groups import GroupTable, days_shown
from monev.reports.region.over_time import OverTime
from monev.target_path import Composition


def newest_money(rows: Sequence[MoneyRow]) -> list[MoneyRow]:
    """Return contributions and claims of the newest span of every group and payer."""
    newest: dict[tuple[str, str], date] = {}
    for one in rows:
        key = (one.group_code, one.payer)
        newest[key] = max(one.span_end, newest.get(key, one.span_end))
    return [one for one in rows if one.span_end == newest[one.group_code, one.payer]]


def printed_part(profile: Profile, over_time: OverTime, tables: Sequence[GroupTable]) -> Profile:
    """Return a profile with only those targets, groups and payments that pages print.

    Of a target that several sources state alike, and of groups, that is every statement in the
    rows and columns shown.
    """
    due = {one.target.due_on for one in over_time.rows}
    days = days_shown(tables)
    return profile.model_copy(
        update={
            "targets": [one for one in profile.targets if one.due_on in due],
            "groups": [one for one in profile.groups if (one.payer, one.as_of) in days],
            "money": newest_money(profile.money),
        }
    )


def printed_changes(
    changes: Sequence[Composition], tables: Sequence[GroupTable]
) -> list[Composition]:
    """Return the changes between lists of groups that stand side by side."""
    days = days_shown(tables)
    return [
        one for one in changes if {(one.payer, one.before_on), (one.payer, one.after_on)} <= days
    ]
