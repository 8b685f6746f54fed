"""Seeded errors in SIPD exports: codes and amounts lost, another government, totals that lie."""

from random import Random
from typing import Any

from models.finding import Severity
from monev.simulate.errors.files import PERSONAL, REFUSED, taken_out
from monev.simulate.errors.registry import seeded
from monev.simulate.manifest import Expected
from monev.simulate.papers import Papers, letter
from monev.simulate.sipd import DPA_HEADINGS

CODE, AMOUNT = DPA_HEADINGS.index("KODE REKENING"), DPA_HEADINGS.index("PAGU")
OTHERS = {"36.72": "PEMERINTAH KOTA TANGERANG"}
ELSEWHERE = "PEMERINTAH KOTA CILEGON"
_TITLE_OF_REGION, _TITLE_OF_YEAR = 1, 3


def _rows(papers: Papers) -> list[list[Any]]:
    """Return the rows of the recap; none where there is nothing in it to spoil."""
    return [] if papers.world.richness.zero_budget or not papers.dpa else papers.dpa[0].rows


def _first_line(papers: Papers, rows: list[list[Any]]) -> int:
    """Return the first row of a contribution."""
    code = papers.world.shapes.accounts["JKK"].code
    return next(at for at, row in enumerate(rows) if row[CODE : CODE + 1] == [code])


def _headings(rows: list[list[Any]]) -> int:
    return next(at for at, row in enumerate(rows) if row[:1] == DPA_HEADINGS[:1])


def _at(papers: Papers, rule: str, severity: Severity, row: int, column: int) -> Expected:
    """Return the finding on one cell of the recap; a CSV file tells the row only."""
    name = papers.dpa_name
    if name.endswith(".csv"):
        return papers.finding(rule, severity, name, cell=f"baris {row + 1}")
    cell = f"{letter(column)}{row + 1}"
    return papers.finding(rule, severity, name, papers.dpa[0].name, cell)


def _total_lies(papers: Papers, rows: list[list[Any]]) -> Expected:
    """Return the finding on the total in the last row, to which its lines no longer add up."""
    return _at(papers, "anggaran.jumlah_rincian", Severity.WARNING, len(rows) - 1, AMOUNT)


def _totals_lie(papers: Papers, rows: list[list[Any]], at: int) -> list[Expected]:
    """Return the findings on all totals that a line lost in row `at` belongs to."""
    below = next(row for row in range(at, len(rows)) if str(rows[row][7]).startswith("JUMLAH "))
    of_agency = _at(papers, "anggaran.jumlah_rincian", Severity.WARNING, below, AMOUNT)
    return [of_agency, _total_lies(papers, rows)]


@seeded("dpa_kode_rusak")
def rounded_code(papers: Papers, _throw: Random) -> list[Expected]:
    """A spreadsheet has rounded an account code; the line is lost to the total."""
    if not (rows := _rows(papers)):
        return []
    at = _first_line(papers, rows)
    rows[at][CODE] = "5.10202E+11"
    broken = _at(papers, "berkas.kode", Severity.ERROR, at, CODE)
    return [broken, *_totals_lie(papers, rows, at)]


@seeded("dpa_angka_rusak")
def broken_amount(papers: Papers, _throw: Random) -> list[Expected]:
    """An amount has lost a digit."""
    if not (rows := _rows(papers)):
        return []
    at = _first_line(papers, rows)
    rows[at][AMOUNT] = "4.799.995.20"
    return [_at(papers, "berkas.jumlah", Severity.ERROR, at, AMOUNT)]


@seeded("dpa_tanpa_jumlah")
def amount_missing(papers: Papers, _throw: Random) -> list[Expected]:
    """A contribution without an amount, which is not zero."""
    if not (rows := _rows(papers)):
        return []
    at = _first_line(papers, rows)
    rows[at][AMOUNT] = None
    missing = _at(papers, "berkas.jumlah", Severity.WARNING, at, CODE)
    return [missing, *_totals_lie(papers, rows, at)]


@seeded("dpa_jumlah_salah")
def wrong_total(papers: Papers, throw: Random) -> list[Expected]:
    """The grand total is not the sum of the lines."""
    if not (rows := _rows(papers)):
        return []
    rows[-1][AMOUNT] += throw.randint(1, 9) * 1_000_000
    return [_total_lies(papers, rows)]


@seeded("dpa_data_pribadi")
def personal_columns(papers: Papers, _throw: Random) -> list[Expected]:
    """The columns of the officer who made the entry (nobody real) came along."""
    if not (rows := _rows(papers)):
        return []
    top = _headings(rows)
    rows[top] = [*rows[top], "NIP PEGAWAI", "NAMA PEGAWAI"]
    for at in range(top + 1, len(rows)):
        rows[at] = [*rows[at], "199901019999999999", "Contoh Simulasi"]
    unread = papers.finding(PERSONAL, Severity.INFO, papers.dpa_name)
    return [unread, taken_out(papers, papers.dpa_name)]


@seeded("dpa_daerah_lain")
def export_of_another_region(papers: Papers, _throw: Random) -> list[Expected]:
    """The title names another government than the folder."""
    if not (rows := _rows(papers)):
        return []
    rows[_TITLE_OF_REGION][0] = OTHERS.get(papers.region.code, ELSEWHERE)
    return [_at(papers, "berkas.daerah", Severity.ERROR, _TITLE_OF_REGION, 0)]


@seeded("dpa_tanpa_tahun")
def year_missing(papers: Papers, _throw: Random) -> list[Expected]:
    """Nothing in the file says for which year it is; the folder's is taken."""
    if not (rows := _rows(papers)):
        return []
    rows[_TITLE_OF_YEAR][0] = ""
    return [papers.finding("berkas.tahun", Severity.WARNING, papers.dpa_name)]


@seeded("dpa_tanpa_pagu")
def amounts_without_heading(papers: Papers, _throw: Random) -> list[Expected]:
    """The heading of the amounts is none that is known, so that it is no budget at all."""
    if not (rows := _rows(papers)):
        return []
    rows[_headings(rows)][AMOUNT] = "NILAI"
    papers.forget(papers.dpa_name)
    return [papers.finding(REFUSED, Severity.ERROR, papers.dpa_name)]
