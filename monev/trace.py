"""The shapes of one explained sum: inputs with their cell, parameters, counts, steps, decisions.

What a whole evaluation is made of stands in `scorecard`; reckoning is done in `scoring`.
"""

from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import BaseModel, ConfigDict, field_serializer


class Value(BaseModel):
    """Base of all values here: fixed once made, and with decimals as plain digits in JSON."""

    model_config = ConfigDict(frozen=True)

    @field_serializer("*", when_used="json")
    def _digits(self, value: Any) -> Any:
        """Write 50, never 5E+1: another program reads the trace."""
        if isinstance(value, list):
            return [self._digits(one) for one in value]
        if isinstance(value, dict):
            return {key: self._digits(one) for key, one in value.items()}
        return format(value, "f") if isinstance(value, Decimal) else value


class Input(Value):
    """One value as a source stated it, with the way back to its file and cell.

    `id` is its name in the expressions of its indicator (`m1`), `fact` that of the statement it is
    part of; `worth` is the number that a word counts as.
    """

    id: str = ""
    fact: str = ""
    name: str
    value: str
    unit: str
    raw: str
    locator: str
    evidence_sha256: str
    source_title: str
    source_publisher: str
    known_on: date
    known_basis: str
    tier: str
    note: str = ""
    worth: Decimal | None = None


class ParameterUse(Value):
    """A dated number of the rules that took part in the arithmetic, `p1` in expressions."""

    id: str = ""
    name: str
    value: Decimal
    since: date
    reference: str


class Counted(Value):
    """How many of something there are, `k1` in expressions; `of` names the inputs that show it."""

    id: str = ""
    title: str
    value: int
    items: list[str]
    of: list[str] = []


class NamedStep(Value):
    """A part of a sum that is worth a line of its own, `s1` in expressions."""

    id: str
    title: str
    expression: str
    arithmetic: str
    value: Decimal


class Decision(Value):
    """One row of a decision table that held: these answers gave that outcome."""

    answers: dict[str, str]
    outcome: str
    of: list[str] = []
