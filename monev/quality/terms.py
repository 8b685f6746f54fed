"""The sides of a rule: fields, parameters and declared names, and what a missing value does.

Missing values follow the validation rules of DHIS2: per side, `skip_if_any` skips when one value
of the side is missing, `skip_if_all` when every one is, `never_skip` never. Where a side is not
skipped, what is missing counts as 0 in that comparison and nowhere else.
"""

from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from typing import Annotated, Literal, NamedTuple, Self, cast

from pydantic import BeforeValidator, Field, model_validator

from models import Fact
from monev.quality.expressions import Exact, Expression, ExpressionFault, parse
from monev.quality.fact_shapes import (
    countable,
    exact_number,
    filter_fields,
    numeric_fields,
)
from monev.quality.filters import Where, faults_of_filter, matches
from monev.quality.rules import PARAMETERS, Fault, Given, Path, Strict

ZERO = 0
Missing = Literal["skip_if_any", "skip_if_all", "never_skip"]
Values = Mapping[str, Exact | None]


def _as_text(value: object) -> object:
    """Let a bare number stand for an expression: `right: 100`."""
    number = isinstance(value, int | Decimal) and not isinstance(value, bool)
    return str(value) if number else value


Formula = Annotated[str, BeforeValidator(_as_text)]
"""The text of an expression; `faults_of_formula` checks it."""


class Name(Strict):
    """A value made once and named: the first of several that is stated, a sum, or a count.

    Sums and counts run over the facts of the same statement (source and day) that meet `where`
    and agree with the fact at hand in the fields `same`; nobody is counted twice in them.
    """

    first: list[Formula] = Field(default_factory=list)
    sum: str = ""
    count: str = ""
    where: Where = Field(default_factory=dict)
    same: list[str] = Field(default_factory=list)

    @model_validator(mode="after")
    def _one_of_three(self) -> Self:
        if sum(map(bool, (self.first, self.sum, self.count))) != 1:
            raise ValueError("write exactly one of first, sum, count")
        if self.first and (self.where or self.same):
            raise ValueError("where and same belong to sum and count, not to first")
        return self


class Side(NamedTuple):
    """One side of a comparison; `value` is None where the side is skipped or not computable."""

    value: Exact | None
    stated: bool
    missing: tuple[str, ...]


class ValuesOf(dict[str, Exact | None]):
    """The value of every field, parameter and declared name for one fact, reckoned when asked for.

    A rule asks for few of all fields. `statement` returns the facts of the same source and day;
    without it the fact stands alone.
    """

    def __init__(
        self,
        fact: Fact,
        names: Mapping[str, Name],
        given: Given,
        statement: Callable[[], list[Fact]] | None = None,
    ) -> None:
        super().__init__()
        self._fact, self._statement, self._names, self._given = fact, statement, names, given

    def __missing__(self, name: str) -> Exact | None:
        value = self._reckoned(name)
        self[name] = value
        return value

    def _reckoned(self, name: str) -> Exact | None:
        declared = self._names.get(name)
        if declared is not None:
            if declared.first:
                return _first(declared, self)
            together = [self._fact] if self._statement is None else self._statement()
            return _gathered(declared, self._fact, together)
        if name in PARAMETERS:
            return self._given.parameter(name)
        if name not in numeric_fields(self._fact.kind):
            raise KeyError(name)
        return exact_number(self._fact, name)


def side(expression: Expression, values: Values, missing: Missing) -> Side:
    """Return the value of one side under a strategy for missing values."""
    named = {name: values[name] for name in expression.names}
    if None not in named.values():
        return Side(expression.value(cast("dict[str, Exact]", named)), stated=True, missing=())
    absent = tuple(name for name, value in named.items() if value is None)
    all_absent = len(absent) == len(named)
    if missing == "skip_if_any" or (all_absent and missing == "skip_if_all"):
        return Side(None, stated=False, missing=absent)
    numbers: dict[str, Exact] = {name: value or ZERO for name, value in named.items()}
    return Side(expression.value(numbers), stated=not all_absent, missing=absent)


def fully_stated(expression: Expression, values: Values) -> Exact | None:
    """Return the value where all that it names is stated and it is computable; None otherwise."""
    for name in expression.names:
        if values[name] is None:
            return None
    return expression.value(cast("Mapping[str, Exact]", values))


def _first(name: Name, values: Values) -> Exact | None:
    for expression in map(parse, name.first):
        value = fully_stated(expression, values)
        if value is not None:
            return value
    return None


def _gathered(name: Name, fact: Fact, statement: list[Fact]) -> Exact | None:
    field = name.sum or name.count
    chosen = [
        one
        for one in statement
        if all(getattr(one, same) == getattr(fact, same) for same in name.same)
        and getattr(one, field) is not None
        and matches(one, name.where)
    ]
    kept = countable(chosen)
    if kept is None:
        return None
    if name.count:
        return len(kept)
    return sum((exact_number(one, field) or ZERO for one in kept), ZERO) if kept else None


def faults_of_names(names: Mapping[str, Name], kind: str) -> Iterator[Fault]:
    """Yield names that hide a field, and definitions that cannot be computed."""
    fields = (*filter_fields(kind), *numeric_fields(kind))
    earlier: list[str] = []
    for key, name in names.items():
        path: Path = ("names", key)
        if key in fields or key in PARAMETERS:
            yield path, f"{key!r} is a field or parameter already; choose another name"
        if not key.isidentifier() or key.startswith("_") or not key.isascii():
            yield path, f"{key!r} is no plain name; write small letters and single underscores"
        for at, formula in enumerate(name.first):
            yield from faults_of_formula(formula, kind, tuple(earlier), (*path, "first", at))
        for word in ("sum", "count"):
            asked = getattr(name, word)
            if asked and asked not in numeric_fields(kind):
                yield (*path, word), _unknown(asked, numeric_fields(kind), kind)
        for at, same in enumerate(name.same):
            if same not in filter_fields(kind):
                yield (*path, "same", at), _unknown(same, filter_fields(kind), kind)
        yield from faults_of_filter(name.where, kind, (*path, "where"))
        earlier.append(key)


def faults_of_formula(
    formula: str, kind: str, names: tuple[str, ...], path: Path
) -> Iterator[Fault]:
    """Yield what makes a formula unusable for facts of `kind` and these declared names."""
    try:
        expression = parse(formula)
    except ExpressionFault as fault:
        yield path, str(fault)
        return
    offered = (*numeric_fields(kind), *PARAMETERS, *names)
    for used in expression.names:
        if used not in offered:
            yield path, _unknown(used, offered, kind)


def _unknown(name: str, offered: tuple[str, ...], kind: str) -> str:
    return f"no number {name!r} in {kind}; write one of {', '.join(offered)}"
