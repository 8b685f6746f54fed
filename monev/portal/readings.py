"""Every reading of a file beside the text of its cell, for a person to compare.

Words for fields stand in the templates; this prints values only.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from models import Fact, Finding
from monev import printing
from monev.printing import Language
from monev.reports.words.speech import Speech
from monev.segments import load_segments

_PARTS = re.compile(r"(?:lembar (?P<sheet>.+?))?\s*(?:sel (?P<cell>.+))?")
_CODES = frozenset({"segment", "group_code", "payer", "funding_source"})
_YEARS = frozenset({"fiscal_year", "year"})


@dataclass(frozen=True)
class Spot:
    """A place in a file, taken apart; `cell` is the whole place where there is no sheet."""

    sheet: str
    cell: str


@dataclass(frozen=True)
class Reading:
    """One cell: where it stands, which field it fills, its text letter by letter, and its value.

    `value` is empty where nothing was read from the cell.
    """

    spot: Spot
    field: str
    raw: str
    value: str


def readings(facts: Iterable[Fact], name: str, language: Language) -> list[Reading]:
    """Return the readings of facts in the order of the file, each cell of a field once."""
    seen: set[tuple[str, str]] = set()
    found = []
    for fact in facts:
        for field, locator, raw in _cells(fact):
            if (field, locator) not in seen:
                seen.add((field, locator))
                value = printed(field, getattr(fact, field, None), language)
                found.append(Reading(spot_of(locator, name), field, raw, value))
    return found


def spot_of(place: str, name: str) -> Spot:
    """Return sheet and cell of a place as readers write it: `a.xlsx lembar Anggaran sel G2`."""
    rest = place.removeprefix(name).strip(" ,:")
    parts = _PARTS.fullmatch(rest)
    if parts is None or parts["sheet"] is None:
        return Spot("", rest)
    return Spot(parts["sheet"], parts["cell"] or "")


def place_of(finding: Finding, name: str) -> Spot:
    """Return where in its file a finding is."""
    return spot_of(finding.place, name)


def printed(field: str, value: Any, language: Language) -> str:
    """Print the value of a field: money as rupiah, shares in percent, days and codes in words."""
    match value:
        case None:
            return ""
        case date():
            return printing.day(value, language)
        case list():
            return "; ".join(Speech(language).word("items", str(one)) for one in value)
        case int() if field in _YEARS:
            return str(value)
        case int() | Decimal() if field.endswith("_idr"):
            return printing.rupiah(value, language)
        case int() | Decimal() if field.endswith("_pct"):
            return printing.percent(value, language)
        case int() | Decimal():
            return printing.plain(value, 6, language)
        case _ if field in _CODES:
            return load_segments().titles(language).get(str(value), str(value))
        case _:
            return Speech(language).word("answer_values", str(value))


def _cells(fact: Fact) -> Iterator[tuple[str, str, str]]:
    for field, cell in fact.cells.items():
        yield field, cell["locator"], cell["raw"]


@dataclass(frozen=True)
class Group:
    """Readings of one sheet that follow each other; no sheet where the file has none."""

    sheet: str
    rows: list[Reading]


def by_sheet(rows: Iterable[Reading]) -> list[Group]:
    """Return readings sheet by sheet, in their order."""
    found = groupby(rows, key=lambda one: one.spot.sheet)
    return [Group(sheet, list(listed)) for sheet, listed in found]
