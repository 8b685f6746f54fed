"""One cell into one value of the kind that a fact sheet asks for.

Text goes through `notation`; typed cells of a workbook are taken as they are stored. Which column
holds what is written in the fact sheets.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

from monev.errors import NotationError
from monev.sources.grid import Value, folded
from monev.sources.notation import (
    read_count,
    read_date,
    read_number,
    read_percent,
    read_rupiah,
    read_span,
)

FIRST_YEAR, LAST_YEAR = 1945, 2199
_YES = {"ya": True, "y": True, "ada": True, "tidak": False, "t": False}

EXPECTED: dict[str, tuple[str, str]] = {
    "text": ("teks", "a text"),
    "code": (
        "kode yang disimpan sebagai teks, misalnya 36.72",
        "a code kept as text such as 36.72",
    ),
    "count": ("bilangan bulat, misalnya 17.000", "a whole number such as 17.000"),
    "number": ("bilangan, misalnya 7 atau 7,5", "a number such as 7 or 7,5"),
    "rupiah": ("rupiah penuh, misalnya Rp1.500.000", "whole rupiah such as Rp1.500.000"),
    "percent": ("persen, misalnya 53,26", "a percentage such as 53,26"),
    "date": ("tanggal, misalnya 22 Agustus 2024", "a date such as 22 Agustus 2024"),
    "year": ("tahun, misalnya 2024", "a year such as 2024"),
    "yesno": ("ya atau tidak", "ya or tidak"),
    "span": ("masa, misalnya 2024 atau 2024-08", "a span such as 2024 or 2024-08"),
}
"""What each kind of reading expects, in Indonesian and in English."""


def read_value(value: Value, kind: str) -> Any:
    """Return the content of a cell as `kind` (a key of EXPECTED); None if nothing is stated.

    Raises NotationError that says what was found and what is expected.
    """
    if value.blank:
        return None
    return _READERS[kind](value)


def read_word(value: Value, words: dict[str, str]) -> str | None:
    """Return the word kept for what is written, without regard to case; raises NotationError."""
    if value.blank:
        return None
    known = {folded(written): kept for written, kept in words.items()}
    found = known.get(folded(value.text))
    if found is None:
        listed = ", ".join(dict.fromkeys(words.values()))
        raise NotationError(f"{value.text!r} found, one of {listed} expected")
    return found


def _refuse(value: Value, kind: str) -> NotationError:
    return NotationError(f"{value.text[:80]!r} found, {EXPECTED[kind][1]} expected")


def _text(value: Value) -> str:
    return value.text


def _code(value: Value) -> str:
    """Refuse a fraction: 36.7 may be 36.70 or 36.07 that a spreadsheet has shortened."""
    number = value.content
    if isinstance(number, str):
        return value.text
    if isinstance(number, Decimal) and number == number.to_integral_value():
        return value.text
    raise _refuse(value, "code")


def _whole(value: Value, kind: str, number: Decimal) -> int:
    if number != number.to_integral_value() or (kind == "count" and number < 0):
        raise _refuse(value, kind)
    return int(number)


def _count(value: Value) -> int | None:
    if isinstance(value.content, Decimal):
        return _whole(value, "count", value.content)
    return read_count(_only_text(value, "count"))


def _rupiah(value: Value) -> int | None:
    if isinstance(value.content, Decimal):
        return _whole(value, "rupiah", value.content)
    return read_rupiah(_only_text(value, "rupiah"))


def _number(value: Value) -> Decimal | None:
    if isinstance(value.content, Decimal):
        return value.content
    reading = read_number(_only_text(value, "number"))
    return None if reading is None else reading.value


def _percent(value: Value) -> Decimal | None:
    """Refuse a bare fraction in a typed cell: 0.55 may be half a percent or 55 percent."""
    number = value.content
    if not isinstance(number, Decimal):
        return read_percent(_only_text(value, "percent"))
    if value.share:
        return number * 100
    if 0 < number <= 1:
        raise _refuse(value, "percent")
    return number


def _date(value: Value) -> date | None:
    if isinstance(value.content, date):
        return value.content
    return read_date(_only_text(value, "date"))


def _year(value: Value) -> int:
    text = value.text
    if not (text.isascii() and text.isdigit() and FIRST_YEAR <= int(text) <= LAST_YEAR):
        raise _refuse(value, "year")
    return int(text)


def _yesno(value: Value) -> bool:
    if isinstance(value.content, bool):
        return value.content
    answer = _YES.get(folded(value.text))
    if answer is None:
        raise _refuse(value, "yesno")
    return answer


def _span(value: Value) -> tuple[date, date] | None:
    if isinstance(value.content, date):
        return value.content, value.content
    return read_span(value.text)


def _only_text(value: Value, kind: str) -> str:
    if not isinstance(value.content, str):
        raise _refuse(value, kind)
    return value.text


_READERS: dict[str, Callable[[Value], Any]] = {
    "text": _text,
    "code": _code,
    "count": _count,
    "number": _number,
    "rupiah": _rupiah,
    "percent": _percent,
    "date": _date,
    "year": _year,
    "yesno": _yesno,
    "span": _span,
}
