"""Figures as points of a series: from a profile, from facts, from scores of several quarters."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from fractions import Fraction

from models import Participation, Tier
from monev.composite.precision import as_decimal
from monev.profile import Profile
from monev.target_path import SeriesPoint

SCORE = "SKOR"
"""The segment of a series of scores."""

STATED, COUNTED = "persentase yang dinyatakan", "pembilang dan penyebut"


def points_of_profile(profile: Profile) -> list[SeriesPoint]:
    """Return the coverage figures of a profile, one a day and segment, the nearer source first.

    A profile keeps neither scope nor denominator; whether a percentage was stated or counted tells
    two sources of a denominator apart.
    """
    points = [
        (
            Tier(one.source.tier).rank,
            SeriesPoint(
                as_of=one.as_of,
                pct=one.pct,
                segment=one.segment,
                definition=one.definition,
                denominator_source=COUNTED if one.computed else STATED,
                publisher=one.source.source_publisher,
                source=one.source,
            ),
        )
        for one in profile.coverage
    ]
    return _one_a_day(points)


def points_of_facts(facts: Iterable[Participation]) -> list[SeriesPoint]:
    """Return the coverage of all payers together that facts state, one a day, segment and scope.

    Where only the members and the percentage are stated, the denominator is their quotient: good
    enough to see that it is another one, and used for nothing else.
    """
    points = []
    for one in facts:
        if one.payer:
            continue
        counted = one.active_persons is not None and bool(one.eligible_persons)
        if counted:
            pct = as_decimal(Fraction(100 * (one.active_persons or 0), one.eligible_persons or 1))
        elif one.coverage_pct is not None:
            pct = one.coverage_pct
        else:
            continue
        point = SeriesPoint(
            as_of=one.as_of,
            pct=pct,
            segment=one.segment,
            scope=one.scope,
            definition=one.definition,
            denominator=one.eligible_persons or _implied(one),
            denominator_source=COUNTED if counted else STATED,
            publisher=one.source_publisher,
        )
        points.append((one.tier.rank, point))
    return _one_a_day(points)


def _implied(fact: Participation) -> int | None:
    if fact.active_persons is None or not fact.coverage_pct:
        return None
    return round(Fraction(100 * fact.active_persons) / Fraction(fact.coverage_pct))


def points_of_scores(scores: Iterable[tuple[date, Decimal, str]]) -> list[SeriesPoint]:
    """Return scores of quarters as (last day, score 0-100, version of the rubric)."""
    return sorted(
        (
            SeriesPoint(as_of=on, pct=score, segment=SCORE, rubric_version=version)
            for on, score, version in scores
        ),
        key=lambda one: one.as_of,
    )


def with_sources(points: Iterable[SeriesPoint], profile: Profile) -> list[SeriesPoint]:
    """Return the points, each with the cell that the profile keeps of the same figure."""
    cells = {
        (one.segment, one.as_of, one.pct, one.source.source_publisher): one.source
        for one in profile.coverage
    }
    return [
        one.model_copy(update={"source": cells.get(_figure(one))}) if one.source is None else one
        for one in points
    ]


def _figure(point: SeriesPoint) -> tuple[str, date, Decimal, str]:
    return (point.segment, point.as_of, point.pct, point.publisher)


def _one_a_day(points: Iterable[tuple[int, SeriesPoint]]) -> list[SeriesPoint]:
    """Keep the nearer source of a day, and the lowest figure of it, as scoring does."""
    kept: dict[tuple[str, str, date], SeriesPoint] = {}
    for _, point in sorted(points, key=lambda one: (one[0], one[1].pct, one[1].publisher)):
        kept.setdefault((point.segment, point.scope, point.as_of), point)
    return [kept[key] for key in sorted(kept)]
