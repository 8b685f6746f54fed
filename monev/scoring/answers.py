"""Answers as they may be counted: not too old, understood, and both of two that differ.

What an answer is worth is for the formulas.
"""

from collections.abc import Callable, Iterable
from decimal import Decimal

from models import Attestation
from monev.scoring.reading import Measured, Question
from monev.scoring.spans import YEAR, months_before
from monev.scoring.term import Term

DOES_NOT_APPLY = "tidak_berlaku"
STALE = "jawaban_usang"
NOT_UNDERSTOOD = "jawaban_tidak_dipahami"
WORTH = {"ya": Decimal(1), "sebagian": Decimal("0.5"), "tidak": Decimal(0)}
"""The share that an answer counts; any other word is no answer to such a question."""


def fresh(question: Question, answers: Iterable[Attestation]) -> list[Attestation]:
    """Return the answers that are not older than the rubric allows at the quarter's end.

    The limit is the indicator's `months_at_most`, or the parameter `umur_data_bulan`.
    """
    months = question.arguments.get("months_at_most")
    if months is None:
        limit = question.parameter("umur_data_bulan")
        months = int(limit.value) if limit else YEAR
    oldest = months_before(question.known.quarter.end, int(months))
    return [one for one in answers if one.as_of >= oldest]


def of_this_year(question: Question, answers: Iterable[Attestation]) -> list[Attestation]:
    """Return the answers that speak of the quarter's own year: budgets and plans are yearly."""
    return [one for one in answers if one.as_of.year == question.known.quarter.year]


def worse_and_better(values: Iterable[Term]) -> Measured:
    """Return the lowest of several readings, with the highest as what it may be at best."""
    by_value = sorted(values, key=lambda one: one.value)
    lowest, highest = by_value[0], by_value[-1]
    return Measured(lowest, best=highest if highest.value > lowest.value else None)


def said(answers: Iterable[Attestation]) -> bool | None:
    """Return a plain yes or no; another word, or a yes against a no, leaves the question open."""
    words = {one.answer for one in answers}
    return {"ya": True, "tidak": False}.get(next(iter(words))) if len(words) == 1 else None


def each_way(
    choices: Iterable[list[Attestation]], sum_of: Callable[[list[Attestation]], Term]
) -> Measured:
    """Return a sum over one answer to each item: with the worst of each, and with the best.

    Only for answers by worth: of those to one item the least and the most valuable are taken.
    """
    ranked = [sorted(one, key=lambda each: WORTH[each.answer]) for one in choices]
    return worse_and_better(
        [sum_of([one[0] for one in ranked]), sum_of([one[-1] for one in ranked])]
    )
