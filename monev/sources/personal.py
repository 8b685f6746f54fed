"""What in a file speaks of a person: columns by their heading, identity numbers by their shape.

Blanking them in the bytes of a file is `redaction`'s work. Source: UU 27/2022.
"""

import re
from collections.abc import Iterable
from functools import cache

from pydantic import BaseModel, ConfigDict

from monev.yaml_file import catalogue_folder, read_yaml

_NUMBER = re.compile(r"(?<![\d.,])(?:\d{18}|\d{16}|\d{8} \d{6} \d \d{3})(?![\d]|[.,]\d)")
_WORDS = re.compile(r"[^a-z0-9]+")
FIRST_PROVINCE, LAST_PROVINCE = 11, 97
WOMEN_ADD_DAYS = 40
FIRST_BIRTH_YEAR = 1930


class PersonalWords(BaseModel):
    """The headings of personal columns, and the mask for an identity number."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    headings: list[str]
    beside: list[str]
    mask: str


@cache
def personal_words() -> PersonalWords:
    """Return the packaged words; raises CatalogueError."""
    return read_yaml(catalogue_folder("sources") / "personal.yaml").shaped(PersonalWords)


def personal_headings(headings: Iterable[str]) -> tuple[str, ...]:
    """Return those headings of one table whose columns hold personal data, as written.

    A bare "Nama" counts only beside a column that is personal by itself.
    """
    words = personal_words()
    listed = list(headings)
    sure = [one for one in listed if _folded(one) in _known(tuple(words.headings))]
    if not sure:
        return ()
    beside = _known(tuple(words.beside))
    return tuple(one for one in listed if one in sure or _folded(one) in beside)


def masked(text: str) -> tuple[str, int]:
    """Return a text with every NIK and NIP replaced by the mask, and how many there were.

    A NIK has 16 digits: six of the place, two each for day (plus 40 for women), month and year,
    and a running number; a NIP has 18, which begin with a date of birth. Other long numbers stay.
    """
    count = 0

    def replaced(found: re.Match[str]) -> str:
        nonlocal count
        digits = found.group().replace(" ", "")
        if not (_is_nik(digits) or _is_nip(digits)):
            return found.group()
        count += 1
        return personal_words().mask

    return _NUMBER.sub(replaced, text), count


def _is_nik(digits: str) -> bool:
    if len(digits) != 16:
        return False
    place, day, month = int(digits[:2]), int(digits[6:8]), int(digits[8:10])
    day -= WOMEN_ADD_DAYS if day > WOMEN_ADD_DAYS else 0
    return FIRST_PROVINCE <= place <= LAST_PROVINCE and 1 <= day <= 31 and 1 <= month <= 12


def _is_nip(digits: str) -> bool:
    if len(digits) != 18:
        return False
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:8])
    return FIRST_BIRTH_YEAR <= year <= 2020 and 1 <= month <= 12 and 1 <= day <= 31


def _folded(heading: str) -> str:
    return _WORDS.sub(" ", heading.casefold()).strip()


@cache
def _known(headings: tuple[str, ...]) -> frozenset[str]:
    return frozenset(_folded(one) for one in headings)
