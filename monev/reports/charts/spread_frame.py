"""The frame of a distribution: a column per five points, bands above, the unscored beside it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from monev.printing import Language, number
from monev.reports.charts import palette
from monev.reports.charts.drawing import (
    SMALL,
    across,
    box,
    down,
    drawn,
    filled,
    share,
    text_at,
    wedge,
)
from monev.reports.charts.fitting import shortened, width_of

BIN = 5
TOP, BOTTOM = 38.0, 128.0
APART = 46.0
"""Width of the column for regions without a score."""


@dataclass(frozen=True)
class Band:
    """A class of scores: the score from which it counts (0-100), and its word."""

    low: Decimal
    word: str


@dataclass(frozen=True)
class SpreadFrame:
    width: float
    most: int
    with_absent: bool
    language: Language

    @property
    def left(self) -> float:
        return APART + 14 if self.with_absent else 2.0

    @property
    def step(self) -> float:
        return (self.width - self.left - 8) * BIN / 100

    def x(self, score: Decimal) -> float:
        return self.left + share(score) * self.step * 100 / BIN

    def tall(self, count: int) -> float:
        return count / self.most * (BOTTOM - TOP)

    def grid(self) -> list[str]:
        marks = [Decimal(mark) for mark in (0, 25, 50, 75, 100)]
        return [
            drawn([across(self.left, BOTTOM, self.step * 100 / BIN)], palette.MID, 0.8),
            drawn([down(self.x(mark), BOTTOM, 3.5) for mark in marks], palette.MID, 0.8),
            *(
                text_at(
                    self.x(mark),
                    BOTTOM + 12,
                    number(mark, 0, self.language),
                    size=SMALL,
                    fill=palette.QUIET,
                    anchor="middle" if mark else "start",
                )
                for mark in marks
            ),
        ]

    def shaded(self, counts: Sequence[int], bands: Sequence[Band]) -> list[str]:
        shades = palette.steps(max(2, len(bands)))
        groups: dict[str, list[str]] = {fill: [] for fill, _ in shades}
        words = []
        for place, count in enumerate(counts):
            if not count:
                continue
            low, tall = Decimal(place * BIN), self.tall(count)
            band = max(0, sum(low >= one.low for one in bands) - 1)
            x = self.left + place * self.step
            groups[shades[band][0]].append(box(x + 0.8, BOTTOM - tall, self.step - 1.6, tall))
            words.append(self._count(x + self.step / 2, tall, count))
        return [
            *(drawn(group, palette.MID, 0.6, fill=fill) for fill, group in groups.items()),
            *words,
        ]

    def _count(self, x: float, tall: float, count: int) -> str:
        told = number(count, 0, self.language)
        if width_of(told, 7.0) > self.step + 2:
            return ""
        return text_at(x, BOTTOM - tall - 3, told, size=7.0, fill=palette.QUIET, anchor="middle")

    def apart(self, unscored: int, word: str) -> list[str]:
        if not unscored:
            return []
        tall, middle = self.tall(unscored), 1 + APART / 2
        return [
            drawn([box(middle - 9, BOTTOM - tall, 18, tall)], palette.MID, 0.9, dashes="2.4 1.8"),
            drawn([across(1, BOTTOM, APART)], palette.MID, 0.8, dashes="2.4 1.8"),
            text_at(
                middle,
                BOTTOM - tall - 3,
                number(unscored, 0, self.language),
                size=7.0,
                fill=palette.ABSENT,
                anchor="middle",
                bold=True,
            ),
            text_at(
                middle,
                BOTTOM + 12,
                shortened(word, APART + 2, SMALL),
                size=SMALL,
                fill=palette.ABSENT,
                slanted=True,
                anchor="middle",
            ),
        ]

    def bands(self, bands: Sequence[Band]) -> list[str]:
        lows = [self.x(one.low) for one in bands]
        ends = [*lows[1:], self.x(Decimal(100))][: len(lows)]
        edges = [down(x, 1, BOTTOM - 1) for x in lows[1:]]
        return [
            drawn(edges, palette.QUIET, 0.7, dashes="1.4 1.6"),
            *(
                text_at(
                    (x + end) / 2,
                    8,
                    shortened(one.word, end - x - 3, 7.4),
                    size=7.4,
                    fill=palette.QUIET,
                    anchor="middle",
                )
                for one, x, end in zip(bands, lows, ends, strict=True)
            ),
        ]

    def pointed(self, score: Decimal, word: str, count: int) -> list[str]:
        """Point at a score from above, leaving the number on its column readable."""
        x, summit = self.x(score), BOTTOM - self.tall(count)
        half = width_of(word, bold=True) / 2
        told = min(max(x, half + self.left), self.width - half - 2)
        above = max(summit - 11 - 28, 0)
        return [
            filled([box(told - half - 2, 13, 2 * half + 4, 10)], palette.PAPER),
            drawn([down(x, 28, above), down(x, summit, BOTTOM - summit)], palette.ACCENT, 1.6),
            filled([wedge(x, 30, 5.4)], palette.ACCENT),
            text_at(told, 21.5, word, bold=True, anchor="middle"),
        ]
