"""Levers on the budget: a higher allocation, more of it paid, months made up, further sources."""

from decimal import ROUND_CEILING, Decimal

from models import BudgetLine, Contribution
from monev.counterfactual.levers import Lever
from monev.counterfactual.options_people import payment_line
from monev.counterfactual.prices import price_of, price_of_group
from monev.counterfactual.scene import Option, Scene
from monev.prospect import Change
from monev.wording import Wording

MONTHS_PER_YEAR = 12
SOURCE_OF_REGION = "APBD"


def allocate(scene: Scene, lever: Lever) -> list[Option]:
    """Raise the allocation of the line that lacks most, up to what the scale rewards.

    The share due by the quarter's end counts as paid: money set aside and left lying would only
    move the gap from one indicator to the next.
    """
    linear = scene.rule(lever.indicator).scale.linear
    package = scene.rules.package_idr
    lines = scene.lines_in_force()
    if scene.row(lever.indicator) is None or linear is None or package is None or not lines:
        return []
    needs = {one.fact_id: _need(one, package) for one in lines}
    allocated = sum(one.allocation_idr or 0 for one in lines)
    gap = linear.target * sum(needs.values(), Decimal(0)) - allocated
    limit = _ceiling(gap / lever.unit_size)
    if limit <= 0:
        return []
    line = max(lines, key=lambda x: (needs[x.fact_id] - (x.allocation_idr or 0), x.fact_id))
    payments = line if line.realised_idr is not None else payment_line(scene)
    elapsed = scene.known.quarter.months_elapsed

    def changes(quantity: int) -> list[Change]:
        raised = Decimal(quantity * lever.unit_size)
        made = [Change(kind="tambah", fact_id=line.fact_id, field="allocation_idr", amount=raised)]
        if payments is not None:
            due = raised * elapsed / MONTHS_PER_YEAR
            made.append(
                Change(kind="tambah", fact_id=payments.fact_id, field="realised_idr", amount=due)
            )
        return made

    moves = [one for one in lever.moves if one != "B1" or not allocated]
    inputs = scene.inputs_of(line, lever.indicator)
    return [
        Option(
            lever=lever,
            moves=tuple(moves),
            limit=limit,
            changes=changes,
            price=price_of(scene, lever),
            group=line.group_code,
            inputs=inputs,
        )
    ]


def _need(line: BudgetLine, package: int) -> Decimal:
    rate = package if line.monthly_rate_idr is None else line.monthly_rate_idr
    return Decimal(line.persons or 0) * (line.months or Decimal(0)) * rate


def spend(scene: Scene, lever: Lever) -> list[Option]:
    """Pay more of what is allocated, up to what the scale rewards and never past the allocation."""
    row, linear = scene.row(lever.indicator), scene.rule(lever.indicator).scale.linear
    line = payment_line(scene)
    if row is None or linear is None or line is None:
        return []
    allocated = sum(one.allocation_idr or 0 for one in scene.lines_in_force())
    paying = scene.behind(lever.indicator, BudgetLine, "budget.realised_idr")
    realised = sum(one.realised_idr or 0 for one in paying)
    due = Decimal(allocated) * scene.known.quarter.months_elapsed / MONTHS_PER_YEAR
    limit = min(_ceiling(linear.target * due), allocated) - realised
    if limit <= 0:
        return []

    def changes(quantity: int) -> list[Change]:
        return [
            Change(
                kind="tambah",
                fact_id=line.fact_id,
                field="realised_idr",
                amount=Decimal(quantity),
            )
        ]

    return [
        Option(
            lever=lever,
            limit=limit,
            changes=changes,
            price=price_of(scene, lever),
            group=line.group_code,
            inputs=scene.inputs_of(line, lever.indicator),
        )
    ]


def pay_months(scene: Scene, lever: Lever) -> list[Option]:
    """Make up person-months left unpaid, group by group, at the group's own contribution."""
    row, linear = scene.row(lever.indicator), scene.rule(lever.indicator).scale.linear
    if row is None or linear is None:
        return []
    found = []
    for one in scene.behind(lever.indicator, Contribution, "contribution.paid_person_months"):
        due = Decimal(one.registered_persons or 0) * _months_through(scene, one)
        paid = one.paid_person_months or Decimal(0)
        limit = _ceiling(linear.target * due - paid)
        if limit > 0:
            found.append(_made_up(scene, lever, one, limit))
    return found


def _made_up(scene: Scene, lever: Lever, row: Contribution, limit: int) -> Option:
    def changes(quantity: int) -> list[Change]:
        return [
            Change(
                kind="tambah",
                fact_id=row.fact_id,
                field="paid_person_months",
                amount=Decimal(quantity),
            )
        ]

    suffix = "/".join(one for one in (row.group_code, row.payer) if one)
    price = price_of_group(scene, row.group_code, 1)
    return Option(
        id=f"{lever.id}:{suffix}" if suffix else lever.id,
        lever=lever,
        limit=limit,
        changes=changes,
        price=price,
        group=row.group_code,
        inputs=(*scene.inputs_of(row, lever.indicator), *price.inputs),
    )


def _months_through(scene: Scene, row: Contribution) -> int:
    end = scene.known.quarter.end
    return (end.year - row.span_start.year) * MONTHS_PER_YEAR + end.month - row.span_start.month + 1


def fund(scene: Scene, lever: Lever) -> list[Option]:
    """Win further lawful sources of funds; how much they bring is not known, so it counts nil."""
    linear = scene.rule(lever.indicator).scale.linear
    lines = scene.lines_in_force()
    if scene.row(lever.indicator) is None or linear is None or not lines:
        return []
    used = {one.funding_source for one in lines} - {SOURCE_OF_REGION}
    free = [one for one in lever.sources if one not in used]
    limit = min(int(linear.target) - len(used), len(free))
    if limit <= 0:
        return []
    model = lines[0]
    figures = {"allocation_idr": 0, "persons": 0, "months": 0}
    if model.realised_idr is not None:
        figures["realised_idr"] = 0

    def changes(quantity: int) -> list[Change]:
        return [
            Change(
                kind="baris",
                fact_id=model.fact_id,
                field=source,
                text=f"{lever.id} {source}",
                figures=figures,
            )
            for source in free[:quantity]
        ]

    titles = {one.code: one for one in scene.rules.rubric.segments.payers}

    def detail(quantity: int) -> Wording:
        chosen = [titles[code] for code in free[:quantity]]
        return Wording(
            id=", ".join(one.title_id for one in chosen),
            en=", ".join(one.title_en for one in chosen),
        )

    return [
        Option(
            lever=lever,
            limit=limit,
            changes=changes,
            price=price_of(scene, lever),
            detail=detail,
            inputs=scene.inputs_of(model, lever.indicator),
        )
    ]


def _ceiling(number: Decimal) -> int:
    return int(number.to_integral_value(ROUND_CEILING))
