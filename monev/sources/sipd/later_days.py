"""Tables of one file that count up to different days: of each piece of money, the latest of them.

A printed LRA is cumulated: that of June holds the spending of March and states the same budget once
more. What to do where two tables of one day differ is no matter of this module.
"""

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from monev.sources.sipd.classify import Classified
from monev.sources.sipd.notes import Notes, listed

Money = tuple[Any, ...]


def of_latest_day(lines: Sequence[Classified], notes: Notes) -> list[Classified]:
    """Return the lines without those that a table up to a later day states anew.

    Each table that is passed over in part or whole is told once. Payments all stay, for each is
    money of its own, and so does a table that names no day, for nothing says which came first.
    """
    latest = _latest(lines)
    if not latest:
        return [*lines]
    kept: list[Classified] = []
    older: dict[int, list[Classified]] = defaultdict(list)
    for one in lines:
        later = latest.get(one.money)
        if later is None or one.as_of is None or one.as_of == later.as_of:
            kept.append(one)
        else:
            older[one.table].append(one)
    for passed in older.values():
        _tell(passed, latest, notes)
    return kept


def _latest(lines: Sequence[Classified]) -> dict[Money, Classified]:
    """Return a line of the latest day that is named for each piece of money."""
    found: dict[Money, Classified] = {}
    for one in lines:
        if one.kind == "dokumen" or one.as_of is None:
            continue
        other = found.setdefault(one.money, one)
        if other.as_of is not None and one.as_of > other.as_of:
            found[one.money] = one
    return found


def _tell(passed: list[Classified], latest: dict[Money, Classified], notes: Notes) -> None:
    first = passed[0]
    later = [latest[one.money] for one in passed]
    days = listed([*dict.fromkeys(_day(one) for one in later)], at_most=3)
    place = later[0].line.entry.code_place
    notes.tell(
        "anggaran.ganda",
        first.line.entry.code_place,
        f"{len(passed)} baris sampai dengan {_day(first)} ada pula pada tabel sampai dengan {days}"
        f" ({place}); yang terakhir yang dihitung",
        f"{len(passed)} lines up to {_day(first)} stand in a table up to {days} too ({place});"
        " the latest counts",
    )


def _day(one: Classified) -> str:
    """Return the day up to which the table of a line counts, in the words of the table."""
    said = one.line.entry.layout.titles.as_of_said
    return said.text if said else str(one.as_of)
