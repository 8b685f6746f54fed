"""What the facts say beside the score: series, targets with their pace, groups, money.

Computed here, from the same known facts as the score, so that reports only have to print.
"""

from decimal import Decimal

from models import BudgetLine, Contribution, Target
from monev.composite.precision import as_decimal
from monev.known import KnownFacts
from monev.profile import (
    BudgetRow,
    ContextRow,
    MoneyRow,
    Profile,
    RegulationRow,
    TargetLine,
)
from monev.rubric import RulesInForce
from monev.scoring.budget_lines import budget_in_force
from monev.scoring.coverage import (
    TOTAL,
    base_of,
    newest_coverage,
    target_readings,
)
from monev.scoring.figures import figures
from monev.scoring.formulas_budget import bpu_package
from monev.scoring.formulas_regulation import is_in_force, prevailing
from monev.scoring.profile_participation import (
    coverage_points,
    group_statements,
    stated_change,
)
from monev.scoring.reading import Question, stated, stated_first
from monev.told_past import first_year, with_newest

AMOUNTS = ("allocation_idr", "realised_idr", "persons", "months")
MONEY = ("claims_idr", "contribution_idr", "shortfall_idr", "registered_persons")


def profile(known: KnownFacts, rules: RulesInForce) -> Profile:
    """Return everything about a region that is told beside its score.

    Of targets, groups and payments that is what was stated of the quarter's year and the one
    before, and what is older where little is newer (`told_past`). Coverage is complete: change over
    time is reckoned from it.
    """
    question = Question(known, rules)
    return Profile(
        coverage=coverage_points(known),
        change=stated_change(known),
        targets=[*_own_targets(question), *_national_targets(question)],
        groups=group_statements(known, rules.rubric.segments),
        budget=_budget(question),
        money=[_money(one) for one in _payments(known)],
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


def _own_targets(question: Question) -> list[TargetLine]:
    reached = newest_coverage(question, TOTAL)
    lines = []
    for target in question.known.targets:
        if target.coverage_pct is None and target.change_value is None:
            continue
        base = base_of(question, target, TOTAL)
        readings = target_readings(target, base)
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
                group_code=target.group_code,
                base=[*base.inputs] if base and field == "change_value" else [],
            )
        )
    return with_newest(
        lines,
        lambda one: one.due_on,
        lambda one: (one.family, one.group_code),
        first_year(question.known.quarter),
    )


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


def _payments(known: KnownFacts) -> list[Contribution]:
    return with_newest(
        known.contributions,
        lambda one: one.span_end,
        lambda one: (one.group_code, one.payer),
        first_year(known.quarter),
    )


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
