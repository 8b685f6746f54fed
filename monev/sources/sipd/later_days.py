"""Tables of one file that count up to different days: of each piece of money, the latest of them.

A printed LRA is cumulated: that of June holds the spending of March and states the same budget once
more. What to do where two tables of one day differ is no matter of this module.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from monev.sources.sipd.amounts import shown, shown_in_english
from monev.sources.sipd.classify import Classified
from monev.sources.sipd.notes import Notes

Money = tuple[Any, ...]


def of_latest_day(lines: Sequence[Classified], known_on: date, notes: Notes) -> list[Classified]:
    """Return the lines without those that a table up to a later day states anew.

    A table that leaves amounts out, or whose month had not begun on the day `known_on`, as in a
    form prepared for the year, says nothing anew. Payments all stay, for each is money of its own;
    so does a table that names no day, for nothing says which came first. Every table that is passed
    over in part or whole is told once, and so is every older one that is not.
    """
    counting = _counting_days(lines, known_on)
    kept: list[Classified] = []
    passed: dict[int, list[Classified]] = defaultdict(list)
    for one in lines:
        counts = one.as_of is None or one.as_of == counting.get(one.money, one.as_of)
        (kept if counts else passed[one.table]).append(one)
    for each in passed.values():
        _tell_passed(each, kept, notes)
    _tell_older(kept, known_on, notes)
    return kept


def _counting_days(lines: Iterable[Classified], known_on: date) -> dict[Money, date]:
    """Return the day whose table counts, for each piece of money that some table dates."""
    stated: dict[Money, dict[date, set[str]]] = {}
    for one in _dated(lines):
        days = stated.setdefault(one.money, {})
        days.setdefault(one.as_of or known_on, set()).update(one.line.amounts)
    return {money: max(_ranked(days, known_on))[-1] for money, days in stated.items()}


def _ranked(days: dict[date, set[str]], known_on: date) -> Iterable[tuple[bool, int, date]]:
    return ((_begun(day, known_on), len(amounts), day) for day, amounts in days.items())


def _begun(day: date, known_on: date) -> bool:
    """Say whether the month of a day had begun when the file was printed."""
    return day.replace(day=1) <= known_on


def _dated(lines: Iterable[Classified]) -> Iterable[Classified]:
    return (one for one in lines if one.as_of is not None and one.kind != "dokumen")


def _tell_passed(passed: list[Classified], kept: list[Classified], notes: Notes) -> None:
    """Tell which table counts instead; more spending up to an earlier day is a doubt."""
    first, money = passed[0], {one.money for one in passed}
    counting = [one for one in kept if one.money in money]
    other, place = counting[0], counting[0].line.entry.code_place
    texts = (
        f"{len(passed)} baris sampai dengan {_day(first)} ada pula pada tabel sampai dengan"
        f" {_day(other)} ({place}), yang dihitung",
        f"{len(passed)} lines up to {_day(first)} stand in the table up to {_day(other)} too"
        f" ({place}), which counts",
    )
    before, after = _spent(passed), _spent(counting)
    earlier = first.as_of is not None and other.as_of is not None and first.as_of < other.as_of
    if not earlier or before is None or after is None or before <= after:
        notes.tell("anggaran.ganda", first.line.entry.code_place, *texts)
        return
    notes.warn(
        "anggaran.ganda",
        first.line.entry.code_place,
        f"{texts[0]}; realisasi sampai hari yang lebih awal itu lebih besar ({shown(before)},"
        f" kemudian {shown(after)}): pastikan setiap tabel dihitung sejak Januari",
        f"{texts[1]}; spending up to the earlier day is larger ({shown_in_english(before)}, then"
        f" {shown_in_english(after)}): make sure that every table counts from January on",
    )


def _tell_older(kept: list[Classified], known_on: date, notes: Notes) -> None:
    """Tell which lines count of a table that is older than others of its list."""
    latest: dict[Money, Classified] = {}
    for one in _dated(kept):
        other = latest.setdefault(one.listing[:2], one)
        if _begun(one.as_of or known_on, known_on) and _later(one, other):
            latest[one.listing[:2]] = one
    older: dict[int, list[Classified]] = defaultdict(list)
    for one in _dated(kept):
        if _later(latest[one.listing[:2]], one):
            older[one.table].append(one)
    for each in older.values():
        first, last = each[0], latest[each[0].listing[:2]]
        notes.tell(
            "anggaran.ganda",
            first.line.entry.code_place,
            f"{len(each)} baris sampai dengan {_day(first)} tidak ada pada tabel sampai dengan"
            f" {_day(last)} dan tetap dihitung",
            f"{len(each)} lines up to {_day(first)} are not in the table up to {_day(last)} and"
            " still count",
        )


def _later(one: Classified, other: Classified) -> bool:
    return one.as_of is not None and other.as_of is not None and one.as_of > other.as_of


def _spent(lines: Iterable[Classified]) -> Decimal | None:
    """Return the spending of lines, None where one does not state it."""
    stated = [one.line.amounts.get("realised") for one in lines]
    found = [amount for amount, _ in filter(None, stated)]
    return sum(found, Decimal(0)) if len(found) == len(stated) else None


def _day(one: Classified) -> str:
    """Return the day up to which the table of a line counts, in the words of the table."""
    said = one.line.entry.layout.titles.as_of_said
    return said.text if said else str(one.as_of)
