"""What a formula answers: a value, "missing", or "does not apply" - three different things.

`stated` makes the trail from a value back to its cell; formulas themselves live in `formulas_*`.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from models import Fact
from monev.known import KnownFacts
from monev.rubric import RulesInForce
from monev.scorecard import Input, ParameterUse

MARKS_OF_WORKING = 6
"""Decimal places printed in the arithmetic; scores themselves are never rounded."""


@dataclass(frozen=True)
class Measured:
    """A value (a number or a category). `best` differs where a statement allows two readings.

    `otherwise` is the same question answered from documents alone: whichever is worth more points
    after the evidence cap is taken.
    """

    value: Decimal | str
    inputs: tuple[Input, ...]
    arithmetic: str = ""
    best: Decimal | str | None = None
    parameters: tuple[ParameterUse, ...] = ()
    otherwise: "Measured | None" = None


@dataclass(frozen=True)
class Missing:
    """Not known. `reason` is a key of the wording; `inputs` are what little was stated."""

    reason: str
    inputs: tuple[Input, ...] = ()


@dataclass(frozen=True)
class NotApplicable:
    """Not asked of this region in this quarter."""

    reason: str
    inputs: tuple[Input, ...] = ()


Reading = Measured | Missing | NotApplicable


@dataclass(frozen=True)
class Question:
    """What a formula may look at: the known facts, the rules in force, and its own arguments."""

    known: KnownFacts
    rules: RulesInForce
    arguments: dict[str, Any] = field(default_factory=dict)

    def parameter(self, name: str) -> ParameterUse | None:
        """Return a dated parameter as it will stand in the trace."""
        value = self.rules.parameter(name)
        if value is None:
            return None
        return ParameterUse(
            name=name, value=value.value, since=value.from_, reference=value.reference
        )


Formula = Callable[[Question], Reading]
FORMULAS: dict[str, Formula] = {}
"""Every formula by the name the rubric calls it."""


def formula(function: Formula) -> Formula:
    """Offer a function to the rubric under its own name."""
    FORMULAS[function.__name__] = function
    return function


def stated(fact: Fact, name: str, unit: str = "") -> Input:
    """Return one field of a fact as an input of the trace, with the cell it stood in."""
    cell = fact.cell(name)
    return Input(
        name=f"{fact.kind}.{name}",
        value=str(getattr(fact, name)),
        unit=unit,
        raw=cell.raw,
        locator=cell.locator,
        evidence_sha256=fact.evidence_sha256,
        source_title=fact.source_title,
        source_publisher=fact.source_publisher,
        known_on=fact.known_on,
        known_basis=fact.known_basis,
        tier=fact.tier,
        note=fact.note,
    )


def stated_first(fact: Fact, names: Sequence[str], unit: str = "") -> Input:
    """Return the first of several fields that was stated; else whatever cell the fact has."""
    told = [name for name in names if name in fact.cells and getattr(fact, name) is not None]
    name = next(iter([*told, *sorted(fact.cells)]), "")
    if name:
        return stated(fact, name, unit if told else "")
    return Input(
        name=fact.kind,
        value="",
        unit="",
        raw="",
        locator="",
        evidence_sha256=fact.evidence_sha256,
        source_title=fact.source_title,
        source_publisher=fact.source_publisher,
        known_on=fact.known_on,
        known_basis=fact.known_basis,
        tier=fact.tier,
    )


def shown(number: Decimal) -> str:
    """Print a number of the arithmetic with a point, at most six decimals, no exponent."""
    text = format(round(number, MARKS_OF_WORKING), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text
