"""A feed as a stream of records: found in whatever wrapper it has, one held at a time.

Numbers without end, which the parser does not survive, are refused before by `json_shape`; what a
record says is not looked at here. What came whole before a feed breaks off is kept, and
`fault` says where it broke; nothing behind that place is guessed.
"""

import codecs
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

import ijson

from monev.errors import SourceError
from monev.sources.jdih.sheet import FieldName, JdihSheet, folded_key

CHUNK = 1 << 16
KNOWN_KEYS = 4096
"""How many keys are remembered at a time; a feed has some thirty, a hostile one millions."""
DEEPEST_LIST = 3
"""`{"data": {"data": [...]}}` is the deepest wrapper met: two objects, then the list."""
BOM = b"\xef\xbb\xbf"

Scalar = str | int | Decimal | bool | None
Event = tuple[str, Any]
_STARTS = ("start_map", "start_array")
_ENDS = ("end_map", "end_array")


@dataclass(frozen=True)
class RawRecord:
    """One object of the list: its place, and all keys that are read, in the order of the file."""

    place: str
    stated: list[tuple[FieldName, str, Any]]


@dataclass
class Feed:
    """A feed being read. Counts, marks and `fault` are complete once `records` has ended.

    `marks` are the plain values beside the list by their folded keys; `strays` counts entries of
    the list that are no records.
    """

    content: bytes
    name: str
    sheet: JdihSheet
    marks: dict[str, Scalar] = field(default_factory=dict)
    lists: int = 0
    read: int = 0
    strays: int = 0
    fault: tuple[str, str] | None = None
    _known: Callable[[str], FieldName | None] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        fields = self.sheet.field_of
        self._known = lru_cache(KNOWN_KEYS)(lambda key: fields.get(folded_key(key)))

    def records(self) -> Iterator[RawRecord]:
        """Yield the records that came whole.

        Raises SourceError for nesting beyond the limit of the fact sheet.
        """
        events = self._events()
        for event, _ in events:
            if event == "start_array":
                yield from self._list("", events)
            elif event == "start_map":
                yield from self._wrapper("", events, 1)

    def _wrapper(self, path: str, events: Iterator[Event], depth: int) -> Iterator[RawRecord]:
        key = ""
        for event, value in events:
            if event == "map_key":
                key = value
            elif event == "end_map":
                return
            elif event == "start_array" and depth < DEEPEST_LIST:
                yield from self._list(_below(path, key), events)
            elif event == "start_map" and depth < DEEPEST_LIST - 1:
                yield from self._wrapper(_below(path, key), events, depth + 1)
            elif event in _STARTS:
                self._pass_over(events, depth)
            elif len(self.marks) < KNOWN_KEYS:
                self.marks.setdefault(folded_key(key), value)

    def _list(self, path: str, events: Iterator[Event]) -> Iterator[RawRecord]:
        """Yield the objects of one list; a list of links beside them holds no field of ours."""
        index = strays = 0
        objects = False
        for event, _ in events:
            if event == "end_array":
                break
            if event == "start_map":
                stated = self._record(events)
                if stated is None:
                    break
                objects = objects or bool(stated)
                if stated:
                    self.read += 1
                    yield RawRecord(f"{path}[{index}]", stated)
                else:
                    strays += 1
            else:
                if event == "start_array":
                    self._pass_over(events, 1)
                strays += 1
            index += 1
        last = folded_key(path.rpartition(".")[2])
        if objects or (index == 0 and last not in self.sheet.wrapper.error):
            self.lists += 1
            self.strays += strays

    def _record(self, events: Iterator[Event]) -> list[tuple[FieldName, str, Any]] | None:
        """Return what one object states; None where it is cut off."""
        stated: list[tuple[FieldName, str, Any]] = []
        key, name = "", None
        known = self._known
        for event, value in events:
            if event == "map_key":
                key, name = value, known(value)
            elif event == "end_map":
                return stated
            elif event in _STARTS:
                if name == "details":
                    stated.append((name, key, self._nested(event, events, 1)))
                else:
                    self._pass_over(events, 1)
            elif name is not None:
                stated.append((name, key, value))
        return None

    def _nested(self, start: str, events: Iterator[Event], depth: int) -> Any:
        """Build a nested value; the first of two equal keys is kept, nothing hangs on it."""
        self._require_depth(depth)
        made: dict[str, Any] | list[Any] = {} if start == "start_map" else []
        key = ""
        for event, value in events:
            if event in _ENDS:
                break
            if event == "map_key":
                key = value
                continue
            one = self._nested(event, events, depth + 1) if event in _STARTS else value
            if isinstance(made, dict):
                made.setdefault(key, one)
            else:
                made.append(one)
        return made

    def _pass_over(self, events: Iterator[Event], depth: int) -> None:
        level = 1
        for event, _ in events:
            if event in _STARTS:
                level += 1
                self._require_depth(depth + level)
            elif event in _ENDS:
                level -= 1
                if level == 0:
                    return

    def _require_depth(self, depth: int) -> None:
        if depth > self.sheet.limits.depth:
            found = f"values nested more than {self.sheet.limits.depth} deep"
            raise SourceError(self.name, "", found, "a feed of flat records")

    def _events(self) -> Iterator[Event]:
        """Yield the events of the parser; where the text is at fault, those before the fault."""
        found: list[Event] = ijson.sendable_list()
        parser = ijson.basic_parse_coro(found)
        start = len(BOM) if self.content.startswith(BOM) else 0
        try:
            for at in range(start, len(self.content), CHUNK):
                parser.send(self.content[at : at + CHUNK])
                yield from found
                del found[:]
            parser.close()
        except ijson.JSONError as error:
            self.fault = _described(self.content, error)
        yield from found


def _below(path: str, key: str) -> str:
    return f"{path}.{key}" if path else key


def _described(content: bytes, error: ijson.JSONError) -> tuple[str, str]:
    """Say in Indonesian and English where and how a text stops being JSON."""
    nul = content.find(b"\x00")
    if nul >= 0:
        return f"ada byte NUL pada byte ke-{nul + 1}", f"a NUL byte stands at byte {nul + 1}"
    at = _not_utf8(content)
    if at:
        return f"byte ke-{at} bukan UTF-8", f"byte {at} is no UTF-8"
    if "premature EOF" in str(error):
        size = len(content)
        return f"terputus setelah {size} byte", f"it is cut off after {size} bytes"
    first = str(error).strip().splitlines()[0]
    return f"bukan JSON yang utuh ({first})", f"it is no whole JSON ({first})"


def _not_utf8(content: bytes) -> int:
    """Return the first byte, counted from 1, that is no UTF-8; 0 where all are."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    for at in range(0, len(content), CHUNK):
        held = len(decoder.getstate()[0])
        try:
            decoder.decode(content[at : at + CHUNK])
        except UnicodeDecodeError as broken:
            return at - held + broken.start + 1
    return 0
