"""One indicator of a scorecard, and the sums above it, as lines for a page in one language.

Words and figures are those of `reports.explanation`, which `monev explain` lays out as text.
Where the inputs came from is for `cells`.
"""

from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from operator import attrgetter

from monev.reports.explanation.derivation import Derived, derivation
from monev.reports.explanation.page import label
from monev.reports.explanation.totals import STRICT, mean_words
from monev.reports.explanation.weights import NOT_ASKED
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
    return [
        Line(label(key, speech.language), tuple(text for one in group for text in _texts(one)))
        for key, group in groupby(derivation(row, card, speech), attrgetter("key"))
    ]


def _texts(one: Derived) -> tuple[str, ...]:
    """Return the texts of a line; a step stands with its figures in one."""
    return (": ".join(one.texts),) if one.key == "step" else one.texts


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
