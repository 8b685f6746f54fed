"""What the facts say beside the score: series, targets with their pace, groups, money.

Computed here, from the same known facts as the score, so that reports only have to print.
"""

from collections import defaultdict
from datetime import date
from decimal import Decimal

from models import BudgetLine, Contribution, Participation, Target
from monev.composite.precision import as_decimal
from monev.known import KnownFacts
from monev.profile import (
    BudgetRow,
    ChangeReading,
    ContextRow,
    CoveragePoint,
    GroupLine,
    GroupStatement,
    MoneyRow,
    Profile,
    RegulationRow,
    StatedChange,
    TargetLine,
)
from monev.rubric import RulesInForce
from monev.scoring.budget_lines import budget_in_force
from monev.scoring.coverage import (
    base_of,
    before_readings,
    coverage_of,
    newest_coverage,
    target_readings,
)
from monev.scoring.figures import figures
from monev.scoring.formulas_budget import bpu_package
from monev.scoring.formulas_regulation import is_in_force, prevailing
from monev.scoring.reading import Question, stated, stated_first
from monev.scoring.term import literal
from monev.segments import Segments

TOTAL = "SEMUA"
AMOUNTS = ("allocation_idr", "realised_idr", "persons", "months")
MONEY = ("claims_idr", "contribution_idr", "shortfall_idr", "registered_persons")


def profile(known: KnownFacts, rules: RulesInForce) -> Profile:
    """Return everything about a region that is told beside its score."""
    question = Question(known, rules)
    return Profile(
        coverage=_coverage(known),
        change=_change(known),
        targets=[*_own_targets(question), *_national_targets(question)],
        groups=_groups(known, rules.rubric.segments),
        budget=_budget(question),
        money=[_money(one) for one in known.contributions],
        regulations=_regulations(question),
        context=[
            ContextRow(
                category=one.category,
                text=one.text,
                happened_on=one.happened_on,
                amount_idr=one.amount_idr,
                source=stated(one, "text" if "text" in one.cells else "amount_idr"),
            )
            for one in known.context
        ],
        figures=figures(known),
    )


def _coverage(known: KnownFacts) -> list[CoveragePoint]:
    points = []
    for fact in sorted(known.participation, key=lambda one: (one.as_of, one.fact_id)):
        found = coverage_of(fact)
        if found is not None and fact.payer == "":
            points.append(
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
            )
    return points


def _change(known: KnownFacts) -> StatedChange | None:
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
    )


def _own_targets(question: Question) -> list[TargetLine]:
    reached = newest_coverage(question, TOTAL)
    lines = []
    for target in question.known.targets:
        if target.coverage_pct is None and target.change_value is None:
            continue
        readings = target_readings(target, base_of(question, target, TOTAL))
        if not readings:
            continue
        names = [name for name, _ in readings] if len(readings) > 1 else [""]
        pcts = [as_decimal(pct.value) for _, pct in readings]
        field = "coverage_pct" if target.coverage_pct is not None else "change_value"
        gap, pace = _pace(target, pcts[0], reached.pct if reached else None, question)
        lines.append(
            TargetLine(
                family=target.family,
                due_on=target.due_on,
                pcts=pcts,
                readings=names,
                gap_points=gap,
                pace_points_per_month=pace,
                source=stated(target, field, "%"),
            )
        )
    return lines


def _pace(
    target: Target, pct: Decimal, reached: Decimal | None, question: Question
) -> tuple[Decimal | None, Decimal | None]:
    """Return points still to go and points per month from the quarter's end to the due day."""
    if reached is None:
        return None, None
    end, due = question.known.quarter.end, target.due_on
    months = (due.year - end.year) * 12 + due.month - end.month
    gap = pct - reached
    return gap, (gap / months if months > 0 and gap > 0 else None)


def _national_targets(question: Question) -> list[TargetLine]:
    lines = []
    for one in question.rules.national_targets:
        if one.family is not None and one.due_on is not None:
            lines.append(
                TargetLine(
                    family=one.family,
                    due_on=one.due_on,
                    pcts=[one.value],
                    readings=[""],
                    reference=one.reference,
                )
            )
    return lines


def _groups(known: KnownFacts, segments: Segments) -> list[GroupStatement]:
    statements: dict[tuple[date, str, str, str], list[Participation]] = defaultdict(list)
    for fact in known.participation:
        if fact.payer and fact.active_persons is not None:
            key = (fact.as_of, fact.source_title, fact.source_publisher, fact.payer)
            statements[key].append(fact)
    return [
        _group(key[3], facts, segments) for key, facts in sorted(statements.items(), reverse=True)
    ]


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


def _budget(question: Question) -> list[BudgetRow]:
    package = bpu_package(question)
    rows = []
    for line in sorted(budget_in_force(question), key=_by_agency):
        rate = None if line.monthly_rate_idr is None else Decimal(line.monthly_rate_idr)
        if rate is None and package is not None:
            rate = package[0]
        need = None
        if line.persons is not None and line.months is not None and rate is not None:
            need = line.persons * line.months * rate
        rows.append(
            BudgetRow(
                agency=line.agency,
                group_code=line.group_code,
                funding_source=line.funding_source,
                stage=line.stage,
                allocation_idr=line.allocation_idr,
                realised_idr=line.realised_idr,
                persons=line.persons,
                months=line.months,
                need_idr=need,
                source=stated_first(line, AMOUNTS, "Rp"),
            )
        )
    return rows


def _by_agency(line: BudgetLine) -> tuple[str, str, str, str]:
    return line.agency, line.group_code, line.funding_source, line.fact_id


def _money(fact: Contribution) -> MoneyRow:
    paid, claims = fact.contribution_idr, fact.claims_idr
    both = paid is not None and claims is not None and paid > 0
    return MoneyRow(
        group_code=fact.group_code,
        payer=fact.payer,
        span_start=fact.span_start,
        span_end=fact.span_end,
        contribution_idr=paid,
        claims_idr=claims,
        ratio_pct=Decimal(100) * (claims or 0) / (paid or 1) if both else None,
        difference_idr=(claims or 0) - (paid or 0) if both else None,
        stated_shortfall=(fact.cell("shortfall_idr").raw if fact.shortfall_idr is not None else ""),
        source=stated_first(fact, MONEY),
    )


def _regulations(question: Question) -> list[RegulationRow]:
    return [
        RegulationRow(
            instrument=one.instrument,
            number=one.number,
            year=one.year,
            title=one.title,
            stage=one.stage,
            stage_on=one.stage_on,
            in_force=is_in_force(one),
            status=one.status,
            source=stated(one, "stage"),
        )
        for one in sorted(prevailing(question), key=lambda one: (-one.stage, one.stage_on))
    ]
