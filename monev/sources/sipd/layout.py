"""One table made ready to be read: which column holds what, in which unit, for whom and when.

A column of another year is passed over; two columns for one amount make a table that is refused.
"""

from dataclasses import dataclass, field
from datetime import date

from monev.sources.grid import Value, folded
from monev.sources.sipd.book import Grid
from monev.sources.sipd.headings import Candidate
from monev.sources.sipd.notes import Notes
from monev.sources.sipd.sheet import Kind, SipdSheet, Stage
from monev.sources.sipd.tables import Found
from monev.sources.sipd.titles import Titles


@dataclass(frozen=True)
class Told:
    """A text with the cell or line it stands in; both empty where nothing says it."""

    text: str = ""
    cell: dict[str, str] = field(default_factory=dict)


NOTHING = Told()
CURRENCY = ("rp", "rp.", "idr")


@dataclass(frozen=True)
class Layout:
    """A table with its columns by field, the rupiah per unit of each amount, and its titles."""

    sheet: SipdSheet
    grid: Grid
    rows: tuple[int, ...]
    columns: dict[str, tuple[int, ...]]
    factors: dict[str, int]
    kind: Kind
    titles: Titles
    labels: dict[int, str]
    origins: dict[tuple[int, int], tuple[int, int]]

    @property
    def stage(self) -> tuple[Stage, str] | None:
        """The stage that titles or headings name."""
        return self.titles.stage

    @property
    def as_of(self) -> date | None:
        """The day up to which the table counts spending, None if it does not say."""
        return self.titles.as_of

    @property
    def agency(self) -> Told:
        """The agency that the titles name for the whole table."""
        said = self.titles.agency
        return Told(said.text, said.cell) if said else NOTHING

    @property
    def sub(self) -> Told:
        """The sub-activity that the titles name for the whole table."""
        said, text = self.titles.sub_said, self.titles.sub_code or self.titles.sub_name
        return Told(text, said.cell) if said else NOTHING

    def texts(self, row: int, name: str) -> list[str]:
        """Return the texts of all columns of a field that are not blank."""
        found = (self.grid.text(row, column) for column in self.columns.get(name, ()))
        return [text for text in found if text]

    def text(self, row: int, name: str) -> str:
        """Return the text of a field, empty where there is none."""
        value = self.value(row, name)
        return "" if value is None else value.text

    def value(self, row: int, name: str) -> Value | None:
        """Return the first filled cell of a field; None without such a column.

        A cell merged over several rows is read on each of them.
        """
        columns = self.columns.get(name, ())
        for column in columns:
            at = self.origins.get((row, column), (row, column))
            if self.grid.text(*at):
                return self.grid.value(*at)
        return self.grid.value(row, columns[0]) if columns else None

    def joined_cell(self, row: int, name: str) -> dict[str, str]:
        """Return the cells of a field as one entry: a code may be split over several columns."""
        columns = [at for at in self.columns.get(name, ()) if self.grid.text(row, at)]
        if not columns:
            return {}
        cells = [self.grid.value(row, at) for at in columns]
        if len(cells) == 1:
            return cells[0].cell
        place = f"{cells[0].place}..{self.grid.address(row, columns[-1])}"
        return {"locator": place, "raw": " | ".join(cell.raw for cell in cells)}

    def amount_cell(self, row: int, name: str) -> Value | None:
        """Return the cell of an amount, passing over a currency sign in a column of its own."""
        columns = self.columns.get(name, ())
        for column in columns:
            text = self.grid.text(row, column)
            if text and folded(text) not in CURRENCY:
                return self.grid.value(row, column)
        return self.grid.value(row, columns[-1]) if columns else None


def layout_of(
    found: Found, titles: Titles, year: int | None, sheet: SipdSheet, notes: Notes
) -> Layout | None:
    """Return the layout of a table; None with a finding where it is unclear which amount counts."""
    columns: dict[str, tuple[int, ...]] = {}
    factors: dict[str, int] = {}
    for name, candidates in found.heading.fields.items():
        kept = _of_year(candidates, year)
        if not kept:
            continue
        if len(kept) > 1 and name in sheet.amounts:
            _refuse_two(found, name, kept, notes)
            return None
        if titles.factor and kept[0].factor and titles.factor != kept[0].factor:
            _refuse_units(found, kept[0], titles.factor, notes)
            return None
        columns[name] = kept[0].columns
        factors[name] = kept[0].factor or titles.factor or 1
    amounts = [name for name in sheet.amounts if name in columns]
    if not amounts:
        return None
    documents = "document_date" in columns or "document_number" in columns
    kind: Kind = "dokumen" if documents else "lra" if "realised" in columns else "dpa"
    return Layout(
        sheet=sheet,
        grid=found.grid,
        rows=tuple(found.rows),
        columns=columns,
        factors=factors,
        kind=kind,
        titles=titles,
        labels=found.heading.labels,
        origins=_origins(found, columns, sheet),
    )


def _of_year(candidates: tuple[Candidate, ...], year: int | None) -> list[Candidate]:
    """Return the candidates of the fiscal year: a printed LRA shows the former year beside it."""
    return [one for one in candidates if one.year is None or year is None or one.year == year]


def _refuse_two(found: Found, name: str, kept: list[Candidate], notes: Notes) -> None:
    places = [f"{one.label!r} ({found.grid.address(*one.origin)})" for one in kept]
    notes.error(
        "berkas.judul_kolom",
        found.grid.place(*kept[1].origin),
        f"dua kolom untuk {'pagu' if name == 'allocation' else 'realisasi'}: {', '.join(places)};"
        " sisakan satu",
        f"two columns for {name}: {', '.join(places)}; keep one",
    )


def _refuse_units(found: Found, kept: Candidate, factor: int, notes: Notes) -> None:
    """Report a title and a heading that name different units: a guess would be wrong by 1,000."""
    notes.error(
        "berkas.satuan",
        found.grid.place(*kept.origin),
        f"kolom {kept.label!r} menyebut satuan lain daripada judul tabel (kali {factor});"
        " samakan satuannya",
        f"column {kept.label!r} names another unit than the title of the table (times {factor});"
        " make them agree",
    )


def _origins(
    found: Found, columns: dict[str, tuple[int, ...]], sheet: SipdSheet
) -> dict[tuple[int, int], tuple[int, int]]:
    """Return, for cells merged over several rows, the cell that holds their text."""
    wanted = {
        column for name, each in columns.items() if name not in sheet.amounts for column in each
    }
    last = found.rows[-1] if found.rows else 0
    return {
        (row, column): (top, left)
        for (top, left), (bottom, right) in found.grid.merged
        if bottom > top > found.heading.last
        for column in range(left, right + 1)
        if column in wanted
        for row in range(top, min(bottom, last) + 1)
    }
