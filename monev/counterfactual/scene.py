"""One region before any step, and the way back from an indicator to the facts it rests on.

The way back is the trace: each input of a scorecard names the file and the cell of its fact.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from models import BudgetLine, Fact
from monev.counterfactual.levers import Lever, Levers
from monev.known import KnownFacts
from monev.prospect import Change
from monev.rubric import RulesInForce
from monev.rubric.in_force import RuleOfIndicator
from monev.scorecard import IndicatorScore, Input, ParameterUse, Scorecard
from monev.wording import Wording

Found = TypeVar("Found", bound=Fact)
Place = tuple[str, str, str, str]
NOTHING = Wording(id="", en="")


@dataclass(frozen=True)
class Price:
    """What one unit costs in rupiah, or null with the reason; `factors` are the arithmetic."""

    unit_idr: int | None
    note: Wording
    factors: tuple[int, ...] = ()
    parameters: tuple[ParameterUse, ...] = ()
    inputs: tuple[Input, ...] = ()


@dataclass(frozen=True)
class Option:
    """A lever as this region can use it: at most `limit` units, each quantity a list of changes.

    `moves` are the indicators that may come out otherwise; no other one does. `due` is the day
    where it follows from the quantity and not from the calendar of the budget. Name, indicator and
    moves are the lever's unless told otherwise.
    """

    lever: Lever
    limit: int
    changes: Callable[[int], list[Change]]
    price: Price
    id: str = ""
    indicator: str = ""
    moves: tuple[str, ...] = ()
    group: str = ""
    months: int | None = None
    detail: Callable[[int], Wording] = lambda _: NOTHING
    due: Callable[[int], date] | None = None
    inputs: tuple[Input, ...] = ()

    def __post_init__(self) -> None:
        own = {
            "id": self.lever.id,
            "indicator": self.lever.indicator,
            "moves": tuple(self.lever.moves),
        }
        for name, value in own.items():
            if not getattr(self, name):
                object.__setattr__(self, name, value)

    def amount_idr(self, quantity: int) -> int | None:
        """Return the cost of a quantity in whole rupiah, null where it cannot be reckoned."""
        return None if self.price.unit_idr is None else self.price.unit_idr * quantity


@dataclass(frozen=True)
class Scene:
    """The facts, the rules and the outcome that steps are reckoned from."""

    known: KnownFacts
    rules: RulesInForce
    card: Scorecard
    levers: Levers
    _rows: dict[str, IndicatorScore] = field(default_factory=dict)
    _places: dict[Place, list[Fact]] = field(default_factory=lambda: defaultdict(list))

    def __post_init__(self) -> None:
        for row in self.card.indicators:
            self._rows[row.id] = row
        inputs = [one for row in self.card.indicators for one in row.inputs]
        files = {one.evidence_sha256 for one in inputs}
        asked = {_place(one) for one in inputs}
        for fact in self.known.all:
            kind, file = fact.kind, fact.evidence_sha256
            if file not in files:
                continue  # most statements are of earlier quarters and decide nothing any more
            for name, cell in fact.cells.items():
                place = (f"{kind}.{name}", file, cell["locator"], cell["raw"])
                if place in asked:
                    self._places[place].append(fact)

    def row(self, indicator: str) -> IndicatorScore | None:
        """Return an indicator where it is scored, None where data lack or it does not apply."""
        row = self._rows.get(indicator)
        return row if row is not None and row.status == "dinilai" else None

    def rule(self, indicator: str) -> RuleOfIndicator:
        """Return the rule of an indicator that is asked of this kind of government."""
        return next(one for one in self.rules.rules if one.indicator.id == indicator)

    def behind(self, indicator: str, shape: type[Found], name: str = "") -> list[Found]:
        """Return the facts that an indicator's score rests on, in the order of its trace.

        `name` narrows to facts that took part with that field, as `budget.realised_idr`.
        """
        row = self._rows.get(indicator)
        found: dict[str, Found] = {}
        for one in row.inputs if row is not None else ():
            if name and one.name != name:
                continue
            for fact in self._places.get(_place(one), ()):
                if isinstance(fact, shape) and fact.source_title == one.source_title:
                    found.setdefault(fact.fact_id, fact)
        return list(found.values())

    def inputs_of(self, fact: Fact, indicator: str) -> tuple[Input, ...]:
        """Return the inputs of an indicator that this fact stated."""
        row = self._rows[indicator]
        return tuple(
            one for one in row.inputs if any(x is fact for x in self._places.get(_place(one), ()))
        )

    def lines_in_force(self) -> list[BudgetLine]:
        """Return the budget lines that the scorecard took for the ones that count."""
        for indicator in ("B5", "B2", "B1"):
            lines = [
                one
                for one in self.behind(indicator, BudgetLine)
                if one.stage != "RKPD" and one.allocation_idr is not None
            ]
            if lines:
                return lines
        return []


def _place(one: Input) -> Place:
    return one.name, one.evidence_sha256, one.locator, one.raw
