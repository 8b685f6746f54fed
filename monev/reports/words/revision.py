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
    if before.band != after.band:
        none = said("no_band_given", language)
        was, now = (band_in(one, language) or none for one in (before, after))
        parts.append(said("band_changed", language, before=was, after=now))
    moved = _moved(before, after)
    if moved:
        parts.append(said("indicators_changed", language, indicators=", ".join(moved)))
    return "; ".join(parts) or said("nothing_changed", language)


def _moved(before: Scorecard, after: Scorecard) -> list[str]:
    earlier = {one.id: one for one in before.indicators}
    return [
        one.id
        for one in after.indicators
        if one.id not in earlier
        or (one.status, one.score, one.value)
        != (earlier[one.id].status, earlier[one.id].score, earlier[one.id].value)
    ]
