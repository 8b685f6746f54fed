"""How the scores of many regions are spread over 0-100, and how many have none."""

from collections.abc import Sequence
from decimal import Decimal

from markupsafe import Markup

from monev.printing import Language
from monev.reports.charts import palette
from monev.reports.charts.drawing import WIDE, svg
from monev.reports.charts.key import Key, entries, key_lines
from monev.reports.charts.spread_frame import BIN, BOTTOM, Band, SpreadFrame


def distribution(
    scores: Sequence[Decimal],
    bands: Sequence[Band],
    alt: str,
    *,
    unscored: int = 0,
    unscored_word: str = "",
    highlight: Decimal | None = None,
    highlight_word: str = "",
    key: Key = (),
    language: Language = "id",
    width: float = WIDE,
) -> Markup:
    """Draw how many regions score 0-5, 5-10, ... 95-100, shaded by band, lowest band first.

    A column is shaded as the band its lower end is in. Regions without a score stand in a
    dashed column of their own, beside the scale and never at zero. `highlight` is the score of one
    region, pointed at with its word. Without regions the result is empty; raises ValueError for a
    score beyond 0-100, more than five bands or bands out of order, or a negative count.
    """
    if not scores and not unscored:
        return Markup("")
    _check([*scores, *([] if highlight is None else [highlight])], bands, unscored)
    counts = _counts(scores)
    frame = SpreadFrame(width, max([*counts, unscored, 1]), bool(unscored), language)
    parts = [
        *frame.grid(),
        *frame.shaded(counts, bands),
        *frame.apart(unscored, unscored_word),
        *frame.bands(bands),
        *(
            frame.pointed(highlight, highlight_word, counts[_bin(highlight)])
            if highlight is not None
            else []
        ),
    ]
    told, height = key_lines(entries(key), width, BOTTOM + 14)
    return svg(width, BOTTOM + 16 + height, [*parts, *told], alt)


def _counts(scores: Sequence[Decimal]) -> list[int]:
    counts = [0] * (100 // BIN)
    for score in scores:
        counts[_bin(score)] += 1
    return counts


def _bin(score: Decimal) -> int:
    return min(int(score // BIN), 100 // BIN - 1)


def _check(scores: Sequence[Decimal], bands: Sequence[Band], unscored: int) -> None:
    beyond = [str(one) for one in scores if not 0 <= one <= 100]
    if beyond:
        raise ValueError(f"scores {', '.join(beyond[:3])} are beyond 0-100")
    lows = [one.low for one in bands]
    if lows != sorted(set(lows)) or (bands and not len(bands) <= len(palette.STEPS)):
        raise ValueError(f"bands from {[str(one) for one in lows]} must rise, at most five")
    if unscored < 0:
        raise ValueError(f"{unscored} regions without a score; a count is not negative")
