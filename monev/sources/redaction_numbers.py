"""Identity numbers by their shape, in whatever notation: found in texts and in raw bytes.

Which provinces there are, and what stands in the place of a number, is told by `personal`.
"""

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

Provinces = frozenset[int]

WOMEN_ADD_DAYS = 40
FIRST_BIRTH_YEAR, LAST_BIRTH_YEAR = 1930, 2020
ENOUGH_DIGITS = 13
"""Of a NIK as a number, the last three digits may be zeros that an exponent leaves out."""
_GAP = r"[ \t.\-\u200b]{1,3}"


def _grouped(*sizes: int) -> str:
    return _GAP.join(rf"\d{{{size}}}" for size in sizes)


_NUMBER = re.compile(
    r"(?<!\d)(?:"
    rf"\d{{18}}|\d{{16}}|{_grouped(8, 6, 1, 3)}|{_grouped(4, 4, 4, 4)}|{_grouped(6, 6, 4)}"
    rf"|{_grouped(6, 2, 2, 2, 4)}"
    rf"|(?<!\d\.)(?:{_grouped(2, 2, 2, 6, 4)}|{_grouped(2, 2, 2, 2, 2, 2, 4)})"
    r"|\d{1,20}(?:[.,]\d{1,20})?[eE][+-]?\d{1,2})(?!\d)(?:[.,]0{1,4}(?!\d))?",
    re.ASCII,
)
_FRACTION = re.compile(r"(?<![\d.,])(?:\d\.|0,)\Z", re.ASCII)
_POWER = re.compile(r"(\d+)(?:[.,](\d+))?[eE]([+-]?\d+)", re.ASCII)
_CANDIDATE = re.compile(rb"[0-9\x80-\xff][0-9\x80-\xff .,\-eE+\t]{11,}")
_TEN_DIGITS = re.compile(r"(?:\d\D{0,3}){10}", re.ASCII)


class _Plain(dict[int, int]):
    """Every character as its plain ASCII form, where that is one character too."""

    def __missing__(self, code: int) -> int:
        plain_form = unicodedata.normalize("NFKC", chr(code))
        digit = unicodedata.decimal(chr(code), None)
        category = unicodedata.category(chr(code))
        if digit is not None:
            found = ord("0") + digit
        elif category in {"Cf", "Mn"}:
            found = 0x200B
        elif category == "Pd":
            found = ord("-")
        elif category == "Zs":
            found = ord(" ")
        else:
            found = ord(plain_form) if len(plain_form) == 1 else code
        self[code] = found
        return found


_PLAIN = _Plain()


def plain(text: str) -> str:
    """Return a text of the same length: digits, blanks and letters of full width in ASCII."""
    return text if text.isascii() else text.translate(_PLAIN)


def hidden(text: str, mask: str, provinces: Provinces) -> tuple[str, int]:
    """Return a text with every identity number replaced by the mask, and how many there were."""
    count = 0
    while spans := list(_spans(plain(text), provinces)):
        count += len(spans)
        pieces, end = [], 0
        for start, stop in spans:
            pieces += [text[end:start], mask]
            end = stop
        text = "".join([*pieces, text[end:]])
    return text, count


def suspects(content: bytes) -> Iterator[str]:
    """Yield every run of digits and separators in which an identity number may stand."""
    for found in _CANDIDATE.finditer(content):
        text = found.group().decode("utf-8", "replace")
        if _TEN_DIGITS.search(plain(text)):
            yield text


def _spans(text: str, provinces: Provinces) -> Iterator[tuple[int, int]]:
    at = 0
    while found := _NUMBER.search(text, at):
        at = found.start() + 1
        fraction = _FRACTION.search(text, max(0, found.start() - 3), found.start())
        if not fraction and _identifies(found.group(), provinces):
            at = found.end()
            yield found.span()


def _identifies(number: str, provinces: Provinces) -> bool:
    digits = _whole(number)
    if len(digits) == 16:
        return _is_nik(digits, provinces)
    return len(digits) == 18 and _is_nip(digits)


def _whole(number: str) -> str:
    """Return the digits of a number without groups, exponent and empty decimals."""
    power = _POWER.match(number)
    if power is None:
        digits = re.sub(r"\D", "", number, flags=re.ASCII)
        # empty decimals were taken along so that the mask replaces them too
        return digits[: 18 if len(digits) >= 18 and _is_nip(digits[:18]) else 16]
    whole, decimals, exponent = power.group(1), power.group(2) or "", int(power.group(3))
    if len((whole + decimals).strip("0")) < ENOUGH_DIGITS:
        return ""
    value = Decimal(whole + decimals).scaleb(exponent - len(decimals))
    return format(value.to_integral_value(), "f") if value == value.to_integral_value() else ""


def _is_nik(digits: str, provinces: Provinces) -> bool:
    day, month = int(digits[6:8]), int(digits[8:10])
    day -= WOMEN_ADD_DAYS if day > WOMEN_ADD_DAYS else 0
    return int(digits[:2]) in provinces and 1 <= day <= 31 and 1 <= month <= 12


def _is_nip(digits: str) -> bool:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
    return FIRST_BIRTH_YEAR <= year <= LAST_BIRTH_YEAR and 1 <= month <= 12 and 1 <= day <= 31
