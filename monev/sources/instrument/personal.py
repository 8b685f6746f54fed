"""Numbers and headings that point at single persons: recognised, named without digits, never kept.

A NIK has 16 digits (Permendagri 72/2022), a NIP 18. What is done about one is decided where cells
and headings are read.
"""

import re
from decimal import Decimal

from monev.sources.grid import Value

_NUMBER = re.compile(
    r"(?<![0-9])(?:[0-9](?:[ -]?[0-9]){15}(?:(?:[ -]?[0-9]){2})?"
    r"|[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{6}\.[0-9]{4})(?![0-9])"
)
"""16 or 18 digits, in one go or in groups, or a NIK written with dots."""
_NIK = re.compile(
    r"(?:[1-9][1-9])[0-9]{4}(?:0[1-9]|[12][0-9]|3[01]|4[1-9]|[56][0-9]|7[01])"
    r"(?:0[1-9]|1[0-2])[0-9]{2}[0-9]{4}"
)
"""Province, district, then a day (plus 40 for women), month and year of birth."""
_NO_WORD = re.compile(r"[^a-z]+")


def has_personal_number(value: Value) -> bool:
    """Whether a cell holds a NIK or NIP; a plain number must have the shape of a NIK."""
    if isinstance(value.content, Decimal):
        return _NIK.fullmatch(value.text) is not None
    return isinstance(value.content, str) and _NUMBER.search(value.text) is not None


def masked(text: str) -> str:
    """Return the text with every such number replaced by `[nomor pribadi]`."""
    return _NUMBER.sub("[nomor pribadi]", text)


def is_personal_heading(heading: str, known: list[str]) -> bool:
    """Whether a heading, or one side of a slash in it, is among `known`; case and dots aside."""
    listed = {_words(each) for each in known}
    return any(_words(part) in listed for part in (heading, *heading.split("/")))


def _words(heading: str) -> str:
    return _NO_WORD.sub(" ", heading.casefold()).strip()
