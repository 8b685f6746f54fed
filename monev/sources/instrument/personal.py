"""Numbers that point at single persons, in the cells of the instrument: seen, never kept.

Stricter than `monev.sources.personal`, which cleans the bytes: here a number may be written in
groups, and the mark that the cleaning has left behind counts as well, so that its cell is named.
"""

import re
from decimal import Decimal

from monev.sources.grid import Value
from monev.sources.personal import masked as cleaned
from monev.sources.personal import personal_words

_NUMBER = re.compile(
    r"(?<![0-9])(?:[0-9](?:[ -]?[0-9]){15}(?:(?:[ -]?[0-9]){2})?"
    r"|[0-9]{2}\.[0-9]{2}\.[0-9]{2}\.[0-9]{6}\.[0-9]{4})(?![0-9])"
)
"""16 digits (NIK) or 18 (NIP), in one go or in groups, or a NIK written with dots."""


def has_personal_number(value: Value) -> bool:
    """Whether a cell holds a NIK or NIP, or held one; a plain number must have the shape of one."""
    if isinstance(value.content, Decimal):
        return cleaned(value.text)[1] > 0
    if not isinstance(value.content, str):
        return False
    return _NUMBER.search(value.text) is not None or personal_words().mask in value.text


def masked(text: str) -> str:
    """Return the text with a mark in the place of every such number."""
    return _NUMBER.sub(personal_words().mask, text)
