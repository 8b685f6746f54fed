"""Entries of one table that are contributions: leaves only, judged, with their amounts.

Everything that is not counted and looks as if it might have been is told once per file.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from itertools import zip_longest

from monev.errors import NotationError
from monev.sources.grid import Value
from monev.sources.notation import read_date
from monev.sources.sipd.accounts import Accounts, Verdict
from monev.sources.sipd.amounts import shown, shown_in_english
from monev.sources.sipd.codes import ancestors
from monev.sources.sipd.layout import Layout
from monev.sources.sipd.notes import Notes, listed
from monev.sources.sipd.rows import Entry
from monev.sources.sipd.sheet import SipdSheet

_LETTERS = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True)
class Contribution:
    """One counted line: its amounts in rupiah with their cells, and for a document its day."""

    entry: Entry
    verdict: Verdict
    amounts: dict[str, tuple[Decimal, Value]]
    day: date | None = None
    deposit: Decimal = Decimal(0)

    @property
    def account_code(self) -> str:
        """The code of the line, or the one its exact name has in the fact sheet."""
        named = self.verdict.account
        return self.entry.code or (named.code if named else "")


@dataclass
class Summary:
    """What is told about a file as a whole."""

    excluded: Counter[str] = field(default_factory=Counter)
    mentioned: list[str] = field(default_factory=list)
    by_name: list[str] = field(default_factory=list)


def contributions_of(
    layout: Layout, entries: Sequence[Entry], accounts: Accounts, summary: Summary, notes: Notes
) -> Iterator[Contribution]:
    """Yield the counted lines of a table; parents, totals and details below a code are passed."""
    for entry in leaves(layout, entries):
        verdict = accounts.judge(entry.code, entry.label)
        if verdict is None:
            continue
        if verdict.conflict:
            _conflict(entry, notes)
        elif verdict.mentioned:
            summary.mentioned.append(entry.code_place)
        elif verdict.excluded:
            summary.excluded[verdict.excluded] += 1
        else:
            amounts = _amounts(entry, notes)
            if amounts is None:
                continue
            if verdict.by != "kode":
                summary.by_name.append(entry.code_place)
            deposit = _deposit(entry, notes)
            yield Contribution(entry, verdict, amounts, _day(entry, notes), deposit)


def leaves(layout: Layout, entries: Sequence[Entry]) -> list[Entry]:
    """Return the rows that hold no other row: a total and its parts are never both counted.

    With codes a parent is the code that others of its agency and sub-activity go on from, and
    rows without a code are details of the account above. Without codes the indent tells.
    """
    plain = [entry for entry in entries if entry.total is None]
    if layout.kind == "dokumen":
        return plain
    coded = [entry for entry in plain if entry.code]
    if coded:
        codes = {entry.code for entry in coded}
        parents = codes & {one for code in codes for one in ancestors(code)}
        above = {
            (entry.block[:2], one)
            for entry in (coded if parents else ())
            for one in ancestors(entry.code)
            if one in parents
        }
        return [
            entry
            for entry in coded
            if entry.code not in parents or (entry.block[:2], entry.code) not in above
        ]
    return [
        entry
        for entry, below in zip_longest(plain, plain[1:])
        if below is None or below.indent <= entry.indent
    ]


def _amounts(entry: Entry, notes: Notes) -> dict[str, tuple[Decimal, Value]] | None:
    """Return the amounts stated; None with a finding where one is unreadable or none is there."""
    found: dict[str, tuple[Decimal, Value]] = {}
    for name in entry.layout.factors:
        cell = entry.cell(name)
        if name not in entry.layout.sheet.amounts or cell is None:
            continue
        try:
            amount = entry.amount(name)
        except NotationError as error:
            _refuse(entry, cell, str(error), notes)
            return None
        if amount is None:
            continue
        if amount < 0 and entry.layout.kind != "dokumen":
            _refuse(entry, cell, f"{cell.text!r} found, zero or more expected", notes)
            return None
        found[name] = (amount, cell)
    if not found:
        notes.warn(
            "berkas.jumlah",
            entry.code_place,
            f"baris iuran {entry.code or entry.label!r} tanpa jumlah; tidak dianggap nol",
            f"the contribution line {entry.code or entry.label!r} has no amount; it is not zero",
        )
        return None
    return found


def _refuse(entry: Entry, cell: Value, problem: str, notes: Notes) -> None:
    quoted = _quoted(entry, cell)
    notes.error(
        "berkas.jumlah",
        cell.place,
        f"ditemukan {quoted!r}, seharusnya rupiah penuh, misalnya 600.000.000; baris tidak dicatat",
        problem.replace(cell.text[:60], quoted),
    )


def _quoted(entry: Entry, cell: Value) -> str:
    """Return a cell's text for a message; of payments only what cannot be part of a name."""
    text = cell.text[:60]
    return _LETTERS.sub("...", text) if entry.layout.kind == "dokumen" else text


