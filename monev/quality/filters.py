"""`where` of the rule language: which facts a rule, or a sum inside it, looks at.

A filter asks for a value, for one of several, or for none of several. It never computes.
"""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from models import Fact
from monev.quality.fact_shapes import codes_of, filter_fields
from monev.quality.rules import Fault, Path, Strict

Value = str | int | Decimal


class Not(Strict):
    """Everything but these values: `{not: SEMUA}` or `{not: [SEMUA, PU]}`."""

    not_: Value | list[Value] = Field(alias="not")


Condition = Annotated[Value | list[Value] | Not, Field(union_mode="left_to_right")]
Where = dict[str, Condition]


def matches(fact: Fact, where: Where) -> bool:
    """Say whether the fact meets every condition; a field that is not stated equals nothing."""
    return not where or all(
        _meets(getattr(fact, field), condition) for field, condition in where.items()
    )


def values_asked(where: Where) -> dict[str, list[Value]]:
    """Return by field the values a fact must have one of; what must not be is left out."""
    return {
        field: _listed(condition)
        for field, condition in where.items()
        if not isinstance(condition, Not)
    }


def _meets(value: object, condition: Condition) -> bool:
    if isinstance(condition, Not):
        return value not in _listed(condition.not_)
    return value in _listed(condition)


def _listed(values: Value | list[Value]) -> list[Value]:
    return values if isinstance(values, list) else [values]


def faults_of_filter(where: Where, kind: str, path: Path = ("where",)) -> Iterator[Fault]:
    """Yield conditions on unknown fields, and codes that no group or payer has."""
    offered = filter_fields(kind)
    for field, condition in where.items():
        if field not in offered:
            yield (
                (*path, field),
                f"no field {field!r} in {kind}; write one of {', '.join(offered)}",
            )
            continue
        asked = condition.not_ if isinstance(condition, Not) else condition
        codes = codes_of(field)
        for value in _listed(asked):
            if codes and value not in codes:
                listed = ", ".join(sorted(codes - {""}))
                yield (
                    (*path, field),
                    f"no code {value!r}; catalogue/segments.yaml has {listed}",
                )
