"""Values whose texts are short enough to be printed, whatever stood in a file.

Works before a page is filled, so that neither drawings nor sentences ever meet an endless text.
Which letters can be printed is for `printable`; files beside a page carry texts whole.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from pydantic import BaseModel

from models import Finding, Region

LONGEST_PAGE_TEXT, LONGEST_TEXT, LONGEST_NAME = 1200, 600, 200
"""Letters that are printed of what a page puts together, of one text, and of one name.

Titles of regulations reach 500, a cell with the names of its file and sheet 180. What a file holds
beyond them stands in the annex.
"""
NAMES = {
    *("name", "agency", "instrument", "number", "unit", "rule", "subject", "place", "locator"),
    *("segment", "payer", "group_code", "funding_source", "source_publisher", "publisher"),
    *("category", "measure", "dimension", "stage", "status"),
}
"""Fields that hold the name of somebody, a code, or a place in a file."""
OURS = {"arithmetic", "expression", "best_arithmetic", "best_expression", "amount_arithmetic"}
"""Fields that hold our own sums; templates shorten those by their terms."""
_SHORT = {type(None), bool, int, float, date, datetime, Decimal, bytes}
"""What is no text and holds none."""
Kept = TypeVar("Kept")


def cut(text: str, most: int = LONGEST_PAGE_TEXT) -> str:
    """Return a text of at most `most` letters; what was cut is counted and named by its hash.

    By the hash, long texts that begin alike stay two texts.
    """
    if len(text) <= most:
        return text
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    kept = most - 30
    return f"{text[:kept]}… [+{len(text) - kept}, {digest}]"


def bounded(value: Kept) -> Kept:
    """Return a value, its lists and its fields with every endless text cut; itself where none is.

    Dataclasses, pydantic models, lists, tuples and dictionaries are looked through.
    """
    made: Kept = _bounded(value, LONGEST_TEXT)
    return made


def _bounded(value: Any, most: int) -> Any:
    kind = type(value)
    if kind in _SHORT:
        return value
    if kind is str:
        return value if len(value) <= most else cut(value, most)
    if kind is list or kind is tuple:
        made = [_bounded(one, most) for one in value]
        same = all(one is other for one, other in zip(value, made, strict=True))
        return value if same else kind(made)
    if kind is dict:
        each = {key: _bounded(one, most) for key, one in value.items()}
        return value if all(each[key] is value[key] for key in value) else each
    if isinstance(value, BaseModel):
        return _model(value)
    if is_dataclass(value) and not isinstance(value, type):
        cuts = _cuts({one.name: getattr(value, one.name) for one in fields(value)})
        return replace(value, **cuts) if cuts else value
    return value


def _model(value: BaseModel) -> BaseModel:
    cuts = _cuts(value.__dict__)
    if not cuts:
        return value
    if isinstance(value, Region | Finding):  # rows of the database are made anew, never copied
        held = {name: getattr(value, name) for name in type(value).model_fields}
        return type(value)(**{**held, **cuts})
    return value.model_copy(update=cuts)


def _cuts(held: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that had to be cut, as they are then."""
    found = {}
    for name, value in held.items():
        if type(value) in _SHORT or name in OURS or name[0] == "_":
            continue
        made = _bounded(value, LONGEST_NAME if name in NAMES else LONGEST_TEXT)
        if made is not value:
            found[name] = made
    return found
