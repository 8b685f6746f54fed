"""Which part of what is known about a region its pages print; the rest is annexed.

A report does not get longer with every quarter that lies behind it. Nothing is judged here.
"""

from collections.abc import Sequence
from datetime import MAXYEAR

from monev.profile import MoneyRow, Profile
from monev.reports.region.groups import GroupTable, days_shown
from monev.reports.region.over_time import TOTAL, OverTime
from monev.reports.region.provenance import cell_of
from monev.target_path import Composition
from monev.told_past import with_newest


def newest_money(rows: Sequence[MoneyRow]) -> list[MoneyRow]:
    """Return contributions and claims of the newest span of every group and payer."""
    return with_newest(
        rows,
        lambda one: one.span_end,
        lambda one: (one.group_code, one.payer),
        since=MAXYEAR + 1,  # no year is told in full here
    )


def printed_part(profile: Profile, over_time: OverTime, tables: Sequence[GroupTable]) -> Profile:
    """Return a profile with only those figures, groups and payments that pages print.

    Of coverage that is what is drawn and what sentences name, of groups every statement in the rows
    and columns shown.
    """
    days = days_shown(tables)
    cells = {cell_of(one.source) for one in over_time.named if one.source}
    unsourced = {(one.segment, one.as_of) for one in over_time.named if one.source is None}
    newest = [one for one in profile.coverage if one.segment == TOTAL][-1:]
    return profile.model_copy(
        update={
            "coverage": [
                one
                for one in profile.coverage
                if one in newest
                or cell_of(one.source) in cells
                or (one.segment, one.as_of) in unsourced
            ],
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
