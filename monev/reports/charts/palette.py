"""The colours of all drawings, and what each may be used for. No other colour is drawn.

Restrained on purpose: navy ink, one blue for values, one ochre for what is ahead or singled out,
terracotta only for "below what is asked". Nothing is told by colour alone: a bar below is hatched,
what is missing is dashed, and steps differ in lightness, so a grey print reads the same.
Contrast against white is tested: texts 4.5 : 1, marks 3 : 1 (WCAG 2.2, 1.4.3 and 1.4.11).
"""

PAPER = "#ffffff"

INK = "#16304f"
"""Names, values, ticks of a target or a median."""
QUIET = "#5d6b78"
"""Words of an axis and of a key."""
ABSENT = "#6a4a33"
"""Words that stand for a value that is missing."""
BELOW_TEXT = "#98401f"
ACCENT_TEXT = "#8a5410"

BAR = "#2f6b8f"
BELOW = "#b4512f"
ACCENT = "#b9741a"
MID = "#7b8a97"
"""Outlines: bounds, frames, the median of others."""

SOFT = "#dde5eb"
"""Pale areas that a line bounds or a value fills; they carry no meaning of their own."""
BELOW_SOFT = "#f7e8e1"
LINE = "#cdd6dd"
"""Grid lines."""

STEPS: tuple[tuple[str, str], ...] = (
    ("#eef3f6", INK),
    ("#bcd2df", INK),
    ("#82a9c1", INK),
    ("#3f7599", PAPER),
    ("#16304f", PAPER),
)
"""Ordered steps from low to high, each with the colour of a text on it."""

TEXTS = (INK, QUIET, ABSENT, BELOW_TEXT, ACCENT_TEXT)
MARKS = (INK, BAR, BELOW, ACCENT, MID)
AREAS = (PAPER, SOFT, BELOW_SOFT, LINE)


def steps(count: int) -> tuple[tuple[str, str], ...]:
    """Return `count` ordered steps (2-5), the lightest and the darkest always among them."""
    if not 2 <= count <= len(STEPS):
        raise ValueError(f"{count} steps were asked for; 2 to {len(STEPS)} can be told apart")
    last = len(STEPS) - 1
    return tuple(
        STEPS[(2 * place * last + count - 1) // (2 * (count - 1))] for place in range(count)
    )
