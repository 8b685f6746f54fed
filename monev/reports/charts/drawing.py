"""SVG from plain numbers: one drawing, its texts, and shapes as pieces of one path.

The layout engine needs about 0.3 ms per shape and, worse, 0.1 ms per letter of a text: shapes of
one look are joined into one `path`, and whoever draws keeps words short. What the shapes mean is
for the charts.
"""

from collections.abc import Iterable, Sequence
from decimal import Decimal

from markupsafe import Markup, escape

from monev.reports.charts.palette import INK

WIDE = 520
"""Width of a drawing for paper and screens; its unit is 0.93 pt in a text block of 170 mm."""
NARROW = 320
"""Width of a drawing for a telephone; its unit is about one pixel there."""
FAMILY = "Monev Sans,'Source Sans 3',sans-serif"
SIZE = 8.8
SMALL = 7.8
BOLD = 600

Place = tuple[float, float]


def svg(width: float, height: float, parts: Iterable[str], alt: str) -> Markup:
    """Return the drawing with its text alternative; all texts in `parts` are escaped already.

    The alternative stands twice: browsers read the label, the layout engine the title. Raises
    ValueError for an empty one: a drawing nobody can be told of is not drawn.
    """
    if not alt.strip():
        raise ValueError("a drawing has no text alternative; say in `alt` what it shows")
    told, body = _safe(alt), "".join(parts)
    return Markup(  # noqa: S704 - every text went through escape above
        f'<svg xmlns="http://www.w3.org/2000/svg" role="img" aria-label="{told}" '
        f'viewBox="0 0 {figure(width)} {figure(height)}" width="100%" '
        f'font-family="{escape(FAMILY)}" font-size="{SIZE}" fill="{INK}">'
        f"<title>{told}</title>{body}</svg>"
    )


def text_at(
    x: float,
    y: float,
    text: str,
    *,
    size: float = SIZE,
    bold: bool = False,
    slanted: bool = False,
    fill: str = INK,
    anchor: str = "start",
) -> str:
    """Return one line of text, escaped; `y` is its base line, `anchor` start, middle or end."""
    if not text:
        return ""
    look = "" if size == SIZE else f' font-size="{figure(size)}"'
    look += f' font-weight="{BOLD}"' if bold else ""
    look += ' font-style="italic"' if slanted else ""
    look += "" if fill == INK else f' fill="{fill}"'
    look += "" if anchor == "start" else f' text-anchor="{anchor}"'
    return f'<text x="{figure(x)}" y="{figure(y)}"{look}>{_safe(text)}</text>'


def _safe(text: str) -> Markup:
    """Escape, and put a blank for what no XML may hold: control characters from a spreadsheet."""
    return escape("".join(letter if letter.isprintable() else " " for letter in text))


def filled(pieces: Iterable[str], fill: str) -> str:
    """Return one path that fills all pieces; nothing where there are none."""
    data = "".join(pieces)
    return f'<path d="{data}" fill="{fill}"/>' if data else ""


def drawn(
    pieces: Iterable[str], colour: str, width: float = 1, *, dashes: str = "", fill: str = "none"
) -> str:
    """Return one path whose pieces are lines of `width`; `dashes` as in SVG."""
    data = "".join(pieces)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    look = f'stroke="{colour}" stroke-width="{figure(width)}"'
    return f'<path d="{data}" fill="{fill}" {look}{dashed}/>' if data else ""


def box(x: float, y: float, width: float, height: float) -> str:
    """Return a rectangle as a piece of a path."""
    return f"M{figure(x)} {figure(y)}h{figure(width)}v{figure(height)}h{figure(-width)}z"


def across(x: float, y: float, width: float) -> str:
    """Return a level line as a piece of a path."""
    return f"M{figure(x)} {figure(y)}h{figure(width)}"


def down(x: float, y: float, height: float) -> str:
    """Return an upright line as a piece of a path."""
    return f"M{figure(x)} {figure(y)}v{figure(height)}"


def joined(places: Sequence[Place], *, closed: bool = False) -> str:
    """Return the line through all places as a piece of a path; one place alone is no line."""
    if len(places) < 2:
        return ""
    points = "L".join(f"{figure(x)} {figure(y)}" for x, y in places)
    return f"M{points}{'z' if closed else ''}"


def dot(x: float, y: float, radius: float) -> str:
    """Return a disc as a piece of a path."""
    r, d = figure(radius), figure(2 * radius)
    return f"M{figure(x - radius)} {figure(y)}a{r} {r} 0 1 0 {d} 0a{r} {r} 0 1 0 -{d} 0z"


def wedge(x: float, y: float, size: float) -> str:
    """Return a triangle that points down to (x, y) as a piece of a path; a negative size up."""
    return joined(
        [(x, y), (x - abs(size) / 1.6, y - size), (x + abs(size) / 1.6, y - size)], closed=True
    )


def hatching(x: float, y: float, width: float, height: float, gap: float = 3.2) -> str:
    """Return slanted lines over a rectangle, none of them leaving it, as pieces of a path."""
    pieces = []
    along = gap
    while along < width + height:
        start = (x + max(0.0, along - height), y + min(along, height))
        end = (x + min(along, width), y + max(0.0, along - width))
        pieces.append(joined([start, end]))
        along += gap
    return "".join(pieces)


def share(value: Decimal | int, whole: Decimal | int = 100) -> float:
    """Return which part of `whole` a value is (0-1); what lies beyond stays on the edge."""
    if whole <= 0:
        return 0.0
    return float(min(max(Decimal(value) / Decimal(whole), Decimal(0)), Decimal(1)))


def figure(value: float) -> str:
    """Return a length with two decimals at most, the same on every machine."""
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written in {"-0", ""} else written
