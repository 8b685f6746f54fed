"""How closely a fact sheet must be set to stay one page, reckoned before it is laid out.

Heights are millimetres as the style sheet makes them, letters per line a little too few: what is
left over is shared out between the blocks. That every sheet is one page is held by its tests.
"""

from dataclasses import dataclass
from math import ceil
from typing import Literal

Density = Literal["roomy", "dense", "tight"]
"""`tight` leaves out the strip of duties, which the report prints as well."""

PAGE = 270.0


@dataclass(frozen=True)
class _Setting:
    fixed: float
    heading: float
    line: float
    letters: int
    gap: float


ROOMY = _Setting(fixed=117.5, heading=8.5, line=4.85, letters=43, gap=3.6)
DENSE = _Setting(fixed=114.5, heading=7.5, line=4.25, letters=51, gap=2.7)
LARGE_NAME, LONG_BAND, PRESS, BOTH = 3.0, 8.0, 4.0, 11.0
QUARTERS, PILLAR, BLOCKS = 41.5, 6.2, 5
STRIP = {"id": 32.5, "en": 39.0}
TABLE = {"id": 59.0, "en": 69.0}


@dataclass(frozen=True)
class Sheet:
    """What decides the height of a sheet; `letters` are those of its longer column of sentences."""

    language: Literal["id", "en"]
    letters: int
    with_quarters: bool
    six_pillars: bool
    long_name: bool
    provisional: bool
    from_press: bool
    simulated: bool

    @property
    def density(self) -> Density:
        """The most open setting in which everything stands on one page."""
        if self._height(ROOMY, self._blocks) + self._larger <= PAGE:
            return "roomy"
        if not self.with_quarters or self._height(DENSE, self._blocks) <= PAGE:
            return "dense"
        return "tight"

    @property
    def _larger(self) -> float:
        """What larger letters of name and band take in the open setting."""
        return LARGE_NAME * (not self.long_name) + LONG_BAND * self.provisional

    @property
    def _blocks(self) -> float:
        """The drawings and the duties."""
        if not self.with_quarters:
            return TABLE[self.language]
        return QUARTERS + PILLAR * self.six_pillars + STRIP[self.language]

    def _height(self, setting: _Setting, blocks: float) -> float:
        notices = PRESS * self.from_press + (BOTH - PRESS) * (self.from_press and self.simulated)
        told = setting.heading + setting.line * ceil(self.letters / setting.letters)
        gaps = setting.gap * (BLOCKS + self.with_quarters)
        return setting.fixed + notices + blocks + told + gaps
