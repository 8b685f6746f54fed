"""Answers and counts of the instrument: pillars K and G, and the province's own answers."""

from decimal import Decimal
from typing import Any

from models import Attestation
from monev.scoring.reading import (
    Measured,
    Missing,
    NotApplicable,
    Question,
    Reading,
    formula,
    stated,
)
from monev.scoring.spans import months_before
from monev.scoring.term import Term, at_least, literal, of_input, total

DOES_NOT_APPLY = "tidak_berlaku"


@formula
def attested_step(question: Question) -> Reading:
    """The answer to one item, as a category of the scale."""
    answer = question.known.attestation(str(question.arguments["item"]))
    if answer is None or not answer.answer:
        return Missing("tidak_dijawab")
    told = (stated(answer, "answer"),)
    if answer.answer == DOES_NOT_APPLY:
        return NotApplicable("dinyatakan_tidak_berlaku", told)
    months = question.arguments.get("months_at_most")
    if months is not None and answer.as_of < months_before(question.known.quarter.end, months):
        return Missing("jawaban_usang", told)
    return Measured(answer.answer, told=told, text=f"jawaban: {answer.answer}")


@formula
def attested_points(question: Question) -> Reading:
    """Sum of the points of items answered yes (half for *sebagian*). Source: rubric P3."""
    points: dict[str, Any] = question.arguments["items"]
    answers = {item: question.known.attestation(item) for item in points}
    found = {item: one for item, one in answers.items() if one is not None and one.answer}
    if len(found) < len(points):
        return Missing("tidak_dijawab", tuple(stated(one, "answer") for one in found.values()))
    terms = [literal(Decimal(points[item])) * _answered(one) for item, one in found.items()]
    return Measured(total(terms))


def _answered(answer: Attestation) -> Term:
    return of_input(stated(answer, "answer", worth=worth_of(answer)))


def worth_of(answer: Attestation) -> Decimal:
    """Return the share that an answer counts: yes is one, *sebagian* a half, all else nothing."""
    return {"ya": Decimal(1), "sebagian": Decimal("0.5")}.get(answer.answer, Decimal(0))


@formula
def ratio_of_counts(question: Question) -> Reading:
    """A count out of its total; a total of zero means there was nothing to do."""
    answer = question.known.attestation(str(question.arguments["item"]))
    if answer is not None and answer.answer == DOES_NOT_APPLY:
        return NotApplicable("dinyatakan_tidak_berlaku", (stated(answer, "answer"),))
    if answer is None or answer.count is None or answer.total is None:
        return Missing("hitungan_tidak_dinyatakan")
    done, due = stated(answer, "count"), stated(answer, "total")
    if answer.total == 0:
        return NotApplicable("tidak_ada_yang_dihitung", (done, due))
    return Measured(of_input(done) / of_input(due))


@formula
def team_and_meetings(question: Question) -> Reading:
    """Points for a decreed team plus points for enough meetings. Source: rubric G2."""
    decree, meetings = question.arguments["decree"], question.arguments["meetings"]
    team = question.known.attestation(str(decree["item"]))
    held = question.known.attestation(str(meetings["item"]))
    this_year = question.known.quarter.year
    if held is not None and held.as_of.year != this_year:
        held = None
    if team is None or not team.answer or held is None or held.count is None:
        partial = tuple(stated(one, "answer") for one in (team,) if one is not None and one.answer)
        return Missing("tim_tidak_dibuktikan", partial)
    decreed = Decimal(1 if team.answer == "ya" else 0)
    enough = at_least(of_input(stated(held, "count", "rapat")), Decimal(meetings["at_least"]))
    return Measured(
        literal(Decimal(decree["points"])) * of_input(stated(team, "answer", worth=decreed))
        + literal(Decimal(meetings["points"])) * enough
    )


def says_no(answer: Attestation | None) -> bool:
    """Say whether an item was answered with a plain no."""
    return answer is not None and answer.answer == "tidak"
