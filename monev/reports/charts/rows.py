"""Where name, bar and label of each row of a chart of level bars stand, and its scale below.

On paper the name stands left of its bar, on a narrow drawing above it.
"""

from collections.abc import Sequence
from decimal import Decimal

from monev.printing import Language, number
from monev.reports.charts import palette
from monev.reports.charts.drawing import SIZE, SMALL, across, down, drawn, share, text_at
from monev.reports.charts.fitting import lines, width_of

STACKED_BELOW = 420
GAP = 10.0
TICKS = (0, 25, 50, 75, 100)


class Rows:
    """The geometry of `count` rows; all lengths in units of the drawing."""

    def __init__(
        self,
        count: int,
        width: float,
        *,
        names: float,
        labels: float,
        pitch: float,
        size: float = SIZE,
    ) -> None:
        self.count, self.width, self.size = count, width, size
        self.stacked = width < STACKED_BELOW
        self.names = width if self.stacked else names
        self.left = 1.0 if self.stacked else names + GAP
        self.long = width - labels - GAP - self.left
        self.head = size * 1.45 if self.stacked else 0.0
        self.pitch = pitch + self.head

    @property
    def bottom(self) -> float:
        """Where the last row ends."""
        return self.count * self.pitch

    def middle(self, row: int) -> float:
        """Return the height of the middle of a row's bar."""
        return row * self.pitch + self.head + (self.pitch - self.head) / 2

    def at(self, part: float) -> float:
        """Return where a share (0-1) of the scale lies."""
        return self.left + part * self.long

    def name(self, row: int, name: str, *, bold: bool = False, most: int = 2) -> str:
        """Return the name of a row in as many lines as there is room for."""
        if self.stacked:
            told = lines(name, self.names, self.size, most=1, bold=bold)
            return "".join(
                text_at(0, row * self.pitch + self.size * 1.15, one, size=self.size, bold=bold)
                for one in told
            )
        told = lines(name, self.names, self.size, most=most, bold=bold)
        leading = self.size * 1.12
        first = self.middle(row) + self.size * 0.34 - leading * (len(told) - 1) / 2
        return "".join(
            text_at(0, first + place * leading, one, size=self.size, bold=bold)
            for place, one in enumerate(told)
        )

    def label(self, row: int, label: str, *, missing: bool, below: bool = False) -> str:
        """Return the printed value of a row, at the right edge; slanted where there is none."""
        fill = palette.ABSENT if missing else palette.BELOW_TEXT if below else palette.INK
        return text_at(
            self.width,
            self.middle(row) + self.size * 0.34,
            label,
            size=self.size,
            bold=not missing,
            slanted=missing,
            fill=fill,
            anchor="end",
        )

    def before_label(self, label: str) -> float:
        """Return the middle of a sign that stands before a label."""
        return self.width - width_of(label, self.size, bold=True) - 7

    def scale(self, language: Language, marks: Sequence[int] = TICKS) -> tuple[str, list[str]]:
        """Return the grid of a scale 0-100 (to be drawn first) and its numbers below the rows."""
        places = [self.at(share(mark)) for mark in marks]
        tall = self.pitch - self.head
        upright = (
            [
                down(x, self.middle(row) - tall / 2, tall)
                for x in places
                for row in range(self.count)
            ]
            if self.stacked
            else [down(x, 0, self.bottom) for x in places]
        )
        grid = drawn([*upright, across(self.left, self.bottom, self.long)], palette.LINE, 0.6)
        words = [
            text_at(
                x,
                self.bottom + 10,
                number(Decimal(mark), 0, language),
                size=SMALL,
                fill=palette.QUIET,
                anchor="middle" if mark else "start" if self.stacked else "middle",
            )
            for mark, x in zip(marks, places, strict=True)
        ]
        return grid, words
