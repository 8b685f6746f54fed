"""Pillars, total, ceilings, band and completeness, each as a sum that can be redone."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from monev.reports.explanation.page import heading, labelled, wrapped
from monev.reports.explanation.weights import NOT_ASKED
from monev.reports.words.names import band_title
from monev.reports.words.sentences import said
from monev.reports.words.speech import Speech
from monev.scorecard import BandRule, Frame, PillarScore, Scorecard

STRICT = "ketat"
Pairs = Sequence[tuple[Decimal, Decimal]]
"""Weights with the scores that they belong to."""


def mean_words(pairs: Pairs, method: str, result: Decimal, speech: Speech) -> str:
    """Return a mean written out with its result: `(10 × 85 + 7 × 75) / 17 = 1375 / 17 = 80,88`."""
    points = speech.points
    over, came = sum((weight for weight, _ in pairs), Decimal(0)), points(result)
    weights = [(points(weight), points(score)) for weight, score in pairs]
    match method:
        case "harmonic" if not all(score for _, score in pairs):
            return said("zero_makes_zero", speech.language)
        case "geometric":
            product = " × ".join(f"{score}^{weight}" for weight, score in weights)
            return f"({product})^(1 / {points(over)}) = {came}"
        case "harmonic":
            shares = " + ".join(f"{weight} / {score}" for weight, score in weights)
            return f"{points(over)} / ({shares}) = {came}"
        case "weakest":
            return f"min({'; '.join(score for _, score in weights)}) = {came}"
    added = sum((Fraction(weight) * Fraction(score) for weight, score in pairs), Fraction(0))
    top = points(Decimal(added.numerator) / Decimal(added.denominator))
    terms = " + ".join(f"{weight} × {score}" for weight, score in weights)
    return f"({terms}) / {points(over)} = {top} / {points(over)} = {came}"


METHODS = {"arithmetic": "mean"}


def _method(name: str, speech: Speech) -> str:
    return said(METHODS.get(name, name), speech.language)


def pillar_lines(pillar: PillarScore, card: Scorecard, speech: Speech) -> list[str]:
    """Return the heading of a pillar with the sum of its score."""
    language = speech.language
    shown = said("nothing_known", language) if pillar.score is None else speech.points(pillar.score)
    title = said(
        "pillar",
        language,
        id=pillar.id,
        title=speech.of(pillar.title),
        score=shown,
        weight=speech.points(pillar.effective_weight or pillar.weight),
    )
    lines = [*wrapped(title, "", "  "), "-" * min(len(title), 80)]
    asked = [one for one in card.indicators if one.pillar == pillar.id and one.status != NOT_ASKED]
    pairs = [(one.weight, one.score) for one in asked if one.score is not None and one.weight]
    if pillar.score is None or not pairs:
        return lines
    method = card.frame.within if card.frame else "arithmetic"
    text = f"{mean_words(pairs, method, pillar.score, speech)} ({_method(method, speech)})"
    left = [one.id for one in asked if one.score is None]
    if left:
        text += "; " + said("left_out", language, indicators=", ".join(left))
    return [*lines, *labelled("pillar", text, language, rest=2)]


def total_lines(card: Scorecard, speech: Speech) -> list[str]:
    """Return how pillars made the total, the total its band, and what is provisional."""
    language, frame = speech.language, card.frame
    lines = heading("outcome", language)
    pairs = [
        (one.effective_weight or one.weight, one.score)
        for one in card.pillars
        if one.score is not None and (one.effective_weight or one.weight)
    ]
    if card.score is not None and pairs and frame:
        text = mean_words(_counted(card, pairs), frame.across, card.score, speech)
        reference = (
            f"{_method(frame.across, speech)} [{speech.reference(frame.aggregation_reference)}]"
        )
        text = f"{text} ({reference})"
        left = [one.id for one in card.pillars if one.score is None and one.effective_weight]
        if left and card.mode != STRICT:
            text += "; " + said("pillars_left_out", language, pillars=", ".join(left))
        lines += labelled("total", text, language, rest=2)
    low, high = speech.points(card.score_low), speech.points(card.score_high)
    lines += labelled("range", said("range", language, low=low, high=high), language)
    lines += labelled("completeness", _completeness(card, speech), language, rest=2)
    if frame is None:
        return lines
    meaning = speech.word("modes", card.mode)
    mode = said(
        "mode",
        language,
        mode=speech.word("mode_names", card.mode),
        meaning=meaning,
        reference=speech.reference(frame.missing_reference),
    )
    lines += labelled("mode", mode, language)
    lines += _band(card, frame, speech)
    return lines + labelled("provisional", _provisional(card, frame, speech), language)


def _counted(card: Scorecard, known: Pairs) -> Pairs:
    """Return what the total is the mean of; in *ketat* a pillar without data counts nothing."""
    if card.mode != STRICT:
        return known
    return [
        (one.effective_weight, one.score or Decimal(0))
        for one in card.pillars
        if one.effective_weight
    ]


def _completeness(card: Scorecard, speech: Speech) -> str:
    known = [one.effective_weight for one in card.indicators if one.status == "dinilai"]
    over = sum((one.effective_weight for one in card.indicators), Decimal(0))
    share = speech.percent(card.completeness * 100)
    what = said("known_weight", speech.language)
    if not known:
        return f"{what} = 0 / {speech.points(over)} = {share}"
    terms = " + ".join(speech.points(one) for one in known)
    added = speech.points(sum(known, Decimal(0)))
    return f"{what} = ({terms}) / {speech.points(over)} = {added} / {speech.points(over)} = {share}"


def _band(card: Scorecard, frame: Frame, speech: Speech) -> list[str]:
    language = speech.language
    if card.score is None:
        return labelled("band", band_words(card, speech), language)
    held = next((one for one in _ranked(frame) if card.score >= one.at_least), None)
    texts = [said("in_band", language, span=_span(card, frame, speech), band=_name(held, speech))]
    gates = [
        said(
            "gated",
            language,
            band=band_name(frame, one.band_at_most, speech),
            reason=speech.of(one.reason),
            indicator=next((rule.indicator for rule in frame.gates if rule.id == one.id), one.id),
        )
        for one in card.gates
    ] or [said("no_gate", language)]
    after = []
    if card.band is None:
        share, mark = _shares(card, frame.no_band_below, speech)
        after = [said("too_thin", language, share=share, mark=mark)]
    elif held is None or card.band != held.title.id:
        after = [said("lowered", language, band=band_name(frame, card.band, speech))]
    reference = f"[{speech.reference(frame.bands_reference)}]"
    lines = labelled("band", f"{texts[0]} {reference}", language)
    return lines + labelled("gate", gates, language) + labelled("band", after, language)


def _ranked(frame: Frame) -> list[BandRule]:
    return sorted(frame.bands, key=lambda one: one.at_least, reverse=True)


def _name(band: BandRule | None, speech: Speech) -> str:
    return "-" if band is None else speech.of(band.title)


def band_name(frame: Frame | None, title: str | None, speech: Speech) -> str:
    """Return a band by its title in the language; `title` is the Indonesian one."""
    if title is None:
        return said("without_band", speech.language)
    return band_title(title, speech.language, frame)


def _span(card: Scorecard, frame: Frame, speech: Speech) -> str:
    """Return the edges around the total: `55 <= 60,25 < 70`."""
    score = card.score or Decimal(0)
    own = speech.points(score)
    below = [one.at_least for one in frame.bands if one.at_least <= score]
    above = [one.at_least for one in frame.bands if one.at_least > score]
    lower = f"{speech.points(max(below))} <= " if below else ""
    return f"{lower}{own}" + (f" < {speech.points(min(above))}" if above else "")


def band_words(card: Scorecard, speech: Speech) -> str:
    """Return the band as it was given, with the reason where it was not."""
    if card.band is None:
        reason = speech.word("reasons", card.band_reason)
        return said("no_band", speech.language, reason=reason)
    name = band_name(card.frame, card.band, speech)
    return said("provisional", speech.language, band=name) if card.provisional else name


def _shares(card: Scorecard, mark: Decimal, speech: Speech) -> tuple[str, str]:
    return speech.percent(card.completeness * 100), speech.percent(mark * 100)


def _provisional(card: Scorecard, frame: Frame, speech: Speech) -> list[str]:
    share, mark = _shares(card, frame.provisional_below, speech)
    reasons = []
    if card.completeness < frame.provisional_below:
        reasons.append(said("thin", speech.language, share=share, mark=mark))
    if card.open_errors:
        reasons.append(said("open_errors", speech.language))
    return reasons or [said("final", speech.language, share=share, mark=mark)]
