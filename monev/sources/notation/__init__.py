"""How people write numbers, money, percentages, dates and spans, read into exact values.

Pure functions from text to a value, to None for "not stated", or to a NotationError that says
what was found and what is expected. Cells, columns, files and the printing of values belong
elsewhere.
"""

from monev.sources.notation.dates import read_date, read_excel_serial
from monev.sources.notation.marks import is_missing
from monev.sources.notation.numbers import (
    Reading,
    is_approximate,
    read_count,
    read_number,
    read_percent,
    read_rupiah,
)
from monev.sources.notation.spans import read_span

__all__ = [
    "Reading",
    "is_approximate",
    "is_missing",
    "read_count",
    "read_date",
    "read_excel_serial",
    "read_number",
    "read_percent",
    "read_rupiah",
    "read_span",
]
