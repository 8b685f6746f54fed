"""Pillar B: what was set aside, whether it is enough, spent, paid on and shared. In rupiah."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

from models import BudgetLine, Contribution
from monev.scoring.answers import NOT_UNDERSTOOD, of_this_year, said, worse_and_better
from monev.scoring.budget_lines import COMPLETE_TIERS, budget_in_force, spending_of
from monev.scoring.decision import UNKNOWN, decided, told_as
from monev.scoring.reading import (
    Measured,
    Missing,
    Question,
    Reading,
    formula,
    stated,
    stated_first,
)
from monev.scoring.spans import months_through
from monev.scoring.term import (
    Term,
    counted,
    literal,
    named,
    of_input,
    of_parameter,
    total,
)
from monev.trace import Input, ParameterUse

MONTHS_PER_YEAR = 12


@formula
def plan_and_budget(question: Question) -> Reading:
    """Whether contributions stand in the RKPD and in the APBD. Source: rubric B1, SE 842.2."""
    items = question.arguments["items"]
    planned, attested = (
        of_this_year(question, question.known.standing_answers(str(items[name])))
        for name in ("rkpd", "apbd")
    )
    lines = [line for line in budget_in_force(question) if line.allocation_idr is not None]
    in_apbd = any(line.allocation_idr for line in lines) if lines else said(attested)
    rkpd_lines = [line for line in question.known.budget_of_year if line.stage == "RKPD"]
    in_rkpd = any(one.allocation_idr != 0 for one in rkpd_lines) if rkpd_lines else said(planned)
    inputs = tuple(_first(line) for line in (*lines, *rkpd_lines))
    inputs += tuple(stated(one, "answer") for one in (*planned, *attested) if one.answer)
    if in_apbd is None:
        return Missing("alokasi_tidak_dibuktikan", inputs)
    answers = {"rkpd": told_as(in_rkpd), "apbd": told_as(in_apbd)}
    found = decided(question.arguments["table"], answers, inputs)
    best = None
    if answers["rkpd"] == UNKNOWN:
        best = decided(question.arguments["table"], answers | {"rkpd": told_as(True)}).outcome
    return Measured(
        found.outcome,
        best=best,
        told=inputs,
        decisions=(found,),
        text=found.outcome.replace("_", " "),
        note="" if best is None else "rkpd_belum_dibuktikan",
    )


def _first(line: BudgetLine) -> Input:
    names = ("allocation_idr", "realised_idr", "persons", "months")
    return stated_first(line, names, "Rp" if line.allocation_idr is not None else "")


@formula
def budget_adequacy(question: Question) -> Reading:
    """Allocation over need, need being persons x months x monthly rate. Source: rubric B2.

    A line without its own rate is taken at the lowest BPU package (JKK + JKM) in force. A single
    line that does not say whom or how long it insures leaves the whole question open.
    """
    lines = budget_in_force(question)
    if not lines:
        return Missing("alokasi_tidak_dibuktikan")
    usable = [
        line
        for line in lines
        if line.allocation_idr is not None and line.persons is not None and line.months is not None
    ]
    if len(usable) < len(lines):
        inputs = tuple(stated(one, "allocation_idr", "Rp") for one in lines if one.allocation_idr)
        return Missing("orang_atau_bulan_tidak_dinyatakan", inputs)
    package = bpu_package_term(question)
    if package is None:
        return Missing("tarif_tidak_berlaku")
    allocated = total(of_input(stated(line, "allocation_idr", "Rp")) for line in usable)
    need = total(_need(line, package) for line in usable)
    if need.value == 0:
        told = tuple(_first(line) for line in usable)
        if allocated.value:
            return Missing("orang_atau_bulan_tidak_dinyatakan", told)
        return Measured(literal(0), told=told, note="pagu_nihil_untuk_nol_orang")
    return Measured(allocated / need)


def _need(line: BudgetLine, package: Term) -> Term:
    """Return what one line has to pay: persons x months x monthly rate, in rupiah."""
    rate = package
    if line.monthly_rate_idr is not None:
        rate = of_input(stated(line, "monthly_rate_idr", "Rp"))
    persons, months = stated(line, "persons", "orang"), stated(line, "months", "bulan")
    return of_input(persons) * of_input(months) * rate


def bpu_package_term(question: Question) -> Term | None:
    """Return the monthly JKK + JKM contribution of a non-wage worker as a step of a sum."""
    package = bpu_package(question)
    if package is None:
        return None
    return named("paket_jkk_jkm_bpu", total(of_parameter(one) for one in package[1]))


def bpu_package(question: Question) -> tuple[Decimal, tuple[ParameterUse, ...]] | None:
    """Return the monthly JKK + JKM contribution of a non-wage worker in rupiah, with its source."""
    parts = [question.parameter(name) for name in ("iuran_jkk_bpu_idr", "iuran_jkm_bpu_idr")]
    known = tuple(part for part in parts if part is not None)
    if len(known) < len(parts):
        return None
    return sum((part.value for part in known), Decimal(0)), known


@formula
def budget_absorption(question: Question) -> Reading:
    """Spending over the allocation due by the quarter's end. Source: rubric B3."""
    lines = budget_in_force(question)
    if not lines or any(line.allocation_idr is None for line in lines):
        return Missing("alokasi_tidak_dibuktikan", tuple(_first(line) for line in lines))
    spent = spending_of(question, lines)
    if not spent:
        known = tuple(stated(line, "allocation_idr", "Rp") for line in lines)
        return Missing("realisasi_tidak_dinyatakan", known)
    allocated = total(of_input(stated(line, "allocation_idr", "Rp")) for line in lines)
    if allocated.value == 0:
        nothing = tuple(stated(line, "allocation_idr", "Rp") for line in lines)
        return Measured(literal(0), told=nothing, note="pagu_nihil_tidak_ada_yang_diserap")
    realised = total(of_input(stated(line, "realised_idr", "Rp")) for line in spent)
    elapsed = literal(question.known.quarter.months_elapsed)
    return Measured(realised / (allocated * elapsed / literal(MONTHS_PER_YEAR)))


