"""Answers and counts of the instrument: pillars K and G, and the province's own answers."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from models import Attestation
from monev.scoring.answers import (
    DOES_NOT_APPLY,
    NOT_UNDERSTOOD,
    STALE,
    WORTH,
    each_way,
    fresh,
    of_this_year,
    worse_and_better,
)
from monev.scoring.reading import (
    Measured,
    Missing,
    NotApplicable,
    Question,
    Reading,
    formula,
    stated,
)
from monev.scoring.term import Term, at_least, literal, of_input, total
from monev.trace import Input


@formula
def attested_step(question: Question) -> Reading:
    """The answer to one item, as a category of the scale."""
    standing = [
        one
        for one in question.known.standing_answers(str(question.arguments["item"]))
        if one.answer
    ]
    if not standing:
        return Missing("tidak_dijawab")
    told = tuple(stated(one, "answer") for one in standing)
    if not fresh(question, standing):
        return Missing(STALE, told)
    if all(one.answer == DOES_NOT_APPLY for one in standing):
        return NotApplicable("dinyatakan_tidak_berlaku", told)
    words = sorted({one.answer for one in standing})
    if len(words) > 2:
        return Missing("jawaban_bertentangan", told)
    best = words[1] if len(words) > 1 else None
    return Measured(words[0], best=best, told=told, text=f"jawaban: {' / '.join(words)}")


@formula
def attested_points(question: Question) -> Reading:
    """Sum of the points of items answered yes (half for *sebagian*). Source: rubric P3."""
    points: dict[str, Any] = question.arguments["items"]
    answers = standing_by_item(question, points)
    if isinstance(answers, Missing):
        return answers

    def worked(chosen: list[Attestation]) -> Term:
        marks = [literal(Decimal(one)) for one in points.values()]
        return total(mark * answered(one) for mark, one in zip(marks, chosen, strict=True))

    return each_way(answers, worked)


def standing_by_item(
    question: Question, items: Sequence[str] | dict[str, Any]
) -> list[list[Attestation]] | Missing:
    """Return the answers to every item that count by worth, or why they do not all do."""
    standing = [
        [one for one in question.known.standing_answers(str(item)) if one.answer] for item in items
    ]
    told = tuple(stated(one, "answer") for each in standing for one in each)
    if not all(standing):
        return Missing("tidak_dijawab", told)
    if not all(fresh(question, each) for each in standing):
        return Missing(STALE, told)
    if any(one.answer not in WORTH for each in standing for one in each):
        return Missing(NOT_UNDERSTOOD, told)
    return standing


def answered(answer: Attestation) -> Term:
    """Return an answer as the share that it counts."""
    return of_input(stated(answer, "answer", worth=WORTH[answer.answer]))


@formula
def ratio_of_counts(question: Question) -> Reading:
    """A count out of its total; a total of zero means there was nothing to do."""
    standing = question.known.standing_answers(str(question.arguments["item"]))
    if standing and all(one.answer == DOES_NOT_APPLY for one in standing):
        told = tuple(stated(one, "answer") for one in standing)
        if not fresh(question, standing):
            return Missing(STALE, told)
        return NotApplicable("dinyatakan_tidak_berlaku", told)
    return ratio_of(question, standing)


def ratio_of(question: Question, standing: Sequence[Attestation]) -> Reading:
    """Return a count out of its total, of answers that state both; more than all is no answer."""
    counted = [one for one in standing if one.count is not None and one.total is not None]
    if len(counted) < len(standing) or not counted:
        return Missing("hitungan_tidak_dinyatakan")
    told: tuple[Input, ...] = tuple(
        stated(one, name) for one in counted for name in ("count", "total")
    )
    if not fresh(question, counted):
        return Missing(STALE, told)
    if all(one.total == 0 for one in counted):
        return NotApplicable("tidak_ada_yang_dihitung", told)
    if any((one.count or 0) > (one.total or 0) for one in counted):
        return Missing("hitungan_melebihi_total", told)
    if any(one.total == 0 for one in counted):
        return Missing("jawaban_bertentangan", told)
    return worse_and_better(
        of_input(stated(one, "count")) / of_input(stated(one, "total")) for one in counted
    )


@formula
def team_and_meetings(question: Question) -> Reading:
    """Points for a decreed team plus points for enough meetings. Source: rubric G2."""
    decree, meetings = question.arguments["decree"], question.arguments["meetings"]
    teams = [one for one in question.known.standing_answers(str(decree["item"])) if one.answer]
    held = [
        one
        for one in of_this_year(question, question.known.standing_answers(str(meetings["item"])))
        if one.count is not None
    ]
    told = tuple(stated(one, "answer") for one in teams)
    if not teams or not held:
        return Missing("tim_tidak_dibuktikan", told)
    if not fresh(question, teams):
        return Missing(STALE, told)
    if any(one.answer not in WORTH for one in teams):
        return Missing(NOT_UNDERSTOOD, told)
    mark = Decimal(meetings["at_least"])
    return worse_and_better(
        literal(Decimal(decree["points"])) * _decreed(team)
        + literal(Decimal(meetings["points"]))
        * at_least(of_input(stated(one, "count", "rapat")), mark)
        for team in teams
        for one in held
    )


def _decreed(team: Attestation) -> Term:
    """Return one for a team by decree; a team in part has no decree."""
    return of_input(stated(team, "answer", worth=Decimal(1 if team.answer == "ya" else 0)))


def says_no(answers: Sequence[Attestation]) -> bool:
    """Say whether an item was answered with a plain no, by everyone who answered."""
    return bool(answers) and all(one.answer == "tidak" for one in answers)
