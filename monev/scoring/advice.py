"""Scorecard -> numbered actions: what, who, until when, and what it costs where that is known."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from models import Participation
from monev.known import KnownFacts
from monev.rubric import RulesInForce
from monev.scorecard import Action, IndicatorScore
from monev.scoring.formulas_budget import MONTHS_PER_YEAR, bpu_package
from monev.scoring.reading import Question
from monev.segments import Segments

FULL = Decimal(100)
TOTAL = "SEMUA"


def actions_for(
    rows: Sequence[IndicatorScore], known: KnownFacts, rules: RulesInForce
) -> list[Action]:
    """Return one action per indicator that is not full, the one with most to gain first.

    `gain` is what the total (0-100) would rise by if the indicator were fully met and evidenced.
    """
    open_rows = [
        one for one in rows if one.status != "tidak_berlaku" and (one.score or Decimal(0)) < FULL
    ]
    ranked = sorted(open_rows, key=lambda one: (-_gain(one), one.id))
    return [_action(number, one, known, rules) for number, one in enumerate(ranked, start=1)]


def _gain(row: IndicatorScore) -> Decimal:
    return (FULL - (row.score or Decimal(0))) * row.effective_weight / FULL


def _action(number: int, row: IndicatorScore, known: KnownFacts, rules: RulesInForce) -> Action:
    advice = rules.advice_for(row.id)
    window = rules.deadline(advice.deadline)
    amount, arithmetic = _amount(row, known, rules)
    return Action(
        number=number,
        indicator=row.id,
        cause="data" if row.status == "data_tidak_tersedia" else advice.cause,
        agency=advice.agency,
        text=advice.missing if row.status == "data_tidak_tersedia" else advice.unmet,
        deadline=_deadline(window.month, window.day, known),
        deadline_title=window.title.id,
        amount_idr=amount,
        amount_arithmetic=arithmetic,
        gain=_gain(row),
    )


def _deadline(month: int | None, day: int | None, known: KnownFacts) -> date:
    """Return the next such day after the quarter's cut-off, or the next quarter's due date."""
    if month is None or day is None:
        return known.quarter.next().due_date
    this_year = date(known.quarter.due_date.year, month, day)
    if this_year > known.quarter.due_date:
        return this_year
    return this_year.replace(year=this_year.year + 1)


def _amount(row: IndicatorScore, known: KnownFacts, rules: RulesInForce) -> tuple[int | None, str]:
    """Return what a full year costs for the workers who remain insured through the APBD, in rupiah.

    The remainder is the sum of groups that are not temporary, as stated; without a statement no
    amount is named.
    """
    if row.id != "B2":
        return None, ""
    persons = remaining_persons(known, rules.rubric.segments)
    package = bpu_package(Question(known, rules))
    if persons is None or package is None:
        return None, ""
    amount = int(persons * MONTHS_PER_YEAR * package[0])
    return amount, f"{persons} x {MONTHS_PER_YEAR} x {int(package[0])}"


def remaining_persons(known: KnownFacts, segments: Segments) -> int | None:
    """Return workers paid by the APBD in groups that stay, as the newest statement lists them.

    One statement is taken, never two added; a group within a wider listed group counts once.
    """
    statements: dict[tuple[date, int, str, str], list[Participation]] = defaultdict(list)
    for fact in known.participation:
        if (
            fact.payer == "APBD"
            and fact.segment != TOTAL
            and fact.active_persons is not None
            and fact.as_of.year == known.quarter.year
        ):
            key = (fact.as_of, -fact.tier.rank, fact.source_title, fact.source_publisher)
            statements[key].append(fact)
    if not statements:
        return None
    newest = statements[max(statements)]
    outer = segments.outermost({fact.segment for fact in newest}) - segments.temporary()
    return sum(fact.active_persons or 0 for fact in newest if fact.segment in outer)
