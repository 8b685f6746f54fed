"""Workers by group and payer for print: statements of several days side by side.

Sums and remainders are those of the profile; here they are only put into columns.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from monev.profile import GroupStatement
from monev.scorecard import Input
from monev.told_past import MOST_LISTS


@dataclass(frozen=True)
class GroupRow:
    """One group: whether it leaves when its task ends, and its persons per column.

    Null where a statement does not name the group, which is not zero.
    """

    segment: str
    temporary: bool
    persons: Sequence[int | None]


@dataclass(frozen=True)
class GroupTable:
    """What one payer pays for, on the newest days that were stated, oldest first."""

    payer: str
    statements: Sequence[GroupStatement]
    rows: Sequence[GroupRow]
    left_out: int

    @property
    def newest(self) -> GroupStatement:
        """The last column."""
        return self.statements[-1]

    @property
    def with_sums(self) -> bool:
        """Whether a sum says more than its only part."""
        return any(len(one.lines) > 1 for one in self.statements)

    @property
    def stated(self) -> bool:
        """Whether a statement names a total of its own."""
        return any(one.stated is not None for one in self.statements)

    @property
    def leaving(self) -> bool:
        """Whether somebody leaves when a task ends."""
        return any(one.remaining != one.summed for one in self.statements)

    @property
    def remaining_stated(self) -> bool:
        """Whether a statement says itself how many will remain."""
        return any(one.remaining_stated is not None for one in self.statements)

    @property
    def sources(self) -> list[Input]:
        """Where each column was stated."""
        return [one.lines[0].source for one in self.statements]


def group_tables(groups: Sequence[GroupStatement]) -> list[GroupTable]:
    """Return one table per payer, in the order in which payers were first stated."""
    by_payer: dict[str, list[GroupStatement]] = {}
    for one in groups:
        if one.lines:
            by_payer.setdefault(one.payer, []).append(one)
    return [_table(payer, stated) for payer, stated in by_payer.items()]


def days_shown(tables: Sequence[GroupTable]) -> set[tuple[str, date]]:
    """Return payer and day of every column."""
    return {(table.payer, one.as_of) for table in tables for one in table.statements}


def _table(payer: str, stated: Sequence[GroupStatement]) -> GroupTable:
    columns = sorted(stated, key=lambda one: one.as_of)[-MOST_LISTS:]
    names = dict.fromkeys(line.segment for one in reversed(columns) for line in one.lines)
    temporary = {line.segment for one in columns for line in one.lines if line.temporary}
    rows = [
        GroupRow(name, name in temporary, [_persons(one, name) for one in columns])
        for name in names
    ]
    return GroupTable(payer, columns, rows, len(stated) - len(columns))


def _persons(one: GroupStatement, segment: str) -> int | None:
    return next((line.persons for line in one.lines if line.segment == segment), None)
