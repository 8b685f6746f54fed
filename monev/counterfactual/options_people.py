"""Levers that insure more persons of a group, and the budget lines that pay for them."""

from decimal import ROUND_CEILING, Decimal

from models import BudgetLine, Participation
from monev.counterfactual.levers import Lever
from monev.counterfactual.prices import price_of
from monev.counterfactual.scene import Option, Price, Scene
from monev.prospect import Change
from monev.scorecard import IndicatorScore

TOTAL = "SEMUA"
BUDGET_ROWS = {"B1", "B2", "B3"}


def insure(scene: Scene, lever: Lever) -> list[Option]:
    """Insure more persons: no more than are eligible, and none past what the scale rewards.

    Without both counts in one statement there is no option: how many there are is not guessed.
    """
    row = scene.row(lever.indicator)
    fact = None if row is None else _counted(scene, lever)
    if row is None or fact is None:
        return []
    active, eligible = fact.active_persons or 0, fact.eligible_persons or 0
    limit = min(eligible, _rewarded(scene, lever, row, active, eligible)) - active
    if limit <= 0:
        return []
    months = scene.levers.months
    price = price_of(scene, lever, months)
    model = _model_line(scene, lever.segment)

    def changes(quantity: int) -> list[Change]:
        persons = Decimal(quantity)
        counted = Change(
            kind="tambah", fact_id=fact.fact_id, field="active_persons", amount=persons
        )
        return [counted, *_paid_for(scene, lever, model, price, quantity)]

    return [
        Option(
            lever=lever,
            moves=_moves(scene, lever, model, price),
            limit=limit,
            changes=changes,
            price=price,
            group=lever.segment,
            months=months,
            inputs=(*scene.inputs_of(fact, lever.indicator), *price.inputs),
        )
    ]


def without_counts(scene: Scene, lever: Lever) -> bool:
    """Say whether an indicator is scored from a percentage alone, so that no step can be told."""
    row = scene.row(lever.indicator)
    return row is not None and (row.score or 0) < 100 and _counted(scene, lever) is None


def _counted(scene: Scene, lever: Lever) -> Participation | None:
    """Return the one statement of persons that the indicator rests on for this segment."""
    facts = [
        one
        for one in scene.behind(lever.indicator, Participation, "participation.active_persons")
        if one.segment == lever.segment and one.active_persons is not None and one.eligible_persons
    ]
    return facts[0] if facts else None


def _rewarded(scene: Scene, lever: Lever, row: IndicatorScore, active: int, eligible: int) -> int:
    """Return how many active persons bring the indicator to the top of its scale."""
    linear = scene.rule(lever.indicator).scale.linear
    alone = scene.rule(lever.indicator).indicator.arguments.get("segment") == lever.segment
    if linear is None or not alone:
        return eligible
    if lever.segment != TOTAL:
        wanted = linear.target * eligible
    elif row.value is None or Decimal(row.value) <= 0 or active <= 0:
        return eligible
    else:
        wanted = linear.target * active / Decimal(row.value)
    return int(wanted.to_integral_value(ROUND_CEILING))


def _model_line(scene: Scene, group: str) -> BudgetLine | None:
    """Return a line of the group that a further line may be modelled on, where all are complete."""
    lines = scene.lines_in_force()
    if any(one.persons is None or one.months is None for one in lines):
        return None
    return next((one for one in lines if one.group_code == group), None)


def _paid_for(
    scene: Scene, lever: Lever, model: BudgetLine | None, price: Price, persons: int
) -> list[Change]:
    """Return the budget line that pays for the persons, paid on schedule to the quarter's end."""
    if model is None or len(price.factors) != 2:
        return []
    months, rate = price.factors
    due = persons * rate * min(scene.known.quarter.months_elapsed, months)
    figures = {
        "allocation_idr": persons * months * rate,
        "persons": persons,
        "months": months,
        "monthly_rate_idr": rate,
    }
    payments = payment_line(scene)
    if model.realised_idr is not None:
        figures["realised_idr"] = due
    line = Change(kind="baris", fact_id=model.fact_id, text=lever.id, figures=figures)
    if model.realised_idr is not None or payments is None or payments.allocation_idr is not None:
        return [line]
    paid = Change(
        kind="baris",
        fact_id=payments.fact_id,
        text=f"{lever.id} realisasi",
        figures={"realised_idr": due},
    )
    return [line, paid]


def payment_line(scene: Scene) -> BudgetLine | None:
    """Return the first line that states spending: a budget line, or one of a payments listing."""
    lines = scene.behind("B3", BudgetLine, "budget.realised_idr")
    return lines[0] if lines else None


def _moves(scene: Scene, lever: Lever, model: BudgetLine | None, price: Price) -> tuple[str, ...]:
    """Return the indicators that move: those of the budget only where a line is added."""
    still = set() if model is not None and len(price.factors) == 2 else BUDGET_ROWS
    if any(one.allocation_idr for one in scene.lines_in_force()):
        still = still | {"B1"}
    return tuple(one for one in lever.moves if one not in still)
