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
    shown,
    stated,
)
from monev.scoring.spans import months_before

DOES_NOT_APPLY = "tidak_berlaku"


@formula
def attested_step(question: Question) -> Reading:
    """The answer to one item, as a category of the scale."""
    answer = question.known.attestation(str(question.arguments["item"]))
    if answer is None or not answer.answer:
        return Missing("tidak_dijawab")
    if answer.answer == DOES_NOT_APPLY:
        return NotApplicable("dinyatakan_tidak_berlaku", (stated(answer, "answer"),))
    months = question.arguments.get("months_at_most")
    if months is not None and answer.as_of < months_before(question.known.quarter.end, months):
        return Missing("jawaban_usang", (stated(answer, "answer"),))
    return Measured(answer.answer, (stated(answer, "answer"),), f"jawaban: {answer.answer}")


@formula
def attested_points(question: Question) -> Reading:
    """Sum of the points of items answered yes (half for *sebagian*). Source: rubric P3."""
    points: dict[str, Any] = question.arguments["items"]
    answers = {item: question.known.attestation(item) for item in points}
    found = {item: one for item, one in answers.items() if one is not None and one.answer}
    if len(found) < len(points):
        return Missing("tidak_dijawab", tuple(stated(one, "answer") for one in found.values()))
    shares = {"ya": Decimal(1), "sebagian": Decimal("0.5")}
    terms = [
        Decimal(points[item]) * shares.get(one.answer, Decimal(0)) for item, one in found.items()
    ]
    value = sum(terms, Decimal(0))
    inputs = tuple(stated(one, "answer") for one in found.values())
    return Measured(value, inputs, f"{' + '.join(map(shown, terms))} = {shown(value)}")


@formula
def ratio_of_counts(question: Question) -> Reading:
    """A count out of its total; a total of zero means there was nothing to do."""
    answer = question.known.attestation(str(question.arguments["item"]))
    if answer is not None and answer.answer == DOES_NOT_APPLY:
        return NotApplicable("dinyatakan_tidak_berlaku", (stated(answer, "answer"),))
    if answer is None or answer.count is None or answer.total is None:
        return Missing("hitungan_tidak_dinyatakan")
    inputs = (stated(answer, "count"), stated(answer, "total"))
    if answer.total == 0:
        return NotApplicable("tidak_ada_yang_dihitung", inputs)
    value = answer.count / answer.total
    return Measured(
        value, inputs, f"{shown(answer.count)} / {shown(answer.total)} = {shown(value)}"
    )


@formula
def reporting_timeliness(question: Question) -> Reading:
    """Reports on time plus half of the late ones, out of those due. Source: rubric G1."""
    on_time = question.known.attestation(str(question.arguments["on_time"]))
    late = question.known.attestation(str(question.arguments["late"]))
    if on_time is None or on_time.count is None or not on_time.total:
        return Missing("tanda_terima_tidak_ada")
    if late is None or late.count is None:
        return Missing("tanda_terima_tidak_ada", (stated(on_time, "count"),))
    value = (on_time.count + late.count / 2) / on_time.total
    return Measured(
        value,
        (stated(on_time, "count"), stated(on_time, "total"), stated(late, "count")),
        f"({shown(on_time.count)} + {shown(late.count)} / 2)"
        f" / {shown(on_time.total)} = {shown(value)}",
    )


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
    for_team = Decimal(decree["points"]) if team.answer == "ya" else Decimal(0)
    enough = held.count >= Decimal(meetings["at_least"])
    for_meetings = Decimal(meetings["points"]) if enough else Decimal(0)
    value = for_team + for_meetings
    return Measured(
        value,
        (stated(team, "answer"), stated(held, "count", "rapat")),
        f"{shown(for_team)} + {shown(for_meetings)} = {shown(value)}",
    )


def says_no(answer: Attestation | None) -> bool:
    """Say whether an item was answered with a plain no."""
    return answer is not None and answer.answer == "tidak"
