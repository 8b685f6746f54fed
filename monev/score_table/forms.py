"""A scored table as plain data and as CSV: exact to 28 significant digits, nothing left out."""

import csv
import io
from fractions import Fraction
from typing import Any

from monev.composite.precision import as_decimal
from monev.composite.ranks import RANK_METHOD
from monev.score_table.results import ScoredIndicator, ScoredTable, ScoredUnit

FIELDS = (
    "unit",
    "rank",
    "score",
    "band",
    "completeness",
    "substituted",
    "gates",
    "no_score_because",
)


def exact(value: Fraction | str | None) -> str | None:
    """Return a number as decimal text of at most 28 significant digits; words as they are."""
    return format(as_decimal(value), "f") if isinstance(value, Fraction) else value


def as_form(scored: ScoredTable) -> dict[str, Any]:
    """Return everything as plain data for JSON; numbers are decimals in text, null is no value."""
    return {
        "title": scored.title,
        "source": scored.source,
        "table": scored.table,
        "method": scored.method,
        "rank_method": RANK_METHOD,
        "rank_within": scored.rank_within,
        "units": [_unit(one) for one in scored.units],
    }


def _unit(one: ScoredUnit) -> dict[str, Any]:
    return {
        "unit": one.unit,
        "line": one.line,
        "peer": one.peer or None,
        "rank": one.rank,
        "score": exact(one.score),
        "score_before_gates": exact(one.before_gates),
        "band": one.band or None,
        "completeness": exact(one.completeness),
        "no_score_because": one.why or None,
        "gates": list(one.gates),
        "groups": [
            {"id": group.id, "score": exact(group.score), "weight": exact(group.weight)}
            for group in one.groups
        ],
        "indicators": [
            _indicator(part, weight)
            for part, weight in zip(one.indicators, one.weights, strict=True)
        ],
    }


def _indicator(part: ScoredIndicator, weight: Fraction) -> dict[str, Any]:
    return {
        "id": part.id,
        "stated": part.stated or None,
        "status": part.status,
        "substituted_by": part.policy or None,
        "value": exact(part.value),
        "points": exact(part.points),
        "capped_at": exact(part.capped_at),
        "weight": exact(weight),
    }


def as_csv(scored: ScoredTable) -> str:
    """Return one line per unit, with a column for every group below the total and indicator."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    first = scored.units[0]
    groups = [group.id for group in first.groups[1:]]
    writer.writerow([*FIELDS, *groups, *(f"points_{part.id}" for part in first.indicators)])
    for one in scored.units:
        writer.writerow(
            [
                *(one.unit, one.rank, exact(one.score), one.band, exact(one.completeness)),
                *("; ".join(one.substituted), "; ".join(one.gates), one.why),
                *(exact(group.score) for group in one.groups[1:]),
                *(exact(part.points) for part in one.indicators),
            ]
        )
    return stream.getvalue()
