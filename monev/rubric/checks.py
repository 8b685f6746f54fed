"""Do the rules fit each other: names, dates, weights. Refusals name file, line, key and cure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from models import FACT_TYPES
from monev.rubric.shapes import Dated, Indicator, Parameter, Rubric, Weights
from monev.yaml_file import YamlFile

KINDS = ("provinsi", "kabupaten", "kota")
START = date(2021, 3, 25)
"""Signing of Inpres 2/2021; no region is evaluated before it."""
PARAMETER_ARGUMENTS = ("national_target", "known_share", "period")
"""Arguments of formulas that name a parameter."""


@dataclass(frozen=True)
class Files:
    """Where each part of the rubric was read from, for the messages."""

    head: YamlFile
    indicators: list[tuple[Indicator, YamlFile]]
    parameters: list[tuple[YamlFile, list[Parameter]]]
    duties: YamlFile
    advice: YamlFile


def check(rubric: Rubric, files: Files) -> None:
    """Raise CatalogueError for the first rule that does not fit the others."""
    _check_parameters(files)
    _check_indicators(rubric, files)
    _check_head(rubric, files)
    _check_duties(rubric, files.duties)
    _check_advice(rubric, files.advice)
    _check_weights(rubric, files)


def _check_indicators(rubric: Rubric, files: Files) -> None:
    pillars = {pillar.id for pillar in rubric.head.pillars}
    duties = {duty.id for duty in rubric.duties}
    parameters = {parameter.id for parameter in rubric.parameters}
    seen: set[str] = set()
    for indicator, file in files.indicators:
        if indicator.id in seen:
            raise file.error(("id",), f"two files bear the same indicator id {indicator.id!r}")
        seen.add(indicator.id)
        if indicator.pillar not in pillars:
            raise file.error(("pillar",), f"pillar {indicator.pillar!r} is not in rubric.yaml")
        for place, duty in enumerate(indicator.duty):
            if duty not in duties:
                raise file.error(("duty", place), f"duty {duty!r} is not in duties.yaml")
        for place, name in enumerate(indicator.reads):
            if not _is_fact(name):
                known = ", ".join(sorted(FACT_TYPES))
                raise file.error(
                    ("reads", place), f"{name!r} is no known fact; write kind.field of {known}"
                )
        for key in PARAMETER_ARGUMENTS:
            named = indicator.arguments.get(key)
            if named is not None and named not in parameters:
                raise file.error(("arguments", key), f"no parameter is called {named!r}")
        _check_spans(file, ("weights",), indicator.weights)
        _check_spans(file, ("scale",), indicator.scale)
        for day in _edges([*indicator.weights, *indicator.scale]):
            weighs = any(_weight(indicator.weights, kind, day) for kind in KINDS)
            if weighs and not any(scale.holds_on(day) for scale in indicator.scale):
                raise file.error(("scale",), f"no scale on {day}, though the indicator has weight")


def _is_fact(name: str) -> bool:
    kind, _, field = name.partition(".")
    if kind == "children":
        return field in {"regulation_in_force", "score"}
    return kind in FACT_TYPES and field in FACT_TYPES[kind].model_fields


def _check_spans(file: YamlFile, path: tuple[str | int, ...], values: Sequence[Dated]) -> None:
    """Refuse an empty history and two values that are in force on the same day."""
    if not values:
        raise file.error(path, "no dated value; give at least one with from and reference")
    ordered = sorted(values, key=lambda value: value.from_)
    for earlier, later in pairwise(ordered):
        if earlier.holds_on(later.from_):
            place = list(values).index(earlier)
            raise file.error((*path, place), f"overlaps the value from {later.from_}; add until")


def _check_parameters(files: Files) -> None:
    seen: set[str] = set()
    for file, parameters in files.parameters:
        for place, parameter in enumerate(parameters):
            if parameter.id in seen:
                raise file.error(
                    ("parameters", place, "id"), f"{parameter.id!r} stands twice; keep one"
                )
            seen.add(parameter.id)
            _check_spans(file, ("parameters", place, "values"), parameter.values)


def _check_head(rubric: Rubric, files: Files) -> None:
    head, file = rubric.head, files.head
    for key, values in (("bands", head.bands), ("missing", head.missing)):
        _check_spans(file, (key,), values)
    _check_spans(file, ("evidence",), head.evidence)
    for place, bands in enumerate(head.bands):
        if min(band.at_least for band in bands.bands) != 0:
            raise file.error(
                ("bands", place, "bands"), "the lowest band must have at_least 0: none may be left"
            )
    titles = {band.title.id for bands in head.bands for band in bands.bands}
    by_id = {indicator.id: indicator for indicator in rubric.indicators}
    for place, gate in enumerate(head.gates):
        indicator = by_id.get(gate.indicator)
        if indicator is None:
            raise file.error(("gates", place, "indicator"), f"unknown indicator {gate.indicator}")
        steps = {step for scale in indicator.scale for step in scale.steps or {}}
        for number, value in enumerate(gate.passes_with):
            if value not in steps:
                raise file.error(
                    ("gates", place, "passes_with", number),
                    f"{value!r} is no step of {gate.indicator}; it has {', '.join(sorted(steps))}",
                )
        if gate.band_at_most not in titles:
            raise file.error(("gates", place, "band_at_most"), f"unknown band {gate.band_at_most}")


def _check_duties(rubric: Rubric, file: YamlFile) -> None:
    known = {indicator.id for indicator in rubric.indicators}
    seen: set[str] = set()
    for place, one in enumerate(rubric.duties):
        if one.id in seen:
            raise file.error(("duties", place, "id"), f"{one.id!r} stands twice; keep one")
        seen.add(one.id)
        for name in sorted(set(one.indicators) - known):
            raise file.error(("duties", place, "indicators"), f"unknown indicator {name}")


def _check_advice(rubric: Rubric, file: YamlFile) -> None:
    known = {indicator.id for indicator in rubric.indicators}
    windows = {deadline.id for deadline in rubric.deadlines}
    for place, deadline in enumerate(rubric.deadlines):
        if (deadline.month is None) != (deadline.day is None):
            raise file.error(("deadlines", place), "give month and day together, or neither")
        if deadline.month is not None and deadline.day is not None:
            last = (date(2023, deadline.month % 12 + 1, 1) - timedelta(days=1)).day
            if deadline.day > last:
                raise file.error(("deadlines", place, "day"), f"that month has {last} days")
    for place, line in enumerate(rubric.advice):
        if line.indicator not in known:
            raise file.error(("advice", place, "indicator"), f"unknown indicator {line.indicator}")
        if line.deadline not in windows:
            raise file.error(("advice", place, "deadline"), f"unknown deadline {line.deadline}")
    silent = known - {line.indicator for line in rubric.advice}
    if silent:
        raise file.error(("advice",), f"no advice for {', '.join(sorted(silent))}")


def _edges(values: Sequence[Dated]) -> list[date]:
    """Return the days from START on at which something begins to hold or has ceased to."""
    begins = {value.from_ for value in values}
    ended = {value.until + timedelta(days=1) for value in values if value.until is not None}
    return sorted({START} | {day for day in begins | ended if day > START})


def _check_weights(rubric: Rubric, files: Files) -> None:
    """Refuse weights that do not add up to their pillar, or pillars that do not add up to 100."""
    every = [weights for one in rubric.indicators for weights in one.weights]
    every += [weights for pillar in rubric.head.pillars for weights in pillar.weights]
    for day in _edges(every):
        for kind in KINDS:
            _check_weights_on(rubric, files.head, kind, day)


def _check_weights_on(rubric: Rubric, file: YamlFile, kind: str, day: date) -> None:
    total = Decimal(0)
    for place, pillar in enumerate(rubric.head.pillars):
        stated = _weight(pillar.weights, kind, day)
        own = [one for one in rubric.indicators if one.pillar == pillar.id]
        summed = sum((_weight(one.weights, kind, day) for one in own), Decimal(0))
        if stated != summed:
            raise file.error(
                ("pillars", place, "weights"),
                f"{kind} on {day}: indicators add up to {summed}, pillar says {stated}",
            )
        total += stated
    if total != 100:
        raise file.error(("pillars",), f"{kind} on {day}: pillars add up to {total}, not 100")


def _weight(values: Sequence[Weights], kind: str, day: date) -> Decimal:
    for value in values:
        if value.holds_on(day):
            weight: Decimal = getattr(value, kind)
            return weight
    return Decimal(0)
