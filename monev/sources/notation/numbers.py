"""Numbers, rupiah, counts and percentages with their signs, scale words and hedges.

The text is taken apart once; each public reader then says what may stand beside the digits. So
no percentage passes for a count and no number of people for money.
"""

import re
from dataclasses import dataclass
from decimal import Decimal, localcontext

from monev.sources.notation.digits import read_digits
from monev.sources.notation.marks import LONGEST, is_missing, refusal, tidy

CENTS = 2
"""Digits after the mark in `Rp1.000,00`."""

_ZERO = frozenset({"nihil", "nol"})
_HEDGE_BEFORE = re.compile(
    r"^(?:hampir|nyaris|sekitar|kisaran|kurang lebih|kira-kira|kira kira|lebih dari|kurang dari"
    r"|setidaknya|sedikitnya|about|around|approximately|almost|nearly|more than|over"
    r"|less than|\+/-|[±~≈<>≤≥])\s*",
    re.IGNORECASE,
)
_HEDGE_AFTER = re.compile(r"\s+lebih$|(?<=[0-9])\s?-?an(?=\s|$)", re.IGNORECASE)
_CURRENCY_BEFORE = re.compile(r"^(?:Rp\.?|IDR)\s*", re.IGNORECASE)
_CURRENCY_AFTER = re.compile(r"\s*\b(?:rupiah|IDR)$", re.IGNORECASE)
_NO_CENTS = re.compile(r"(?<=[0-9])[,.]\s?[-=]+$")
_PERCENT = re.compile(r"\s*(?:%|\b(?:persen|percent|per cent|pct))$", re.IGNORECASE)
_UNIT = re.compile(
    r"\s+(?:orang|jiwa|pekerja|peserta|tenaga kerja|kasus|klaim|people|persons|workers)$",
    re.IGNORECASE,
)
_SCALE = re.compile(
    r"\s*(?:(?P<m>M|T)|(?i:(?P<word>ribu|rb|juta|jt|mil[iy]ar|tril[iy]un"
    r"|thousand|million|billion|trillion)))$"
)
_POWERS = {
    **dict.fromkeys(("ribu", "rb", "thousand"), 3),
    **dict.fromkeys(("juta", "jt", "million"), 6),
    **dict.fromkeys(("miliar", "milyar", "M", "billion"), 9),
    **dict.fromkeys(("triliun", "trilyun", "T", "trillion"), 12),
}
_BRACKETS = re.compile(r"\(\s*(.+?)\s*\)")
_SIGN = re.compile(r"[-+]\s?")
_EXPONENT = re.compile(r"[0-9.,]+E[+-]?[0-9]+", re.IGNORECASE)


@dataclass(frozen=True)
class Reading:
    """A number as it was written: its exact value, whether it was hedged, and the text itself."""

    value: Decimal
    approximate: bool
    raw: str


@dataclass(frozen=True)
class _Parts:
    """A text taken apart. `padded` marks a fraction of three or more zeros, as in `1,000`."""

    value: Decimal
    approximate: bool = False
    money: bool = False
    percent: bool = False
    unit: bool = False
    padded: bool = False


def read_number(text: str) -> Reading | None:
    """Read a number, with or without currency, scale word and unit; None if none is stated.

    `1.234` is 1234 and `7,358 Miliar` is 7358000000. Raises NotationError, for a percentage too.
    """
    parts = _take_apart(text)
    if parts is None:
        return None
    if parts.percent:
        raise refusal(text, "a number without a percent sign")
    return Reading(parts.value, parts.approximate, text)


def read_percent(text: str) -> Decimal | None:
    """Read a percentage in percent, its sign being optional; None if none is stated.

    A single dot or comma is the decimal mark: `1.234` is 1.234 and `35,41 persen` is 35.41. A
    value is taken as written; whether a column holds fractions is decided for the whole column.
    Raises NotationError for money, people and scale words.
    """
    parts = _take_apart(text, percent=True)
    if parts is None:
        return None
    if parts.money or parts.unit:
        raise refusal(text, "a percentage such as 35,41 or 35,41%")
    return parts.value


