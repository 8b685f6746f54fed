"""The total of a region quarter by quarter as a drawing, cut where rules or mode changed."""

from collections.abc import Sequence

from markupsafe import Markup

from models import Evaluation, Quarter
from monev.dossier import PastScore
from monev.region_page import HistoryRow, rules_of
from monev.reports.charts import QuarterScore, Stretch, quarter_trend
from monev.reports.region.drawings import trend_words
from monev.reports.words.sentences import said
from monev.reports.words.speech import Speech

MOST_QUARTERS = 12


def trend(rows: Sequence[HistoryRow], speech: Speech) -> Markup:
    """Return the drawing of the last three years; empty where there are not two outcomes."""
    if len(rows) < 2:
        return Markup("")
    last = Quarter.parse(rows[-1].outcome.quarter)
    axis = [last]
    while len(axis) < MOST_QUARTERS and str(axis[0]) != rows[0].outcome.quarter:
        axis.insert(0, axis[0].previous())
    places = {str(one): place for place, one in enumerate(axis)}
    shown = [one for one in rows if one.outcome.quarter in places]
    newest = shown[-1].outcome.score
    return quarter_trend(
        [f"{one.roman} {one.year}" for one in axis],
        _stretches(shown, places, said("drawn_cut", speech.language)),
        trend_words([_past(one.outcome) for one in shown], speech),
        newest="" if newest is None else speech.score(newest),
        language=speech.language,
    )


def _stretches(rows: Sequence[HistoryRow], places: dict[str, int], cut: str) -> list[Stretch]:
    found: list[list[QuarterScore]] = []
    for row in rows:
        if row.breaks or not found:
            found.append([])
        one = row.outcome
        if one.score is not None:
            place = places[one.quarter]
            found[-1].append(QuarterScore(place, one.score, one.score_low, one.score_high))
    scored = [one for one in found if one]
    return [Stretch(one, cut if number else "") for number, one in enumerate(scored)]


def _past(one: Evaluation) -> PastScore:
    return PastScore(
        quarter=one.quarter,
        revision=one.revision,
        score=one.score,
        score_low=one.score_low,
        score_high=one.score_high,
        band=one.band,
        provisional=one.provisional,
        rules=rules_of(one),
    )
