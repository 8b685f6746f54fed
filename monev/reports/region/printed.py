"""Which part of what is known about a region its pages print; the rest is annexed.

A report does not get longer with every quarter that lies behind it. Nothing is judged here.
"""

from collections.abc import Sequence
from datetime import date

from monev.profile import MoneyRow, Profile
from monev.reports.region.groups import GroupTable, days_shown
from monev.reports.region.over_time import OverTime


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
    rows and columns shown, and both ends of every change shown.
    """
    due = {one.target.due_on for one in over_time.rows}
    days = days_shown(tables)
    for change in over_time.changes:
        days |= {(change.payer, change.before_on), (change.payer, change.after_on)}
    return profile.model_copy(
        update={
            "targets": [one for one in profile.targets if one.due_on in due],
            "groups": [one for one in profile.groups if (one.payer, one.as_of) in days],
            "money": newest_money(profile.money),
        }
    )