def read_rupiah(text: str) -> int | None:
    """Read an amount in whole rupiah; None if none is stated.

    Raises NotationError for fractions of a rupiah other than `,00`, percentages and people.
    """
    parts = _take_apart(text)
    if parts is None:
        return None
    expected = "an amount in whole rupiah such as Rp1.500.000 or 1,5 juta"
    if parts.percent or parts.unit:
        raise refusal(text, expected)
    return _whole(text, parts, expected)


def read_count(text: str) -> int | None:
    """Read a number of people or things, zero or more; None if none is stated.

    Raises NotationError for fractions, negative numbers, money and percentages.
    """
    parts = _take_apart(text)
    if parts is None:
        return None
    expected = "a whole number of zero or more such as 17.000 or 36 ribu"
    if parts.percent or parts.money or parts.value < 0:
        raise refusal(text, expected)
    return _whole(text, parts, expected)


def is_approximate(text: str) -> bool:
    """Whether a text that reads as a number is hedged: `hampir`, `sekitar`, `200 juta lebih`."""
    parts = _take_apart(text)
    return parts is not None and parts.approximate


def _whole(text: str, parts: _Parts, expected: str) -> int:
    """Refuse `1,5`, and `1,000` as well: it may be one or a thousand."""
    if parts.padded or parts.value != parts.value.to_integral_value():
        raise refusal(text, expected)
    return int(parts.value)


def _take_apart(text: str, *, percent: bool = False) -> _Parts | None:
    """Take off, from the outside in, all that is no digit; None for a missing marker."""
    if is_missing(text):
        return None
    rest = tidy(text)
    if len(rest) > LONGEST:
        raise refusal(text, f"a number of at most {LONGEST} characters")
    if rest.casefold() in _ZERO:
        return _Parts(Decimal(0))
    if _EXPONENT.fullmatch(rest):
        raise refusal(text, "all digits (a spreadsheet has rounded this one; format it as text)")
    rest, hedged = _cut(rest, _HEDGE_BEFORE, _HEDGE_AFTER)
    rest, negative = _negative(text, rest)
    rest, money = _cut(rest, _CURRENCY_BEFORE, _CURRENCY_AFTER)
    if money and is_missing(rest):
        return None
    if money and not negative:
        rest, negative = _negative(text, rest)
    rest = _NO_CENTS.sub("", rest)
    rest, has_percent = _cut(rest, _PERCENT)
    rest, unit = _cut(rest, _UNIT)
    rest, power = _scale(rest)
    if not negative and rest.endswith("-"):
        rest, negative = rest[:-1].rstrip(), True
    if (has_percent or percent) and power:
        raise refusal(text, "a percentage without a scale word")
    digits = read_digits(rest, grouped=not (percent or has_percent), cell=text)
    with localcontext(prec=2 * LONGEST):
        value = digits.value * 10**power
        value = -value if negative and value else value
    padded = len(digits.fraction) > CENTS and not digits.fraction.strip("0")
    return _Parts(value, hedged, money, has_percent, unit, padded)


def _cut(text: str, *patterns: re.Pattern[str]) -> tuple[str, bool]:
    """Take the first match of each pattern out of the text; say whether there was any."""
    rest = text
    for pattern in patterns:
        rest = pattern.sub("", rest, count=1).strip()
    return rest, rest != text


def _negative(text: str, rest: str) -> tuple[str, bool]:
    """Take off brackets or a leading sign; both at once is refused."""
    bracketed = _BRACKETS.fullmatch(rest)
    inner = bracketed[1] if bracketed else rest
    sign = _SIGN.match(inner)
    if sign and bracketed:
        raise refusal(text, "one sign, brackets or a minus")
    if sign:
        return inner[sign.end() :], sign[0].startswith("-")
    return inner, bracketed is not None


def _scale(rest: str) -> tuple[str, int]:
    """Take off a scale word and return its power of ten, 0 without one."""
    match = _SCALE.search(rest)
    if match is None:
        return rest, 0
    word = match["m"] or match["word"].casefold()
    return rest[: match.start()], _POWERS[word]
