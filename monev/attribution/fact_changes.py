"""Which facts differ between two evaluations of one region, and in which of their values.

A file that was handed in anew states most of what it stated before: only what it says otherwise is
a change. Nothing is reckoned here.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from models import Fact
from models.quantities import Key, day_of, source_of, subject_of
from monev.attribution.pairing import paired
from monev.difference import FactChange, FactMove, FactSide
from monev.known import KnownFacts

BESIDE = frozenset(
    {"fact_id", "region_code", "evidence_sha256", "cells", "known_on", "known_basis"}
)
"""What is no statement of the source: where it stands, and since when it is known."""


def facts_changed(before: KnownFacts, after: KnownFacts) -> Iterator[FactChange]:
    """Yield the facts that differ: those with another value, new ones, gone ones, stated again.

    A fact of another file is the same one where source, quantity and day are, and no other fact
    of either side has the same; which of several lines became which would be a guess, so they are
    new and gone.
    """
    old = {one.fact_id: one for one in before.all}
    new = {one.fact_id: one for one in after.all}
    went = [one for one in old.values() if one.fact_id not in new]
    came = [one for one in new.values() if one.fact_id not in old]
    # A feed's older answers go on counting: what the newer one states again is nothing new either.
    # Lines of a budget are added up, so that another one of the same words is.
    stay = [one for one in old.values() if one.fact_id in new and one.kind != "budget"]
    again, left, came = paired([*went, *stay], came, _stated)
    went = [one for one in left if one.fact_id not in new]
    changed, went, came = _corrected(old.values(), new.values(), went, came)
    for was, fact in changed:
        yield _told(fact, "changed", was, list(_moved(was, fact)))
    yield from (_told(fact, "new") for fact in came)
    yield from (_told(fact, "gone") for fact in went)
    yield from (_told(fact, "again", was) for was, fact in again)


def _corrected(
    old: Iterable[Fact], new: Iterable[Fact], went: list[Fact], came: list[Fact]
) -> tuple[list[tuple[Fact, Fact]], list[Fact], list[Fact]]:
    """Return pairs of what went and came in its place, and what is left of both.

    Alone means alone among all facts of a side. What came out of the same file, as after an
    objection, corrects no statement of the file.
    """
    counts = [Counter(map(_quantity, side)) for side in (old, new)]
    alone = {key for key in counts[0] if all(count[key] == 1 for count in counts)}
    pairs, _, _ = paired(
        [one for one in went if _quantity(one) in alone],
        [one for one in came if _quantity(one) in alone],
        _quantity,
    )
    pairs = [(was, fact) for was, fact in pairs if was.evidence_sha256 != fact.evidence_sha256]
    told = {one.fact_id for pair in pairs for one in pair}
    return (
        pairs,
        [one for one in went if one.fact_id not in told],
        [one for one in came if one.fact_id not in told],
    )


def _stated(fact: Fact) -> Key:
    """Return all that a source stated by a fact, wherever in the file it stood."""
    values = (getattr(fact, one) for one in type(fact).model_fields if one not in BESIDE)
    return (fact.kind, *(tuple(one) if isinstance(one, list) else one for one in values))


def _quantity(fact: Fact) -> Key:
    """Return the quantity of a source; how it is defined may have been put otherwise."""
    subject = subject_of(fact, without=("definition",))
    return (fact.kind, fact.tier, source_of(fact), day_of(fact), subject)


def _moved(was: Fact, fact: Fact) -> Iterator[FactMove]:
    """Yield what the two files have otherwise, each place once.

    Where no cell says it (a remark of a reader, say), the field is told by its name.
    """
    fields = [one for one in type(fact).model_fields if one not in BESIDE]
    moved = [one for one in fields if getattr(was, one) != getattr(fact, one)]
    celled = [one for one in moved if one in was.cells or one in fact.cells]
    if not celled:  # one value, and a word beside it: "1.200" became "sekitar 1.200"
        both = [one for one in fields if one in was.cells and one in fact.cells]
        celled = [one for one in both if was.cell(one).raw != fact.cell(one).raw]
    told = set()
    for field in celled or moved:
        before, after = _texts(was, fact, field)
        place = next((_place(one, field) for one in (fact, was) if field in one.cells), "")
        if (key := (place or field, before, after)) not in told:
            told.add(key)
            yield FactMove(field=field, before=before, after=after, locator=place)


def _texts(was: Fact, fact: Fact, field: str) -> tuple[str | None, str | None]:
    """Return what stood in both files; of one text that was read otherwise, the readings."""
    written = _written(was, field), _written(fact, field)
    if written[0] != written[1]:
        return written
    return _text(getattr(was, field)), _text(getattr(fact, field))


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
