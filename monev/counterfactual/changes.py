"""The facts as they would be after a step. Small pure edits: known facts in, known facts out.

Every edited fact bears the mark of a hypothesis as its source title; nothing here is stored.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any, TypeVar

from models import BudgetLine, Fact, Quarter, Regulation, Tier
from monev.errors import UsageError
from monev.known import KnownFacts, ReportDue
from monev.prospect import MARK, Change

IN_FORCE = 8
Places = Mapping[str, tuple[str, int]]
"""Where facts stand, as `KnownFacts.places`: an edit swaps a fact in its place or adds at the end,
so that the places before the first edit hold after every one."""

Found = TypeVar("Found", bound=Fact)


def apply_changes(known: KnownFacts, changes: Iterable[Change]) -> KnownFacts:
    """Return the facts after every change; raises UsageError where a change names no known fact."""
    places = known.places
    for change in changes:
        known = EDITS[change.kind](known, change, places)
    return known


def _add(known: KnownFacts, change: Change, places: Places) -> KnownFacts:
    """Add an amount to one counted or measured field."""
    room, at, fact = _find(known, change.fact_id, places)
    before = getattr(fact, change.field)
    if before is None:
        raise UsageError(
            f"fact {change.fact_id}: no {change.field} is stated; a step adds only to what is"
        )
    after = before + change.amount
    return _swapped(known, room, at, fact, {change.field: type(before)(after)})


def _answer(known: KnownFacts, change: Change, places: Places) -> KnownFacts:
    """Answer an item otherwise, on the last day of the quarter."""
    room, at, fact = _find(known, change.fact_id, places)
    values = {"answer": change.text, "as_of": known.quarter.end, "tier": Tier(change.field)}
    return _swapped(known, room, at, fact, values)


def _substance(known: KnownFacts, change: Change, places: Places) -> KnownFacts:
    """Add items of substance to a rule."""
    room, at, fact = _find(known, change.fact_id, places)
    stated = list(getattr(fact, "substance", None) or [])
    more = [one for one in change.items if one not in stated]
    return _swapped(known, room, at, fact, {"substance": [*stated, *more]})


def _evidence(known: KnownFacts, change: Change, places: Places) -> KnownFacts:
    """Keep what is stated and let a document of the region state it."""
    room, at, fact = _find(known, change.fact_id, places)
    return _swapped(known, room, at, fact, {"tier": Tier.INSTRUMENT})


def _enact(known: KnownFacts, change: Change, places: Places) -> KnownFacts:
    """Bring a draft, or a new rule of the kind in `text`, into force at the quarter's end."""
    values: dict[str, Any] = {
        "stage": IN_FORCE,
        "status": "berlaku",
        "stage_on": known.quarter.end,
    }
    if change.fact_id:
        room, at, fact = _find(known, change.fact_id, places)
        tier = Tier(change.field)
        return _swapped(known, room, at, fact, {**values, "tier": tier})
    blank = Regulation(
        fact_id=f"{MARK} {change.text}",
        region_code=known.region.code,
        evidence_sha256="",
        tier=Tier.INSTRUMENT,
        known_on=known.quarter.end,
        instrument=change.text,
        title=MARK,
        stage=0,
        stage_on=known.quarter.end,
    )
    return replace(known, regulations=(*known.regulations, _marked(blank, values)))


def _line(known: KnownFacts, change: Change, places: Places) -> KnownFacts:
    """Add a budget line in the same list as the line it is modelled on."""
    _, _, model = _find(known, change.fact_id, places)
    if not isinstance(model, BudgetLine):
        raise UsageError(f"fact {change.fact_id}: a {model.kind} found, a budget line expected")
    empty = dict.fromkeys(
        ("allocation_idr", "realised_idr", "persons", "months", "monthly_rate_idr")
    )
    figures: dict[str, Any] = dict(change.figures)
    if "months" in figures:
        figures["months"] = Decimal(figures["months"])
    values: dict[str, Any] = {**empty, **figures, "sub_activity": f"{MARK}: {change.text}"}
    if change.field:
        values["funding_source"] = change.field
    line = _marked(model, values)
    line.fact_id = f"{model.fact_id} {change.text}"
    return replace(known, budget=(*known.budget, line))


def _report(known: KnownFacts, change: Change, _places: Places) -> KnownFacts:
    """Hand in reports: those still out, late; or the next ones, on their due day."""
    due = list(known.reports_due)
    count = int(change.amount)
    if change.text == "terlambat":
        for place, one in enumerate(due):
            if one.still_out and count > 0:
                due[place] = replace(one, handed_in_on=one.due_on + timedelta(days=1), place=MARK)
                count -= 1
    else:
        quarter: Quarter = known.quarter
        for _ in range(count):
            quarter = quarter.next()
            day = quarter.due_date
            due.append(ReportDue(quarter=str(quarter), due_on=day, handed_in_on=day, place=MARK))
    return replace(known, reports_due=tuple(due))


EDITS: dict[str, Callable[[KnownFacts, Change, Places], KnownFacts]] = {
    "tambah": _add,
    "jawab": _answer,
    "muatan": _substance,
    "bukti": _evidence,
    "terbitkan": _enact,
    "baris": _line,
    "laporan": _report,
}


def _find(known: KnownFacts, fact_id: str, places: Places) -> tuple[str, int, Fact]:
    place = places.get(fact_id) or known.places.get(fact_id)
    if place is None:
        raise UsageError(
            f"fact {fact_id!r} is not among the known facts of {known.region.code}"
            f" {known.quarter}; apply a step to the facts it was reckoned for"
        )
    room, at = place
    return room, at, getattr(known, room)[at]


def _swapped(
    known: KnownFacts, room: str, at: int, fact: Fact, values: dict[str, Any]
) -> KnownFacts:
    facts = list(getattr(known, room))
    facts[at] = _marked(fact, values)
    changed: dict[str, Any] = {room: tuple(facts)}
    return replace(known, **changed)


def _marked(fact: Found, values: dict[str, Any]) -> Found:
    """Return the fact with other values, each in a cell that says it is a hypothesis."""
    kept = {name: cell for name, cell in fact.cells.items() if name not in values}
    made = {
        name: {"locator": MARK, "raw": str(value)}
        for name, value in values.items()
        if value is not None and name != "tier"
    }
    return fact.model_copy(update={**values, "source_title": MARK, "cells": {**kept, **made}})
