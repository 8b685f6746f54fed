"""Counted lines with what the rules make of them: group, payer, stage; doubts are told.

The rules stand in the fact sheet and are applied in `groups`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from monev.sources.grid import folded
from monev.sources.sipd.contributions import Contribution
from monev.sources.sipd.groups import Traits, group_of, payer_of
from monev.sources.sipd.notes import Notes, listed
from monev.sources.sipd.rows import Entry
from monev.sources.sipd.sheet import Kind, SipdSheet, Stage

OWN_BUDGET = "APBD"
"""The payer of a listing that has no column for sources of money: it is the region's own budget."""


@dataclass(frozen=True)
class Classified:
    """One counted line; `table` numbers the table of the file it stands in."""

    line: Contribution
    table: int
    group: str
    payer: str
    stage: Stage
    stage_label: str
    stage_words: str
    stage_cell: dict[str, str]
    group_note: str

    @property
    def kind(self) -> Kind:
        """The kind of listing."""
        return self.line.entry.layout.kind

    @property
    def account_code(self) -> str:
        """The account, dotted."""
        return self.line.account_code

    @property
    def as_of(self) -> date | None:
        """The day up to which the table counts, None if it does not say."""
        return self.line.entry.layout.as_of

    @property
    def listing(self) -> tuple[Any, ...]:
        """What tells listings of one file apart; documents of all stages are one listing."""
        stage = "" if self.kind == "dokumen" else self.stage_label
        return (self.kind, stage, self.as_of)

    @property
    def key(self) -> tuple[Any, ...]:
        """What is one quantity: lines of one key are added up."""
        return (*self.money, self.as_of)

    @property
    def money(self) -> tuple[Any, ...]:
        """What is one piece of money, up to whatever day it is counted."""
        kind, stage, _ = self.listing
        return (
            *(kind, stage),
            self.trait("agency"),
            self.trait("sub"),
            self.account_code,
            self.payer,
            self.group,
        )

    @property
    def document(self) -> tuple[Any, ...] | None:
        """What identifies one line of one document; None without a number."""
        layout, row = self.line.entry.layout, self.line.entry.row
        number = layout.text(row, "document_number")
        amounts = tuple(amount for amount, _ in self.line.amounts.values())
        return (number, *self.key, self.line.day, amounts) if number else None

    @property
    def remarks(self) -> tuple[str, ...]:
        """What the note of the fact says."""
        by = "" if self.line.verdict.by == "kode" else "dikenali dari uraian, perlu ditelaah"
        words = (self.stage_words, self.line.entry.sub_name, self.group_note, by)
        return tuple(word for word in words if word)

    def trait(self, name: str) -> str:
        """Return agency or sub-activity, folded."""
        entry = self.line.entry
        return folded(entry.agency.text if name == "agency" else entry.sub.text)

    def stated_blank(self, name: str) -> bool:
        """Whether the table has a column for it and leaves it blank: then it is no total."""
        columns = self.line.entry.layout.columns
        wanted = ("unit_name", "agency_name") if name == "agency" else ("sub_code", "sub_name")
        return any(one in columns for one in wanted)


def classified(
    tables: Iterable[tuple[int, list[Contribution]]], sheet: SipdSheet, notes: Notes
) -> list[Classified]:
    """Return all counted lines of a file with group, payer and stage."""
    found: list[Classified] = []
    silent: list[str] = []
    for table, lines in tables:
        for line in lines:
            stage, label, words, cell = _stage(line.entry, sheet, notes)
            if not label and line.entry.layout.kind != "dokumen":
                silent.append(line.entry.layout.grid.where)
            payer = _payer(line.entry, sheet, notes)
            traits = Traits(
                covers=line.verdict.covers,
                account_name=line.entry.label,
                sub_code=line.entry.sub.text,
                sub_name=line.entry.sub_name or line.entry.sub.text,
                agency=line.entry.agency.text,
                payer=payer,
            )
            group, note = group_of(traits, sheet)
            found.append(Classified(line, table, group, payer, stage, label, words, cell, note))
    if silent:
        notes.tell(
            "anggaran.tahap",
            silent[0],
            "tahap APBD (murni, pergeseran, perubahan) tidak disebut; dicatat sebagai APBD",
            "the stage of the budget is not stated; kept as APBD",
        )
    return found


def _stage(entry: Entry, sheet: SipdSheet, notes: Notes) -> tuple[Stage, str, str, dict[str, str]]:
    """Return stage, label of the listing, the words that said so, and their cell."""
    layout, row = entry.layout, entry.row
    values = [layout.value(row, name) for name in ("stage_name", "stage")]
    stated = [value for value in values if value is not None and not value.blank]
    read = [found for value in stated if (found := sheet.stage_of(value.text))]
    words = ", ".join(dict.fromkeys(value.text for value in stated))
    if read:
        changed = any(stage == "APBD-P" for stage, _ in read)
        return "APBD-P" if changed else read[0][0], read[0][1], words, stated[0].cell
    if stated:
        notes.warn(
            "anggaran.tahap",
            stated[0].place,
            f"tahap {words!r} tidak dikenal (murni, pergeseran, perubahan); dicatat sebagai APBD",
            f"{words!r} is no known stage; kept as APBD",
        )
    if layout.stage is not None:
        return layout.stage[0], layout.stage[1], layout.stage[1], {}
    heading = " ".join(layout.labels.get(at, "") for at in layout.columns.get("allocation", ()))
    found = sheet.stage_of(heading)
    return (*found, heading, {}) if found else ("APBD", words, words, {})


def _payer(entry: Entry, sheet: SipdSheet, notes: Notes) -> str:
    columns = entry.layout.columns
    if "funding_name" not in columns and "funding_code" not in columns:
        return OWN_BUDGET
    name, code = (entry.layout.text(entry.row, one) for one in ("funding_name", "funding_code"))
    payer = payer_of(name, code, sheet)
    if not payer:
        shown = name or code
        notes.warn(
            "anggaran.sumber_dana",
            entry.funding.cell.get("locator", entry.code_place),
            f"sumber dana {shown!r} tidak dikenal; baris dicatat tanpa sumber dana",
            f"{shown!r} is no known source of money; the line is kept without one",
        )
    return payer


def tell_undecided(found: Iterable[Classified], sheet: SipdSheet, notes: Notes) -> None:
    """Name in one finding all lines that no rule gives a group."""
    lines = dict.fromkeys(
        f"{one.line.entry.code_place} ({one.line.entry.sub.text or 'tanpa sub kegiatan'},"
        f" {one.line.entry.agency.text or 'tanpa unit'})"
        for one in found
        if not one.group
    )
    if lines:
        where = listed(list(lines), sheet.listed_at_most)
        notes.tell(
            "anggaran.kelompok",
            notes.intake.name,
            f"kelompok pekerja tidak dapat ditentukan dari sub kegiatan dan unit: {where}",
            f"sub-activity and agency do not tell whom these lines insure: {where}",
        )
