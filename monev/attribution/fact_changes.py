"""Which facts differ between two evaluations of one region, and in which of their values.

A file that was handed in anew states most of what it stated before: only what it says otherwise is
a change. Nothing is reckoned here.
"""

from collections.abc import Iterator
from typing import Any

from models import Fact
from models.quantities import Key, day_of, source_of, subject_of
from monev.attribution.pairing import paired, paired_where_single
from monev.difference import FactChange, FactMove, FactSide
from monev.known import KnownFacts

BESIDE = frozenset(
    {"fact_id", "region_code", "evidence_sha256", "cells", "known_on", "known_basis"}
)
"""What is no statement of the source: where it stands, and since when it is known."""


def facts_changed(before: KnownFacts, after: KnownFacts) -> Iterator[FactChange]:
    """Yield the facts that differ: those with another value, new ones, gone ones, stated again.

    Two facts are the same where source, quantity and day are, and no other fact of either side
    has the same; which of several lines became which would be a guess, so they are new and gone.
    """
    old = {one.fact_id: one for one in before.all}
    new = {one.fact_id: one for one in after.all}
    went = [one for one in old.values() if one.fact_id not in new]
    came = [one for one in new.values() if one.fact_id not in old]
    again, went, came = paired(went, came, _stated)
    changed, went, came = paired_where_single(went, came, _quantity)
    for was, fact in changed:
        moved = list(_moved(was, fact))
        yield _told(fact, "changed", was, moved)
    yield from (_told(fact, "new") for fact in came)
    yield from (_told(fact, "gone") for fact in went)
    yield from (_told(fact, "again", was) for was, fact in again)


def _stated(fact: Fact) -> Key:
    """Return all that a source stated by a fact, wherever in the file it stood."""
    return (fact.kind, fact.model_dump_json(exclude=set(BESIDE)))


def _quantity(fact: Fact) -> Key:
    """Return the quantity of a source; how it is defined may have been put otherwise."""
    subject = subject_of(fact, without=("definition",))
    return (fact.kind, fact.tier, source_of(fact), day_of(fact), subject)


def _moved(was: Fact, fact: Fact) -> Iterator[FactMove]:
    for field in type(fact).model_fields:
        if field in BESIDE or getattr(was, field) == getattr(fact, field):
            continue
        texts = [_written(one, field) for one in (was, fact)]
        if texts[0] == texts[1]:  # one text that was read otherwise
            texts = [_text(getattr(one, field)) for one in (was, fact)]
        place = next((_place(one, field) for one in (fact, was) if field in one.cells), "")
        yield FactMove(field=field, before=texts[0], after=texts[1], locator=place)


def _written(fact: Fact, field: str) -> str | None:
    """Return what the file has, letter by letter; null where it states nothing."""
    return fact.cell(field).raw if field in fact.cells else _text(getattr(fact, field))


def _text(value: Any) -> str | None:
    return None if value is None or value == "" else str(value)


def _place(fact: Fact, field: str) -> str:
    return fact.cell(field).locator


def _told(
    fact: Fact, side: FactSide, was: Fact | None = None, moved: list[FactMove] | None = None
) -> FactChange:
    cell = next(iter(sorted(fact.cells)), "")
    return FactChange(
        fact_id=fact.fact_id,
        before_id=was.fact_id if was else "",
        side=side,
        kind=fact.kind,
        source_title=fact.source_title,
        locator=_place(fact, cell) if cell else "",
        known_on=fact.known_on,
        moved=moved or [],
    )
