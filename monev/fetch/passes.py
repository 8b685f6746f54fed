"""Many questions to one portal that drops requests in bursts: a second pass, and an end to it."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from monev.errors import FetchError

GIVE_UP_AFTER = 10
"""Failures in a row after which the portal counts as down for this pass."""

Question = TypeVar("Question")
Found = TypeVar("Found")


def asked_twice(
    questions: Iterable[Question], ask: Callable[[Question], Found]
) -> Iterator[tuple[Question, Found | FetchError]]:
    """Yield each question once with its answer, or with the error of its second failure.

    The second pass begins when the first is through. A pass ends after ten failures in a row;
    what it did not ask counts as failed by a passing fault.
    """
    again: list[Question] = []
    for question, found in _one_pass(questions, ask):
        if isinstance(found, FetchError):
            again.append(question)
        else:
            yield question, found
    yield from _one_pass(again, ask)


def _one_pass(
    questions: Iterable[Question], ask: Callable[[Question], Found]
) -> Iterator[tuple[Question, Found | FetchError]]:
    in_a_row = 0
    last = FetchError("", "nothing asked", "an answer")
    for question in questions:
        if in_a_row >= GIVE_UP_AFTER:
            found = f"not asked, after {in_a_row} failures in a row (the last: {last.found})"
            yield question, FetchError(last.address, found, last.expected, passing=True)
            continue
        try:
            answer = ask(question)
        except FetchError as error:
            in_a_row, last = in_a_row + 1, error
            yield question, error
        else:
            in_a_row = 0
            yield question, answer
