"""Pillar B: what was set aside, whether it is enough, spent, paid on and shared. In rupiah."""

from decimal import Decimal

from models import Attestation, BudgetLine, Contribution
from monev.scorecard import Input, ParameterUse
from monev.scoring.budget_lines import COMPLETE_TIERS, budget_in_force, spending_of
from monev.scoring.reading import (
    Measured,
    Missing,
    Question,
    Reading,
    formula,
    shown,
    stated,
    stated_first,
)
from monev.scoring.spans import months_through

MONTHS_PER_YEAR = 12


@formula
def plan_and_budget(question: Question) -> Reading:
    """Whether contributions stand in the RKPD and in the APBD. Source: rubric B1, SE 842.2."""
    items = question.arguments["items"]
    planned = question.known.attestation(str(items["rkpd"]))
    attested = question.known.attestation(str(items["apbd"]))
    lines = [line for line in budget_in_force(question) if line.allocation_idr is not None]
    in_apbd = any(line.allocation_idr for line in lines) if lines else _said(attested)
    rkpd_lines = [
        line
        for line in question.known.budget
        if line.stage == "RKPD" and line.fiscal_year == question.known.quarter.year
    ]
    in_rkpd = True if rkpd_lines else _said(planned)
    inputs = tuple(_first(line) for line in (*lines, *rkpd_lines))
    inputs += tuple(stated(one, "answer") for one in (planned, attested) if one and one.answer)
    if in_apbd is None:
        return Missing("alokasi_tidak_dibuktikan", inputs)
    value = _place(in_rkpd is True, in_apbd)
    best = _place(True, in_apbd) if in_rkpd is None else None
    unknown = " (RKPD belum dibuktikan)" if in_rkpd is None else ""
    return Measured(value, inputs, f"{value.replace('_', ' ')}{unknown}", best=best)


def _said(answer: Attestation | None) -> bool | None:
    """Return a plain yes or no; any other answer leaves the question open."""
    return None if answer is None else {"ya": True, "tidak": False}.get(answer.answer)


def _first(line: BudgetLine) -> Input:
    names = ("allocation_idr", "realised_idr", "persons", "months")
    return stated_first(line, names, "Rp" if line.allocation_idr is not None else "")


def _place(in_rkpd: bool, in_apbd: bool) -> str:
    if in_rkpd and in_apbd:
        return "rkpd_dan_apbd"
    if in_apbd:
        return "hanya_apbd"
    return "hanya_rkpd" if in_rkpd else "tidak_ada"


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
    package = bpu_package(question)
    if package is None:
        return Missing("tarif_tidak_berlaku")
    need, terms = Decimal(0), []
    for line in usable:
        rate = package[0] if line.monthly_rate_idr is None else Decimal(line.monthly_rate_idr)
        months = line.months or Decimal(0)
        need += Decimal(line.persons or 0) * months * rate
        terms.append(f"{line.persons} x {shown(months)} x {shown(rate)}")
    allocated = sum((Decimal(line.allocation_idr or 0) for line in usable), Decimal(0))
    if need == 0:
        told = tuple(_first(line) for line in usable)
        if allocated:
            return Missing("orang_atau_bulan_tidak_dinyatakan", told)
        return Measured(Decimal(0), told, "0 / 0: pagu nihil untuk nol orang")
    value = allocated / need
    used: list[Input] = []
    for line in usable:
        used += [
            stated(line, name, unit)
            for name, unit in (("allocation_idr", "Rp"), ("persons", "orang"), ("months", "bulan"))
        ]
        if line.monthly_rate_idr is not None:
            used.append(stated(line, "monthly_rate_idr", "Rp"))
    return Measured(
        value,
        tuple(used),
        f"{shown(allocated)} / ({' + '.join(terms)}) = {shown(value)}",
        parameters=package[1],
    )


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
    allocated = sum((Decimal(line.allocation_idr or 0) for line in lines), Decimal(0))
    realised = sum((Decimal(line.realised_idr or 0) for line in spent), Decimal(0))
    elapsed = question.known.quarter.months_elapsed
    if allocated == 0:
        nothing = tuple(stated(line, "allocation_idr", "Rp") for line in lines)
        return Measured(Decimal(0), nothing, "0 / 0: pagu nihil, tidak ada yang diserap")
    value = realised / (allocated * elapsed / MONTHS_PER_YEAR)
    inputs = tuple(stated(line, "allocation_idr", "Rp") for line in lines)
    inputs += tuple(stated(line, "realised_idr", "Rp") for line in spent)
    return Measured(
        value,
        inputs,
        f"{shown(realised)} / ({shown(allocated)} x {elapsed}/{MONTHS_PER_YEAR}) = {shown(value)}",
    )


@formula
def contribution_continuity(question: Question) -> Reading:
    """Person-months paid, out of persons registered x months elapsed. Source: rubric B4."""
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
    newest: dict[tuple[str, str], Contribution] = {}
    for row in sorted(rows, key=lambda one: (one.span_end, one.known_on, one.fact_id)):
        newest[row.group_code, row.payer] = row
    rows = list(newest.values())
    due = sum(
        (
            Decimal(row.registered_persons or 0)
            * months_through(row.span_start, question.known.quarter.end)
            for row in rows
        ),
        Decimal(0),
    )
    paid = sum((row.paid_person_months or Decimal(0) for row in rows), Decimal(0))
    inputs = tuple(
        stated(row, name) for row in rows for name in ("registered_persons", "paid_person_months")
    )
    if due == 0:
        return Missing("rekonsiliasi_tidak_disampaikan", inputs)
    value = paid / due
    return Measured(value, inputs, f"{shown(paid)} / {shown(due)} = {shown(value)}")


@formula
def funding_diversity(question: Question) -> Reading:
    """Number of lawful sources beside the APBD. Source: rubric B5.

    A press report names what it names: only a source that lists every line can show that there
    is no other.
    """
    lines = budget_in_force(question)
    if not lines:
        return Missing("alokasi_tidak_dibuktikan")
    besides = {line.funding_source: line for line in lines if line.funding_source != "APBD"}
    complete = any(line.tier in COMPLETE_TIERS for line in lines)
    inputs = tuple(_first(line) for line in lines)
    if not besides and not complete:
        return Missing("sumber_dana_lain_tidak_dinyatakan", inputs)
    value = Decimal(len(besides))
    listed = ", ".join(sorted(besides)) or "tidak ada"
    best = None if complete or value >= 2 else Decimal(2)
    return Measured(value, inputs, f"{listed}: {len(besides)} sumber", best=best)
