"""Reading exports in tests: what came out, by account, by rule, and printed tables to read."""

from typing import Any

from models import BudgetLine, Severity
from monev.register import load_register
from monev.sources import Reading
from monev.sources.sipd.reader import SIPD
from tests.arrivals import arrived
from tests.sources.sipd_files import NAMES

LRA_TITLES: list[list[Any]] = [
    ["PEMERINTAH KABUPATEN TANGERANG"],
    ["LAPORAN REALISASI ANGGARAN"],
    ["TAHUN ANGGARAN 2024"],
    ["per 30 September 2024"],
]
LRA_HEADING = ["KODE REKENING", "URAIAN", "ANGGARAN", "REALISASI"]


def read(content: bytes, **arrival: Any) -> Reading:
    """Read an export that arrived as told."""
    return SIPD.read(content, arrived("ekspor", **arrival), load_register().resolve)


def lines(reading: Reading) -> list[BudgetLine]:
    """The budget lines of a reading."""
    return [fact for fact in reading.facts if isinstance(fact, BudgetLine)]


def amounts(reading: Reading) -> dict[str, int | None]:
    """The allocations by account."""
    return {line.account_code: line.allocation_idr for line in lines(reading)}


def found(reading: Reading, rule: str, severity: Severity | None = None) -> list[str]:
    """The places of the findings of one rule."""
    return [
        one.place
        for one in reading.findings
        if one.rule == rule and severity in (None, one.severity)
    ]


def lra(*rows: list[Any], heading: list[Any] | None = None) -> list[list[Any]]:
    """A printed LRA with its titles."""
    return [*LRA_TITLES, heading or LRA_HEADING, *rows]


def named(code: str, *cells: Any) -> list[Any]:
    """A row of a printed LRA."""
    return [code, NAMES[code], *cells]
