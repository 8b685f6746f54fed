"""What the facts say about participation beside the score: coverage, a stated rise, groups.

What is printed of them is for reports.
"""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from models import Participation
from monev.composite.precision import as_decimal
from monev.known import KnownFacts
from monev.profile import ChangeReading, CoveragePoint, GroupLine, GroupStatement, StatedChange
from monev.scoring.coverage import TOTAL, before_readings, coverage_of
from monev.scoring.reading import stated
from monev.scoring.term import literal
from monev.segments import Segments
from monev.told_past import MOST_LISTS, first_year, with_newest


def coverage_points(known: KnownFacts) -> list[CoveragePoint]:
    """Return the coverage of all payers together, by day."""
    return [
        CoveragePoint(
            as_of=fact.as_of,
            pct=found.pct,
            stated_pct=fact.coverage_pct,
            computed=fact.eligible_persons is not None and fact.active_persons is not None,
            arithmetic=found.arithmetic,
            segment=fact.segment,
            definition=fact.definition,
            source=found.inputs[0],
        )
        for fact in sorted(known.participation, key=lambda one: (one.as_of, one.fact_id))
        if fact.payer == "" and (found := coverage_of(fact)) is not None
    ]


def stated_change(known: KnownFacts) -> StatedChange | None:
    """Return the newest rise that a source states of all workers, with its readings."""
    stating = [
        one
        for one in known.participation
        if one.change_value is not None and one.coverage_pct is not None and one.segment == TOTAL
    ]
    if not stating:
        return None
    fact = max(stating, key=lambda one: (one.as_of, one.fact_id))
    now, change = fact.coverage_pct or Decimal(0), fact.change_value or Decimal(0)
    return StatedChange(
        now_pct=now,
        change=change,
        readings=[
            ChangeReading.model_validate({"reading": name, "before_pct": as_decimal(before.value)})
            for name, before in before_readings(literal(now), literal(change), fact.change_reading)
        ],
        source=stated(fact, "change_value", "%"),
        now_source=stated(fact, "coverage_pct", "%"),
    )


def group_statements(known: KnownFacts, segments: Segments) -> list[GroupStatement]:
    """Return the lists of groups of each payer, the newest first.

    A total without groups is no list, and takes the place of none.
    """
    statements: dict[tuple[date, str, str, str], list[Participation]] = defaultdict(list)
    for fact in known.participation:
        if fact.payer and fact.active_persons is not None:
            key = (fact.as_of, fact.source_title, fact.source_publisher, fact.payer)
            statements[key].append(fact)
    told = with_newest(
        sorted(statements.items(), reverse=True),
        lambda one: one[0][0],
        lambda one: (one[0][3], any(fact.segment != TOTAL for fact in one[1])),
        first_year(known.quarter),
        MOST_LISTS,
    )
    return [_group(payer, facts, segments) for (_, _, _, payer), facts in told]


def _group(payer: str, facts: list[Participation], segments: Segments) -> GroupStatement:
    parts = [one for one in facts if one.segment != TOTAL]
    lines = [
        GroupLine(
            segment=one.segment,
            persons=one.active_persons or 0,
            temporary=one.segment in segments.temporary(),
            source=stated(one, "active_persons", "orang"),
        )
        for one in sorted(parts, key=lambda one: (-(one.active_persons or 0), one.segment))
    ]
    outer = segments.outermost({one.segment for one in parts})

    def total(scope: str) -> int | None:
        return next(
            (one.active_persons for one in facts if one.segment == TOTAL and one.scope == scope),
            None,
        )

    return GroupStatement(
        payer=payer,
        as_of=facts[0].as_of,
        lines=lines,
        summed=sum(one.persons for one in lines if one.segment in outer),
        stated=total("semua"),
        remaining=sum(one.persons for one in lines if one.segment in outer and not one.temporary),
        remaining_stated=total("tanpa_adhoc"),
    )
