"""A time axis of quarters, and what stands on it: lines, bounds, cuts, gaps and words."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from monev.reports.charts import palette
from monev.reports.charts.drawing import (
    SIZE,
    SMALL,
    across,
    box,
    down,
    drawn,
    filled,
    joined,
    text_at,
)
from monev.reports.charts.fitting import width_of
from monev.reports.charts.plot import Plot, apart

TOP, BOTTOM = 16.0, 156.0
CAP = 2.6


@dataclass(frozen=True)
class QuarterScore:
    """The score of one quarter: `place` counts the quarters of the axis from 0; bounds 0-100."""

    place: int
    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True)
class Stretch:
    """Scores that may be joined, in order; `note` says at the cut before it what changed."""

    scores: Sequence[QuarterScore]
    note: str = ""


@dataclass(frozen=True)
class QuarterAxis:
    plot: Plot
    count: int

    @property
    def step(self) -> float:
        return self.plot.wide / self.count

    def x(self, place: float) -> float:
        return self.plot.left + (place + 0.5) * self.step

    def at(self, place: int, value: Decimal) -> tuple[float, float]:
        return self.x(place), self.plot.height(value)

    def line(self, points: Sequence[tuple[int, Decimal]]) -> str:
        return joined([self.at(*one) for one in points])

    def column(self, place: int) -> str:
        wide = min(self.step * 0.5, 16)
        return box(self.x(place) - wide / 2, TOP, wide, BOTTOM - TOP)

    def bands(self, runs: Sequence[Sequence[QuarterScore]]) -> list[str]:
        areas = [
            joined(
                [
                    *(self.at(one.place, one.high) for one in run),
                    *(self.at(one.place, one.low) for one in reversed(run)),
                ],
                closed=True,
            )
            for run in runs
        ]
        spans = [
            (self.x(one.place), self.plot.height(one.high), self.plot.height(one.low))
            for run in runs
            for one in run
            if one.high > one.low
        ]
        ends = (across(x - CAP, y, 2 * CAP) for x, *both in spans for y in both)
        return [
            filled(
                [area for area, run in zip(areas, runs, strict=True) if len(run) > 1], palette.SOFT
            ),
            drawn(
                [*(down(x, high, low - high) for x, high, low in spans), *ends], palette.MID, 0.8
            ),
        ]

    def cuts(self, stretches: Sequence[Stretch]) -> list[str]:
        found = [(self.x(one.scores[0].place - 0.5), one.note) for one in stretches[1:]]
        pieces = [down(x, TOP - 6, BOTTOM - TOP + 6) for x, _ in found]
        return [
            drawn(pieces, palette.QUIET, 0.9, dashes="1.4 1.6"),
            *(text_at(x + 3, TOP - 7, note, size=SMALL, fill=palette.QUIET) for x, note in found),
        ]

    def ends(
        self,
        runs: Sequence[Sequence[QuarterScore]],
        newest: str,
        median: Sequence[Decimal | None],
        median_word: str,
    ) -> list[str]:
        told = []
        if runs and newest:
            last = runs[-1][-1]
            told.append((newest, True, palette.INK, self.at(last.place, last.value)))
        known = [(place, value) for place, value in enumerate(median) if value is not None]
        if known and median_word:
            told.append((median_word, False, palette.QUIET, self.at(*known[-1])))
        told.sort(key=lambda one: -one[3][1])
        places = apart([(0.0, y + 3) for *_, (_, y) in told], TOP, 10.5)
        return [
            text_at(x + 7, y, word, bold=bold, size=SIZE if bold else SMALL, fill=fill)
            for (word, bold, fill, (x, _)), (_, y) in zip(told, places, strict=True)
        ]

    def words(self, quarters: Sequence[str]) -> list[str]:
        widest = max(width_of(one, SMALL) for one in quarters) + 6
        every = max(1, -int(-widest // self.step))
        return [
            text_at(
                self.x(place), BOTTOM + 12, word, size=SMALL, fill=palette.QUIET, anchor="middle"
            )
            for place, word in enumerate(quarters)
            if (self.count - 1 - place) % every == 0
        ]


def runs_of(scores: Sequence[QuarterScore]) -> list[list[QuarterScore]]:
    """Return the scores in runs of quarters that follow each other without a gap."""
    runs: list[list[QuarterScore]] = []
    for one in scores:
        if runs and runs[-1][-1].place + 1 == one.place:
            runs[-1].append(one)
        else:
            runs.append([one])
    return runs


def medians_of(median: Sequence[Decimal | None]) -> list[list[tuple[int, Decimal]]]:
    runs: list[list[tuple[int, Decimal]]] = []
    for place, value in enumerate(median):
        if value is None:
            continue
        if runs and runs[-1][-1][0] + 1 == place:
            runs[-1].append((place, value))
        else:
            runs.append([(place, value)])
    return runs
