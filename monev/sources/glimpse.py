"""A first look at a file: what kind it is, and the words by which sources tell their files apart.

It reads a few rows or one record and never the whole file. Understanding is left to the readers.
"""

from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from io import BytesIO
from itertools import islice

import ijson

from monev.errors import SourceError
from monev.sources.content import Kind, kind_of
from monev.sources.file_name import shown_text
from monev.sources.grid import folded
from monev.sources.tables import first_lines
from monev.sources.workbook import first_rows, sheet_names

FIRST_ROWS = 15
FIRST_SHEETS = 3
FIRST_EVENTS = 2_000
MAX_SHOWN = 200
"""Characters of a file's own words in a message."""


@dataclass(frozen=True)
class Glimpse:
    """What can be seen of a file without reading it; looked up when a source asks for it."""

    content: bytes
    name: str
    kind: Kind

    @classmethod
    def of(cls, content: bytes, name: str) -> "Glimpse":
        """Look at bytes; raises SourceError where they are of no kind that is read at all."""
        return cls(content, name, kind_of(content, name))

    @cached_property
    def sheets(self) -> tuple[str, ...]:
        """The names of the sheets of an XLSX workbook, else none."""
        return sheet_names(self.content, self.name) if self.kind == "xlsx" else ()

    @cached_property
    def rows(self) -> tuple[tuple[str, ...], ...]:
        """The first rows, of CSV or of the first sheets of a workbook, case and blanks folded."""
        match self.kind:
            case "csv":
                found = first_lines(self.content, self.name, FIRST_ROWS)
            case "xlsx" | "xls":
                found = first_rows(self.content, self.name, FIRST_ROWS, FIRST_SHEETS)
            case _:
                found = ()
        return tuple(tuple(folded(cell) for cell in row) for row in found)

    @cached_property
    def keys(self) -> frozenset[str]:
        """The dotted paths of keys near the beginning of a JSON text, list items as `item`."""
        if self.kind != "json":
            return frozenset()
        return frozenset(path for path in _paths(self.content) if path)

    def has_headings(self, headings: set[str]) -> bool:
        """Whether one of the first rows holds all of these headings."""
        wanted = {folded(heading) for heading in headings}
        return any(wanted <= set(row) for row in self.rows)

    def described(self) -> str:
        """Say in a few words what can be seen, for a message; nothing hidden gets into it."""
        match self.kind:
            case "xlsx" if self.sheets:
                return f"a workbook with the sheets {_listed(self.sheets)}"
            case "json":
                return f"JSON with the keys {_listed(sorted(self.keys))}"
            case "csv":
                return f"the headings {_listed(self.rows[0] if self.rows else ())}"
            case kind:
                return f"{kind} of no known layout"


def _listed(words: Iterable[str]) -> str:
    return shown_text(", ".join(words), MAX_SHOWN)


def _paths(content: bytes) -> Iterator[str]:
    """Yield key paths of the first events; a fault in the text ends them, the reader names it."""
    text = BytesIO(content.removeprefix(BOM_UTF8))
    with suppress(ijson.JSONError, UnicodeDecodeError, SourceError):
        for prefix, event, value in islice(ijson.parse(text), FIRST_EVENTS):
            if event == "map_key":
                yield f"{prefix}.{value}" if prefix else str(value)
