"""One indicator as a derivation: everything between its inputs and its points, line by line.

Pages and the text of `monev explain` lay these lines out, each in its own way; where the inputs
came from is for `inputs`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from monev.reports.explanation.inputs import names_listed, names_written
from monev.reports.explanation.scale import placed, scale_words
from monev.reports.explanation.totals import STRICT
from monev.reports.explanation.weights import weight_words
from monev.reports.words.sentences import said
from monev.reports.words.speech import Speech
from monev.scorecard import IndicatorScore, Scorecard


@dataclass(frozen=True)
class Derived:
    """What one label leads: `key` is that of its word, each text a line of its own.

    The second text of a step or a sum is the same in figures.
    """

    key: str
    texts: tuple[str, ...]


def derivation(row: IndicatorScore, card: Scorecard, speech: Speech) -> list[Derived]:
    """Return everything that leads from the inputs of one indicator to its points, in order."""
    return [
        Derived("weight", (weight_words(row, card, speech),)),
        *(_measured(row, card, speech) if row.status == "dinilai" else _absent(row, card, speech)),
    ]


def _absent(row: IndicatorScore, card: Scorecard, speech: Speech) -> Iterator[Derived]:
    yield Derived("note", (speech.word("reasons", row.reason),))
    if row.status == "data_tidak_tersedia":
        yield Derived("evidence", (speech.of(row.evidence_wanted),))
        key = "missing_strict" if card.mode == STRICT else "missing_open"
        mode = speech.word("mode_names", card.mode)
        yield Derived("result", (said(key, speech.language, mode=mode),))


def _measured(row: IndicatorScore, card: Scorecard, speech: Speech) -> Iterator[Derived]:
    yield Derived("value", (speech.measured(row.value, row.unit),))
    yield from (Derived("decision", (text,)) for text in _decisions(row, speech))
    yield from (Derived("count", (text,)) for text in _counts(row, speech))
    yield from (Derived("parameter", (text,)) for text in _parameters(row, speech))
    yield from _sums(row, speech)
    if row.note:
        yield Derived("note", (speech.word("notes", row.note),))
    yield Derived("scale", (scale_words(row, speech),))
    yield Derived("placed", (placed(row, speech),))
    if row.cap is not None:
        yield Derived("cap", (_cap(row, card, speech),))
    yield Derived("result", (speech.points(row.low if row.score is None else row.score),))
    if row.low != row.high:
        low, high = speech.points(row.low), speech.points(row.high)
        yield Derived("range", (said("range", speech.language, low=low, high=high),))


def _decisions(row: IndicatorScore, speech: Speech) -> Iterator[str]:
    language = speech.language
    for one in row.decisions:
        outcome = speech.word("categories", one.outcome)
        text = said("decided", language, answers=speech.answers(one.answers), outcome=outcome)
        of = names_listed(one.of)
        yield f"{text} ({said('from_inputs', language, inputs=of)})" if of else text
    if row.unit != "kategori":
        return
    if not row.decisions and row.value is not None:
        yield said("answered", language, outcome=speech.word("categories", row.value))
    if row.best_value is not None:
        best = speech.measured(row.best_value, row.unit)
        yield said("better_value", language, value=best)


def _counts(row: IndicatorScore, speech: Speech) -> Iterator[str]:
    for one in row.counts:
        title = speech.word("counts", one.title)
        text = said("counted", speech.language, id=one.id, value=one.value, title=title)
        yield f"{text}: {speech.listed(one.items) or said('none_listed', speech.language)}"


def _sums(row: IndicatorScore, speech: Speech) -> Iterator[Derived]:
    """Yield steps and sums under their names and in figures, with what has to be said of them."""
    for one in row.steps:
        written = f"{names_written(one.expression, speech)} = {speech.sum(one.arithmetic)}"
        yield Derived("step", (f"{one.id} = {speech.word('steps', one.title)}", written))
    if row.expression:
        yield _sum("sum", row.expression, row.arithmetic, speech)
    if row.best_expression:
        yield _sum("better", row.best_expression, row.best_arithmetic, speech)
        key = "lower_counts" if row.high == row.low else "worse_counts"
        yield Derived("note", (said(key, speech.language),))
    if "atleast" in row.expression:
        yield Derived("note", (said("truth", speech.language),))


def _sum(key: str, expression: str, arithmetic: str, speech: Speech) -> Derived:
    return Derived(key, (names_written(expression, speech), f"= {speech.sum(arithmetic)}"))


def _parameters(row: IndicatorScore, speech: Speech) -> Iterator[str]:
    """Yield one sentence per dated parameter of a sum: value, day and reference."""
    for one in row.parameters:
        yield said(
            "parameter",
            speech.language,
            id=one.id,
            value=speech.figure(one.value),
            name=speech.word("parameters", one.name),
            since=speech.day(one.since),
            reference=speech.reference(one.reference),
        )


def _cap(row: IndicatorScore, card: Scorecard, speech: Speech) -> str:
    """Return the cap with the inputs that are not documents, and what it did to the points."""
    language, full = speech.language, set(card.frame.full_tiers if card.frame else ())
    bare = [one for one in row.inputs if one.tier not in full]
    tiers = sorted({speech.word("tiers", one.tier) for one in bare})
    points = row.low if row.points is None else row.points
    cap = row.high if row.cap is None else row.cap
    change = said("cap_not_reached", language, points=speech.points(points))
    if points > cap:
        score = speech.points(cap if row.score is None else row.score)
        change = said("capped_from", language, points=speech.points(points), score=score)
    return said(
        "capped",
        language,
        cap=speech.points(cap),
        inputs=names_listed([one.id for one in bare]),
        tiers=", ".join(tiers),
        reference=speech.reference(card.frame.evidence_reference) if card.frame else "",
        change=change,
    )
