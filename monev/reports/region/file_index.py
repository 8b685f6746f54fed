"""Annex 1: the files behind a report, with a line for each sheet that says what was used of it.

How places are worded is for `addresses`; which values were used is for `provenance`.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TypeVar

from monev.reports.region.addresses import cells_told, order, place_told, sheet_of
from monev.reports.region.provenance import Used
from monev.scorecard import Input

MOST_FILES, MOST_LINES = 40, 40
"""Files of a report and lines of a file that are printed."""
LONGEST_PLACE, LONGEST_LINE = 600, 1500
"""Letters of places and of fields of one line, about; more go on in another one."""

Item = TypeVar("Item")


@dataclass(frozen=True)
class Cells:
    """Values of one field that are used in the same parts of a report; `count` says how many.

    `runs` are their addresses with runs of rows written as first and last, `D5–D44, D50`; empty
    where the place says it all.
    """

    name: str
    runs: str
    used_in: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class Line:
    """What was used of a sheet, of `sheets` that read alike, or of the place that is `told`."""

    told: str
    sheets: tuple[str, ...]
    cells: tuple[Cells, ...]

    @property
    def count(self) -> int:
        """How many values it tells of."""
        return max(len(self.sheets), 1) * sum(one.count for one in self.cells)


@dataclass(frozen=True)
class SourceFile:
    """One kept file with what was used of it; `sha256` is empty for our own books."""

    sha256: str
    publisher: str
    title: str
    known_on: date
    known_basis: str
    tier: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class FileIndex:
    """The files that are printed, how many sources there are, and the values no line tells of."""

    shown: tuple[SourceFile, ...]
    sources: int
    left_out: int


def file_index(used: Sequence[Used]) -> FileIndex:
    """Return the files behind a report by publisher, the newest first, each with its cells."""
    rows = sorted(used, key=lambda one: (_file_of(one.source), order(one.source.locator)))
    files = [list(group) for _, group in groupby(rows, key=lambda one: _file_of(one.source))]
    shown = tuple(_source_file(of_file) for of_file in files[:MOST_FILES])
    told = sum(line.count for one in shown for line in one.lines)
    sources = {one.source.evidence_sha256 or one.source.source_title for one in used}
    return FileIndex(shown, len(sources), len(used) - told)


def _source_file(rows: Sequence[Used]) -> SourceFile:
    head = rows[0].source
    return SourceFile(
        sha256=head.evidence_sha256,
        publisher=head.source_publisher,
        title=head.source_title,
        known_on=head.known_on,
        known_basis=head.known_basis,
        tier=head.tier,
        lines=tuple(_lines(rows))[:MOST_LINES],
    )


def _file_of(source: Input) -> tuple[str | int, ...]:
    return (
        source.source_publisher,
        -source.known_on.toordinal(),
        source.source_title,
        source.evidence_sha256,
        source.known_basis,
        str(source.tier),
    )


def _lines(rows: Iterable[Used]) -> Iterator[Line]:
    """Yield sheets with their cells, then all other places; what reads alike is told once."""
    by_sheet: dict[str, list[Used]] = {}
    for one in rows:
        by_sheet.setdefault(sheet_of(one.source.locator), []).append(one)
    elsewhere = by_sheet.pop("", [])
    yield from _lines_of_sheets(by_sheet)
    others: dict[tuple[str, ...], list[Cells]] = {}
    for name, used_in, places in _by_field(elsewhere):
        for some in _short(places, place_told):
            others.setdefault(tuple(some), []).append(Cells(name, "", used_in, len(some)))
    for shared in sorted(others, key=lambda one: order(one[0])):
        for few in _parts(others[shared], _letters, LONGEST_LINE):
            yield Line(place_told(shared), (), tuple(few))


def _lines_of_sheets(by_sheet: Mapping[str, list[Used]]) -> Iterator[Line]:
    alike: dict[tuple[Cells, ...], list[str]] = {}
    for sheet, of_sheet in sorted(by_sheet.items()):
        alike.setdefault(tuple(_cells_of(of_sheet)), []).append(sheet)
    for cells, names in alike.items():
        for some in _parts(names, len, LONGEST_PLACE):
            for few in _parts(cells, _letters, LONGEST_LINE):
                yield Line("", tuple(some), tuple(few))


def _cells_of(rows: Iterable[Used]) -> Iterator[Cells]:
    for name, used_in, places in _by_field(rows):
        for some in _short(places, cells_told):
            yield Cells(name, cells_told(some), used_in, len(some))


def _short(places: list[str], told: Callable[[list[str]], str]) -> Iterator[list[str]]:
    """Yield places in halves of halves, until what is told of each part is short enough."""
    if len(places) == 1 or len(told(places)) <= LONGEST_PLACE:
        yield places
        return
    middle = len(places) // 2
    yield from _short(places[:middle], told)
    yield from _short(places[middle:], told)


def _by_field(rows: Iterable[Used]) -> Iterator[tuple[str, tuple[str, ...], list[str]]]:
    """Yield each field with the parts that use it and where it stands."""
    ordered = sorted(rows, key=_field_of)
    for (name, used_in), group in groupby(ordered, key=_field_of):
        yield name, used_in, sorted((one.source.locator for one in group), key=order)


def _field_of(one: Used) -> tuple[str, tuple[str, ...]]:
    return one.source.name, one.used_in


def _letters(one: Cells) -> int:
    """Return about how many letters a field takes."""
    return len(one.name) + len(one.runs) + 12 * len(one.used_in)


def _parts(
    items: Iterable[Item], letters: Callable[[Item], int], most: int
) -> Iterator[list[Item]]:
    """Yield items in parts of at most so many letters; a longer one stands alone."""
    part: list[Item] = []
    for one in items:
        if part and sum(map(letters, part)) + letters(one) > most:
            yield part
            part = []
        part.append(one)
    if part:
        yield part
