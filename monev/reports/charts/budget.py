"""Allocation and realisation per office (OPD): on one scale of rupiah, or each on its own."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup

from monev.reports.charts import marks, palette
from monev.reports.charts.drawing import SMALL, WIDE, across, box, down, drawn, share, svg
from monev.reports.charts.key import Key, entries, key_lines
from monev.reports.charts.rows import Rows

PITCH, FRAME, INNER = 12.2, 7.2, 4.0
STUB = 14.0
"""Length of the open stub that stands for an allocation nobody stated."""
MOST_ABOVE = Decimal("1.25")
"""How much of an own allocation is drawn at most; what was spent beyond ends in an arrow head."""
MOST = 60

Amount = Decimal | int


@dataclass(frozen=True)
class Budget:
    """One office: rupiah allocated (pagu) and realised, null where not stated, and both as printed.

    Null and zero are told apart in the drawing; `label` says which it is in words.
    """

    name: str
    allocated_idr: Amount | None
    realised_idr: Amount | None
    label: str

    @property
    def missing(self) -> bool:
        """Whether one of the two is not stated."""
        return self.allocated_idr is None or self.realised_idr is None


def budget_bars(
    offices: Sequence[Budget],
    alt: str,
    *,
    own_scale: bool = False,
    labels: float = 110,
    key: Key = (),
    width: float = WIDE,
) -> Markup:
    """Draw every allocation as a thin frame and what was realised of it as the filled part.

    All bars start at zero. On one scale the longest bar is the largest amount; with `own_scale`
    every frame has the same length and the filled part is the share realised, for offices so
    unequal that the small ones would vanish. What was spent above the allocation is hatched. A
    frame whose realisation is not stated is dashed and empty, an allocation of zero is a single
    line, one that is not stated a dashed stub (and no share of it is drawn on its own scale).
    `labels` is the width kept for labels. Without rows the result is empty; raises ValueError for
    a negative amount or more than 60 rows.
    """
    if not offices:
        return Markup("")
    if len(offices) > MOST:
        raise ValueError(f"{len(offices)} offices in one drawing; {MOST} at most, use a table")
    rows = Rows(len(offices), width, names=218, labels=labels, pitch=PITCH, size=SMALL)
    rules = [across(0, row * rows.pitch, width) for row in range(1, len(offices))]
    starts = [down(rows.left, rows.middle(row) - PITCH / 2, PITCH) for row in range(len(offices))]
    parts = [
        drawn(rules, palette.LINE, 0.4),
        drawn(starts, palette.MID, 0.6),
        *_shapes(rows, offices, _wholes(offices, own_scale)),
    ]
    for row, one in enumerate(offices):
        parts.append(rows.name(row, one.name, most=1))
        parts.append(rows.label(row, one.label, missing=one.missing))
    told, height = key_lines(entries(key), width, rows.bottom)
    return svg(width, rows.bottom + height + 2, [*parts, *told], alt)


def _wholes(offices: Sequence[Budget], own_scale: bool) -> list[Amount]:
    """Return for every office the amount that fills the whole length."""
    stated = [(one.allocated_idr, one.realised_idr) for one in offices]
    for one, pair in zip(offices, stated, strict=True):
        if any(amount is not None and amount < 0 for amount in pair):
            raise ValueError(f"{one.name}: a negative amount cannot be drawn; state it in words")
    if not own_scale:
        most = max(amount or 0 for pair in stated for amount in pair)
        return [most] * len(offices)
    parts = [Decimal(realised or 0) / Decimal(own) for own, realised in stated if own]
    longest = min(max([Decimal(1), *parts]), MOST_ABOVE)
    return [longest * Decimal(own or 0) for own, _ in stated]


def _shapes(rows: Rows, offices: Sequence[Budget], wholes: Sequence[Amount]) -> list[str]:
    frames, opened, inner, above, beyond = [], [], [], [], []
    for row, (one, whole) in enumerate(zip(offices, wholes, strict=True)):
        frame = _bar(rows, row, one.allocated_idr or 0, whole, FRAME)
        if one.allocated_idr is None:
            x, y, _, height = frame
            opened.append((x, y, STUB, height))
        elif one.realised_idr is None:
            opened.append(frame)
        else:
            frames.append(frame)
        if one.realised_idr is None or (one.allocated_idr is None and not whole):
            continue
        most = one.realised_idr if one.allocated_idr is None else one.allocated_idr
        inner.append(_bar(rows, row, min(one.realised_idr, most), whole, INNER))
        if one.realised_idr > most:
            above.append(_over(rows, row, most, one.realised_idr, whole))
        if one.realised_idr > whole > 0:
            beyond.append((rows.at(1), rows.middle(row), FRAME))
    return [
        drawn((box(*one) for one in frames), palette.BAR, 0.8, fill=palette.PAPER),
        marks.open_bars(opened),
        marks.bars(inner),
        marks.below_bars(above),
        marks.beyond(beyond),
    ]


def _bar(rows: Rows, row: int, amount: Amount, whole: Amount, height: float) -> marks.Box:
    return rows.left, rows.middle(row) - height / 2, share(amount, whole) * rows.long, height


def _over(rows: Rows, row: int, start: Amount, end: Amount, whole: Amount) -> marks.Box:
    x, y, width, height = _bar(rows, row, start, whole, INNER)
    return x + width, y, (share(end, whole) - share(start, whole)) * rows.long, height
