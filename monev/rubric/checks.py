"""Do the rules fit each other: names, dates, weights. A mistake names file, line, key and cure.

The head of the rubric and its profile are looked at in `checks_head`.
"""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal

from models import FACT_TYPES
from monev.errors import CatalogueError
from monev.rubric.checks_head import head_mistakes
from monev.rubric.files import Files, Path
from monev.rubric.shapes import (
    Dated,
    Indicator,
    Parameter,
    ParameterValue,
    Rubric,
    Weights,
)
from monev.rubric.spans import START, edges, overlaps

__all__ = ["KINDS", "PARAMETER_ARGUMENTS", "START", "mistakes"]

KINDS = ("provinsi", "kabupaten", "kota")
PARAMETER_ARGUMENTS = ("national_target", "known_share", "period")
"""Arguments of formulas that name a parameter."""
ASKED_BY_NAME = (
    *("umur_data_bulan", "iuran_jkk_bpu_idr", "iuran_jkm_bpu_idr"),
    *("target_ucj_nasional",),
)
"""Parameters that formulas and reports ask for whatever the arguments of an indicator are."""
NO_VALUE = "no dated value; give at least one with from and reference"


def mistakes(
    rubric: Rubric, files: Files, formulas: Collection[str] = ()
) -> Iterator[CatalogueError]:
    """Yield every rule that does not fit the others; `formulas` are those that may be named."""
    yield from _of_parameters(files)
    yield from _of_indicators(rubric, files, formulas)
    yield from head_mistakes(rubric, files)
    yield from _of_duties(rubric, files)
    yield from _of_advice(rubric, files)
    yield from _of_weights(rubric, files)


def _of_parameters(files: Files) -> Iterator[CatalogueError]:
    seen: set[str] = set()
    for file, parameters in files.parameters:
        for place, parameter in enumerate(parameters):
            path: Path = ("parameters", place)
            if parameter.id in seen:
                yield file.error((*path, "id"), f"{parameter.id!r} stands twice; keep one")
            seen.add(parameter.id)
            if not parameter.values:
                yield file.error((*path, "values"), NO_VALUE)
            for number, problem in overlaps(parameter.values):
                yield file.error((*path, "values", number), problem)
            for number, value in enumerate(parameter.values):
                for key, problem in _of_value(parameter, value):
                    yield file.error((*path, "values", number, key), problem)
    for name in ASKED_BY_NAME:
        if name not in seen and files.parameters:
            yield files.parameters[-1][0].error(
                ("parameters",),
                f"no parameter {name!r}, which every report asks for; add it with a date",
            )


def _of_value(parameter: Parameter, value: ParameterValue) -> Iterator[tuple[str, str]]:
    if value.value is None:
        return
    if value.value < 0:
        yield "value", f"{value.value} is negative; rates, limits and targets are not below 0"
    if parameter.family is not None and value.due_on is None:
        yield "due_on", f"a target of family {parameter.family} without its due day; add due_on"
    if parameter.family is None and value.due_on is not None:
        yield "due_on", "a due day without a family; name one of RPJPN, RPJMN, RKP, UCJ"
    if value.due_on is not None and value.until is not None and value.due_on < value.until:
        yield "due_on", f"due on {value.due_on}, before it ends on {value.until}; mend one of them"


def _of_indicators(
    rubric: Rubric, files: Files, formulas: Collection[str]
) -> Iterator[CatalogueError]:
    seen: set[str] = set()
    for indicator in rubric.indicators:
        if indicator.id in seen:
            yield files.indicator_error(
                indicator, ("id",), f"two files bear the same indicator id {indicator.id!r}"
            )
        seen.add(indicator.id)
        for path, problem in _of_indicator(indicator, rubric, formulas):
            yield files.indicator_error(indicator, path, problem)


def _of_indicator(
    one: Indicator, rubric: Rubric, formulas: Collection[str]
) -> Iterator[tuple[Path, str]]:
    if one.pillar not in {pillar.id for pillar in rubric.head.pillars}:
        yield ("pillar",), f"pillar {one.pillar!r} is not in rubric.yaml"
    duties = {duty.id for duty in rubric.duties}
    for place, duty in enumerate(one.duty):
        if duty not in duties:
            yield ("duty", place), f"duty {duty!r} is not in duties.yaml"
    for place, name in enumerate(one.reads):
        if not _is_fact(name):
            known = ", ".join(sorted(FACT_TYPES))
            yield ("reads", place), f"{name!r} is no known fact; write kind.field of {known}"
    if formulas and one.formula not in formulas:
        offered = ", ".join(sorted(formulas))
        yield ("formula",), f"no formula {one.formula!r}; choose one of {offered}"
    parameters = {parameter.id for parameter in rubric.parameters}
    for key in PARAMETER_ARGUMENTS:
        named = one.arguments.get(key)
        if named is not None and named not in parameters:
            yield ("arguments", key), f"no parameter is called {named!r}"
    yield from _of_histories(one)