@formula
def contribution_continuity(question: Question) -> Reading:
    """Person-months paid, out of persons registered x months elapsed. Source: rubric B4.

    Rows of one group that do not overlap are added; months that no row tells of count as unpaid,
    and in the better reading not at all. Of two rows about the same span the newer stands; those
    of one day and kind that differ are two readings.
    """
    year = question.known.quarter.year
    rows = [
        one
        for one in question.known.contributions
        if one.span_end.year == year
        and one.registered_persons is not None
        and one.paid_person_months is not None
    ]
    if not rows:
        return Missing("rekonsiliasi_tidak_disampaikan")
    by_group: dict[tuple[str, str], list[Contribution]] = {}
    for row in rows:
        by_group.setdefault((row.group_code, row.payer), []).append(row)
    if any(row.span_end < row.span_start for row in rows):
        return Missing(NOT_UNDERSTOOD, _reconciled(rows))
    values: list[Term] = []
    for better in (False, True):
        spans = [_apart(each, better=better) for each in by_group.values()]
        paid = total(of_input(stated(row, "paid_person_months")) for each in spans for row in each)
        due = [_due(each, question.known.quarter.months_elapsed) for each in spans]
        if all(least.value == 0 for least, _ in due):
            return Missing("rekonsiliasi_tidak_disampaikan", _reconciled(rows))
        values += [paid / total(one) for one in zip(*due, strict=True)]
    return worse_and_better(values)


def _reconciled(rows: list[Contribution]) -> tuple[Input, ...]:
    names = ("registered_persons", "paid_person_months")
    return tuple(stated(row, name) for row in rows for name in names)


def _apart(rows: list[Contribution], *, better: bool) -> list[Contribution]:
    """Return the rows of one group that do not overlap, the newest first: no month counts twice.

    Of two about the same span, of one day and kind, the one with fewer months paid of those due
    goes first, or with more where the `better` is asked for.
    """

    def place(row: Contribution) -> tuple[date, date, int, Fraction, str]:
        paid = Fraction(row.paid_person_months or 0) / max(row.registered_persons or 0, 1)
        paid_first = paid if better else -paid
        return row.span_end, row.known_on, -row.tier.rank, paid_first, row.fact_id

    chosen: list[Contribution] = []
    for row in sorted(rows, key=place, reverse=True):
        if all(row.span_end < one.span_start or row.span_start > one.span_end for one in chosen):
            chosen.append(row)
    return chosen


def _due(rows: list[Contribution], elapsed: int) -> tuple[Term, Term]:
    """Return the person-months due of one group: for the months told of, and for the whole year.

    A reconciliation that leaves out the first months does not say whether the group was insured
    then; both readings stand.
    """
    told = [months_through(row.span_start, row.span_end) for row in rows]
    persons = [of_input(stated(row, "registered_persons")) for row in rows]
    least = total(one * literal(months) for one, months in zip(persons, told, strict=True))
    silent = elapsed - sum(told)
    return least, (least + persons[0] * literal(silent) if silent > 0 else least)


@formula
def funding_diversity(question: Question) -> Reading:
    """Number of lawful sources beside the APBD. Source: rubric B5.

    A press report names what it names: only a source that lists every line can show that there
    is no other. A source of which a line says Rp0 gives nothing.
    """
    lines = budget_in_force(question)
    if not lines:
        return Missing("alokasi_tidak_dibuktikan")
    besides = {
        line.funding_source
        for line in lines
        if line.funding_source != "APBD" and line.allocation_idr != 0
    }
    complete = any(line.tier in COMPLETE_TIERS for line in lines)
    inputs = tuple(_first(line) for line in lines)
    if not besides and not complete:
        return Missing("sumber_dana_lain_tidak_dinyatakan", inputs)
    found = counted("sumber_dana_lain", sorted(besides), inputs)
    best = None if complete or found.value >= 2 else literal(2)
    return Measured(found, best=best)
