"""Whose workbook it is, for which quarter, and since when it is known."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from models.evidence import Tier
from models.finding import Severity
from models.quarter import Quarter
from models.region import Region
from monev.errors import MonevError
from monev.sources.grid import Value, folded
from monev.sources.instrument.cells import CellReader
from monev.sources.workbook import Sheet


@dataclass(frozen=True)
class Identity:
    """The sheet Identitas, read."""

    region: Region
    quarter: Quarter
    known_on: date
    tier: Tier
    known_cell: Value

    @property
    def title(self) -> str:
        """The workbook as a source: its kind, region and quarter."""
        return f"Instrumen monev {self.region.name} {self.quarter.label}"

    @property
    def publisher(self) -> str:
        """The government that handed it in."""
        office = "Provinsi " if self.region.kind == "provinsi" else ""
        return f"Pemerintah {office}{self.region.name}"


def read_identity(sheet: Sheet, cells: CellReader) -> Identity | None:
    """Return the identity; None where a field is missing or wrong, each with its finding."""
    found: dict[str, tuple[Any, Value]] = {}
    whole = True
    for label, column in cells.sheet.identity.fields.items():
        cell = _right_of(label, sheet)
        if cell is None:
            place = f"{cells.intake.name} lembar {sheet.name}"
            texts = (f"isian {label!r} tidak ada", f"the entry {label!r} is missing")
            cells.intake.note("berkas.judul_kolom", Severity.ERROR, place, texts)
            whole = False
            continue
        value, good = cells.read(cell, column)
        whole = whole and good
        found[column.field] = (value, cell)
    region = _region(found, cells)
    quarter = _quarter(found, cells)
    _note_version(found, cells)
    if not whole or region is None or quarter is None:
        return None
    known_on, known_cell = found["handed_in_on"]
    simulated, _ = found["simulated"]
    tier = cells.sheet.simulated_tier if simulated else cells.sheet.tier
    return Identity(region, quarter, known_on, tier, known_cell)


def _right_of(label: str, sheet: Sheet) -> Value | None:
    """Return the cell to the right of a label, None if the label is nowhere."""
    for number, values in sheet.rows.items():
        for at, value in enumerate(values):
            if folded(value.text) == folded(label):
                beside = values[at + 1 : at + 2]
                absent = Value(None, "", f"{value.place} (sel di kanannya), baris {number}")
                return beside[0] if beside else absent
    return None


def _region(found: dict[str, tuple[Any, Value]], cells: CellReader) -> Region | None:
    """Return the region on which code and name agree."""
    code, cell = found.get("code", (None, None))
    name, name_cell = found.get("name", (None, None))
    if code is None or name is None or cell is None or name_cell is None:
        return None
    try:
        region = cells.intake.resolve(code)
        same = name.casefold() == region.name.casefold()
        named = region if same else cells.intake.resolve(name)
    except MonevError as error:
        problem = f"kode {code!r} dan nama {name!r} tidak menunjuk satu daerah"
        cells.refuse(cell, problem, str(error))
        return None
    if named.code != region.code:
        cells.refuse(
            name_cell,
            f"nama {name!r} bukan nama daerah berkode {code} ({region.name})",
            f"{name!r} is not the name of region {code} ({region.name})",
        )
        return None
    return region


def _quarter(found: dict[str, tuple[Any, Value]], cells: CellReader) -> Quarter | None:
    text, cell = found.get("quarter", (None, None))
    if text is None or cell is None:
        return None
    try:
        return Quarter.parse(text)
    except ValueError as error:
        cells.refuse(
            cell, f"ditemukan {text!r}, seharusnya triwulan, misalnya TW III 2024", str(error)
        )
        return None


def _note_version(found: dict[str, tuple[Any, Value]], cells: CellReader) -> None:
    version, cell = found.get("version", (None, None))
    known = cells.sheet.versions
    if version is not None and cell is not None and version not in known:
        listed = ", ".join(known)
        texts = (
            f"versi instrumen {version!r} tidak dikenal (dikenal: {listed}); dibaca sebisanya",
            f"instrument version {version!r} is unknown (known: {listed}); read as far as possible",
        )
        cells.intake.note("berkas.versi", Severity.WARNING, cell.place, texts, cells.region)
