"""One answer of the WebAPI as validated lists, and its values found by composed keys.

The key of a value is vervar + var + turvar + tahun + turtahun without separators. Keys are put
together from the lists and looked up, never taken apart: their parts have no fixed length.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from typing import Any

from monev.errors import SourceError
from monev.sources.bps.crosswalk import plain_label
from monev.sources.bps.sheet import BpsSheet
from monev.sources.grid import folded
from monev.sources.json_text import read_json

MOST_DIGITS = 24

_LISTS = ("vervar", "turvar", "tahun", "turtahun")
_CODE = re.compile(r"[0-9]{1,12}")
_WORD = re.compile(r"[a-z]+")


@dataclass(frozen=True)
class Item:
    """One entry of a list: its code, and its label without HTML."""

    code: str
    label: str


@dataclass(frozen=True)
class Figure:
    """One value with the entries that its key is composed of."""

    key: str
    region: Item
    part: Item
    year: Item
    period: Item
    value: Any


@dataclass(frozen=True)
class Answer:
    """An answer: the variable's number, its unit as stated, the four lists and the values."""

    variable: str
    unit: str
    regions: tuple[Item, ...]
    parts: tuple[Item, ...]
    years: tuple[Item, ...]
    periods: tuple[Item, ...]
    content: dict[str, Any]

    def figures(self) -> "Figures":
        """Look up every combination of the lists."""
        combined = [
            (f"{region.code}{self.variable}{part.code}{year.code}{period.code}", each)
            for each in product(self.regions, self.parts, self.years, self.periods)
            for region, part, year, period in (each,)
        ]
        counts = Counter(key for key, _ in combined)
        stated = [
            Figure(key, *each, self.content[key])
            for key, each in combined
            if counts[key] == 1 and self.content.get(key) is not None
        ]
        ambiguous = tuple(
            key for key, count in counts.items() if count > 1 and self.content.get(key) is not None
        )
        unreached = tuple(key for key in self.content if key not in counts)
        return Figures(tuple(stated), ambiguous, unreached)


@dataclass(frozen=True)
class Figures:
    """What the look-up gave; keys of two combinations, and keys of none, are not used."""

    stated: tuple[Figure, ...]
    ambiguous: tuple[str, ...]
    unreached: tuple[str, ...]


def read_answer(content: bytes, name: str, variable: str, sheet: BpsSheet) -> Answer | str:
    """Read an answer; a text is BPS's own word that it has no such data.

    `variable` is the number that was asked for, empty where it is not known. Raises SourceError
    for an error in the body (its status is 200 all the same), for another variable, for rows that
    are no regions, and for anything that is not shaped like an answer.
    """
    body = read_json(content, name, sheet.most_bytes)
    if not isinstance(body, dict):
        raise SourceError(name, "", f"JSON that is a {type(body).__name__}", "an answer of BPS")
    status = str(body.get("status", ""))
    if status.casefold() != "ok":
        found = f"status {status[:40]!r}: {str(body.get('message', ''))[:200]}"
        raise SourceError(name, "status", found, "an answer with data; mind the limit of years")
    availability = str(body.get("data-availability", ""))
    if availability != "available":
        return availability[:80] or "no data-availability"
    if body.get("data") in ("", ["", []]) and "datacontent" not in body:
        return "data: kosong"
    if not isinstance(body.get("datacontent"), dict):
        raise SourceError(name, "datacontent", "no datacontent", "an answer of list/model/data")
    _require_regional(body, name, sheet)
    number, unit = _variable(body, name, variable)
    regions, parts, years, periods = (_items(body, key, name) for key in _LISTS)
    size = len(regions) * len(parts) * len(years) * len(periods)
    if size > sheet.most_values:
        found = f"lists that combine to {size} values"
        raise SourceError(name, "", found, f"at most {sheet.most_values}")
    return Answer(number, unit, regions, parts, years, periods, body["datacontent"])


def number_of(value: Any) -> Decimal | None:
    """Return the exact number of a value; None for a text, a truth value, or endless digits."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    number = Decimal(value)
    bounded = len(number.as_tuple().digits) <= MOST_DIGITS and abs(number.adjusted()) < MOST_DIGITS
    return number if bounded else None


def _require_regional(body: dict[str, Any], name: str, sheet: BpsSheet) -> None:
    label = plain_label(str(body.get("labelvervar", "")))
    if not set(_WORD.findall(folded(label))) & set(sheet.regional_words):
        expected = f"rows that are regions ({', '.join(sheet.regional_words)})"
        raise SourceError(name, "labelvervar", f"{label[:80]!r}", expected)


def _variable(body: dict[str, Any], name: str, asked: str) -> tuple[str, str]:
    """Return the number of the variable and its unit, which older answers do not state."""
    listed = body.get("var")
    entries = listed if isinstance(listed, list) else []
    stated = {str(entry.get("val")): entry for entry in entries if isinstance(entry, dict)}
    if asked and stated and set(stated) != {asked}:
        found = f"variable {', '.join(stated)[:40]}"
        raise SourceError(name, "var", found, f"variable {asked}, which was asked for")
    if len(stated) > 1 or not (asked or stated):
        raise SourceError(name, "var", f"{len(stated)} variables", "one, or its number in `asked`")
    number = asked or next(iter(stated))
    if not _CODE.fullmatch(number):
        raise SourceError(name, "var", f"{number[:40]!r}", "the number of a variable")
    unit = stated.get(number, {}).get("unit")
    return number, plain_label(unit) if isinstance(unit, str) else ""


def _items(body: dict[str, Any], key: str, name: str) -> tuple[Item, ...]:
    return tuple(_entries(body.get(key), key, name))


def _entries(listed: Any, key: str, name: str) -> Iterator[Item]:
    if not isinstance(listed, list) or not listed:
        raise SourceError(name, key, "no entries", "a list of val and label")
    seen: set[str] = set()
    for at, entry in enumerate(listed):
        place = f"{key}[{at}]"
        code = str(entry.get("val")) if isinstance(entry, dict) else ""
        if not _CODE.fullmatch(code):
            raise SourceError(name, place, f"{str(entry)[:60]!r}", "val of digits, and label")
        if code in seen:
            raise SourceError(name, place, f"the code {code} twice", "each code once")
        seen.add(code)
        yield Item(code, plain_label(str(entry.get("label", ""))))
