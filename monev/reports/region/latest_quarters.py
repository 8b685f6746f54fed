"""The total of the latest quarters as a small line with its values written on it.

A larger drawing with an axis, for the report, is made by `drawings`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup

from models import Quarter
from monev.dossier import Dossier, PastScore
from monev.reports.charts import palette
from monev.reports.charts.drawing import (
    SMALL,
    Place,
    across,
    dot,
    down,
    drawn,
    filled,
    joined,
    share,
    svg,
    text_at,
)
from monev.reports.region.drawings import trend_words
from monev.reports.region.sheet_drawings import HALF
from monev.reports.words.sentences import said
from monev.reports.words.speech import Speech

LATEST = 6
TOP, TALL, BELOW = 12.0, 62.0, 12.0
CAP = 2.6


@dataclass(frozen=True)
class _Told:
    """One quarter that was evaluated and where it stands in the drawing."""

    outcome: PastScore
    x: float

    def y(self, low: bool = False, high: bool = False) -> float:
        one = self.outcome
        value = one.score_low if low else one.score_high if high else one.score
        return TOP + TALL - share(value or 0) * TALL


def latest_quarters(dossier: Dossier, speech: Speech) -> Markup:
    """Draw the total of up to six quarters; empty where none before this one was evaluated.

    A line joins quarters that follow each other and were scored by the same rules; where the rules
    changed stands a dotted upright, and a quarter without a score has no point.
    """
    axis = [dossier.quarter]
    while len(axis) < LATEST:
        axis.insert(0, axis[0].previous())
    outcomes = [one for one in dossier.told.history if Quarter.parse(one.quarter) >= axis[0]]
    if not outcomes:
        return Markup("")
    outcomes.append(dossier.present)
    axis = axis[axis.index(Quarter.parse(outcomes[0].quarter)) :]
    step = HALF / len(axis)
    places = {str(one): (place + 0.5) * step for place, one in enumerate(axis)}
    told = [_Told(one, places[one.quarter]) for one in outcomes]
    names = [
        text_at(
            places[str(one)],
            TOP + TALL + BELOW + 11,
            f"{one.roman} {one.year}",
            fill=palette.QUIET,
            anchor="middle",
        )
        for one in axis
    ]
    parts = [*_drawn(told, step, speech), *names]
    return svg(HALF, TOP + TALL + BELOW + 14, parts, trend_words(outcomes, speech))


def _drawn(told: Sequence[_Told], step: float, speech: Speech) -> list[str]:
    known = [one for one in told if one.outcome.score is not None]
    spans = [
        (one.x, one.y(high=True), one.y(low=True))
        for one in told
        if one.outcome.score_high > one.outcome.score_low
    ]
    ends = [across(x - CAP, y, 2 * CAP) for x, *both in spans for y in both]
    groups = [list(group) for _, group in groupby(told, key=lambda one: one.outcome.rules)]
    cuts = [group[0].x - step / 2 for group in groups[1:]]
    word = said("drawn_cut", speech.language)
    return [
        drawn([across(0, TOP, HALF), across(0, TOP + TALL, HALF)], palette.LINE, 0.6),
        text_at(0, TOP - 3, "100", size=SMALL, fill=palette.QUIET),
        text_at(0, TOP + TALL + 9, "0", size=SMALL, fill=palette.QUIET),
        drawn([down(x, high, low - high) for x, high, low in spans] + ends, palette.MID, 0.8),
        drawn([down(x, 2, TOP + TALL) for x in cuts], palette.QUIET, 0.9, dashes="1.4 1.6"),
        *(text_at(x + 3, 8, word, size=SMALL, fill=palette.QUIET) for x in cuts),
        drawn([joined(run) for group in groups for run in _runs(group, step)], palette.BAR, 1.9),
        filled([dot(one.x, one.y(), 3) for one in known], palette.BAR),
        *(
            text_at(
                one.x, one.y() + 11.5, speech.score(one.outcome.score), bold=True, anchor="middle"
            )
            for one in known
        ),
    ]


def _runs(group: Sequence[_Told], step: float) -> list[list[Place]]:
    """Return the points of quarters that follow each other, run by run."""
    runs: list[list[Place]] = []
    for one in group:
        if one.outcome.score is None:
            continue
        place = (one.x, one.y())
        if runs and one.x - runs[-1][-1][0] < step * 1.5:
            runs[-1].append(place)
        else:
            runs.append([place])
    return runs
