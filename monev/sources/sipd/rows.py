"""Rows of one table into entries: code, label, agency, sub-activity, with the cells they stand in.

Printed tables say agency and sub-activity once, in a row of its own above their accounts; exports
say them on every row. Which entries count is decided in `accounts` and `totals`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from monev.errors import NotationError
from monev.sources.grid import Value, folded
from monev.sources.sipd.amounts import rupiah_of
from monev.sources.sipd.codes import NO_CODE, Code, read_code, split_label
from monev.sources.sipd.layout import NOTHING, Layout, Told
from monev.sources.sipd.notes import Notes

INDENT = 4
"""What one column to the right weighs, in blanks."""


@dataclass(frozen=True)
class Context:
    """What titles, or rows of their own above, say for the rows that follow."""

    agency: Told = NOTHING
    sub: Told = NOTHING
    sub_name: str = ""


@dataclass(frozen=True)
class Entry:
    """One row: where it belongs, what it is called. Its cells are read when they are needed."""

    layout: Layout
    row: int
    code: str
    label: str
    total: str | None
    above: "Context"

    @cached_property
    def agency(self) -> Told:
        """Whose line it is: the smallest unit that its row or a row above names."""
        names = ("unit_name", "agency_name", "unit_code", "agency_code")
        if any(name in self.layout.columns for name in names):
            return _told(self.layout, self.row, *names)
        return self.above.agency

    @cached_property
    def sub(self) -> Told:
        """The sub-activity: its code, or else its name."""
        return _sub(self.layout, self.row, self.above.sub)

    @property
    def sub_name(self) -> str:
        """What the sub-activity is called."""
        return self.layout.text(self.row, "sub_name") or self.above.sub_name

    @property
    def funding(self) -> Told:
        """The source of money as written."""
        return _told(self.layout, self.row, "funding_name", "funding_code")

    @property
    def indent(self) -> int:
        """How far the label is to the right."""
        return _indent(self.layout, self.row)

    @cached_property
    def block(self) -> tuple[str, ...]:
        """What tells lists of accounts apart: agency, sub-activity, source of money, stage."""
        stage = self.layout.text(self.row, "stage") + self.layout.text(self.row, "stage_name")
        return (folded(self.agency.text), self.sub.text, folded(self.funding.text), folded(stage))

    def cell(self, name: str) -> Value | None:
        """Return the cell of an amount, None where the table has no such column."""
        return self.layout.amount_cell(self.row, name)

    def amount(self, name: str) -> Decimal | None:
        """Return an amount in rupiah; None if not stated. Raises NotationError."""
        cell = self.cell(name)
        return None if cell is None else rupiah_of(cell, self.layout.factors[name])

    @property
    def code_place(self) -> str:
        """Where the code stands, or else the label."""
        columns = self.layout.columns
        at = (columns.get("account_code") or columns.get("account_name") or (0,))[0]
        return self.layout.grid.place(self.row, at)


def entries_of(layout: Layout, notes: Notes) -> Iterator[Entry]:
    """Yield the rows of a table that have a code, a label or both.

    A damaged code is refused with its cell and the row is left out.
    """
    context = Context(layout.agency, layout.sub, layout.titles.sub_name)
    for row in layout.rows:
        try:
            code, label = _code_and_label(layout, row)
        except NotationError as error:
            _refuse_code(layout, row, str(error), notes)
            continue
        if code.kind == "agency" and "account_code" in layout.columns:
            context = Context(Told(label or code.text, _cell(layout, row)))
            continue
        if code.kind in ("activity", "sub_activity"):
            here = code.kind == "sub_activity"
            sub = Told(code.text, _cell(layout, row)) if here else NOTHING
            context = Context(context.agency, sub, label if here else "")
            continue
        if not (code.text or label):
            continue
        total = layout.sheet.totals.match(folded(label)) if not code.text else None
        yield Entry(
            layout=layout,
            row=row,
            code=code.text,
            label=" ".join(label.split()),
            total=total["of"] if total else None,
            above=context,
        )


def _code_and_label(layout: Layout, row: int) -> tuple[Code, str]:
    """Read the code, split over several columns or together with its label, and the label."""
    texts = layout.texts(row, "account_code")
    label = next(iter(layout.texts(row, "account_name")), "")
    if len(texts) == 1:
        first, beside = split_label(texts[0])
        code = read_code(first or texts[0])
        if code is NO_CODE and not texts[0][0].isdigit():
            return code, label or texts[0]
        return code, label or (beside if first else "")
    if texts:
        return read_code(".".join(part.strip(". ") for part in texts)), label
    first, beside = split_label(label)
    code = read_code(first) if first else NO_CODE
    return (code, beside) if code.kind != "none" else (code, label)


def _indent(layout: Layout, row: int) -> int:
    """Return how far a label is to the right, by its column and its leading blanks."""
    for offset, column in enumerate(layout.columns.get("account_name", ())):
        raw = layout.grid.value(row, column).raw
        if raw.strip():
            return offset * INDENT + len(raw) - len(raw.lstrip())
    return 0


def _sub(layout: Layout, row: int, above: Told) -> Told:
    code = _told(layout, row, "sub_code")
    if code.text:
        found = read_code(code.text)
        return Told(found.text or code.text, code.cell)
    first, _ = split_label(layout.text(row, "sub_name"))
    named = _told(layout, row, "sub_name")
    if named.text:
        return Told(first or named.text, named.cell)
    return above


def _told(layout: Layout, row: int, *names: str) -> Told:
    """Return the first of these fields that the row states."""
    for name in names:
        value = layout.value(row, name)
        if value is not None and not value.blank:
            return Told(" ".join(value.text.split()), value.cell)
    return NOTHING


def _cell(layout: Layout, row: int) -> dict[str, str]:
    return layout.joined_cell(row, "account_code") or layout.joined_cell(row, "account_name")


def _refuse_code(layout: Layout, row: int, problem: str, notes: Notes) -> None:
    raw = " ".join(layout.texts(row, "account_code"))[:60]
    place = layout.grid.place(row, layout.columns.get("account_code", (0,))[0])
    notes.error(
        "berkas.kode",
        place,
        f"kode rekening {raw!r} rusak atau kehilangan angka; format kolom sebagai teks dan isi"
        " lengkap, misalnya 5.1.02.02.02.0006",
        problem,
    )
