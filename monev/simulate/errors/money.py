"""Seeded errors in amounts (V06, V07, V11, V20)."""

from datetime import date
from random import Random

from models.finding import Severity
from monev.simulate.errors.registry import seeded
from monev.simulate.errors.rows import ALLOCATION, GROUP, PAYER, PERSONS, add, add_line, at_cell
from monev.simulate.manifest import Expected
from monev.simulate.papers import Papers

PACKAGE, DISCOUNTED = 16_800, 8_400
DISCOUNT_YEARS = (2026, 2027)
BUDGET, PAID = "Anggaran", "Iuran dan Klaim"


@seeded("V06_pagu_dan_kebutuhan", counted=True)
def allocation_too_small(papers: Papers, _throw: Random) -> list[Expected]:
    """The allocation pays for half of the persons it names."""
    row = add_line(papers, Orang=2 * PERSONS)
    return [at_cell(papers, "V06", Severity.WARNING, BUDGET, row, "Pagu (Rp)")]


@seeded("V07_tidak_habis_dibagi", counted=True)
def rupiah_too_much(papers: Papers, throw: Random) -> list[Expected]:
    """One rupiah more than a whole number of contributions."""
    row = add(
        papers,
        PAID,
        {
            "Dari": date(papers.quarter.year, 1, 1),
            "Sampai": papers.quarter.end,
            "Kelompok": GROUP,
            "Pembayar": PAYER,
            "Iuran (Rp)": PACKAGE * throw.randint(100, 900) + 1,
        },
    )
    return [at_cell(papers, "V07", Severity.INFO, PAID, row, "Iuran (Rp)")]


@seeded("V11_potongan", counted=True)
def discounted_rate(papers: Papers, _throw: Random) -> list[Expected]:
    """The APBD pays the halved rate, in years in which there is one (PP 50/2025)."""
    if papers.quarter.year not in DISCOUNT_YEARS:
        return []
    pagu = PERSONS * 12 * DISCOUNTED
    row = add_line(papers, **{"Pagu (Rp)": pagu, "Iuran per bulan (Rp)": DISCOUNTED})
    heading = "Iuran per bulan (Rp)"
    return [at_cell(papers, "V11", Severity.ERROR, BUDGET, row, heading)]


@seeded("V20_realisasi_melebihi_pagu", counted=True)
def spent_too_much(papers: Papers, _throw: Random) -> list[Expected]:
    """More was spent than the budget allows."""
    spent = {"Realisasi (Rp)": ALLOCATION + 1_000_000, "Tanggal realisasi": papers.quarter.end}
    row = add_line(papers, **spent)
    return [at_cell(papers, "V20", Severity.WARNING, BUDGET, row, "Realisasi (Rp)")]
