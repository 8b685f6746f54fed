"""The heading of one table: stacked and merged labels over one to three rows into fields.

Which label fills which field stands in the fact sheet. Where one table ends and the next begins
is found out in `tables`.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from monev.sources.grid import folded
from monev.sources.sipd.book import Grid, Range
from monev.sources.sipd.sheet import SipdSheet

DEEPEST = 4
LONGEST = 90
_BRACKETS = re.compile(r"\(([^()]*)\)")
_YEAR = re.compile(r"\b(?:(?:t\.?a\.?|tahun(?: anggaran)?) ?)?(20[0-9]{2})\b")
_NUMBERED = re.compile(r"\(?([0-9]{1,2})\)?(?: ?= ?.{1,20})?")
WIDENED = ("account_code", "account_name")
"""Fields that may go on in the columns to their right which have no label of their own."""

FIRST_COLUMN = ("1", "(1)", "01")

Origin = tuple[int, int]


@dataclass(frozen=True)
class Candidate:
    """Columns under one label that fills a field; `year` and `factor` where the label has them."""

    columns: tuple[int, ...]
    label: str
    year: int | None
    factor: int | None
    origin: Origin


@dataclass(frozen=True)
class Heading:
    """The heading rows from `first` to `last`, and what their labels fill."""

    first: int
    last: int
    fields: dict[str, tuple[Candidate, ...]]
    labels: dict[int, str]

    def columns(self, field: str) -> tuple[int, ...]:
        """Return the columns of the first label of a field, none if there is none."""
        return self.fields[field][0].columns if field in self.fields else ()


class HeadingFinder:
    """Finds headings in one grid."""

    def __init__(self, grid: Grid, sheet: SipdSheet) -> None:
        self.grid, self.sheet = grid, sheet
        self._known: dict[str, bool] = {}
        self._merged: dict[int, list[Range]] = defaultdict(list)
        for area in grid.merged:
            for row in range(area[0][0], min(area[1][0], area[0][0] + DEEPEST) + 1):
                self._merged[row].append(area)
        patterns = (one.pattern for field in WIDENED for one in sheet.columns.get(field, ()))
        self._accounts = re.compile("|".join(f"(?:{one})" for one in patterns))

    def at(self, row: int) -> Heading | None:
        """Return the heading that begins in a row, None if none does."""
        if not self._begins(row):
            return None
        last = row
        while last - row < DEEPEST - 1 and self._goes_on(row, last + 1):
            last += 1
        fields, labels = self._fields(row, last)
        if not any(amount in fields for amount in self.sheet.amounts):
            return None
        if is_numbered(self.grid, last + 1):
            last += 1
        return Heading(row, last, fields, labels)

    def _begins(self, row: int) -> bool:
        """Whether a row holds a label for codes or names of accounts; quick, for every row."""
        for found in self.grid.rows[row]:
            if not isinstance(found, str) or not 3 < len(found) < LONGEST or found[0].isdigit():
                continue
            if found not in self._known:
                self._known[found] = self._names_accounts(_bare(found, self.sheet)[0])
            if self._known[found]:
                return True
        return False

    def _names_accounts(self, heading: str) -> bool:
        """Whether a label is one for accounts; one pattern first, because every text is asked."""
        found = self._accounts.fullmatch(heading) is not None
        return found and self.sheet.field_of(heading) in WIDENED

    def _goes_on(self, first: int, row: int) -> bool:
        """Whether a row still holds labels: texts, some of them known, none of them below names."""
        if row >= len(self.grid.rows):
            return False
        cells = [column for column, text in _texts(self.grid, row) if text]
        if not cells or any(not isinstance(self.grid.rows[row][at], str) for at in cells):
            return False
        above, _ = self._fields(first, row - 1)
        named = {at for field in WIDENED for one in above.get(field, ()) for at in one.columns}
        if named.intersection(cells) or is_numbered(self.grid, row):
            return False
        whole, _ = self._fields(first, row)
        joined = any(
            self._field(column, first, row)[0] or self.sheet.factor_of(self._bottom(column, row))
            for column in cells
        )
        return joined and all(field in whole for field in above if field in WIDENED)

    def _bottom(self, column: int, row: int) -> str:
        return folded(self.grid.text(row, column)).strip("()")

    def _fields(
        self, first: int, last: int
    ) -> tuple[dict[str, tuple[Candidate, ...]], dict[int, str]]:
        found: dict[str, dict[Origin, Candidate]] = {}
        labels: dict[int, str] = {}
        width = max(len(self.grid.rows[row]) for row in range(first, last + 1))
        before = ""
        for column in range(width):
            stack = self._stack(column, first, last)
            if not stack:
                if before in WIDENED:
                    known = list(found[before].values())[-1]
                    found[before][known.origin] = _wider(known, column)
                continue
            field, candidate = self._field(column, first, last)
            labels[column] = candidate.label
            before = field
            if field and field in found and candidate.origin in found[field]:
                found[field][candidate.origin] = _wider(found[field][candidate.origin], column)
            elif field:
                found.setdefault(field, {})[candidate.origin] = candidate
        return {field: tuple(each.values()) for field, each in found.items()}, labels

    def _field(self, column: int, first: int, last: int) -> tuple[str, Candidate]:
        """Return what the stacked label of a column fills, with the label taken apart."""
        stack = self._stack(column, first, last)
        texts: list[str] = []
        factor: int | None = None
        year: int | None = None
        for text, _ in stack:
            plain, of_text = _bare(text, self.sheet)
            factor = factor if of_text is None else of_text
            if found := _YEAR.search(plain):
                year = int(found[1])
                plain = " ".join(_YEAR.sub(" ", plain).split())
            if plain and plain not in texts[-1:]:
                texts.append(plain)
        origin = stack[-1][1] if stack else (first, column)
        raw = stack[-1][0] if stack else ""
        candidate = Candidate((column,), " ".join(raw.split()), year, factor, origin)
        joined = " ".join(texts)
        if any(one.fullmatch(joined) for one in self.sheet.ignored_columns):
            return "", candidate
        tries = (joined, " ".join(texts[-2:]), texts[-1] if texts else "")
        return next(filter(None, map(self.sheet.field_of, tries)), ""), candidate

    def _stack(self, column: int, first: int, last: int) -> list[tuple[str, Origin]]:
        """Return the labels above a column from top to bottom, merged ones once each."""
        found: list[tuple[str, Origin]] = []
        for row in range(first, last + 1):
            at = self._origin(row, column, first)
            text = self.grid.text(*at)
            if not text and row < last:
                below = (self.grid.text(under, column) for under in range(row + 1, last + 1))
                at = self._left_of(row, column) if any(below) else at
                text = self.grid.text(*at)
            if text and at not in [origin for _, origin in found]:
                found.append((text, at))
        return found

    def _origin(self, row: int, column: int, first: int) -> Origin:
        for (top, left), (_, right) in self._merged[row]:
            if left <= column <= right:
                return max(top, first), left
        return row, column

    def _left_of(self, row: int, column: int) -> Origin:
        """Return the nearest label to the left: it stands over this column without being merged."""
        for at in range(column - 1, -1, -1):
            if self.grid.text(row, at):
                return row, at
        return row, column


def is_numbered(grid: Grid, row: int) -> bool:
    """Whether a row counts the columns: `1 2 3 4 = 3-2`."""
    cells = grid.rows[row] if row < len(grid.rows) else []
    first = next((at for at, cell in enumerate(cells) if cell not in ("", None)), len(cells))
    if grid.text(row, first) not in FIRST_COLUMN:
        return False
    texts = [text for _, text in _texts(grid, row) if text]
    found = [_NUMBERED.fullmatch(text) for text in texts]
    if len(found) < 3 or not all(found):
        return False
    numbers = [int(one[1]) for one in found if one]
    return numbers[0] == 1 and numbers == sorted(set(numbers))


def _texts(grid: Grid, row: int) -> Iterator[tuple[int, str]]:
    return ((column, grid.text(row, column)) for column in range(len(grid.rows[row])))


def _wider(one: Candidate, column: int) -> Candidate:
    return Candidate((*one.columns, column), one.label, one.year, one.factor, one.origin)


def _bare(text: str, sheet: SipdSheet) -> tuple[str, int | None]:
    """Return a label folded and without its unit, and what the unit is in rupiah."""
    plain, factor = folded(text.replace("_", " ")), None
    for inner in _BRACKETS.findall(plain):
        of_inner = sheet.factor_of(inner.strip())
        if of_inner is not None:
            factor = of_inner
            plain = plain.replace(f"({inner})", " ")
    whole = sheet.factor_of(" ".join(plain.split()))
    if whole is not None:
        return "", whole
    return " ".join(plain.split()), factor
