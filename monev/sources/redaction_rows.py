"""Which cells of a table are personal: below a heading, beside a label, above a NIP.

One logic for text tables and workbooks; emptying the cells is the callers' work.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from monev.sources.personal import (
    heads_column,
    hints_at_person,
    masked,
    names_person,
    personal_headings,
    personal_words,
)

Place = tuple[int, int]
"""Row and column of a cell, both from 0."""

ENOUGH_HEADINGS = 3
"""A row with fewer filled cells is rather a label with its value than a row of headings."""
SIGNATURE_ROWS = 3
_ORDINAL = re.compile(r"\W*(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,4})?\W*")
_NUMBER = re.compile(r"[\d.,\s%()Rp-]*\d[\d.,\s%()-]*")
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d")
_SIGNATURE = re.compile(r"\W*nip\b\W*(?=\d)", re.IGNORECASE)
_LABELLED = re.compile(r"([^:\n]{2,80}):\s*(?=\w)")


@dataclass
class Personal:
    """What has to go: cells to empty, texts to put into cells, and the headings met."""

    blank: set[Place] = field(default_factory=set)
    texts: dict[Place, str] = field(default_factory=dict)
    columns: list[str] = field(default_factory=list)
    numbers: int = 0

    def name(self, headings: Iterable[str]) -> None:
        """Remember headings, each once and without a number."""
        self.columns += [
            one
            for one in dict.fromkeys(masked(each)[0] for each in headings)
            if one not in self.columns
        ]


def speaks_of_person(text: str) -> bool:
    """Whether a text is a personal heading or label, or the end of a signature block."""
    if not hints_at_person(text):
        return False
    label = _LABELLED.match(text)
    return names_person(text) or _signs(text) or bool(label and names_person(label[1]))


def _signs(text: str) -> bool:
    return _SIGNATURE.match(text) is not None


def personal_cells(rows: Sequence[Sequence[str]]) -> Personal:
    """Return which cells of a sheet are personal.

    Below a row of headings that names personal columns, these columns go until the next such row,
    or until a blank row with other headings after it. Of a label, only what stands to its right
    in the row goes. Of a printed signature, the NIP goes and the name above it.
    """
    known = {text: speaks_of_person(text) for text in {cell for row in rows for cell in row}}
    found = Personal()
    if not any(known.values()):
        return found
    places: set[int] = set()
    gap = single = False
    for at, row in enumerate(rows):
        filled = [place for place, cell in enumerate(row) if cell.strip()]
        if not filled:
            gap, places = True, set() if single else places
            continue
        named = _marked(rows, at, [place for place in filled if known[row[place]]], found)
        columns = _headings(rows, at, named) if named else set()
        if columns:
            found.name(row[place] for place in sorted(columns))
            places, single = columns, len(filled) == 1
        elif places and ((gap and _begins_table(row, filled)) or (single and len(filled) > 1)):
            places = set()
        if not columns:
            found.blank.update((at, place) for place in filled if place in places)
            _label(row, at, named, found)
        gap = False
    return found


def _marked(rows: Sequence[Sequence[str]], at: int, named: list[int], found: Personal) -> list[int]:
    """Take out of single cells what they say of a person; return the other named cells."""
    left = []
    for place in named:
        text = rows[at][place]
        label, signature = _LABELLED.match(text), _SIGNATURE.match(text)
        if label and names_person(label[1]):
            found.texts[at, place] = label[0].rstrip()
            found.name([label[1].strip()])
        elif signature:
            found.texts[at, place] = f"{signature[0]}{personal_words().mask}"
            found.numbers += 1
        else:
            left.append(place)
        if _SIGNATURE.match(text):
            _blank_above(rows, at, place, found)
    return left


def _blank_above(rows: Sequence[Sequence[str]], at: int, place: int, found: Personal) -> None:
    for above in range(at - 1, max(at - 1 - SIGNATURE_ROWS, -1), -1):
        if place < len(rows[above]) and rows[above][place].strip():
            found.blank.add((above, place))
            return


def _headings(rows: Sequence[Sequence[str]], at: int, named: list[int]) -> set[int]:
    """Return the personal columns of a row, or nothing where the row is no row of headings."""
    row = rows[at]
    filled = [place for place, cell in enumerate(row) if not _ORDINAL.fullmatch(cell)]
    personal = {*personal_headings(row[place] for place in filled)}
    others = [row[place] for place in filled if row[place] not in personal]
    if not named or any(_is_number(cell) or masked(cell)[1] for cell in row if cell.strip()):
        return set()
    if len(filled) == 1 and not _heads_single(rows, at, filled[0]):
        return set()
    if len(filled) == ENOUGH_HEADINGS - 1 and others and not any(map(heads_column, others)):
        return set()
    loose = named[0] == filled[0] and len(named) == 1 and len(others) > 1
    digits = any(_DIGIT.search(one) for one in others)
    if loose and digits and not any(map(heads_column, others)):
        return set()
    return {place for place in filled if row[place] in personal}


def _heads_single(rows: Sequence[Sequence[str]], at: int, place: int) -> bool:
    """Whether a heading that stands alone has a list of single cells below it."""
    below = rows[at + 1] if at + 1 < len(rows) else ()
    return [one for one, cell in enumerate(below) if cell.strip()] == [place]


def _label(row: Sequence[str], at: int, named: list[int], found: Personal) -> None:
    """Empty what stands to the right of a label that begins its row."""
    first = next((at for at, cell in enumerate(row) if not _ORDINAL.fullmatch(cell)), None)
    if first is None or first not in named:
        return
    right = [place for place in range(first + 1, len(row)) if row[place].strip()]
    values = [place for place in right if place not in named]
    if values:
        found.blank.update((at, place) for place in values)
        found.name([row[first]])


def _begins_table(row: Sequence[str], filled: list[int]) -> bool:
    """Whether a row after a blank one has headings again, which end the columns above it."""
    texts = [row[place] for place in filled]
    wordy = len(texts) > 1 and not any(_is_number(one) for one in texts)
    return wordy and any(map(heads_column, texts))


def _is_number(text: str) -> bool:
    stripped = text.strip().removeprefix("'")
    if _YEAR.fullmatch(stripped) or _ORDINAL.fullmatch(stripped):
        return False
    return _NUMBER.fullmatch(stripped) is not None
