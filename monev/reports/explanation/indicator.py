"""One indicator as a derivation: weight, sum with its steps, scale, cap, result, and its inputs."""

from monev.reports.explanation.inputs import names_listed, names_written, source_lines
from monev.reports.explanation.page import labelled, wrapped
from monev.reports.explanation.scale import placed, scale_words
from monev.reports.explanation.weights import weight_words
from monev.reports.words.sentences import said
from monev.reports.words.speech import Speech
from monev.scorecard import IndicatorScore, Scorecard

STRICT = "ketat"


def indicator_lines(row: IndicatorScore, card: Scorecard, speech: Speech) -> list[str]:
    """Return everything that leads from the inputs of one indicator to its points."""
    language = speech.language
    lines = wrapped(f"{row.id} {speech.of(row.title)}: {_outcome(row, speech)}", "", "   ")
    lines += labelled("weight", weight_words(row, card, speech), language)
    match row.status:
        case "dinilai":
            lines += _measured(row, card, speech)
        case "data_tidak_tersedia":
            lines += labelled("note", speech.word("reasons", row.reason), language)
            lines += labelled("evidence", speech.of(row.evidence_wanted), language)
            lines += labelled("result", _absent(row, card, speech), language)
        case "tidak_berlaku":
            lines += labelled("note", speech.word("reasons", row.reason), language)
    return lines + source_lines(row.inputs, speech)


def _outcome(row: IndicatorScore, speech: Speech) -> str:
    if row.status == "dinilai" and row.score is not None:
        return speech.points(row.score)
    key = "not_applicable" if row.status == "tidak_berlaku" else "missing"
    return said(key, speech.language)


def _absent(row: IndicatorScore, card: Scorecard, speech: Speech) -> str:
    key = "missing_strict" if card.mode == STRICT else "missing_open"
    return said(key, speech.language, mode=speech.word("mode_names", card.mode))


def _measured(row: IndicatorScore, card: Scorecard, speech: Speech) -> list[str]:
    language = speech.language
    lines = labelled("value", speech.measured(row.value, row.unit), language)
    lines += _decisions(row, speech)
    lines += _sum(row, speech)
    if row.note:
        lines += labelled("note", speech.word("notes", row.note), language)
    lines += labelled("scale", scale_words(row, speech), language)
    lines += labelled("placed", placed(row, speech), language)
    if row.cap is not None:
        lines += labelled("cap", cap_words(row, card, speech), language)
    if row.high != row.low:
        low, high = speech.points(row.low), speech.points(row.high)
        lines += labelled("range", said("range", language, low=low, high=high), language)
    return lines


def _decisions(row: IndicatorScore, speech: Speech) -> list[str]:
    language, texts = speech.language, []
    for one in row.decisions:
        outcome = speech.word("categories", one.outcome)
        text = said("decided", language, answers=speech.answers(one.answers), outcome=outcome)
        of = said("from_inputs", language, inputs=names_listed(one.of)) if one.of else ""
        texts.append(f"{text} ({of})" if of else text)
    if row.unit == "kategori" and not texts and row.value is not None:
        texts = [said("answered", language, outcome=speech.word("categories", row.value))]
    if row.unit == "kategori" and row.best_value is not None:
        best = speech.measured(row.best_value, row.unit)
        texts += [said("better_value", language, value=best)]
    return labelled("decision", texts, language)


def _sum(row: IndicatorScore, speech: Speech) -> list[str]:
    """Return the sum under its names and in figures, with all that its names stand for."""
    language = speech.language
    lines: list[str] = []
    for count in row.counts:
        title = speech.word("counts", count.title)
        text = said("counted", language, id=count.id, value=count.value, title=title)
        items = speech.listed(count.items) or said("none_listed", language)
        lines += (
            labelled("count", f"{text}: {items}", language, rest=2)
            if not lines
            else [*wrapped(f"{text}: {items}", " " * 15, " " * 17)]
        )
    lines += labelled("parameter", parameter_words(row, speech), language, rest=2)
    shown: list[str] = []
    for step in row.steps:
        shown += labelled("step", f"{step.id} = {speech.word('steps', step.title)}", language)
        shown += _equation(step.expression, step.arithmetic, speech)
    lines += shown
    if row.expression:
        lines += labelled("sum", names_written(row.expression, speech), language, rest=2)
        lines += _figures(row.arithmetic, speech)
    if row.best_expression:
        lines += labelled("better", names_written(row.best_expression, speech), language, rest=2)
        lines += _figures(row.best_arithmetic, speech)
        key = "lower_counts" if row.high == row.low else "worse_counts"
        lines += labelled("note", said(key, language), language)
    if "atleast" in row.expression:
        lines += labelled("note", said("truth", language), language)
    return lines


def _equation(expression: str, arithmetic: str, speech: Speech) -> list[str]:
    own = f"{names_written(expression, speech)} = {speech.sum(arithmetic)}"
    return wrapped(own, " " * 20, " " * 22)


def _figures(arithmetic: str, speech: Speech) -> list[str]:
    return wrapped(f"= {speech.sum(arithmetic)}", " " * 15, " " * 17)


def parameter_words(row: IndicatorScore, speech: Speech) -> list[str]:
    """Return one sentence per dated parameter of a sum: value, day and reference."""
    return [
        said(
            "parameter",
            speech.language,
            id=one.id,
            value=speech.figure(one.value),
            name=speech.word("parameters", one.name),
            since=speech.day(one.since),
            reference=speech.reference(one.reference),
        )
        for one in row.parameters
    ]


def cap_words(row: IndicatorScore, card: Scorecard, speech: Speech) -> str:
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
