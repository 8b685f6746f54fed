"""A stored scorecard as a derivation to be checked with a calculator, in Indonesian or English.

Everything is taken from the scorecard and its trace; nothing is scored or looked up here.
"""

from typing import Any

from models import Quarter
from monev.printing import Language
from monev.prospect import Prospect
from monev.reports.explanation.indicator import indicator_lines
from monev.reports.explanation.later import follow_up_lines, prospect_lines
from monev.reports.explanation.page import labelled, wrapped
from monev.reports.explanation.totals import band_words, pillar_lines, total_lines
from monev.reports.words.sentences import said
from monev.reports.words.speech import Speech
from monev.scorecard import Scorecard

__all__ = ["explain_text"]


def explain_text(
    scorecard: dict[str, Any],
    indicator: str | None = None,
    language: Language = "id",
    *,
    name: str = "",
    revision: int | None = None,
    prospect: dict[str, Any] | None = None,
) -> str:
    """Return why a region got its score, or one indicator of it, in lines of 80 columns.

    `scorecard` and `prospect` are those of an evaluation, as stored; `name` is the region's.
    KeyError for an indicator that the scorecard does not have.
    """
    card, speech = Scorecard.model_validate(scorecard), Speech(language)
    if indicator is not None:
        row = next((one for one in card.indicators if one.id == indicator), None)
        if row is None:
            raise KeyError(indicator)
        return "\n".join(indicator_lines(row, card, speech))
    lines = _head(card, speech, name, revision)
    for pillar in card.pillars:
        own = [one for one in card.indicators if one.pillar == pillar.id]
        lines += ["", *pillar_lines(pillar, card, speech)]
        for row in own:
            lines += ["", *indicator_lines(row, card, speech)]
    lines += ["", *total_lines(card, speech)]
    followed = follow_up_lines(card, speech)
    lines += ["", *followed] if followed else []
    if prospect:
        lines += ["", *prospect_lines(Prospect.model_validate(prospect), card, speech)]
    return "\n".join(lines)


def _head(card: Scorecard, speech: Speech, name: str, revision: int | None) -> list[str]:
    language, when = speech.language, Quarter.parse(card.quarter)
    spoken = said("quarter", language, roman=when.roman, number=when.number, year=when.year)
    title = [f"{card.region_code} {name}".strip(), spoken]
    if revision is not None:
        title.append(said("revision", language, revision=revision))
    low, high = speech.points(card.score_low), speech.points(card.score_high)
    total = said("no_score", language, low=low, high=high)
    if card.score is not None:
        score = speech.points(card.score)
        total = said("score_with_range", language, score=score, low=low, high=high)
    rubric = said("rubric", language, profile=card.rubric_profile, version=card.rubric_version)
    return [
        *wrapped(", ".join(title)),
        *labelled("score", total, language),
        *labelled("band", band_words(card, speech), language),
        *labelled("completeness", speech.percent(card.completeness * 100), language),
        *labelled("rules", f"{rubric}, mode {speech.word('mode_names', card.mode)}", language),
        *wrapped(said("rounding", language), "  ", "  "),
    ]
