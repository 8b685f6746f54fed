"""What the rule language may name of each kind of fact, and how facts are brought together.

Read off the shapes in `models.facts`, so that a new field is known to the language at once.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from types import UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from models import FACT_TYPES, Fact
from models.quantities import Key, day_of, source_of, subject_of
from monev.known import KnownFacts
from monev.quality.expressions import Exact
from monev.segments import load_segments

Kind = Literal["participation", "budget", "contribution", "attestation", "target", "regulation"]

_BOOKKEEPING = {"fact_id", "region_code", "evidence_sha256", "cells"}
_NESTED = {"participation": "segment", "contribution": "group_code", "target": "group_code"}
"""The field whose groups lie within each other."""


@cache
def numeric_fields(kind: str) -> tuple[str, ...]:
    """Return the fields of a kind that arithmetic may use."""
    return tuple(_fields(kind, {int, Decimal}))


@cache
def filter_fields(kind: str) -> tuple[str, ...]:
    """Return the fields of a kind that `where` may ask for: texts, words, whole numbers."""
    return tuple(_fields(kind, {int, Decimal, str}))


def _fields(kind: str, types: set[type]) -> Iterable[str]:
    for name, field in FACT_TYPES[kind].model_fields.items():
        if name not in _BOOKKEEPING and _plain_type(field.annotation) & types:
            yield name


def _plain_type(annotation: Any) -> set[type]:
    """Return the types of an annotation; a StrEnum is a text, a bool is no number."""
    if get_origin(annotation) is Annotated:
        return _plain_type(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return {one for part in get_args(annotation) for one in _plain_type(part)}
    if isinstance(annotation, type) and issubclass(annotation, str):
        return {str}
    return {annotation} if annotation in (int, Decimal) else set()


def codes_of(field: str) -> frozenset[str]:
    """Return the codes that a field of groups or payers may hold; empty for all other fields."""
    if field in ("segment", "group_code"):
        return load_segments().segment_codes | {""}
    if field in ("payer", "funding_source"):
        return load_segments().payer_codes | {""}
    return frozenset()


def facts_of(known: KnownFacts, kind: str) -> Sequence[Fact]:
    """Return the facts of one kind, in the order in which they are known."""
    by_kind: dict[str, Sequence[Fact]] = {
        "participation": known.participation,
        "budget": known.budget,
        "contribution": known.contributions,
        "attestation": known.attestations,
        "target": known.targets,
        "regulation": known.regulations,
    }
    return by_kind[kind]


def speaking_since(known: KnownFacts, year: int) -> KnownFacts:
    """Return what is known without the figures, answers and targets that speak of earlier years.

    Regulations stay, whatever their year: they hold until they are repealed.
    """
    return replace(
        known,
        budget=tuple(one for one in known.budget if one.fiscal_year >= year),
        participation=tuple(one for one in known.participation if one.as_of.year >= year),
        contributions=tuple(one for one in known.contributions if one.span_end.year >= year),
        attestations=tuple(one for one in known.attestations if one.as_of.year >= year),
        targets=tuple(one for one in known.targets if one.due_on.year >= year),
    )


def number_of(fact: Fact, field: str) -> Decimal | None:
    """Return a stated number, or None where the source did not state it."""
    value = getattr(fact, field)
    return None if value is None else Decimal(value)


def exact_number(fact: Fact, field: str) -> Exact | None:
    """Return a stated number to reckon with, or None where the source did not state it."""
    value = getattr(fact, field)
    if value is None or isinstance(value, int):
        return value
    above, below = value.as_integer_ratio()
    return Fraction(above, below) if below != 1 else int(above)


def statements(facts: Iterable[Fact]) -> Mapping[Key, list[Fact]]:
    """Group facts by the source and the day that state them; two publications never mix."""
    groups: dict[Key, list[Fact]] = defaultdict(list)
    for fact in facts:
        groups[statement_of(fact)].append(fact)
    return groups


def statement_of(fact: Fact) -> Key:
    """Return the statement (source and day) a fact belongs to."""
    return (*source_of(fact), *day_of(fact))


def countable(facts: Sequence[Fact]) -> list[Fact] | None:
    """Return the facts that may be added up without counting anybody twice.

    A group inside a wider group of the list (`catalogue/segments.yaml`) is left out where the same
    payer, or all payers together, are stated for the wider one. None where the list states one
    group twice: which of the two counts would be a guess. Budget lines stand beside each other
    whatever their groups, so all of them are kept.
    """
    field = _NESTED.get(facts[0].kind) if facts else None
    if field is None:
        return list(facts)
    present = {(getattr(one, field), getattr(one, "payer", "")) for one in facts}
    kept = [one for one in facts if not _within_another(one, field, present)]
    stated = {subject_of(one, without=("definition",)) for one in kept}
    return None if len(stated) < len(kept) else kept


def _within_another(fact: Fact, field: str, present: set[tuple[str, str]]) -> bool:
    payer = getattr(fact, "payer", "")
    return any(
        {(wider, payer), (wider, "")} & present for wider in wider_groups(getattr(fact, field))
    )


def wider_groups(code: str) -> Iterator[str]:
    """Yield the groups a group is counted in, the nearest first."""
    parents = {one.code: one.parent for one in load_segments().segments}
    above = parents.get(code)
    while above:
        yield above
        above = parents.get(above)
