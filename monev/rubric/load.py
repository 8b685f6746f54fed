"""Catalogue files -> a `Rubric`. Whether its rules fit each other is asked in `checks`."""

import hashlib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from monev.rubric.checks import Files, check
from monev.rubric.shapes import (
    Advice,
    Deadline,
    Duty,
    Indicator,
    Parameter,
    Rubric,
    RubricHead,
    Strict,
)
from monev.segments import load_segments
from monev.yaml_file import YamlFile, read_yaml, yaml_files


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
    listed = [(file, file.shaped(_Parameters).parameters) for file in parameter_files]
    rubric = Rubric(
        head=head,
        indicators=sorted(indicators, key=lambda indicator: _order(head, indicator)),
        parameters=[one for _, parameters in listed for one in parameters],
        duties=duty_file.shaped(_Duties).duties,
        advice=advice.advice,
        deadlines=advice.deadlines,
        segments=load_segments(),
        sha256=_hash([head_file, *indicator_files, *parameter_files, duty_file, advice_file]),
    )
    check(
        rubric,
        Files(
            head=head_file,
            indicators=list(zip(indicators, indicator_files, strict=True)),
            parameters=listed,
            duties=duty_file,
            advice=advice_file,
        ),
    )
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
