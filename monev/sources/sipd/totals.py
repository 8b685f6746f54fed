"""Totals that the table prints against the sum of the rows below them. Both values are kept.

A total never becomes a fact; it only tells whether the rows are whole.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal

from monev.errors import NotationError
from monev.sources.grid import folded
from monev.sources.sipd.amounts import shown, shown_in_english
from monev.sources.sipd.codes import ancestors
from monev.sources.sipd.contributions import Contribution, leaves
from monev.sources.sipd.layout import Layout
from monev.sources.sipd.notes import Notes
from monev.sources.sipd.rows import Entry

RULE = "anggaran.jumlah_rincian"
Block = tuple[str, str, str]


def check_totals(
    layout: Layout, entries: Sequence[Entry], counted: Sequence[Contribution], notes: Notes
) -> None:
    """Compare parents of counted lines, and rows called JUMLAH, with the sum of their parts."""
    if layout.kind == "dokumen" or not counted:
        return
    low = leaves(layout, entries)
    for name in (one for one in layout.sheet.amounts if one in layout.columns):
        _parents(entries, counted, name, notes)
        _called_total(entries, low, counted, name, notes)


def _parents(
    entries: Sequence[Entry], counted: Sequence[Contribution], name: str, notes: Notes
) -> None:
    codes = {entry.code for entry in entries if entry.code}
    wanted = {code for one in counted for code in ancestors(one.entry.code)} & codes
    below = tuple(f"{code}." for code in wanted)
    blocks: dict[Block, dict[str, list[Entry]]] = defaultdict(lambda: defaultdict(list))
    for entry in entries:
        if entry.code in wanted or (below and entry.code.startswith(below)):
            blocks[_block(entry)][entry.code].append(entry)
    checked: set[tuple[Block, str]] = set()
    for one in counted:
        for code in (above for above in ancestors(one.entry.code) if above in wanted):
            block = _block(one.entry)
            if code in blocks[block] and (block, code) not in checked:
                checked.add((block, code))
                _compare(blocks[block], code, name, notes)


def _compare(rows: dict[str, list[Entry]], code: str, name: str, notes: Notes) -> None:
    """Compare one code with the nearest codes below it."""
    below = [
        entry
        for each, listed in rows.items()
        if next((above for above in ancestors(each) if above in rows), "") == code
        for entry in listed
    ]
    stated, computed = _sum(rows[code], name), _sum(below, name)
    _note(rows[code][0], code, stated, computed, name, notes)


def _called_total(
    entries: Sequence[Entry],
    low: Sequence[Entry],
    counted: Sequence[Contribution],
    name: str,
    notes: Notes,
) -> None:
    """Check rows called JUMLAH: of all leaves, of those since the last one, or of a named row.

    A bare total is only asked where all codes are expenditure: revenue and expenditure in one
    list do not add up.
    """
    leaf_rows = {entry.row for entry in low}
    mixed = any(entry.code and not entry.code.startswith("5") for entry in low)
    since: list[Entry] = []
    every: list[Entry] = []
    for at, entry in enumerate(entries):
        if entry.row in leaf_rows:
            since.append(entry)
            every.append(entry)
        if entry.total is None:
            continue
        if entry.total:
            part = _named(entries[:at], low, entry.total) or _of_agency(low, entry)
            if any(one.entry in part for one in counted):
                _note(entry, entry.label, _sum([entry], name), _sum(part, name), name, notes)
        elif every and not mixed:
            stated = _sum([entry], name)
            sums = [_sum(each, name) for each in (since, every) if each]
            if stated not in sums:
                _note(entry, entry.label, stated, sums[0], name, notes)
        since = []


def _named(before: Sequence[Entry], low: Sequence[Entry], label: str) -> list[Entry]:
    """Return the leaves below the row that a total is named after."""
    for entry in reversed(before):
        if entry.code and folded(entry.label) == label:
            start = f"{entry.code}."
            return [
                one for one in low if _block(one) == _block(entry) and one.code.startswith(start)
            ]
    return []


def _of_agency(low: Sequence[Entry], total: Entry) -> list[Entry]:
    """Return the leaves above a total that stand under the agency it is named after."""
    return [one for one in low if one.row < total.row and folded(one.agency.text) == total.total]


def _block(entry: Entry) -> Block:
    agency, sub, _, stage = entry.block
    return agency, sub, stage


def _sum(entries: Iterable[Entry], name: str) -> Decimal | None:
    """Return the sum of what is stated; None where nothing is, or an amount cannot be read."""
    try:
        amounts = [amount for entry in entries if (amount := entry.amount(name)) is not None]
    except NotationError:
        return None  # reported where the line itself is read
    return sum(amounts, Decimal(0)) if amounts else None


def _note(
    entry: Entry,
    what: str,
    stated: Decimal | None,
    computed: Decimal | None,
    name: str,
    notes: Notes,
) -> None:
    if stated is None or computed is None or stated == computed:
        return
    cell = entry.cell(name)
    notes.differ(
        RULE,
        cell.place if cell else entry.code_place,
        (
            f"{what}: tertulis {shown(stated)}, jumlah rinciannya {shown(computed)} (selisih"
            f" {shown(stated - computed)})",
            f"“{what}”: {shown_in_english(stated)} is printed, its parts add up to"
            f" {shown_in_english(computed)} (difference {shown_in_english(stated - computed)})",
        ),
        stated,
        computed,
    )
