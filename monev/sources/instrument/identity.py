"""Whose workbook it is, for which quarter, and since when it is known."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from models.evidence import Tier
from models.finding import Severity
from models.quarter import Quarter
from models.region import Region
from monev.errors import MonevError
from monev.sources.grid import Value
from monev.sources.instrument.cells import CellReader
from monev.sources.instrument.entries import entries_of
from monev.sources.instrument.expected import is_expected_quarter, is_expected_region
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
    """Return the identity; None where a field is missing or wrong, each with its finding.

    None as well where the folder or the endpoint stands for another region or quarter.
    """
    found: dict[str, tuple[Any, Value]] = {}
    fields = cells.sheet.identity.fields
    entries = entries_of(sheet, fields, cells.intake)
    whole = all(entry.named for entry in entries.values()) and len(entries) == len(fields)
    for label, entry in entries.items():
        value, good = cells.read(entry.cell, fields[label])
        whole = whole and good
        found[fields[label].field] = (value, entry.cell)
    region = _region(found, cells)
    quarter = _quarter(found, cells)
    _note_version(found, cells)
    expected = [
        region is None or is_expected_region(region, found["code"][1], cells.intake),
        quarter is None or is_expected_quarter(quarter, found["quarter"][1], cells.intake),
    ]
    if not whole or region is None or quarter is None or not all(expected):
        return None
    known_on, known_cell = found["handed_in_on"]
    simulated, _ = found["simulated"]
    tier = cells.sheet.simulated_tier if simulated else cells.sheet.tier
    return Identity(region, quarter, known_on, tier, known_cell)


def _region(found: dict[str, tuple[Any, Value]], cells: CellReader) -> Region | None:
    """Return the region on which code and name agree; each is looked at, also if one is wrong."""
    code, cell = found.get("code", (None, None))
    name, name_cell = found.get("name", (None, None))
    by_code = _looked_up(code, cells)
    if code is not None and cell is not None and isinstance(by_code, MonevError):
        cells.refuse(cell, f"ditemukan {code!r}, seharusnya kode daerah Kemendagri", str(by_code))
    if name is None or name_cell is None:
        return None
    by_name = _looked_up(name, cells)
    if isinstance(by_code, Region):
        if name.casefold() == by_code.name.casefold():
            return by_code
        if not isinstance(by_name, Region) or by_name.code != by_code.code:
            cells.refuse(
                name_cell,
                f"nama {name!r} bukan nama daerah berkode {code} ({by_code.name})",
                f"{name!r} is not the name of region {code} ({by_code.name})",
            )
            return None
        return by_code
    if isinstance(by_name, MonevError):
        cells.refuse(name_cell, f"nama {name!r} tidak menunjuk satu daerah", str(by_name))
    return None


def _looked_up(text: str | None, cells: CellReader) -> Region | MonevError | None:
    """Return the region of a code or name, or why there is none; None where nothing is given."""
    if text is None:
        return None
    try:
        return cells.intake.resolve(text)
    except MonevError as error:
        return error


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
