"""Which part of what is known about a region its pages print; the rest is annexed.

A report does not get longer with every quarter that lies behind it. Nothing is judged here.
"""

from collections.abc import Sequence
from datetime import date

from monev.profile import MoneyRow, Profile
from monev.reports.region.groups import GroupTable, days_shown
from monev.reports.region.over_time import TOTAL, OverTime
from monev.scorecard import Input
from monev.target_path import Composition


def newest_money(rows: Sequence[MoneyRow]) -> list[MoneyRow]:
    """Return contributions and claims of the newest span of every group and payer."""
    newest: dict[tuple[str, str], date] = {}
    for one in rows:
        key = (one.group_code, one.payer)
        newest[key] = max(one.span_end, newest.get(key, one.span_end))
    return [one for one in rows if one.span_end == newest[one.group_code, one.payer]]


def printed_part(profile: Profile, over_time: OverTime, tables: Sequence[GroupTable]) -> Profile:
    """Return a profile with only those figures, groups and payments that pages print.

    Of coverage that is what is drawn and what sentences name, of groups every statement in the rows
    and columns shown.
    """
    days = days_shown(tables)
    cells = {_cell(one.source) for one in over_time.named if one.source}
    unsourced = {(one.segment, one.as_of) for one in over_time.named if one.source is None}
    newest = [one for one in profile.coverage if one.segment == TOTAL][-1:]
    return profile.model_copy(
        update={
            "coverage": [
                one
                for one in profile.coverage
                if one in newest
                or _cell(one.source) in cells
                or (one.segment, one.as_of) in unsourced
            ],
            "groups": [one for one in profile.groups if (one.payer, one.as_of) in days],
            "money": newest_money(profile.money),
        }
    )


def _cell(source: Input) -> tuple[str, str, str]:
    return source.evidence_sha256, source.locator, source.name


def printed_changes(
    changes: Sequence[Composition], tables: Sequence[GroupTable]
) -> list[Composition]:
    """Return the changes between lists of groups that stand side by side."""
    days = days_shown(tables)
    return [
        one for one in changes if {(one.payer, one.before_on), (one.payer, one.after_on)} <= days
    ]
