"""Whose export it is, of which year, known since when: the file against where it came from.

The file's own word and the folder it came in must not contradict each other; what the file does
not say is taken from the folder and said to be so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from models.evidence import Tier
from models.region import Region
from monev.arrival import Arrival
from monev.errors import MonevError, NotationError
from monev.sources.notation import read_date
from monev.sources.reading import Resolve
from monev.sources.sipd.notes import Notes
from monev.sources.sipd.sheet import SipdSheet
from monev.sources.sipd.tables import Found
from monev.sources.sipd.titles import Said, Titles

YEAR_WORDS = ("tahun", "tahun_anggaran", "year")


@dataclass(frozen=True)
class Identity:
    """Whose figures, of which fiscal year, since when known; `cells` say where that stands."""

    region: Region
    year: int
    known_on: date
    tier: Tier
    cells: dict[str, dict[str, str]]

    @property
    def publisher(self) -> str:
        """The government whose export it is."""
        office = "Provinsi " if self.region.kind == "provinsi" else ""
        return f"Pemerintah {office}{self.region.name}"


def region_of(
    titles: Iterable[Titles], arrival: Arrival, resolve: Resolve, notes: Notes
) -> Region | None:
    """Return the one region that titles and arrival agree on; None with a finding."""
    said = {one.text.casefold(): one for each in titles for one in each.regions}
    regions: dict[str, tuple[Region, Said]] = {}
    for one in said.values():
        try:
            region = resolve(one.text)
        except MonevError as error:
            notes.error(
                "berkas.daerah",
                one.line.place,
                f"daerah {one.text!r} pada judul tidak dikenal; tulis nama lengkap",
                str(error),
            )
            return None
        regions.setdefault(region.code, (region, one))
    found = list(regions.values())
    if len(found) > 1:
        names = ", ".join(f"{region.code} {region.name}" for region, _ in found)
        _refuse(notes, found[1][1], f"lebih dari satu daerah: {names}", f"several regions: {names}")
        return None
    if not arrival.region:
        if found:
            return found[0][0]
        notes.error(
            "berkas.daerah",
            arrival.name,
            "judul tidak menyebut daerah dan berkas tidak datang dari folder suatu daerah",
            "no region in the titles, and the file did not come from the folder of one",
        )
        return None
    sent = resolve(arrival.region)
    if found and found[0][0].code != sent.code:
        region, one = found[0]
        _refuse(
            notes,
            one,
            f"judul menyebut {region.code} {region.name}, berkas datang dari {sent.code}"
            f" {sent.name}; periksa folder atau berkas",
            f"titles say {region.code} {region.name}, the file came from {sent.code} {sent.name}",
        )
        return None
    return sent


def _refuse(notes: Notes, one: Said, text_id: str, text_en: str) -> None:
    notes.error("berkas.daerah", one.line.place, text_id, text_en)


def year_of(
    found: list[Found], titles: list[Titles], arrival: Arrival, notes: Notes
) -> tuple[int | None, Said | None]:
    """Return the fiscal year: of the titles, of a column, of the documents, or of the folder."""
    said = {each.year: each.year_said for each in titles if each.year is not None}
    if len(said) > 1:
        second = list(said.values())[1]
        years = ", ".join(map(str, said))
        notes.error(
            "berkas.tahun",
            second.line.place if second else arrival.name,
            f"lebih dari satu tahun anggaran pada judul: {years}; pisahkan berkasnya",
            f"more than one fiscal year in the titles: {years}; split the file",
        )
        return None, None
    asked = _asked(arrival)
    for stated, line in said.items():
        if stated is not None:
            _compare(stated, asked, line.line.place if line else arrival.name, notes)
            return stated, line
    for only in (_column_years(found), _document_years(found)):
        if len(only) == 1:
            year = only.pop()
            _compare(year, asked, arrival.name, notes)
            return year, None
    if asked is None:
        notes.error(
            "berkas.tahun",
            arrival.name,
            "tahun anggaran tidak disebut; tulis TAHUN ANGGARAN pada judul",
            "the fiscal year is not stated; write TAHUN ANGGARAN in a title",
        )
        return None, None
    notes.warn(
        "berkas.tahun",
        arrival.name,
        f"berkas tidak menyebut tahun anggaran; dipakai tahun {asked} dari permintaan",
        f"the file does not state its fiscal year; {asked} is taken from the request",
    )
    return asked, None


def _compare(year: int, asked: int | None, place: str, notes: Notes) -> None:
    if asked is not None and year != asked:
        notes.warn(
            "berkas.tahun",
            place,
            f"berkas menyebut tahun anggaran {year}, yang diminta {asked}; dicatat untuk {year}",
            f"the file is of fiscal year {year}, asked for was {asked}; kept under {year}",
        )


def _asked(arrival: Arrival) -> int | None:
    for word in YEAR_WORDS:
        text = arrival.asked.get(word, "")
        if text.isascii() and text.isdigit() and len(text) == 4:
            return int(text)
    return arrival.quarter.year if arrival.quarter else None


def _column_years(found: list[Found]) -> set[int]:
    years: set[int] = set()
    for table in found:
        for column in table.heading.columns("year"):
            texts = {table.grid.text(row, column) for row in table.rows}
            years |= {int(text) for text in texts if text.isdigit() and len(text) == 4}
    return years


def _document_years(found: list[Found]) -> set[int]:
    """Return the years of the documents; payments are made within the fiscal year."""
    years: set[int] = set()
    for table in found:
        for column in table.heading.columns("document_date"):
            rows = {table.grid.text(row, column): row for row in table.rows}
            days = (day_in(table, row, column) for row in rows.values())
            years |= {day.year for day in days if day is not None}
    return years


def day_in(table: Found, row: int, column: int) -> date | None:
    """Return the day in a cell, None where it holds none that can be read."""
    value = table.grid.value(row, column)
    if isinstance(value.content, date):
        return value.content
    try:
        return read_date(value.text)
    except NotationError:
        return None  # the reader of the row reports it where it matters


def known_since(titles: list[Titles], arrival: Arrival, notes: Notes) -> tuple[date, Said | None]:
    """Return the printed day, else the day of arrival, which no printing can follow."""
    days = {one.printed: one.printed_said for one in titles if one.printed}
    if not days:
        return arrival.received_on, None
    last = max(days)
    said = days[last]
    if last > arrival.received_on:
        place = said.line.place if said else arrival.name
        notes.warn(
            "berkas.tanggal",
            place,
            f"tanggal cetak {last.isoformat()} sesudah berkas diterima; dipakai tanggal terima",
            f"printed on {last.isoformat()}, after the file was received; the latter is taken",
        )
        return arrival.received_on, None
    return last, said


def tier_of(titles: list[Titles], sheet: SipdSheet) -> Tier:
    """Return the tier of a source: simulated if any title says so."""
    return sheet.simulated_tier if any(one.simulated for one in titles) else sheet.tier
