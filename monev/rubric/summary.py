"""What a checked catalogue holds, in counts, and which of its dated numbers have run out or will.

Whether rules fit each other is asked in `checks`.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from monev.rubric.shapes import Dated, Parameter, Rubric
from monev.rubric.spans import gaps

SOON = timedelta(days=180)
"""A value that ends within this time should have its successor in preparation."""


@dataclass(frozen=True)
class ParameterSpans:
    """When a parameter holds; `open_days` are spans between two values in which there is none."""

    id: str
    title: str
    spans: tuple[tuple[date, date | None], ...]
    open_days: tuple[tuple[date, date], ...]
    ended_on: date | None
    ends_soon_on: date | None


@dataclass(frozen=True)
class RubricSummary:
    """Counts of a catalogue, and its parameters."""

    version: str
    indicators: int
    pillars: int
    duties: int
    dated_values: int
    proposals: int
    parameters: tuple[ParameterSpans, ...]


def summary(rubric: Rubric, on: date) -> RubricSummary:
    """Return what a rubric holds; `on` is the day from which endings are looked at."""
    dated = list(_dated(rubric))
    return RubricSummary(
        version=rubric.version,
        indicators=len(rubric.indicators),
        pillars=len(rubric.head.pillars),
        duties=len(rubric.duties),
        dated_values=len(dated),
        proposals=sum(one.reference.startswith("usulan") for one in dated),
        parameters=tuple(_spans(one, on) for one in rubric.parameters),
    )


def _dated(rubric: Rubric) -> list[Dated]:
    head = rubric.head
    found: list[Dated] = [*head.bands, *head.missing, *head.aggregation, *head.evidence]
    for pillar in head.pillars:
        found += pillar.weights
    for indicator in rubric.indicators:
        found += [*indicator.weights, *indicator.scale]
    for parameter in rubric.parameters:
        found += parameter.values
    return found


def _spans(parameter: Parameter, on: date) -> ParameterSpans:
    values = sorted(parameter.values, key=lambda one: one.from_)
    end = values[-1].until
    return ParameterSpans(
        id=parameter.id,
        title=parameter.title.id,
        spans=tuple((one.from_, one.until) for one in values),
        open_days=tuple(gaps(values)),
        ended_on=end if end is not None and end < on else None,
        ends_soon_on=end if end is not None and on <= end <= on + SOON else None,
    )
