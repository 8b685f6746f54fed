"""The frame of a drawing over time: percentages or scores 0-100 upwards, time to the right."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from monev.printing import Language, number
from monev.reports.charts import palette
from monev.reports.charts.drawing import SMALL, Place, across, drawn, share, text_at

TICKS = (0, 25, 50, 75, 100)
NEAR = 9.0
"""Words nearer to each other than this are moved apart."""


@dataclass(frozen=True)
class Plot:
    """Where the plot stands in its drawing; `left` leaves room for the numbers of the scale."""

    left: float
    right: float
    top: float
    bottom: float

    @property
    def wide(self) -> float:
        """The length of the time axis."""
        return self.right - self.left

    def across(self, part: float) -> float:
        """Return where a share (0-1) of the time axis lies."""
        return self.left + part * self.wide

    def height(self, value: Decimal) -> float:
        """Return where a value 0-100 lies; what is beyond stays on the edge."""
        return self.bottom - share(value) * (self.bottom - self.top)

    def grid(self, language: Language) -> list[str]:
        """Return the level lines and the numbers at their left ends."""
        heights = [(tick, self.height(Decimal(tick))) for tick in TICKS]
        pale = [across(self.left, y, self.wide) for tick, y in heights if tick]
        return [
            drawn(pale, palette.LINE, 0.6),
            drawn([across(self.left, self.bottom, self.wide)], palette.MID, 0.8),
            *(
                text_at(
                    self.left - 5,
                    y + 2.7,
                    number(tick, 0, language),
                    size=SMALL,
                    fill=palette.QUIET,
                    anchor="end",
                )
                for tick, y in heights
            ),
        ]


def apart(wanted: Sequence[Place], top: float, least: float = NEAR) -> list[Place]:
    """Return places for words, in the same order; who would overlap another one is moved.

    Upwards as far as `top`, and down from its own place where there is no room left above.
    """
    taken: list[Place] = []
    for x, y in wanted:
        near = [other for one, other in taken if abs(x - one) < least]
        above = [y - step for step in range(int(max(y - top, 0)) + 1)]
        below = [y + step for step in range(1, int(least) * (len(near) + 1) + 1)]
        free = (at for at in [*above, *below] if all(abs(at - one) >= least for one in near))
        taken.append((x, next(free, y)))
    return taken