def _day(entry: Entry, notes: Notes) -> date | None:
    value = entry.layout.value(entry.row, "document_date")
    if value is None or value.blank:
        return None
    if isinstance(value.content, date):
        return value.content
    try:
        return read_date(value.text)
    except NotationError:
        quoted = _quoted(entry, value)
        notes.warn(
            "berkas.tanggal",
            value.place,
            f"tanggal dokumen {quoted!r} tidak terbaca; jumlahnya tetap dihitung",
            f"{quoted!r} found, a date expected; its amount is counted all the same",
        )
        return None


def _deposit(entry: Entry, notes: Notes) -> Decimal:
    if "deposit" not in entry.layout.columns:
        return Decimal(0)
    try:
        return entry.amount("deposit") or Decimal(0)
    except NotationError as error:
        cell = entry.cell("deposit")
        if cell is not None:
            _refuse(entry, cell, str(error), notes)
        return Decimal(0)


def _conflict(entry: Entry, notes: Notes) -> None:
    notes.error(
        "anggaran.uraian",
        entry.code_place,
        f"kode {entry.code} adalah iuran ketenagakerjaan, uraiannya {entry.label!r}; periksa mana"
        " yang benar, baris tidak dihitung",
        f"code {entry.code} is work insurance, its name is {entry.label!r}; not counted",
    )


def tell_summary(
    summary: Summary, kept: Sequence[Contribution], sheet: SipdSheet, notes: Notes
) -> None:
    """Tell once what was passed over, what was found by name only, and that nothing was found."""
    name, most = notes.intake.name, sheet.listed_at_most
    if summary.excluded:
        reasons = sheet.reasons
        counts = sorted(summary.excluded.items())
        notes.tell(
            "anggaran.tidak_dihitung",
            name,
            "tidak dihitung: " + ", ".join(f"{reasons[why].id} {n} baris" for why, n in counts),
            "not counted: " + ", ".join(f"{reasons[why].en} {n} rows" for why, n in counts),
        )
    if summary.mentioned:
        where = listed(summary.mentioned, most)
        notes.tell(
            "anggaran.uraian",
            summary.mentioned[0],
            f"menyebut ketenagakerjaan tanpa iuran atau jaminan; tidak dihitung, telaah: {where}",
            f"named with ketenagakerjaan, no contribution; not counted, to be reviewed: {where}",
        )
    if summary.by_name:
        where = listed(summary.by_name, most)
        notes.warn(
            "anggaran.uraian",
            summary.by_name[0],
            f"iuran dikenali dari uraian, bukan dari kode rekening; perlu ditelaah: {where}",
            f"contributions known by name, not by account code; to be reviewed: {where}",
        )
    if not kept:
        notes.tell(
            "anggaran.tidak_dibuktikan",
            name,
            "tidak ada baris iuran jaminan sosial ketenagakerjaan yang dapat dicatat; tidak"
            " dibuktikan, bukan nol",
            "no contribution line that could be kept; not evidenced, which is not zero",
        )
    deposits = sum((one.deposit for one in kept), Decimal(0))
    if deposits:
        notes.tell(
            "anggaran.setoran",
            name,
            f"setoran kembali {shown(deposits)} pada baris iuran tidak dikurangkan dari realisasi",
            f"deposits of {shown_in_english(deposits)} on contribution lines are not taken off the"
            " spending",
        )
