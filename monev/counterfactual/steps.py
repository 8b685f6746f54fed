"""Options and quantities -> steps as they are told: alone, and one after the other in a package."""

from datetime import date
from fractions import Fraction

from monev.composite.precision import as_decimal
from monev.counterfactual.aims import Aim, bands_of, least
from monev.counterfactual.rescoring import Chosen, Outcome, Rescoring
from monev.counterfactual.scene import Option, Scene
from monev.counterfactual.sentences import arithmetic, sentence
from monev.prospect import Change, Step
from monev.scoring import Verdict

RUNGS = {"enact", "answer"}


def single_steps(scene: Scene, rescoring: Rescoring, aim: Aim | None) -> list[Step]:
    """Return every step that gains alone: first those that reach the band, by cost, then by gain.

    A step that reaches is told in its least quantity, any other in the quantity that gains most.
    """
    steps = []
    for place, option in enumerate(rescoring.options):
        quantities, reaches = _told(option), False
        if aim is not None and aim.met(rescoring.outcome({place: option.limit})):
            quantity = least(rescoring, aim, {}, place, option.limit)
            quantity, reaches = _confirmed(rescoring, aim, place, quantity)
            quantities = [quantity] if reaches else quantities
        for one in quantities:
            step = step_of(scene, rescoring, {}, place, one, reaches)
            if step.gain > 0 or step.lifts:
                steps.append(step)
    return sorted(steps, key=_order)


def _told(option: Option) -> list[int]:
    """Return the quantities told of a step that does not reach: all it may be, or every rung.

    A draft to enact and a new act are two deeds, though the second outdoes the first.
    """
    return list(range(1, option.limit + 1)) if option.lever.change in RUNGS else [option.limit]


def _order(step: Step) -> tuple[bool, bool, int, object, str]:
    amount = step.amount_idr
    cost = (amount or 0) if step.reaches else 0
    return not step.reaches, amount is None and step.reaches, cost, -step.gain, step.lever


def _confirmed(rescoring: Rescoring, aim: Aim, place: int, quantity: int) -> tuple[int, bool]:
    """Hold a quantity against the whole verdict on the changed facts, which decides."""
    option = rescoring.options[place]
    if reached(rescoring.whole(option.changes(quantity)), aim, rescoring):
        return quantity, True
    return option.limit, False


def reached(found: Verdict, aim: Aim, rescoring: Rescoring) -> bool:
    """Say whether a verdict gives the band aimed at, or a better one."""
    titles = [one.title.id for one in bands_of(rescoring.scene.rules)]
    return found.band is not None and titles.index(found.band) <= titles.index(aim.band)


def step_of(
    scene: Scene,
    rescoring: Rescoring,
    before: Chosen,
    place: int,
    quantity: int,
    reaches: bool,
) -> Step:
    """Return one step as it is told, with what it brings on top of the steps before it."""
    option = rescoring.options[place]
    start = rescoring.outcome(before)
    end = rescoring.outcome({**before, place: quantity})
    window = scene.rules.deadline(option.lever.deadline)
    return Step(
        lever=option.id,
        indicator=option.indicator,
        group=option.group,
        quantity=quantity,
        unit=option.lever.unit,
        most=option.limit,
        months=option.months,
        sentence=sentence(scene, option, quantity),
        amount_idr=option.amount_idr(quantity),
        amount_note=option.price.note,
        amount_arithmetic=arithmetic(option, quantity),
        parameters=list(option.price.parameters),
        inputs=list(option.inputs),
        gain=as_decimal(end.total - start.total),
        score_after=as_decimal(end.total),
        band_after=band_after(scene, end),
        reaches=reaches,
        lifts=sorted(start.gates - end.gates),
        agency=option.lever.agency,
        deadline=option.due(quantity) if option.due else deadline(scene, option.lever.deadline),
        deadline_title=window.title,
        changes=option.changes(quantity),
    )


def band_after(scene: Scene, outcome: Outcome) -> str | None:
    """Return the band of an outcome under its ceilings; none where too little would be known.

    A step may make an answer count that was there before, and so lift completeness.
    """
    if outcome.completeness < Fraction(scene.rules.missing.no_band_below):
        return None
    bands = bands_of(scene.rules)
    titles = [one.title.id for one in bands]
    ceilings = [
        titles.index(gate.band_at_most) for gate in scene.rules.gates if gate.id in outcome.gates
    ]
    scored = [n for n, one in enumerate(bands) if outcome.total >= Fraction(one.at_least)]
    return titles[max([scored[0] if scored else len(bands) - 1, *ceilings])]


def deadline(scene: Scene, name: str) -> date:
    """Return the next such day after the quarter's cut-off, or the next quarter's due date."""
    window, quarter = scene.rules.deadline(name), scene.known.quarter
    if window.month is None or window.day is None:
        return quarter.next().due_date
    this_year = date(quarter.due_date.year, window.month, window.day)
    if this_year > quarter.due_date:
        return this_year
    return this_year.replace(year=this_year.year + 1)


def package_steps(
    scene: Scene, rescoring: Rescoring, aim: Aim, chosen: Chosen
) -> tuple[list[Step], Verdict]:
    """Return the package as steps in the order to take them, and the whole verdict after it.

    What lifts a ceiling comes first, what costs nothing before what must be paid.
    """
    order = sorted(chosen, key=lambda place: _first(rescoring, aim, place, chosen[place]))
    steps, before, changes = [], dict[int, int](), list[Change]()
    for place in order:
        quantity = chosen[place]
        alone = aim.met(rescoring.outcome({**before, place: quantity}))
        steps.append(step_of(scene, rescoring, before, place, quantity, alone))
        before[place] = quantity
        changes += rescoring.options[place].changes(quantity)
    return steps, rescoring.whole(changes)


def _first(rescoring: Rescoring, aim: Aim, place: int, quantity: int) -> tuple[bool, int, str]:
    option: Option = rescoring.options[place]
    lifted = rescoring.outcome({}).gates - rescoring.outcome({place: quantity}).gates
    amount = option.amount_idr(quantity)
    cost = 2 if amount is None else int(amount > 0)
    return not lifted & aim.barred_by, cost, option.id
