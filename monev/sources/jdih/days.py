"""The days of a record that can be relied on: promulgation, enactment, and when it was last told.

A date that stands for another one, or that cannot be, is told in a finding and never used.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from models.finding import Severity
from monev.errors import NotationError
from monev.sources.grid import Value
from monev.sources.jdih.desk import Desk, quoted
from monev.sources.jdih.identity import Identity, promulgated_year
from monev.sources.jdih.record import Record
from monev.sources.jdih.sheet import FieldName
from monev.sources.notation import read_date

_JAKARTA = timezone(timedelta(hours=7))


@dataclass(frozen=True)
class Day:
    """A day with the value that states it."""

    on: date
    cell: Value


@dataclass(frozen=True)
class Days:
    """`told` is the day from which the record's own statements hold: its update, or the fetch.

    `year_in_doubt` tells that the only stated year is that of the promulgation, and that the
    enactment lies in another one: then nobody knows the year of the number.
    """

    promulgated: Day | None
    enacted: Day | None
    told: Day
    year_in_doubt: bool = False


def days_of(record: Record, identity: Identity, desk: Desk) -> Days:
    """Return the days of a record that fit its number, each other and the day of the fetch.

    Many sites put the day a record was typed in where the promulgation is not known. So a date of
    promulgation must lie in the year of the number, and in the stated year of promulgation; it
    may lie in the next year only where both that year and an enactment shortly before say so.
    """
    if identity.draft:
        return Days(None, None, _told(record, None, desk))
    stated = _day("enacted_on", record, desk)
    enacted = _fitting_enactment(stated, identity, desk)
    promulgated = _day("promulgated_on", record, desk)
    if promulgated is not None:
        doubt = _doubt(promulgated, enacted, promulgated_year(record, desk), identity, desk)
        if doubt is not None:
            _note_unused(promulgated, doubt, desk)
            promulgated = None
    in_doubt = stated is not None and enacted is None and not identity.year_cited
    return Days(promulgated, enacted, _told(record, promulgated or enacted, desk), in_doubt)


def _day(name: FieldName, record: Record, desk: Desk) -> Day | None:
    """Return a day that is stated and not after the fetch."""
    cell = record[name]
    if not cell.text:
        return None
    try:
        found = _read(record.text(name))
    except NotationError as error:
        texts = (f"tanggal {quoted(cell.raw)} tidak terbaca; tidak dipakai", str(error))
        desk.note("jdih.tanggal", Severity.WARNING, cell.place, texts)
        return None
    if found is None:
        return None
    day = Day(found, cell)
    if found > desk.received_on:
        reason = ("sesudah umpan diterima", "lies after the feed was fetched")
        _note_unused(day, reason, desk)
        return None
    return day


def _read(text: str) -> date | None:
    """Read a date, or a time stamp with a zone as the day it was in western Indonesia."""
    if len(text) > 10 and text[10] in "Tt":
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return read_date(text)
        return (moment.astimezone(_JAKARTA) if moment.tzinfo else moment).date()
    return read_date(text)


def _fitting_enactment(day: Day | None, identity: Identity, desk: Desk) -> Day | None:
    if day is None or identity.year is None or day.on.year == identity.year:
        return day
    reason = (
        f"tidak jatuh pada tahun nomornya, {identity.year}",
        f"does not lie in the year of its number, {identity.year}",
    )
    _note_unused(day, reason, desk)
    return None


def _doubt(
    day: Day, enacted: Day | None, stated: int | None, identity: Identity, desk: Desk
) -> tuple[str, str] | None:
    """Return why a date of promulgation cannot be relied on."""
    if enacted is not None and day.on < enacted.on:
        return "mendahului penetapannya", "comes before the enactment"
    if stated is not None and day.on.year != stated:
        return (
            f"tidak jatuh pada tahun_pengundangan {stated}",
            f"does not lie in tahun_pengundangan {stated}",
        )
    if identity.year is None or day.on.year == identity.year:
        return None
    soon = timedelta(days=desk.sheet.promulgated_within_days)
    if stated is not None and enacted is not None and day.on - enacted.on <= soon:
        return None
    return (
        f"tidak jatuh pada tahun nomornya, {identity.year}; mungkin tanggal catatan dibuat",
        f"does not lie in the year of its number, {identity.year}; "
        "it may be the day the record was made",
    )


def _told(record: Record, reached: Day | None, desk: Desk) -> Day:
    """Return the day of the last update, unless that lies before what it tells of."""
    updated = _day("updated", record, desk)
    if updated is not None and (reached is None or updated.on >= reached.on):
        return updated
    text = desk.received_on.isoformat()
    return Day(desk.received_on, Value(text, text, f"{desk.intake.name} (hari diterima)"))


def _note_unused(day: Day, reason: tuple[str, str], desk: Desk) -> None:
    texts = (
        f"tanggal {quoted(day.cell.raw)} {reason[0]}; tidak dipakai",
        f"the date {quoted(day.cell.raw)} {reason[1]}; it is not used",
    )
    desk.note("jdih.tanggal", Severity.WARNING, day.cell.place, texts)
