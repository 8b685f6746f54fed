"""The days that a year and a period of an answer span; `th` counts years from 1900."""

import calendar
from collections.abc import Iterable
from datetime import date

from models.finding import Severity
from monev.sources.bps.answer import Item
from monev.sources.bps.sheet import BpsSheet
from monev.sources.grid import folded
from monev.sources.reading import Intake

YEARS_FROM = 1900
FIRST_YEAR, LAST_YEAR = 1945, 2199

Span = tuple[date, date]
Spans = dict[tuple[str, str], Span]


def spans_of(
    years: Iterable[Item], periods: Iterable[Item], sheet: BpsSheet, intake: Intake
) -> Spans:
    """Return first and last day by the codes of year and period.

    A year whose label is not what its code means and a period that the fact sheet does not know
    become findings and have no span.
    """
    sound_years = [(item, year) for item in years if (year := _year(item, intake)) is not None]
    sound_periods = [
        (item, months) for item in periods if (months := _months(item, sheet, intake)) is not None
    ]
    return {
        (item.code, period.code): (
            date(year, first, 1),
            date(year, last, calendar.monthrange(year, last)[1]),
        )
        for item, year in sound_years
        for period, (first, last) in sound_periods
    }


def _year(item: Item, intake: Intake) -> int | None:
    year = YEARS_FROM + int(item.code)
    if item.label == str(year) and FIRST_YEAR <= year <= LAST_YEAR:
        return year
    texts = (
        f"kode tahun {item.code} berarti {year}, labelnya {item.label[:40]!r}; tidak dibaca",
        f"year code {item.code} means {year}, its label is {item.label[:40]!r}; not read",
    )
    intake.note("bps.tahun", Severity.ERROR, f"{intake.name} tahun {item.code}", texts)
    return None


def _months(item: Item, sheet: BpsSheet, intake: Intake) -> tuple[int, int] | None:
    months = {folded(label): spanned for label, spanned in sheet.periods.items()}
    found = months.get(folded(item.label))
    if found is None:
        texts = (
            f"masa {item.label[:40]!r} tidak dikenal; angkanya tidak dibaca",
            f"the period {item.label[:40]!r} is not in the fact sheet; its figures are not read",
        )
        intake.note("bps.masa", Severity.ERROR, f"{intake.name} turtahun {item.code}", texts)
    return found
