"""Small inline SVG drawn from numbers (0-100), each with its text alternative."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from markupsafe import Markup, escape

from monev.printing import number

INK = "#16304f"
BAR = "#2f6b8f"
SOFT = "#dfe5ea"
ACCENT = "#c07a1a"
BELOW = "#b4512f"
GREY = "#5d6b78"


@dataclass(frozen=True)
class Bar:
    """One row: its name, the value drawn, and the bounds around it (all 0-100)."""

    name: str
    value: Decimal | None
    low: Decimal
    high: Decimal
    label: str


def score_bars(bars: Sequence[Bar], alt: str) -> Markup:
    """Draw scores as bars with a pale band from the worst to the best possible score."""
    height = 20 * len(bars) + 20
    parts = [_axis(150, 300, height - 16)]
    for row, bar in enumerate(bars):
        y = 20 * row
        low, high = across(bar.low, 150, 300), across(bar.high, 150, 300)
        parts.append(text_at(0, y + 12, bar.name))
        parts.append(rect(low, y + 4, max(high - low, 0.8), 10, SOFT))
        if bar.value is not None:
            value = across(bar.value, 150, 300)
            parts.append(rect(150, y + 6, max(value - 150, 0.8), 6, BAR))
        parts.append(text_at(460, y + 12, bar.label, weight="600"))
    return svg(520, height, parts, alt)


def stage_ladder(stage: int | None, words: dict[int, str], alt: str) -> Markup:
    """Draw the way of a regulation from proposal (1) to force (8), the reached stages filled."""
    parts = []
    step = 520 / 8
    for number_of, word in words.items():
        if not 1 <= number_of <= 8:
            continue
        x = (number_of - 1) * step
        reached = stage is not None and number_of <= stage
        current = number_of == stage
        fill = ACCENT if current and number_of < 8 else (BAR if reached else SOFT)
        parts.append(rect(x, 2, step - 3, 9, fill))
        parts.append(
            text_at(x, 24, f"{number_of} {word}", size="7.2", weight="600" if current else "400")
        )
    return svg(520, 30, parts, alt)


def across(value: Decimal, start: float, width: float) -> float:
    """Return where 0-100 lies on a stretch of the drawing; what is beyond stays on its edge."""
    return start + float(min(max(value, Decimal(0)), Decimal(100))) * width / 100


def _axis(start: float, width: float, bottom: float) -> str:
    lines = []
    for tick in (0, 25, 50, 75, 100):
        x = across(Decimal(tick), start, width)
        lines.append(rect(x, 0, 0.4, bottom, "#c3ccd4"))
        lines.append(text_at(x - 3, bottom + 12, number(tick), size="7", fill=GREY))
    return "".join(lines)


def rect(x: float, y: float, width: float, height: float, fill: str) -> str:
    """Return a filled rectangle."""
    return (
        f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" fill="{fill}"/>'
    )


def text_at(
    x: float, y: float, text: str, *, size: str = "8.6", weight: str = "400", fill: str = INK
) -> str:
    """Return one line of text, escaped; `y` is its base line."""
    return (
        f'<text x="{x:.2f}" y="{y:.2f}" font-size="{size}" font-weight="{weight}" '
        f'font-family="Monev Sans" fill="{fill}">{escape(text)}</text>'
    )


def svg(width: int, height: float, parts: Sequence[str], alt: str) -> Markup:
    """Return the drawing with its text alternative; all texts in `parts` are escaped already."""
    body = "".join(parts)
    return Markup(  # noqa: S704 - every text went through escape above
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{escape(alt)}" '
        f'viewBox="0 0 {width} {height:.0f}" width="100%">{body}</svg>'
    )
