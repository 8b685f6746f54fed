"""The time a figure speaks of: a year, half-year, quarter, month, day, or from one to another.

Always the first and the last day, both included. Single days are read in `dates`.
"""

import calendar
import re
from datetime import date

from models.quarter import Quarter
from monev.sources.notation.dates import MONTHS, full_year, looks_like_date, month_number, read_date
from monev.sources.notation.marks import LONGEST, is_missing, refusal, tidy

Span = tuple[date, date]

_EXPECTED = (
    "a span such as 2024, 2024-08, 2024-08-22, 2022-03/2025-07, 2023-2024, Semester II 2024, "
    "TW III 2024 or Agustus 2024"
)
_ANY_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = re.compile(r"(?:(?:tahun anggaran|tahun|ta)\.? )?(?P<year>[0-9]{4})")
_YEARS = re.compile(r"(?P<first>[0-9]{4}) ?- ?(?P<last>[0-9]{4})")
_MONTH = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})")
_NAMED_MONTH = re.compile(rf"(?P<name>{_ANY_MONTH})\.?,? (?:tahun )?(?P<year>[0-9]{{4}})")
_NAMED_MONTHS = re.compile(
    rf"(?P<first>{_ANY_MONTH})\.? ?(?:-|s\.?/?d\.?|sampai|hingga) ?"
    rf"(?P<last>{_ANY_MONTH})\.? (?P<year>[0-9]{{4}})"
)
_SEMESTER = re.compile(
    r"(?:semester|smt|sem)\.? (?P<half>i{1,2}|[12])[ ,/-]+(?:(?:tahun|ta)\.? )?(?P<year>[0-9]{4})"
    r"|(?P<iso_year>[0-9]{4})-?s(?P<iso_half>[12])"
)
_UNTIL = re.compile(r"(?:s\.?/?d\.?|sampai dengan|sampai|hingga) (?P<end>.+)")
_BETWEEN = re.compile(r" - | s\.?/?d\.? | sampai dengan | sampai | hingga ")


def read_span(text: str) -> Span | None:
    """Read a span as its first and last day; None if none is stated.

    `2023-2024` are two whole years, and `s.d. Juni 2024` runs from 1 January of the year. Raises
    NotationError, also for a span that ends before it begins.
    """
    if is_missing(text):
        return None
    plain = tidy(text).casefold()
    if len(plain) > LONGEST:
        raise refusal(text, _EXPECTED)
    span = _one(text, plain) or _from_to(text, plain)
    if span is None:
        raise refusal(text, _EXPECTED)
    if span[1] < span[0]:
        raise refusal(text, "a span that does not end before it begins")
    return span


def _one(text: str, plain: str) -> Span | None:
    """Read a span named by one expression; None if it is not of that form."""
    if match := _YEAR.fullmatch(plain):
        return _months(text, match["year"], 1, 12)
    if match := _MONTH.fullmatch(plain):
        month = int(match["month"])
        return _months(text, match["year"], month, month)
    if match := _NAMED_MONTH.fullmatch(plain):
        month = month_number(text, match["name"])
        return _months(text, match["year"], month, month)
    if match := _SEMESTER.fullmatch(plain):
        second = (match["half"] or match["iso_half"]) in ("ii", "2")
        year = match["year"] or match["iso_year"]
        return _months(text, year, 7 if second else 1, 12 if second else 6)
    return _quarter(plain) or _single_day(plain)


def _from_to(text: str, plain: str) -> Span | None:
    """Read a span of two ends; None if there are no two."""
    if match := _YEARS.fullmatch(plain):
        return _between(text, match["first"], match["last"])
    if match := _NAMED_MONTHS.fullmatch(plain):
        first, last = (month_number(text, match[end]) for end in ("first", "last"))
        return _months(text, match["year"], first, last)
    if match := _UNTIL.fullmatch(plain):
        end = _one(text, match["end"])
        return (date(end[1].year, 1, 1), end[1]) if end else None
    ends = plain.split("/") if plain.count("/") == 1 else _BETWEEN.split(plain, maxsplit=1)
    return _between(text, ends[0].strip(), ends[-1].strip()) if len(ends) > 1 else None


def _between(text: str, first: str, last: str) -> Span | None:
    begin, end = _one(text, first), _one(text, last)
    return (begin[0], end[1]) if begin and end else None


def _quarter(plain: str) -> Span | None:
    try:
        quarter = Quarter.parse(plain)
    except ValueError:
        return None  # not of that form; another may fit
    return quarter.start, quarter.end


def _single_day(plain: str) -> Span | None:
    day = read_date(plain) if looks_like_date(plain) else None
    return None if day is None else (day, day)


def _months(text: str, year: str, first: int, last: int) -> Span:
    """Return whole months of one year, first and last day."""
    number = full_year(text, year)
    if first not in range(1, 13) or last not in range(1, 13):
        raise refusal(text, "a month from 01 to 12")
    return date(number, first, 1), date(number, last, calendar.monthrange(number, last)[1])
