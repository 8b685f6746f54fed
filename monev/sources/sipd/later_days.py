"""Tables of one file that count up to different days: of each piece of money, the latest of them.

A printed LRA is cumulated: that of June holds the spending of March and states the same budget once
more. What to do where two tables of one day differ is no matter of this module.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from monev.arrival import Arrival
from monev.sources.sipd.amounts import shown, shown_in_english
from monev.sources.sipd.classify import Classified
from monev.sources.sipd.notes import Notes

Money = tuple[Any, ...]


def of_latest_day(lines: Sequence[Classified], notes: Notes) -> list[Classified]:
    """Return the lines without those that a table up to a later day states anew.

    A table that leaves amounts out, or whose day lies after the quarter the file was handed in for,
    as in a form prepared for the year, says nothing anew. Payments all stay, for each is money of
    its own; so does a table that names no day, for nothing says which came first. Every table that
    is passed over in part or whole is told, and so is every older one that is not.
    """
    counting = _counting_days(lines, _last_day(notes.intake.arrival))
    kept: list[Classified] = []
    passed: dict[tuple[int, date], list[Classified]] = defaultdict(list)
    for one in lines:
        day = counting.get(one.money)
        if one.as_of is None or day is None or one.as_of == day:
            kept.append(one)
        else:
            passed[one.table, day].append(one)
    for (_, day), each in passed.items():
        money = {one.money for one in each}
        _tell_passed(each, [one for one in kept if one.as_of == day and one.money in money], notes)
    restated = {
        one.money
        for (_, day), each in passed.items()
        for one in each
        if one.as_of is not None and one.as_of > day
    }
    _tell_older(kept, restated, notes)
    return kept


def _last_day(arrival: Arrival) -> date:
    """Return the last day that a file can speak of: of its quarter, else that of its arrival."""
    return arrival.quarter.end if arrival.quarter else arrival.received_on


def _counting_days(lines: Iterable[Classified], last_day: date) -> dict[Money, date]:
    """Return the day whose table counts, for each piece of money that some table dates."""
    stated: dict[Money, dict[date, set[str]]] = {}
    for one in lines:
        if one.as_of is not None and one.kind != "dokumen":
            days = stated.setdefault(one.money, {})
            days.setdefault(one.as_of, set()).update(one.line.amounts)
    ranked = {
        money: [(day <= last_day, len(amounts), day) for day, amounts in days.items()]
        for money, days in stated.items()
    }
    return {money: max(ranks)[-1] for money, ranks in ranked.items()}


def _tell_passed(passed: list[Classified], same_money: list[Classified], notes: Notes) -> None:
    """Tell which table counts instead; more spending up to an earlier day is a doubt."""
    first, other = passed[0], same_money[0]
    counting = [one for one in same_money if one.table == other.table]
    place = other.line.entry.code_place
    texts = (
        f"{len(passed)} baris sampai dengan {_day(first)} ada pula pada tabel sampai dengan"
        f" {_day(other)} ({place}), yang dihitung",
        f"{len(passed)} line(s) up to {_day(first)} stand in the table up to {_day(other)} too"
        f" ({place}), which counts",
    )
    before, after = _spent(passed), _spent(counting)
    if not _later(other, first) or before is None or after is None or before <= after:
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


def _tell_older(kept: list[Classified], restated: set[Money], notes: Notes) -> None:
    """Tell which lines count of a table older than others of its list.

    Where a later table states the same account in another form, that is a doubt. What is `restated`
    stands in a later table too, which was passed over and is told.
    """
    dated = [one for one in kept if one.as_of is not None and one.kind != "dokumen"]
    latest: dict[Money, Classified] = {}
    for one in dated:
        if _later(one, latest.setdefault(one.listing[:2], one)):
            latest[one.listing[:2]] = one
    older: dict[int, list[Classified]] = defaultdict(list)
    for one in dated:
        if _later(latest[one.listing[:2]], one) and one.money not in restated:
            older[one.table].append(one)
    for each in older.values():
        first, last = each[0], latest[each[0].listing[:2]]
        doubtful = _may_be_among(each, (one for one in dated if _later(one, first)))
        (notes.warn if doubtful else notes.tell)(
            "anggaran.ganda",
            first.line.entry.code_place,
            f"{len(each)} baris sampai dengan {_day(first)} tidak ada pada tabel sampai dengan"
            f" {_day(last)} dan tetap dihitung",
            f"{len(each)} line(s) up to {_day(first)} are not in the table up to {_day(last)} and"
            " still count",
        )


def _may_be_among(lines: Iterable[Classified], others: Iterable[Classified]) -> bool:
    """Say whether a line may be money of the others: one account, and no two agencies."""
    named: dict[str, set[str]] = defaultdict(set)
    for one in others:
        named[one.account_code].add(one.trait("agency"))
    return any(
        agencies & {one.trait("agency"), ""} or not one.trait("agency")
        for one in lines
        if (agencies := named.get(one.account_code))
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
