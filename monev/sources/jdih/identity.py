"""Which regulation a record speaks of: type, number and year, and never the site's own key.

Field and title are read both. Where they disagree both are told, and the record is used only if
no doubt is left about which rule it is. Stage and status are read in `stage`.
"""

from dataclasses import dataclass

from models.finding import Severity
from monev.sources.grid import Value
from monev.sources.jdih.citation import Numbered
from monev.sources.jdih.desk import Desk, quoted
from monev.sources.jdih.kind import kind_of
from monev.sources.jdih.record import Record
from monev.sources.notation.dates import FIRST_YEAR


@dataclass(frozen=True)
class Identity:
    """One regulation of the feed's region; a draft may be without number and year.

    `cells` are the values that tell type, number and year. `year_cited` is false where the year
    rests on the year of promulgation alone.
    """

    instrument: str
    draft: bool
    number: str
    year: int | None
    cells: dict[str, Value]
    year_cited: bool = True

    def key(self, title: str) -> tuple[str, bool, str, int | None]:
        """What tells it from the other rules of the region; a draft without number by its title."""
        return self.instrument, self.draft, self.number or title.casefold(), self.year


@dataclass(frozen=True)
class _Both:
    """Number and year by the field for the number, and by the citation in the title."""

    field: Numbered
    title: Numbered


def identify(record: Record, desk: Desk) -> Identity | None:
    """Return the identity of a record; None, with a finding, where it is not certain.

    Source of the rule: a regulation is cited by type, number and year (UU 12/2011, annex II).
    """
    kind = kind_of(record, desk)
    if kind is None:
        return None
    instrument, draft, kind_cell = kind
    plain = desk.sheet.instruments[instrument].plain
    both = _Both(
        desk.citations.number(record.text("number"), plain=plain),
        desk.citations.title(record.text("title"), plain=plain)[1],
    )
    number = _number(record, both, desk, needed=not draft)
    year = None if number is None else _year(record, both, desk, needed=bool(number[0]))
    if number is None or year is None:
        return None
    cells = {"instrument": kind_cell}
    cells |= {"number": number[1]} if number[0] else {}
    cells |= {"year": year[1]} if year[0] else {}
    cited = bool(both.field.year or both.title.year)
    return Identity(instrument, draft, number[0], year[0], cells, year_cited=cited)


def _number(record: Record, both: _Both, desk: Desk, *, needed: bool) -> tuple[str, Value] | None:
    """Return the number, empty for a draft without one; None in doubt."""
    cell, title = record["number"], record["title"]
    if both.field.number and both.title.number and both.field.number != both.title.number:
        _note_difference("nomor", "number", record, desk)
        return None
    if both.field.number:
        return both.field.number, cell
    if both.title.number:
        if both.field.unreadable:
            texts = (
                f"nomor {quoted(cell.raw)} tidak terbaca; dipakai nomor pada judul",
                f"the number {quoted(cell.raw)} cannot be read; that of the title is used",
            )
            desk.note("jdih.nomor", Severity.WARNING, cell.place, texts)
        return both.title.number, title
    if not needed:
        return "", cell
    texts = (
        f"nomor tidak terbaca dari {quoted(cell.raw)} dan judul {quoted(title.raw)}; "
        "catatan dilewati",
        f"no number in {quoted(cell.raw)} nor in the title {quoted(title.raw)}; "
        "the record is left out",
    )
    desk.note("jdih.nomor", Severity.WARNING, cell.place or title.place, texts)
    return None


def _year(
    record: Record, both: _Both, desk: Desk, *, needed: bool
) -> tuple[int | None, Value] | None:
    """Return the year of the number, None inside for a draft without; None in doubt.

    The year of promulgation may be a later one, so it only helps where no other is stated.
    """
    cell, title, promulgated = record["number"], record["title"], record["year"]
    if both.field.year and both.title.year and both.field.year != both.title.year:
        _note_difference("tahun", "year", record, desk)
        return None
    year, telling = (both.field.year, cell) if both.field.year else (both.title.year, title)
    beside = _promulgated_year(promulgated, desk)
    if year is None and (beside is not None or not needed):
        return beside, promulgated
    if year is None or not FIRST_YEAR <= year <= desk.received_on.year:
        texts = (
            f"tidak ada tahun yang mungkin pada judul {quoted(title.raw)} dan "
            f"tahun_pengundangan {quoted(promulgated.raw)}; catatan dilewati",
            f"no possible year in the title {quoted(title.raw)} nor in tahun_pengundangan "
            f"{quoted(promulgated.raw)}; the record is left out",
        )
        desk.note("jdih.tahun", Severity.WARNING, promulgated.place or title.place, texts)
        return None
    if beside is not None and beside != year:
        texts = (
            f"tahun {year} pada {quoted(telling.raw)}, tetapi tahun_pengundangan {beside}; "
            "tahun nomor yang dipakai",
            f"the year is {year} in {quoted(telling.raw)} but tahun_pengundangan is {beside}; "
            "the year of the number is used",
        )
        desk.note("jdih.tahun", Severity.WARNING, promulgated.place, texts)
    return year, telling


def promulgated_year(record: Record, desk: Desk) -> int | None:
    """Return the stated year of promulgation; None for none, for 0 and for one still to come."""
    text = record.text("year")
    if not (text.isascii() and text.isdigit() and len(text) == 4):
        return None
    return int(text) if FIRST_YEAR <= int(text) <= desk.received_on.year else None


def _promulgated_year(cell: Value, desk: Desk) -> int | None:
    """Return the year, telling of a text that is none."""
    found = promulgated_year(Record(cell.place, {"year": cell}), desk)
    if found is None and cell.text and cell.text.strip("0"):
        texts = (
            f"tahun_pengundangan {quoted(cell.raw)} bukan tahun yang mungkin; tidak dipakai",
            f"tahun_pengundangan {quoted(cell.raw)} is no possible year; it is not used",
        )
        desk.note("jdih.tahun", Severity.WARNING, cell.place, texts)
    return found


def _note_difference(what_id: str, what_en: str, record: Record, desk: Desk) -> None:
    cell, title = record["number"], record["title"]
    texts = (
        f"{what_id} pada noPeraturan {quoted(cell.raw)} bertentangan dengan judul "
        f"{quoted(title.raw)}; catatan dilewati",
        f"the {what_en} in noPeraturan {quoted(cell.raw)} contradicts the title "
        f"{quoted(title.raw)}; the record is left out",
    )
    desk.note(f"jdih.{what_id}", Severity.WARNING, cell.place, texts)
