"""Days as Indonesian papers, letters and spreadsheets write them. The day comes before the month.

Spans of days are read in `spans`.
"""

import re
from datetime import date, timedelta

from monev.sources.notation.marks import LONGEST, is_missing, refusal, tidy

FIRST_YEAR, LAST_YEAR = 1945, 2199
SHORT_YEAR = 2
"""Digits of a year such as 23; they are those of 2023."""

_EXPECTED = "a date such as 19 Desember 2023, 19/12/2023 or 2023-12-19, the day before the month"
_EXCEL_DAY_ZERO = date(1899, 12, 30)
"""Counts Excel's 29 February 1900, a day that never was; right from 1 March 1900 on."""

_MONTH_NAMES = (
    "januari january jan",
    "februari pebruari february feb peb",
    "maret march mar",
    "april apr",
    "mei may",
    "juni june jun",
    "juli july jul",
    "agustus august agu agt ags agust aug",
    "september sep sept",
    "oktober october okt oct",
    "november nopember nov nop",
    "desember december des dec",
)
MONTHS = {
    name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()
}
_WEEKDAY_NAMES = (
    "senin monday mon sen",
    "selasa tuesday tue sel",
    "rabu wednesday wed rab",
    "kamis thursday thu kam",
    "jumat jum'at friday fri jum",
    "sabtu saturday sat sab",
    "minggu ahad sunday sun min",
)
_WEEKDAYS = {name: day for day, names in enumerate(_WEEKDAY_NAMES) for name in names.split()}
_INDONESIAN = tuple(names.split()[0].capitalize() for names in _WEEKDAY_NAMES)

_NAME = r"[a-z]+\.?"
_WEEKDAY = re.compile(r"(?P<name>[a-z]+(?:['’][a-z]+)?)\.?(?:\s*,\s*|\s+|\s*(?=\())")
_TIME = re.compile(r"[t ]\s*[0-9]{1,2}[:.][0-9]{2}(?:[:.][0-9]{2}(?:\.[0-9]+)?)?(?: wi[tb]a?)?$")
_FORMS = tuple(
    re.compile(form)
    for form in (
        r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})",
        r"(?P<day>[0-9]{1,2})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)"
        r"(?P<year>[0-9]{4}|[0-9]{2})",
        r"(?P<day>[0-9]{1,2})(?P<mark>[-/.])(?P<month>[0-9]{1,2})",
        rf"(?P<day>[0-9]{{1,2}})[-/. ]\s*(?P<name>{_NAME})[-/ ,]*(?P<year>[0-9]{{4}}|[0-9]{{2}})",
        rf"(?P<day>[0-9]{{1,2}})[-/. ]\s*(?P<name>{_NAME})",
        rf"(?P<name>{_NAME}) (?P<day>[0-9]{{1,2}})(?:,\s*| )(?P<year>[0-9]{{4}})",
    )
)


def read_date(text: str, *, year: int | None = None) -> date | None:
    """Read one day; None if none is stated.

    `year` completes forms such as `Selasa (19/12)`, which are refused without it. Two digits of
    a year are those of 20xx. A weekday in the text must be the day's own. A time of day is
    dropped, one in another zone than Indonesia's is refused. Raises NotationError.
    """
    if is_missing(text):
        return None
    rest = tidy(text).casefold()
    if len(rest) > LONGEST:
        raise refusal(text, _EXPECTED)
    weekday, rest = _take_weekday(text, rest)
    rest = _TIME.sub("", _unbracketed(rest))
    match = next(filter(None, (form.fullmatch(rest) for form in _FORMS)), None)
    if match is None:
        raise refusal(text, _EXPECTED)
    found = _day(text, match.groupdict(), year)
    if weekday is not None and found.weekday() != weekday:
        right = _INDONESIAN[found.weekday()]
        raise refusal(text, f"the weekday of {found.isoformat()}, which is {right},")
    return found


def looks_like_date(text: str) -> bool:
    """Whether a text has one of the forms of a day, be it a day that exists or not."""
    match = _WEEKDAY.match(tidy(text).casefold())
    if match is not None and match["name"].replace("’", "'") in _WEEKDAYS:
        return True
    return any(form.fullmatch(tidy(text).casefold()) for form in _FORMS)


def read_excel_serial(serial: int) -> date:
    """Return the day of an Excel serial number of the 1900 system: 45279 is 19 December 2023.

    Raises NotationError outside the years 1945 to 2199, where a number is hardly a date.
    """
    first = (date(FIRST_YEAR, 1, 1) - _EXCEL_DAY_ZERO).days
    last = (date(LAST_YEAR, 12, 31) - _EXCEL_DAY_ZERO).days
    if not first <= serial <= last:
        raise refusal(str(serial), f"an Excel day number from {first} to {last}")
    return _EXCEL_DAY_ZERO + timedelta(days=serial)


def month_number(text: str, name: str) -> int:
    """Return 1 to 12 for a month's name in Indonesian or English; `text` is quoted in the error."""
    number = MONTHS.get(name.rstrip("."))
    if number is None:
        raise refusal(text, "the name of a month such as Agustus, Agt, August")
    return number


def full_year(text: str, digits: str) -> int:
    """Return the year of two or four digits; `text` is quoted in the error."""
    year = 2000 + int(digits) if len(digits) == SHORT_YEAR else int(digits)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise refusal(text, f"a year from {FIRST_YEAR} to {LAST_YEAR}")
    return year


def _take_weekday(text: str, rest: str) -> tuple[int | None, str]:
    """Take a weekday off the front. Another word there is left to the forms, or refused by them."""
    match = _WEEKDAY.match(rest)
    if match is None:
        return None, rest
    name = match["name"].replace("’", "'")
    if name in MONTHS:
        return None, rest
    if name not in _WEEKDAYS:
        raise refusal(text, _EXPECTED)
    return _WEEKDAYS[name], rest[match.end() :]


def _unbracketed(rest: str) -> str:
    return rest[1:-1].strip() if rest.startswith("(") and rest.endswith(")") else rest


def _day(text: str, parts: dict[str, str | None], year: int | None) -> date:
    """Put day, month and year together; a day that does not exist is refused."""
    written = parts.get("year")
    if written is None and year is None:
        raise refusal(text, "a date with its year")
    full = full_year(text, written) if written is not None else year
    name, month = parts.get("name"), parts.get("month")
    number = month_number(text, name) if name else int(month or 0)
    if full is None or number not in range(1, 13):
        raise refusal(text, _EXPECTED)
    try:
        return date(full, number, int(parts["day"] or 0))
    except ValueError as error:
        raise refusal(text, "a day that exists in the calendar") from error
