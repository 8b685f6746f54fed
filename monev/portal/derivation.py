"""One indicator of a scorecard, and the sums above it, as lines for a page in one language.

The text of `monev explain` says the same in 80 columns; words and figures are those of `reports`.
Where the inputs came from is for `cells`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from monev.reports.explanation.indicator import cap_words, parameter_words
from monev.reports.explanation.inputs import names_listed, names_written
from monev.reports.explanation.page import label
from monev.reports.explanation.scale import placed, scale_words
from monev.reports.explanation.totals import STRICT, mean_words
from monev.reports.explanation.weights import NOT_ASKED, weight_words
from monev.reports.words.sentences import said
from monev.reports.words.speech import Speech
from monev.scorecard import IndicatorScore, PillarScore, Scorecard

MEAN = "arithmetic"


@dataclass(frozen=True)
class Line:
    """One label and what stands beside it."""

    label: str
    texts: tuple[str, ...]


def lines_of(row: IndicatorScore, card: Scorecard, speech: Speech) -> list[Line]:
    """Return everything that leads from the inputs of one indicator to its points."""
    return [Line(label(key, speech.language), texts) for key, texts in _lines(row, card, speech)]


def _lines(
    row: IndicatorScore, card: Scorecard, speech: Speech
) -> Iterator[tuple[str, tuple[str, ...]]]:
    language = speech.language
    yield "weight", (weight_words(row, card, speech),)
    if row.status != "dinilai":
        yield "note", (speech.word("reasons", row.reason),)
        if row.status == "data_tidak_tersedia":
            yield "evidence", (speech.of(row.evidence_wanted),)
            key = "missing_strict" if card.mode == STRICT else "missing_open"
            mode = speech.word("mode_names", card.mode)
            yield "result", (said(key, language, mode=mode),)
        return
    yield "value", (speech.measured(row.value, row.unit),)
    if row.decisions:
        yield "decision", tuple(_decisions(row, speech))
    if row.counts:
        yield "count", tuple(_counts(row, speech))
    if row.parameters:
        yield "parameter", tuple(parameter_words(row, speech))
    if row.steps:
        yield "step", tuple(_steps(row, speech))
    if row.expression:
        yield "sum", _sum(row.expression, row.arithmetic, speech)
    if row.best_expression:
        yield "better", _sum(row.best_expression, row.best_arithmetic, speech)
        key = "lower_counts" if row.high == row.low else "worse_counts"
        yield "note", (said(key, language),)
    if row.note:
        yield "note", (speech.word("notes", row.note),)
    yield "scale", (scale_words(row, speech),)
    yield "placed", (placed(row, speech),)
    if row.cap is not None:
        yield "cap", (cap_words(row, card, speech),)
    low, high = speech.points(row.low), speech.points(row.high)
    yield "result", (speech.points(row.score if row.score is not None else row.low),)
    if row.low != row.high:
        yield "range", (said("range", language, low=low, high=high),)


def _decisions(row: IndicatorScore, speech: Speech) -> Iterator[str]:
    for one in row.decisions:
        outcome = speech.word("categories", one.outcome)
        told = said(
            "decided", speech.language, answers=speech.answers(one.answers), outcome=outcome
        )
        of = names_listed(one.of)
        yield f"{told} ({said('from_inputs', speech.language, inputs=of)})" if of else told


def _counts(row: IndicatorScore, speech: Speech) -> Iterator[str]:
    for one in row.counts:
        title = speech.word("counts", one.title)
        told = said("counted", speech.language, id=one.id, value=one.value, title=title)
        yield f"{told}: {speech.listed(one.items) or said('none_listed', speech.language)}"


def _steps(row: IndicatorScore, speech: Speech) -> Iterator[str]:
    for one in row.steps:
        written = names_written(one.expression, speech)
        title = speech.word("steps", one.title)
        yield f"{one.id} = {title}: {written} = {speech.sum(one.arithmetic)}"


def _sum(expression: str, arithmetic: str, speech: Speech) -> tuple[str, ...]:
    return names_written(expression, speech), f"= {speech.sum(arithmetic)}"


def pillar_sum(pillar: PillarScore, card: Scorecard, speech: Speech) -> str:
    """Return a pillar's score as the sum that made it; empty where nothing in it is known."""
    pairs = [
        (one.weight, one.score)
        for one in card.indicators
        if one.pillar == pillar.id and one.status != NOT_ASKED
        if one.score is not None and one.weight
    ]
    if pillar.score is None or not pairs:
        return ""
    return mean_words(pairs, card.frame.within if card.frame else MEAN, pillar.score, speech)


def total_sum(card: Scorecard, speech: Speech) -> str:
    """Return the total as the sum of its pillars; what is unknown counts as the mode says."""
    if card.score is None:
        return ""
    strict = card.mode == STRICT
    pairs = [
        (one.effective_weight or one.weight, one.score or Decimal(0))
        for one in card.pillars
        if (one.effective_weight if strict else one.score is not None)
    ]
    return mean_words(pairs, card.frame.across if card.frame else MEAN, card.score, speech)
