"""Judged indicators -> numbered actions: what, who, until when, and what it costs where known.

An action that was given in an earlier quarter keeps its number and its deadline until it is done.
"""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from models import Participation
from monev.composite.precision import as_decimal
from monev.known import KnownFacts, PastAction
from monev.rubric import RulesInForce
from monev.scorecard import Action
from monev.scoring.combine import gains
from monev.scoring.follow_up import OF_DATA, is_done, score_of
from monev.scoring.formulas_budget import MONTHS_PER_YEAR, bpu_package
from monev.scoring.indicator import Judged
from monev.scoring.reading import Question
from monev.segments import Segments

TOTAL = "SEMUA"


def actions_for(rows: Sequence[Judged], known: KnownFacts, rules: RulesInForce) -> list[Action]:
    """Return one action per indicator short of its mark, the one with most to gain first.

    The mark is the advice's `done_at`. `gain` is what the total (0-100) would rise by if the
    indicator alone were fully met and evidenced.
    """
    short = [one for one in rows if one.status != "tidak_berlaku" and _is_short(one, rules)]
    to_gain = gains(rows, rules)
    ranked = sorted(short, key=lambda one: (-to_gain[one.rule.indicator.id], one.rule.indicator.id))
    return [
        _action(number, one, to_gain[one.rule.indicator.id], known, rules)
        for number, one in enumerate(ranked, start=1)
    ]


def _is_short(row: Judged, rules: RulesInForce) -> bool:
    return not is_done(row.rule.indicator.id, score_of(row), rules)


def _action(
    number: int, row: Judged, gain: Fraction, known: KnownFacts, rules: RulesInForce
) -> Action:
    name = row.rule.indicator.id
    advice = rules.advice_for(name)
    window = rules.deadline(advice.deadline)
    amount, arithmetic = _amount(name, known, rules)
    missing = row.status == "data_tidak_tersedia"
    told = advice.missing if missing else advice.unmet
    earlier = _given_before(name, missing, known)
    return Action(
        id=earlier.id if earlier else _new_id(name, missing, known),
        issued_in=earlier.issued_in if earlier else str(known.quarter),
        next_check=known.quarter.next().due_date,
        number=number,
        indicator=name,
        cause=OF_DATA if missing else advice.cause,
        agency=advice.agency,
        text=told.id,
        text_en=told.en,
        deadline=earlier.deadline if earlier else _deadline(window.month, window.day, known),
        deadline_title=window.title.id,
        deadline_title_en=window.title.en,
        amount_idr=amount,
        amount_arithmetic=arithmetic,
        gain=as_decimal(gain),
    )


def _new_id(indicator: str, missing: bool, known: KnownFacts) -> str:
    """Return an id that says what is asked, so that no revision gives it to anything else."""
    asked = f"{indicator}-{OF_DATA}" if missing else indicator
    return f"{known.region.code}/{known.quarter}/{asked}"


def _given_before(indicator: str, missing: bool, known: KnownFacts) -> PastAction | None:
    """Return the open earlier action that asked for the same thing: for data, or for the deed."""
    same = [
        one
        for one in known.past_actions
        if one.indicator == indicator and one.asks_for_data is missing and not one.closed_in
    ]
    return min(same, key=lambda one: (one.issued_in, one.id), default=None)


def _deadline(month: int | None, day: int | None, known: KnownFacts) -> date:
    """Return the next such day after the quarter's cut-off, or the next quarter's due date."""
    if month is None or day is None:
        return known.quarter.next().due_date
    this_year = date(known.quarter.due_date.year, month, day)
    if this_year > known.quarter.due_date:
        return this_year
    return this_year.replace(year=this_year.year + 1)


def _amount(indicator: str, known: KnownFacts, rules: RulesInForce) -> tuple[int | None, str]:
    """Return what a full year costs for the workers who remain insured through the APBD, in rupiah.

    The remainder is the sum of groups that are not temporary, as stated; without a statement no
    amount is named.
    """
    if indicator != "B2":
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
