"""The papers of one region and quarter on their way out: sheets that errors may still change.

Plain values without any file format; `book` and `written` turn them into bytes.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models.finding import Severity
from models.quarter import Quarter
from models.region import Region
from monev.simulate.manifest import Expected
from monev.simulate.world import World

INSTRUMENT, FEED, CLIPPINGS, LRA = "instrumen.xlsx", "jdih.json", "kutipan.csv", "lra.xlsx"
A = ord("A")


def letter(at: int) -> str:
    """Return the letters of a column counted from 0: A, Z, AA."""
    more, last = divmod(at, 26)
    return (letter(more - 1) if more else "") + chr(A + last)


@dataclass
class Form:
    """One sheet with headings: titles above, rows below, each row by heading."""

    name: str
    headings: list[str]
    rows: list[dict[str, Any]] = field(default_factory=list)
    titles: list[list[Any]] = field(default_factory=list)
    relabelled: dict[str, Any] = field(default_factory=dict)
    """Headings that are written otherwise than they are called here."""

    def grid(self) -> list[list[Any]]:
        """Return all cells, row by row."""
        body = [[row.get(heading) for heading in self.headings] for row in self.rows]
        written = [self.relabelled.get(each, each) for each in self.headings]
        return [*self.titles, written, *body]

    def cell(self, at: int, heading: str) -> str:
        """Return the address of a row's cell; rows are counted from 0 below the headings."""
        return f"{letter(self.headings.index(heading))}{len(self.titles) + 2 + at}"

    def heading_cell(self, heading: str) -> str:
        """Return the address of a heading."""
        return f"{letter(self.headings.index(heading))}{len(self.titles) + 1}"

    def first(self, **wanted: Any) -> int | None:
        """Return the first row whose cells have these values; names with `_` for blanks."""
        for at, row in enumerate(self.rows):
            if all(row.get(name.replace("_", " ")) == value for name, value in wanted.items()):
                return at
        return None


@dataclass
class Grid:
    """A table of an export: cells by row, and ranges of cells that are merged."""

    name: str
    rows: list[list[Any]]
    merged: list[str] = field(default_factory=list)


@dataclass
class Papers:
    """All that a region hands in for a quarter, and the findings that reading it must give.

    `expected` is filled with what cannot be avoided, and by errors. `spoiled` maps a file's name
    to what happens to its bytes at last.
    """

    world: World
    quarter: Quarter
    handed_in_on: date
    forms: dict[str, Form] = field(default_factory=dict)
    dpa: list[Grid] = field(default_factory=list)
    dpa_name: str = ""
    lra: list[Grid] = field(default_factory=list)
    feed: Any = None
    clippings: Form | None = None
    spoiled: dict[str, Callable[[bytes], bytes]] = field(default_factory=dict)
    expected: list[Expected] = field(default_factory=list)

    @property
    def region(self) -> Region:
        """Whose papers these are."""
        return self.world.region

    @property
    def late(self) -> bool:
        """Whether they came after the due date, so that nothing in them counts for the quarter."""
        return self.handed_in_on > self.quarter.due_date

    def finding(
        self,
        rule: str,
        severity: Severity,
        file: str,
        sheet: str = "",
        cell: str = "",
        needs: str = "",
    ) -> Expected:
        """Return a finding that must come of these papers."""
        return Expected(
            rule=rule,
            severity=severity,
            region=self.region.code,
            file=file,
            sheet=sheet,
            cell=cell,
            needs=needs,
        )

    def forget(self, file: str) -> None:
        """Expect nothing any more of a file that is not read at all."""
        self.expected = [one for one in self.expected if one.file != file]

    def files(self) -> Iterator[str]:
        """Yield the names of all files that are handed in."""
        names = {INSTRUMENT: self.forms, LRA: self.lra, FEED: self.feed is not None}
        names |= {CLIPPINGS: self.clippings}
        if self.dpa_name:
            names[self.dpa_name] = self.dpa
        yield from sorted(name for name, content in names.items() if content)
