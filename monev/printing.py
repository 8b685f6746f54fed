"""Numbers, rupiah, percentages and dates as Indonesian offices write them, or as English ones do.

The only door to Babel. Reading such texts back is `monev.sources.notation`'s work.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Literal

from babel.dates import format_date
from babel.numbers import format_decimal

from monev.units import unit_word

Language = Literal["id", "en"]
LOCALES: dict[Language, str] = {"id": "id_ID", "en": "en_US"}
NO_SCORE: dict[Language, str] = {"id": "tanpa nilai", "en": "no score"}
MINUS = "−"
SIZES = (10**12, 10**9, 10**6)
SCALES: dict[Language, tuple[str, str, str]] = {
    "id": ("triliun", "miliar", "juta"),
    "en": ("trillion", "billion", "million"),
}


def number(value: Decimal | int, places: int = 0, language: Language = "id") -> str:
    """Print with dots for thousands and exactly `places` decimals, halves up: `1.251,50`, `−3`.

    What rounds to nothing bears no sign.
    In English, here and below: `1,251.50`, `53.26%`, `22 August 2024`.
    """
    step = Decimal(1).scaleb(-places)
    rounded = Decimal(value).quantize(step, rounding=ROUND_HALF_UP)
    pattern = "#,##0" + ("." + "0" * places if places else "")
    printed = format_decimal(abs(rounded), format=pattern, locale=LOCALES[language])
    return f"{MINUS if rounded < 0 else ''}{printed}"


def signed(value: Decimal | int, language: Language = "id") -> str:
    """Print a whole change with its sign: `+107`, `−13.021`, and `0` for none."""
    printed = number(abs(Decimal(value)), language=language)
    return printed if not value else f"{'+' if value > 0 else MINUS}{printed}"


def plain(value: Decimal | int, most: int = 2, language: Language = "id") -> str:
    """Print with as many decimals as the value has, at most `most`: `53` or `53,26`."""
    whole = Decimal(value)
    for places in range(most):
        if whole == whole.quantize(Decimal(1).scaleb(-places)):
            return number(whole, places, language)
    return number(whole, most, language)


def rupiah(amount_idr: Decimal | int, language: Language = "id") -> str:
    """Print whole rupiah: `Rp1.242.662.400`."""
    amount = Decimal(amount_idr)
    return f"{MINUS if amount < 0 else ''}Rp{number(abs(amount), language=language)}"


def rupiah_short(amount_idr: Decimal | int, language: Language = "id") -> str:
    """Print an amount for a sentence: `Rp332,7 miliar`, `Rp332.7 billion`; small ones in full."""
    amount = Decimal(amount_idr)
    for size, name in zip(SIZES, SCALES[language], strict=True):
        if abs(amount) >= size:
            return f"Rp{plain(amount / size, language=language)} {name}"
    return rupiah(amount_idr, language)


def percent(value_pct: Decimal | int, language: Language = "id") -> str:
    """Print a percentage given as 0-100: `53,26%`."""
    return f"{plain(value_pct, language=language)}%"


def score(points: Decimal | None, language: Language = "id") -> str:
    """Print a score with one decimal, halves up; in words where there is none."""
    return NO_SCORE[language] if points is None else number(points, 1, language)


def day(value: date, language: Language = "id") -> str:
    """Print a date: `22 Agustus 2024`."""
    return str(format_date(value, "d MMMM yyyy", locale=LOCALES[language]))


def quantity(value: Decimal, unit: str, language: Language = "id") -> str:
    """Print a value in its unit: rupiah, percent or a plain count: `11.658 orang`."""
    if unit == "Rp":
        return rupiah(value, language)
    if unit == "%":
        return percent(value, language)
    return f"{plain(value, language=language)} {unit_word(unit, value, language)}".strip()
