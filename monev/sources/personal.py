"""What in a file speaks of a person: columns by their heading, identity numbers by their shape.

The shapes of numbers are `redaction_numbers`' matter, blanking in the bytes of a file that of
`redaction`. Source: UU 27/2022.
"""

import re
from collections.abc import Iterable
from functools import cache

from pydantic import BaseModel, ConfigDict

from monev.sources.redaction_numbers import Provinces, hidden, plain
from monev.yaml_file import catalogue_folder, read_yaml

MAX_HEADING = 200
_WORDS = re.compile(r"[\W_]+")
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")
_BRACKETS = re.compile(r"\([^)]*\)?|\[[^\]]*\]?")
_PARTS = re.compile(r"[/&\\]|\bdan\b")


class PersonalWords(BaseModel):
    """The headings of personal columns, words of other headings, and the mask for a number."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    headings: list[str]
    beside: list[str]
    accounts: list[str]
    budget: list[str]
    columns: list[str]
    provinces: list[tuple[int, int]]
    mask: str


@cache
def personal_words() -> PersonalWords:
    """Return the packaged words; raises CatalogueError."""
    return read_yaml(catalogue_folder("sources") / "personal.yaml").shaped(PersonalWords)


def personal_headings(headings: Iterable[str]) -> tuple[str, ...]:
    """Return those headings of one table whose columns hold personal data, as written.

    A bare "Nama" counts only beside a column that is personal by itself, and an account number
    only where the table is no budget.
    """
    listed = list(headings)
    sure = {one for one in listed if names_person(one)}
    if not sure:
        return ()
    words = personal_words()
    beside = _known("beside")
    if any(f" {word} " in f" {_folded(one)} " for one in listed for word in words.budget):
        beside = beside - _known("accounts")
    return tuple(one for one in listed if one in sure or not beside.isdisjoint(_parts(one)))


def names_person(heading: str) -> bool:
    """Whether a text is the heading of a personal column, by itself.

    What stands in brackets does not count; of `Nama Penerima / NIK` one part is enough.
    """
    if len(heading) > MAX_HEADING or not hints_at_person(heading):
        return False
    return not _known("headings").isdisjoint(_parts(heading))


def hints_at_person(text: str) -> bool:
    """Whether a text may name a person's column at all; quick, because most texts do not."""
    return _stems().search(plain(text).casefold()) is not None


def heads_column(text: str) -> bool:
    """Whether a text consists of words of headings, so that it is hardly the value of a label."""
    words = _folded(_BRACKETS.sub(" ", text)).split()
    return bool(words) and _known("columns").issuperset(words)


def masked(text: str) -> tuple[str, int]:
    """Return a text with every NIK and NIP replaced by the mask, and how many there were.

    A NIK has 16 digits: six of the place, two each for day (plus 40 for women), month and year,
    and a running number; a NIP has 18, which begin with a date of birth. Digits may be grouped,
    written with an exponent or in another script. Other long numbers stay.
    """
    return hidden(text, personal_words().mask, _provinces())


@cache
def _provinces() -> Provinces:
    return frozenset(
        code for first, last in personal_words().provinces for code in range(first, last + 1)
    )


def _parts(heading: str) -> set[str]:
    bare = _BRACKETS.sub(" ", plain(heading))
    return {_folded(heading), _folded(bare), *map(_folded, _PARTS.split(bare.casefold()))}


def _folded(heading: str) -> str:
    return _WORDS.sub(" ", _HUMP.sub(" ", plain(heading)).casefold()).strip()


@cache
def _known(words: str) -> frozenset[str]:
    return frozenset(_folded(one) for one in getattr(personal_words(), words))


@cache
def _stems() -> re.Pattern[str]:
    """Return the longest word of every heading: a text without any of them need not be folded."""
    longest = {max(reversed(one.split()), key=len) for one in _known("headings")}
    return re.compile("|".join(sorted(longest)))
