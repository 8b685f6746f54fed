"""Catalogue files -> a checked `Rubric`. Every refusal names file, line, key and cure."""

import hashlib
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from importlib.resources import files
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path

from models import FACT_TYPES
from monev.errors import CatalogueError
from monev.rubric.shapes import (
    Advice,
    Dated,
    Deadline,
    Duty,
    Indicator,
    Parameter,
    Rubric,
    RubricHead,
    Strict,
    Weights,
)
from monev.yaml_file import YamlFile, read_yaml, yaml_files

KINDS = ("provinsi", "kabupaten", "kota")
START = date(2021, 3, 25)
"""Signing of Inpres 2/2021; no region is evaluated before it."""


class _Parameters(Strict):
    parameters: list[Parameter]


class _Duties(Strict):
    duties: list[Duty]


class _Advice(Strict):
    deadlines: list[Deadline]
    advice: list[Advice]


def load_rubric(folder: Path | Traversable | None = None) -> Rubric:
    """Read and check the rules in `folder` (the packaged catalogue if none is given).

    Raises CatalogueError for the first mistake: unknown or missing key, undated value, duplicate
    key or id, weights that do not add up, a fact or a parameter nobody knows.
    """
    root = folder if folder is not None else files("catalogue")
    head_file = read_yaml(root / "rubric.yaml")
    head = head_file.shaped(RubricHead)
    indicator_files = yaml_files(root / "indicators")
    indicators = [file.shaped(Indicator) for file in indicator_files]
    parameter_files = yaml_files(root / "parameters")
    duty_file = read_yaml(root / "duties.yaml")
    advice_file = read_yaml(root / "advice.yaml")
    advice = advice_file.shaped(_Advice)
    rubric = Rubric(
        head=head,
        indicators=sorted(indicators, key=lambda indicator: _order(head, indicator)),
        parameters=[one for file in parameter_files for one in file.shaped(_Parameters).parameters],
        duties=duty_file.shaped(_Duties).duties,
        advice=advice.advice,
        deadlines=advice.deadlines,
        sha256=_hash([head_file, *indicator_files, *parameter_files, duty_file, advice_file]),
    )
    by_id = {
        indicator.id: file for indicator, file in zip(indicators, indicator_files, strict=True)
    }
    _check_indicators(rubric, by_id)
    _check_names(rubric, head_file, duty_file, advice_file)
    _check_weights(rubric, head_file)
    return rubric


def _order(head: RubricHead, indicator: Indicator) -> tuple[int, str]:
    places = [pillar.id for pillar in head.pillars]
    place = places.index(indicator.pillar) if indicator.pillar in places else len(places)
    return place, indicator.id


def _hash(sources: list[YamlFile]) -> str:
    digest = hashlib.sha256()
    for file in sources:
        digest.update(f"{file.name}\n{file.content!r}\n".encode())
    return digest.hexdigest()


def _check_indicators(rubric: Rubric, by_id: dict[str, YamlFile]) -> None:
    pillars = {pillar.id for pillar in rubric.head.pillars}
    duties = {duty.id for duty in rubric.duties}
    if len(by_id) != len(rubric.indicators):
        raise CatalogueError("indicators", 1, "id", "two files bear the same indicator id")
    for indicator in rubric.indicators:
        file = by_id[indicator.id]
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
        _check_spans(file, "weights", indicator.weights)
        _check_spans(file, "scale", indicator.scale)


def _is_fact(name: str) -> bool:
    kind, _, field = name.partition(".")
    if kind == "children":
        return field in {"regulation_in_force", "score"}
    return kind in FACT_TYPES and field in FACT_TYPES[kind].model_fields


def _check_spans(file: YamlFile, key: str, values: Sequence[Dated]) -> None:
    """Refuse two values of one key that are in force on the same day."""
    dated = list(values)
    if not dated:
        raise file.error((key,), "no dated value; give at least one with from and reference")
    ordered = sorted(dated, key=lambda value: value.from_)
    for earlier, later in pairwise(ordered):
        if earlier.holds_on(later.from_):
            raise file.error(
                (key, dated.index(earlier)), f"overlaps the value from {later.from_}; add until"
            )


def _check_names(rubric: Rubric, head: YamlFile, duty: YamlFile, advice: YamlFile) -> None:
    known = {indicator.id for indicator in rubric.indicators}
    titles = {band.title.id for bands in rubric.head.bands for band in bands.bands}
    for place, gate in enumerate(rubric.head.gates):
        if gate.indicator not in known:
            raise head.error(("gates", place, "indicator"), f"unknown indicator {gate.indicator}")
        if gate.band_at_most not in titles:
            raise head.error(("gates", place, "band_at_most"), f"unknown band {gate.band_at_most}")
    for place, one in enumerate(rubric.duties):
        for name in set(one.indicators) - known:
            raise duty.error(("duties", place, "indicators"), f"unknown indicator {name}")
    windows = {deadline.id for deadline in rubric.deadlines}
    for place, line in enumerate(rubric.advice):
        if line.indicator not in known:
            raise advice.error(
                ("advice", place, "indicator"), f"unknown indicator {line.indicator}"
            )
        if line.deadline not in windows:
            raise advice.error(("advice", place, "deadline"), f"unknown deadline {line.deadline}")
    silent = known - {line.indicator for line in rubric.advice}
    if silent:
        raise advice.error(("advice",), f"no advice for {', '.join(sorted(silent))}")


def _check_weights(rubric: Rubric, head: YamlFile) -> None:
    """Refuse weights that do not add up to their pillar, or pillars that do not add up to 100."""
    days = {START} | {
        weights.from_
        for one in rubric.indicators
        for weights in one.weights
        if weights.from_ > START
    }
    for day in sorted(days):
        for kind in KINDS:
            total = Decimal(0)
            for place, pillar in enumerate(rubric.head.pillars):
                stated = _weight(pillar.weights, kind, day)
                summed = sum(
                    (
                        _weight(one.weights, kind, day)
                        for one in rubric.indicators
                        if one.pillar == pillar.id
                    ),
                    Decimal(0),
                )
                if stated != summed:
                    raise head.error(
                        ("pillars", place, "weights"),
                        f"{kind} on {day}: indicators add up to {summed}, pillar says {stated}",
                    )
                total += stated
            if total != 100:
                raise head.error(
                    ("pillars",), f"{kind} on {day}: pillars add up to {total}, not 100"
                )


def _weight(values: Sequence[Weights], kind: str, day: date) -> Decimal:
    for value in values:
        if value.holds_on(day):
            weight: Decimal = getattr(value, kind)
            return weight
    return Decimal(0)
