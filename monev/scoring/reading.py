"""What a formula answers: a value, "missing", or "does not apply" - three different things.

`stated` makes the trail from a value back to its cell; formulas themselves live in `formulas_*`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from models import Fact
from monev.known import KnownFacts
from monev.rubric import RulesInForce
from monev.scoring.term import Term, shown
from monev.trace import Input, ParameterUse

__all__ = ["FORMULAS", "Measured", "Missing", "NotApplicable", "Question", "Reading", "shown"]


@dataclass(frozen=True)
class Decided:
    """A row of a decision table that held, with the inputs its answers were taken from."""

    answers: Mapping[str, str]
    outcome: str
    inputs: tuple[Input, ...] = ()


@dataclass(frozen=True)
class Measured:
    """A value: a number with its sum, or a category. `best` differs where two readings are open.

    `told` are inputs that are shown though the sum does not use them, `text` says in words how a
    category came about, `note` is a key of the wording. `otherwise` is the same question answered
    from documents alone: whichever is worth more points after the evidence cap is taken.
    """

    value: Term | str
    best: Term | str | None = None
    told: tuple[Input, ...] = ()
    decisions: tuple[Decided, ...] = ()
    text: str = ""
    note: str = ""
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
    """What a formula may look at: the known facts, the rules in force, and its own arguments.

    `scores` are those of the other indicators that apply, null where they have no data; they are
    there only for formulas that ask after all others. `consulted` notes every parameter that was
    asked for, so that a rule that only sets a condition stands in the trace too.
    """

    known: KnownFacts
    rules: RulesInForce
    arguments: dict[str, Any] = field(default_factory=dict)
    scores: Mapping[str, Decimal | None] = field(default_factory=dict)
    consulted: list[ParameterUse] = field(default_factory=list)

    def parameter(self, name: str) -> ParameterUse | None:
        """Return a dated parameter as it will stand in the trace."""
        value = self.rules.parameter(name)
        if value is None:
            return None
        use = ParameterUse(
            name=name, value=value.value, since=value.from_, reference=value.reference
        )
        if use not in self.consulted:
            self.consulted.append(use)
        return use


Formula = Callable[[Question], Reading]
FORMULAS: dict[str, Formula] = {}
"""Every formula by the name the rubric calls it."""
AFTER_OTHERS: set[str] = set()
"""Formulas that look at what the other indicators came to."""


def formula(function: Formula) -> Formula:
    """Offer a function to the rubric under its own name."""
    FORMULAS[function.__name__] = function
    return function


def after_others(function: Formula) -> Formula:
    """Mark a formula as one that is asked after all others."""
    AFTER_OTHERS.add(function.__name__)
    return function


def stated(fact: Fact, name: str, unit: str = "", worth: Decimal | None = None) -> Input:
    """Return one field of a fact as an input of the trace, with the cell it stood in.

    `worth` is the number that a stated word counts as.
    """
    cell = fact.cells[name]
    return Input(
        fact=fact.fact_id,
        worth=worth,
        name=f"{fact.kind}.{name}",
        value=str(getattr(fact, name)),
        unit=unit,
        raw=cell["raw"],
        locator=cell["locator"],
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
        fact=fact.fact_id,
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