def _of_histories(one: Indicator) -> Iterator[tuple[Path, str]]:
    histories: list[tuple[str, Sequence[Dated]]] = [("weights", one.weights), ("scale", one.scale)]
    for name, values in histories:
        if not values:
            yield (name,), NO_VALUE
        for place, problem in overlaps(values):
            yield (name, place), problem
    for day in edges([*one.weights, *one.scale]):
        weighs = any(_weight(one.weights, kind, day) for kind in KINDS)
        if one.scale and weighs and not any(scale.holds_on(day) for scale in one.scale):
            yield ("scale",), f"no scale on {day}, though the indicator has weight"


def _is_fact(name: str) -> bool:
    kind, _, field = name.partition(".")
    if kind == "children":
        return field in {"regulation_in_force", "score"}
    return kind in FACT_TYPES and field in FACT_TYPES[kind].model_fields


def _of_duties(rubric: Rubric, files: Files) -> Iterator[CatalogueError]:
    file = files.duties
    known = {indicator.id for indicator in rubric.indicators}
    seen: set[str] = set()
    for place, one in enumerate(rubric.duties):
        if one.id in seen:
            yield file.error(("duties", place, "id"), f"{one.id!r} stands twice; keep one")
        seen.add(one.id)
        if not 0 <= one.fulfilled_at <= 100:
            yield file.error(
                ("duties", place, "fulfilled_at"),
                f"{one.fulfilled_at} is no number of points; write 0 to 100",
            )
        for name in sorted(set(one.indicators) - known):
            yield file.error(("duties", place, "indicators"), f"unknown indicator {name}")


def _of_advice(rubric: Rubric, files: Files) -> Iterator[CatalogueError]:
    file = files.advice
    known = {indicator.id for indicator in rubric.indicators}
    windows: set[str] = set()
    for place, deadline in enumerate(rubric.deadlines):
        if deadline.id in windows:
            yield file.error(("deadlines", place, "id"), f"{deadline.id!r} stands twice; keep one")
        windows.add(deadline.id)
        if (deadline.month is None) != (deadline.day is None):
            yield file.error(("deadlines", place), "give month and day together, or neither")
        if deadline.month is not None and deadline.day is not None:
            last = (date(2023, deadline.month % 12 + 1, 1) - timedelta(days=1)).day
            if deadline.day > last:
                yield file.error(("deadlines", place, "day"), f"that month has {last} days")
    advised: set[str] = set()
    for place, line in enumerate(rubric.advice):
        if line.indicator not in known:
            yield file.error(("advice", place, "indicator"), f"unknown indicator {line.indicator}")
        if line.indicator in advised:
            yield file.error(
                ("advice", place, "indicator"), f"a second advice for {line.indicator}; keep one"
            )
        advised.add(line.indicator)
        if line.deadline not in windows:
            yield file.error(("advice", place, "deadline"), f"unknown deadline {line.deadline}")
    if silent := known - advised:
        yield file.error(("advice",), f"no advice for {', '.join(sorted(silent))}")


def _of_weights(rubric: Rubric, files: Files) -> Iterator[CatalogueError]:
    """Weights that do not add up to their pillar, or pillars that do not add up to 100."""
    every = [weights for one in rubric.indicators for weights in one.weights]
    every += [weights for pillar in rubric.head.pillars for weights in pillar.weights]
    for day in edges(every):
        for kind in KINDS:
            yield from _of_weights_on(rubric, files, kind, day)


def _of_weights_on(rubric: Rubric, files: Files, kind: str, day: date) -> Iterator[CatalogueError]:
    total = Decimal(0)
    for place, pillar in enumerate(rubric.head.pillars):
        stated = _weight(pillar.weights, kind, day)
        own = [one for one in rubric.indicators if one.pillar == pillar.id]
        summed = sum((_weight(one.weights, kind, day) for one in own), Decimal(0))
        if stated != summed:
            yield files.weights_error(
                pillar.id,
                place,
                f"{kind} on {day}: indicators add up to {summed}, pillar says {stated}",
            )
        total += stated
    if total != 100:
        yield files.head.error(("pillars",), f"{kind} on {day}: pillars add up to {total}, not 100")


def _weight(values: Sequence[Weights], kind: str, day: date) -> Decimal:
    for value in values:
        if value.holds_on(day):
            weight: Decimal = getattr(value, kind)
            return weight
    return Decimal(0)
