"""Counted lines of a whole file into budget facts: one per listing, agency, account and payer.

Lines of one key are summed exactly and keep the span of their cells. The same line in two tables
counts once if the amounts agree, and not at all if they do not; of two days the latest counts.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from models.facts import Fact
from models.quantities import BUDGET_STAGES
from monev.sources.grid import folded
from monev.sources.reading import RefusedFactError, make_fact
from monev.sources.sipd.amounts import gathered, shown, shown_in_english
from monev.sources.sipd.classify import Classified, tell_undecided
from monev.sources.sipd.identity import Identity
from monev.sources.sipd.later_days import of_latest_day
from monev.sources.sipd.notes import Notes
from monev.sources.sipd.sheet import SipdSheet

FIELDS = {"allocation": "allocation_idr", "realised": "realised_idr"}
Key = tuple[Any, ...]


@dataclass(frozen=True)
class _Whole:
    """Lines of one key in one table."""

    lines: tuple[Classified, ...]

    def sums(self) -> dict[str, Decimal]:
        found: dict[str, Decimal] = defaultdict(Decimal)
        for one in self.lines:
            for name, (amount, _) in one.line.amounts.items():
                found[name] += amount
        return dict(found)

    @property
    def place(self) -> str:
        return self.lines[0].line.entry.code_place

    @property
    def undated(self) -> bool:
        return self.lines[0].as_of is None


def facts_of(
    lines: Sequence[Classified], identity: Identity, sheet: SipdSheet, notes: Notes
) -> Iterator[Fact]:
    """Yield one fact per key; every doubt about counting twice is a finding."""
    kept = of_latest_day(_without_totals(_without_copies(lines, notes), notes), notes)
    groups: dict[Key, dict[int, list[Classified]]] = defaultdict(lambda: defaultdict(list))
    for one in kept:
        named = one.key if one.kind == "dokumen" else one.money
        groups[named][one.table].append(one)
    told: list[Classified] = []
    for tables in groups.values():
        wholes = sorted(map(_Whole, map(tuple, tables.values())), key=lambda one: one.undated)
        if wholes[0].lines[0].kind == "dokumen":
            chosen: _Whole | None = _Whole(tuple(one for each in wholes for one in each.lines))
        else:
            chosen = _agreed(wholes, notes)
        if chosen is not None:
            told += chosen.lines
            yield from _made(chosen, identity, sheet, notes)
    tell_undecided(told, sheet, notes)


def _without_copies(lines: Sequence[Classified], notes: Notes) -> list[Classified]:
    """Leave out a document that stands in a second table as well."""
    seen: dict[Key, int] = {}
    kept = []
    for one in lines:
        document = one.document
        if document is not None and seen.setdefault(document, one.table) != one.table:
            notes.warn(
                "anggaran.ganda",
                one.line.entry.code_place,
                f"dokumen {document[0]} sudah ada pada tabel lain; dihitung sekali",
                f"document {document[0]} stands in another table as well; counted once",
            )
            continue
        kept.append(one)
    return kept


def _without_totals(lines: Sequence[Classified], notes: Notes) -> list[Classified]:
    """Leave out lines of all agencies, or all sub-activities, where their parts are listed too."""
    kept = list(lines)
    for blank, others in (("agency", ("sub",)), ("sub", ("agency",))):
        parts: dict[Key, list[Classified]] = defaultdict(list)
        for one in kept:
            if one.trait(blank):
                wide = () if blank == "agency" else tuple(one.trait(name) for name in others)
                parts[one.listing, one.account_code, one.payer, wide].append(one)
        totals: dict[Key, list[Classified]] = defaultdict(list)
        rest = []
        for one in kept:
            wide = () if blank == "agency" else tuple(one.trait(name) for name in others)
            key = (one.listing, one.account_code, one.payer, wide)
            if not one.trait(blank) and key in parts and not one.stated_blank(blank):
                totals[key].append(one)
            else:
                rest.append(one)
        for key, each in totals.items():
            _compare(each, parts[key], notes)
        kept = rest
    return kept


def _compare(totals: list[Classified], parts: list[Classified], notes: Notes) -> None:
    stated, computed = _Whole(tuple(totals)).sums(), _Whole(tuple(parts)).sums()
    for name in (one for one in stated if one in computed):
        if stated[name] != computed[name]:
            notes.differ(
                "anggaran.jumlah_rincian",
                totals[0].line.amounts[name][1].place,
                (
                    f"{totals[0].account_code}: rekapitulasi {shown(stated[name])}, jumlah"
                    f" rinciannya {shown(computed[name])}; rincian yang dicatat",
                    f"{totals[0].account_code}: the summary says"
                    f" {shown_in_english(stated[name])}, its parts"
                    f" {shown_in_english(computed[name])}; the parts are kept",
                ),
                stated[name],
                computed[name],
            )


def _agreed(wholes: list[_Whole], notes: Notes) -> _Whole | None:
    """Return the lines of the one table that counts."""
    first = wholes[0]
    for other in wholes[1:]:
        if other.sums() == first.sums():
            notes.warn(
                "anggaran.ganda",
                other.place,
                f"baris yang sama juga ada di {first.place}; dihitung sekali",
                f"the same line stands at {first.place} too; counted once",
            )
        else:
            notes.error(
                "anggaran.ganda",
                other.place,
                f"baris yang sama di {first.place} berisi jumlah lain; keduanya tidak dicatat,"
                " sisakan yang berlaku",
                f"the same line at {first.place} holds another amount; neither is kept",
            )
            return None
    _note_repeats(first, notes)
    return first


def _note_repeats(whole: _Whole, notes: Notes) -> None:
    seen: dict[str, Classified] = {}
    for one in whole.lines:
        before = seen.setdefault(folded(one.line.entry.funding.text), one)
        if before is not one and one.account_code:
            notes.warn(
                "anggaran.ganda",
                one.line.entry.code_place,
                f"baris dengan unit, sub kegiatan, sumber dana, dan rekening yang sama juga ada di"
                f" {before.line.entry.code_place}; keduanya dijumlahkan",
                f"a line of the same unit, sub-activity, source and account stands at"
                f" {before.line.entry.code_place} too; both are added up",
            )


def _made(whole: _Whole, identity: Identity, sheet: SipdSheet, notes: Notes) -> Iterator[Fact]:
    first = whole.lines[0]
    stage = max((one.stage for one in whole.lines), key=BUDGET_STAGES.index)
    realised_on, day_cell = _realised_on(whole)
    listing = f"{sheet.listings[first.kind]} TA {identity.year}"
    title = listing if first.kind == "dokumen" else f"{listing} {first.stage_label}".strip()
    entry = first.line.entry
    cells = {**identity.cells, **_named_cells(first)}
    values: dict[str, Any] = {
        "region_code": identity.region.code,
        "evidence_sha256": notes.intake.sha256,
        "source_title": title,
        "listing": title,
        "source_publisher": identity.publisher,
        "tier": identity.tier,
        "known_on": identity.known_on,
        "fiscal_year": identity.year,
        "stage": stage,
        "agency": entry.agency.text,
        "account_code": first.account_code,
        "sub_activity": entry.sub.text,
        "group_code": first.group,
        "funding_source": first.payer,
        "note": "; ".join(dict.fromkeys(part for one in whole.lines for part in one.remarks)),
        "cells": cells,
    }
    for name, amount in whole.sums().items():
        values[FIELDS[name]] = int(amount)
        stated = [one for one in whole.lines if name in one.line.amounts]
        found = [one.line.amounts[name][1] for one in stated]
        column = found[0].place
        places = [cell.place.rsplit(" sel ", 1)[-1].rsplit("baris", 1)[-1] for cell in found]
        places = [place if "kolom" not in place else f"baris{place}" for place in places]
        cells[FIELDS[name]] = gathered(found, places) if column else {}
    if "realised" in whole.sums():
        values["realised_on"] = realised_on
        if day_cell:
            cells["realised_on"] = day_cell
    try:
        yield make_fact("budget", values)
    except RefusedFactError as error:
        notes.error("berkas.jumlah", whole.place, f"baris tidak dapat dicatat: {error}", str(error))


def _realised_on(whole: _Whole) -> tuple[date | None, dict[str, str]]:
    """Return the printed day up to which is counted, else that of the last document."""
    titles = whole.lines[0].line.entry.layout.titles
    if titles.as_of is not None:
        return titles.as_of, titles.as_of_said.cell if titles.as_of_said else {}
    dated = [one.line for one in whole.lines if one.line.day is not None]
    if not dated:
        return None, {}
    last = max(dated, key=lambda line: line.day or date.min)
    value = last.entry.layout.value(last.entry.row, "document_date")
    return last.day, value.cell if value else {}


def _named_cells(one: Classified) -> dict[str, dict[str, str]]:
    """Return the cells of what names the line."""
    entry = one.line.entry
    found = {
        "agency": entry.agency.cell,
        "sub_activity": entry.sub.cell,
        "funding_source": entry.funding.cell,
        "stage": one.stage_cell,
        "account_code": entry.layout.joined_cell(entry.row, "account_code")
        or entry.layout.joined_cell(entry.row, "account_name"),
    }
    return {name: cell for name, cell in found.items() if cell}
