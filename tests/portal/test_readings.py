"""Readings beside their cells: places taken apart, values printed by what they are."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from models import FACT_TYPES
from monev.portal.readings import Spot, by_sheet, printed, readings, spot_of
from monev.portal.show import environment
from monev.printing import Language
from monev.register import load_register
from monev.sources import SOURCES, read_file
from tests.arrivals import arrived
from tests.sources.hostile import CLIPPING
from tests.workbooks import instrument


@pytest.mark.parametrize(
    ("place", "spot"),
    [
        ("a.xlsx lembar Anggaran sel G2", Spot("Anggaran", "G2")),
        ("a.xlsx lembar Iuran dan Klaim sel H2 s.d. O2", Spot("Iuran dan Klaim", "H2 s.d. O2")),
        ("a.xlsx lembar Anggaran", Spot("Anggaran", "")),
        ("a.xlsx baris 7 kolom PAGU", Spot("", "baris 7 kolom PAGU")),
        ("a.xlsx", Spot("", "")),
    ],
)
def test_a_place_is_taken_apart(place: str, spot: Spot) -> None:
    """Sheet and cell as readers write them; where there is no sheet the rest stays whole."""
    assert spot_of(place, "a.xlsx") == spot


@pytest.mark.parametrize(
    ("field", "value", "language", "text"),
    [
        ("allocation_idr", 1_242_662_400, "id", "Rp1.242.662.400"),
        ("allocation_idr", 0, "id", "Rp0"),
        ("coverage_pct", Decimal("53.26"), "id", "53,26%"),
        ("coverage_pct", Decimal("53.26"), "en", "53.26%"),
        ("active_persons", 95_000, "id", "95.000"),
        ("months", Decimal("1.5"), "id", "1,5"),
        ("fiscal_year", 2024, "id", "2024"),
        ("as_of", date(2024, 9, 30), "id", "30 September 2024"),
        ("substance", ["peserta", "rentan"], "id", "peserta; pekerja rentan"),
        ("status", "tidak_berlaku", "id", "tidak berlaku"),
        ("allocation_idr", None, "id", ""),
    ],
)
def test_a_value_is_printed_by_its_field(
    field: str, value: Any, language: Language, text: str
) -> None:
    """Money, shares, counts, years, days and codes; nothing is never zero."""
    assert printed(field, value, language) == text


def test_every_cell_of_a_workbook_is_there_once() -> None:
    """All cells behind all facts, sheet by sheet, with the text as it was written."""
    facts = read_file(instrument(), arrived("a.xlsx"), load_register().resolve).facts
    rows = readings(facts, "a.xlsx", "id")
    cells = {cell["locator"] for fact in facts for cell in fact.cells.values()}
    assert {f"a.xlsx lembar {one.spot.sheet} sel {one.spot.cell}" for one in rows} == cells
    assert len(rows) == len({(one.spot, one.field) for one in rows})
    claims = next(one for one in rows if one.field == "claims_idr")
    assert (claims.raw, claims.value) == ("840.000.000", "Rp840.000.000")
    sheets = [group.sheet for group in by_sheet(rows)]
    assert sheets[:2] == ["Regulasi", "Identitas"]
    assert len(sheets) == len(set(sheets))


def test_a_table_without_sheets_is_one_group() -> None:
    """A CSV has lines and columns; they stand as they are."""
    facts = read_file(CLIPPING.encode(), arrived("a.csv"), load_register().resolve).facts
    (group,) = by_sheet(readings(facts, "a.csv", "id"))
    assert group.sheet == ""
    assert all("baris 2" in one.spot.cell for one in group.rows)


def test_every_field_of_every_fact_has_a_name_on_the_page() -> None:
    """What can be read can be named: no page shows the name of a column of the database."""
    words: Any = environment("id").get_template("kirim/sebutan.html").module
    names = words.FIELDS
    assert {one.id for one in SOURCES} <= set(words.SOURCES)
    inner = {"fact_id", "region_code", "evidence_sha256", "tier", "cells", "known_basis"}
    inner |= {"source_title", "source_publisher", "approximate"}
    fields = {name for table in FACT_TYPES.values() for name in table.model_fields}
    assert fields - inner <= set(names)
