"""Rows that errors add to the instrument: a group and an agency that no clean papers know.

An error on a row of its own has no other effect than the one it is made for.
"""

from typing import Any

from models.finding import Severity
from models.quarter import Quarter
from monev.simulate.manifest import Expected
from monev.simulate.papers import INSTRUMENT, Papers

GROUP, PAYER = "BPU-UMKM", "CSR"
AGENCY = "Dinas Simulasi Koperasi dan Usaha Mikro"
PERSONS, MONTHS, RATE = 100, 12, 10_000
ALLOCATION = PERSONS * MONTHS * RATE
ACCOUNT = "5.1.02.02.02.0006"


def add(papers: Papers, sheet: str, row: dict[str, Any]) -> int:
    """Add a row to a sheet and return its place among the rows."""
    papers.forms[sheet].rows.append(row)
    return len(papers.forms[sheet].rows) - 1


def add_line(papers: Papers, **changed: Any) -> int:
    """Add a budget line that is in order but for what is changed; names with `_` for blanks."""
    row = {
        "Tahun anggaran": papers.quarter.year,
        "Tahap": "APBD",
        "OPD": AGENCY,
        "Kode rekening": ACCOUNT,
        "Kelompok": GROUP,
        "Sumber dana": "APBD",
        "Pagu (Rp)": ALLOCATION,
        "Orang": PERSONS,
        "Bulan": MONTHS,
        "Iuran per bulan (Rp)": RATE,
    }
    return add(papers, "Anggaran", row | changed)


def add_members(papers: Papers, quarter: Quarter, active: Any, **changed: Any) -> int:
    """Add a count of members at the end of a quarter; `changed` sets other headings."""
    row = {
        "Per tanggal": quarter.end,
        "Segmen": GROUP,
        "Pembayar": PAYER,
        "Peserta aktif (orang)": active,
    }
    return add(papers, "Kepesertaan", row | changed)


def at_cell(
    papers: Papers, rule: str, severity: Severity, sheet: str, row: int, heading: str
) -> Expected:
    """Return the finding that must stand on one cell of the instrument."""
    cell = papers.forms[sheet].cell(row, heading)
    return papers.finding(rule, severity, INSTRUMENT, sheet, cell)
