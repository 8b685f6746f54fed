"""How far regulations have come, from proposal (1) to force (8)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from monev.reports.charts import palette
from monev.reports.charts.drawing import WIDE, drawn, filled, joined, svg, text_at, wedge
from monev.reports.charts.fitting import lines, shortened
from monev.reports.charts.rows import STACKED_BELOW

LAST = 8
MOST = 6
TALL, SLANT, GAP = 11.0, 4.0, 1.6
WORD = 7.6


@dataclass(frozen=True)
class Instrument:
    """One regulation: its name and its stage, 0 (none yet) to 8 (in force), null where unknown."""

    name: str
    stage: int | None


def stage_ladder(
    stage: int | None, words: Mapping[int, str], alt: str, *, width: float = WIDE
) -> Markup:
    """Draw the way of one regulation: reached stages filled, the present one pointed at.

    Of `words` those of the stages 1 to 8 are printed. An unknown stage (null) is a dashed ladder,
    stage 0 an empty one. Raises ValueError for a stage beyond 0 to 8.
    """
    return stage_ladders([Instrument("", stage)], words, alt, width=width)


def stage_ladders(
    instruments: Sequence[Instrument], words: Mapping[int, str], alt: str, *, width: float = WIDE
) -> Markup:
    """Draw the ways of up to six regulations below one another, the words of the stages once.

    On a narrow drawing only the word of its present stage stands at each ladder. Without
    instruments the result is empty; raises ValueError for more than six or a stage beyond 0 to 8.
    """
    if not instruments:
        return Markup("")
    if len(instruments) > MOST:
        raise ValueError(f"{len(instruments)} ladders in one drawing; {MOST} at most")
    for one in instruments:
        if one.stage is not None and not 0 <= one.stage <= LAST:
            raise ValueError(f"{one.name or 'ladder'}: stage {one.stage} is none of 0 to {LAST}")
    ladder = _Ladder(instruments, words, width)
    return svg(width, ladder.height, [*ladder.rungs(), *ladder.told()], alt)


class _Ladder:
    def __init__(
        self, instruments: Sequence[Instrument], words: Mapping[int, str], width: float
    ) -> None:
        self.instruments, self.words, self.width = instruments, words, width
        self.stacked = width < STACKED_BELOW
        named = any(one.name for one in instruments)
        self.left = 104.0 if named and not self.stacked else 0.0
        self.step = (width - self.left - SLANT) / LAST
        self.pitch = 35.0 if self.stacked else 25.0 if named else 20.0
        self.head = 0.0 if self.stacked else 21.0
        self.height = self.head + len(instruments) * self.pitch + 1

    def rungs(self) -> list[str]:
        """Return the steps of all ladders, one path per look."""
        looks: dict[str, list[str]] = {"unknown": [], "ahead": [], "reached": [], "present": []}
        for row, one in enumerate(self.instruments):
            for rung in range(1, LAST + 1):
                looks[_look(one.stage, rung)].append(self._rung(row, rung))
        return [
            drawn(looks["unknown"], palette.MID, 0.9, dashes="2.4 1.8"),
            drawn(looks["ahead"], palette.MID, 0.9),
            filled(looks["reached"], palette.BAR),
            filled(looks["present"], palette.ACCENT),
            filled(
                [
                    self._pointer(row, one.stage)
                    for row, one in enumerate(self.instruments)
                    if one.stage
                ],
                palette.INK,
            ),
        ]

    def told(self) -> Iterator[str]:
        """Return the names of the regulations and the words of the stages."""
        if not self.stacked:
            yield from self._stages()
        for row, one in enumerate(self.instruments):
            if self.stacked:
                word = "" if one.stage is None else self.words.get(one.stage, "")
                yield text_at(self.width, self._top(row) - 8, word, bold=True, anchor="end")
                yield text_at(0, self._top(row) - 8, shortened(one.name, self.width * 0.7))
            else:
                told = lines(one.name, self.left - 10)
                first = self._top(row) + TALL / 2 + 3 - 4.9 * (len(told) - 1)
                for place, line in enumerate(told):
                    yield text_at(0, first + 9.8 * place, line)

    def _stages(self) -> Iterator[str]:
        present = {one.stage for one in self.instruments}
        for rung in range(1, LAST + 1):
            x, at = self._at(rung), len(self.instruments) == 1 and rung in present
            fill = palette.INK if at else palette.QUIET
            yield text_at(x + 1, 7.5, str(rung), size=WORD, bold=True, fill=fill)
            word = shortened(self.words.get(rung, ""), self.step - 1, WORD, bold=at)
            yield text_at(x + 1, 16.5, word, size=WORD, bold=at, fill=fill)

    def _at(self, rung: int) -> float:
        return self.left + (rung - 1) * self.step

    def _top(self, row: int) -> float:
        return self.head + (row + 1) * self.pitch - TALL - (3 if self.pitch > 20 else 0)

    def _rung(self, row: int, rung: int) -> str:
        x, y = self._at(rung) + 0.5, self._top(row)
        right = x + self.step - GAP
        return joined(
            [
                (x, y),
                (right, y),
                (right + SLANT, y + TALL / 2),
                (right, y + TALL),
                (x, y + TALL),
                *([(x + SLANT, y + TALL / 2)] if rung > 1 else []),
            ],
            closed=True,
        )

    def _pointer(self, row: int, stage: int) -> str:
        return wedge(self._at(stage) + self.step / 2 + 1, self._top(row) - 1.2, 4.6)


def _look(stage: int | None, rung: int) -> str:
    if stage is None:
        return "unknown"
    if rung > stage:
        return "ahead"
    return "present" if rung == stage < LAST else "reached"
