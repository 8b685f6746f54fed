"""The drawings of a fact sheet: the total on its scale, and pillars in half a column.

Wider drawings of the same values, for the report, are in `drawings`.
"""

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from markupsafe import Markup

from monev.printing import number
from monev.reports.charts import marks, palette
from monev.reports.charts.drawing import NARROW, SIZE, across, down, drawn, share, svg, text_at
from monev.reports.charts.fitting import lines, width_of
from monev.reports.words.sentences import said
from monev.reports.words.speech import Speech
from monev.scorecard import PillarScore, Scorecard

HALF = 262
"""Width of a drawing in half a column; its unit is about 0.93 pt on paper, 1.2 px on a phone."""
EDGE, TOP, TALL = 8.0, 13.0, 12.0
ROW, NAMES, LABELS = 18.5, 112.0, 40.0
LEADING = 9.4


def score_scale(card: Scorecard, speech: Speech, alt: str) -> Markup:
    """Draw the total between its worst and best possible value, above the scale of the bands."""
    left, right = _at(card.score_low), _at(card.score_high)
    bands = card.frame.bands if card.frame else []
    edges = sorted({Decimal(0), Decimal(100), *(one.at_least for one in bands)})
    names = {one.at_least: speech.of(one.title) for one in bands}
    parts = [
        marks.bounds([(left, TOP, right - left, TALL)]),
        drawn([down(_at(edge), TOP - 3, TALL + 6) for edge in edges], palette.MID, 0.7),
        *_value(card),
        *_words(edges, names, speech),
    ]
    return svg(NARROW, TOP + TALL + 16, parts, alt)


def _at(value: Decimal) -> float:
    return EDGE + share(value) * (NARROW - 2 * EDGE)


def _value(card: Scorecard) -> Iterator[str]:
    if card.score is not None:
        yield marks.bars([(EDGE, TOP + 3, _at(card.score) - EDGE, TALL - 6)])
        yield marks.ticks([(_at(card.score), TOP - 2, TALL + 4)])


def _words(edges: list[Decimal], names: dict[Decimal, str], speech: Speech) -> Iterator[str]:
    """Return the numbers below the scale, and above it the names of bands that fit."""
    for edge in edges:
        printed = number(edge, 0, speech.language)
        yield text_at(_at(edge), TOP + TALL + 12, printed, fill=palette.QUIET, anchor="middle")
    for start, end in pairwise(edges):
        name = names.get(start, "")
        if width_of(name) <= _at(end) - _at(start):
            middle = (_at(start) + _at(end)) / 2
            yield text_at(middle, TOP - 5, name, fill=palette.QUIET, anchor="middle")


def pillar_rows(card: Scorecard, speech: Speech) -> Markup:
    """Draw the pillars' scores with their bounds, each name beside its bar."""
    bottom = len(card.pillars) * ROW
    grid = [down(_along(Decimal(one)), 0, bottom) for one in (0, 25, 50, 75, 100)]
    known = [(row, one) for row, one in enumerate(card.pillars) if one.score is not None]
    parts = [
        drawn([*grid, across(NAMES, bottom, _along(Decimal(100)) - NAMES)], palette.LINE, 0.6),
        marks.bounds([_band(row, one) for row, one in known]),
        marks.open_bars(
            [_band(row, one) for row, one in enumerate(card.pillars) if one.score is None]
        ),
        marks.bars([_bar(row, one.score) for row, one in known if one.score is not None]),
    ]
    told = []
    for row, one in enumerate(card.pillars):
        parts += _named(row, one, speech)
        told.append(_spoken(one, speech))
    for mark in (0, 50, 100):
        x, printed = _along(Decimal(mark)), number(mark, 0, speech.language)
        parts.append(text_at(x, bottom + 10, printed, fill=palette.QUIET, anchor="middle"))
    alt = said("drawn_pillars", speech.language, pillars="; ".join(told))
    return svg(HALF, bottom + 13, parts, alt)


def _along(value: Decimal) -> float:
    return NAMES + share(value) * (HALF - LABELS - NAMES - 6)


def _band(row: int, one: PillarScore) -> marks.Box:
    return _along(one.low), row * ROW + 3, _along(one.high) - _along(one.low), ROW - 6


def _bar(row: int, score: Decimal) -> marks.Box:
    return NAMES, row * ROW + 6, _along(score) - NAMES, ROW - 12


def _named(row: int, one: PillarScore, speech: Speech) -> Iterator[str]:
    middle = row * ROW + ROW / 2 + SIZE * 0.34
    name = lines(speech.of(one.title), NAMES - 6)
    first = middle - LEADING * (len(name) - 1) / 2
    for place, line in enumerate(name):
        yield text_at(0, first + place * LEADING, line)
    missing = one.score is None
    yield text_at(
        HALF,
        middle,
        said("drawn_none", speech.language) if missing else speech.score(one.score),
        bold=not missing,
        slanted=missing,
        fill=palette.ABSENT if missing else palette.INK,
        anchor="end",
    )


def _spoken(one: PillarScore, speech: Speech) -> str:
    key = "drawn_unscored" if one.score is None else "drawn_pillar"
    bounds = {"low": speech.score(one.low), "high": speech.score(one.high)}
    name, printed = speech.of(one.title), speech.score(one.score)
    return said(key, speech.language, name=name, score=printed, **bounds)
