"""Places in files as they are told: runs of rows by their ends, what places share named once.

Which places are told, and what stood there, is for `provenance`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from monev.reports.words.names import CELLS

CELL = re.compile(r"^(?P<column>[A-Z]{1,3})(?P<row>[1-9]\d*)$")
LINE = re.compile(r"^(?P<before>.*\bbaris )(?P<row>\d+)(?P<after>.*)$")
ADVICE = re.compile(r"^rekomendasi (?P<id>\S+) (?P<books>dalam .*)$")
DECIDED = re.compile(r"^nilai (?P<id>\S+) (?P<books>menurut evaluasi .*)$")


def sheet_of(locator: str) -> str:
    """Return file and sheet of a cell; empty for any other place."""
    found = CELLS.match(locator)
    return found["sheet"] if found else ""


def place_told(locators: Sequence[str]) -> str:
    """Return places in words, what they share named once: `kutipan.csv baris 3–5, kolom value`."""
    own = any(ADVICE.match(one) for one in locators)
    return "; ".join((_of_own_books if own else _shortened)(locators))


def cells_told(locators: Sequence[str]) -> str:
    """Write the cells of one sheet, runs of rows as their ends: `D5–D44, F5; H3 s.d. O3`."""
    cells = [CELLS.sub(r"\g<cells>", one) for one in locators]
    single = [one for one in cells if CELL.match(one)]
    ranges = [one for one in cells if not CELL.match(one)]
    return "; ".join([*_shortened(single), *ranges])


def order(locator: str) -> tuple[str, str, str, int, str]:
    """Sort rows of a sheet or a list by their number, not by its first digit."""
    sheet = CELLS.match(locator)
    one = _address(sheet["cells"] if sheet else locator)
    return sheet["sheet"] if sheet else one.before, one.column, one.after, one.row, locator


@dataclass(frozen=True)
class _Address:
    """A place taken apart: what its neighbours share, its row, and how the row is written."""

    before: str
    column: str
    row: int
    after: str

    @property
    def beside(self) -> tuple[str, str, str]:
        """What two places of one run have in common."""
        return self.before, self.column, self.after


def _address(locator: str) -> _Address:
    if match := CELL.match(locator):
        return _Address("", match["column"], int(match["row"]), "")
    if match := LINE.match(locator):
        return _Address(match["before"], "", int(match["row"]), match["after"])
    return _Address(locator, "", 0, "")


def _shortened(locators: Sequence[str]) -> Iterable[str]:
    """Name once what places share and write runs of rows as their ends; each lies within them."""
    places = [_address(one) for one in locators]
    for (before, after), group in groupby(places, key=lambda one: (one.before, one.after)):
        runs = [_ends(run) for run in _runs(list(group))]
        yield f"{before}{', '.join(runs)}{after}"


def _of_own_books(locators: Sequence[str]) -> Iterable[str]:
    """Name books and decision once for all that share them: `rekomendasi A, B dalam hasil ...`."""
    found: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for given, _, decided in (one.partition("; ") for one in locators):
        advice, score = ADVICE.match(given), DECIDED.match(decided)
        books = (advice["books"] if advice else given, score["books"] if score else decided)
        ids = (advice["id"] if advice else "", score["id"] if score else "")
        found.setdefault(books, []).append(ids)
    for (given, decided), named in found.items():
        yield _once("rekomendasi", [one for one, _ in named], given)
        if decided:
            yield _once("nilai", [one for _, one in named], decided)


def _once(name: str, ids: Iterable[str], books: str) -> str:
    """Write `nilai A1, B3 menurut evaluasi ...`; what names nothing is written as it stands."""
    named = list(dict.fromkeys(one for one in ids if one))
    return f"{name} {', '.join(named)} {books}" if named else books


def _runs(places: Sequence[_Address]) -> list[list[_Address]]:
    runs: list[list[_Address]] = []
    for place in places:
        last = runs[-1][-1] if runs else None
        if last and last.beside == place.beside and last.row + 1 == place.row:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs


def _ends(run: Sequence[_Address]) -> str:
    """Write `D5–D44` for cells, `5–44` for lines, and nothing for a place without a number."""
    first, last = run[0], run[-1]
    if first.row == 0:
        return ""
    told = f"{first.column}{first.row}"
    return told if len(run) == 1 else f"{told}–{last.column}{last.row}"
