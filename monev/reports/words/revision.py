"""What a new revision changed against the one before, in one paragraph of either language."""

from monev.printing import Language, score
from monev.reports.words.names import band_in
from monev.reports.words.sentences import said
from monev.scorecard import Scorecard


def changes_between(before: Scorecard, after: Scorecard, language: Language = "id") -> str:
    """Return what differs between two scorecards of one region and quarter."""
    parts = []
    if before.rubric_version != after.rubric_version:
        was, now = before.rubric_version, after.rubric_version
        parts.append(said("rubric_changed", language, before=was, after=now))
    if before.score != after.score:
        was, now = score(before.score, language), score(after.score, language)
        parts.append(said("score_changed", language, before=was, after=now))
    elif (before.score_low, before.score_high) != (after.score_low, after.score_high):
        was, now = (_range_told(one, language) for one in (before, after))
        parts.append(said("bounds_changed", language, before=was, after=now))
    was, now = (_band_told(one, language) for one in (before, after))
    if was != now:
        parts.append(said("band_changed", language, before=was, after=now))
    moved = _moved(before, after)
    if moved:
        parts.append(said("indicators_changed", language, indicators=", ".join(moved)))
    return "; ".join(parts) or said("nothing_changed", language)


def _range_told(card: Scorecard, language: Language) -> str:
    return f"{score(card.score_low, language)}\u2013{score(card.score_high, language)}"


def _band_told(card: Scorecard, language: Language) -> str:
    """Return the band as it stands: given, provisional or not given at all."""
    band = band_in(card, language)
    if band is None:
        return said("no_band_given", language)
    return said("provisional", language, band=band) if card.provisional else band


def _moved(before: Scorecard, after: Scorecard) -> list[str]:
    earlier = {one.id: one for one in before.indicators}
    return [
        one.id
        for one in after.indicators
        if one.id not in earlier
        or (one.status, one.score, one.value)
        != (earlier[one.id].status, earlier[one.id].score, earlier[one.id].value)
    ]
