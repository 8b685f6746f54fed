"""A text as a QR code, drawn as the outline of its dark modules. The only door to segno.

What the code says is for whoever asks for it.
"""

from collections.abc import Iterator
from itertools import groupby, pairwise

import segno
from markupsafe import Markup, escape

from monev.errors import MonevError

QUIET_ZONE = 4
"""Modules of white around the code, as ISO/IEC 18004 asks; part of the drawing."""
INK = "#000"

Corner = tuple[int, int]
"""Column and row of a corner between modules, counted from the upper left of the drawing."""


class QrError(MonevError):
    """A text does not fit into a QR code."""


def qr_svg(payload: str, alt: str) -> Markup:
    """Return `payload` as inline SVG with one path, as wide as its container.

    Error correction is M (15 % of the code may be damaged) or better where that costs no space.
    `alt` is what is read out instead. The same arguments give the same text. Raises QrError for
    a payload that is empty or longer than a QR code holds (2 331 bytes).
    """
    matrix = _matrix(payload)
    size = len(matrix) + 2 * QUIET_ZONE
    path = "".join(_drawn(loop) for loop in _loops(matrix))
    told = escape(alt)
    return Markup(  # noqa: S704 - alt is escaped, all else is numbers
        f'<svg xmlns="http://www.w3.org/2000/svg" class="qr" role="img" aria-label="{told}" '
        f'viewBox="0 0 {size} {size}" width="100%" shape-rendering="crispEdges">'
        f'<title>{told}</title><path fill="{INK}" fill-rule="evenodd" d="{path}"/></svg>'
    )


def _matrix(payload: str) -> tuple[bytearray, ...]:
    if not payload:
        raise QrError("found nothing to encode; expected a text")
    try:
        return tuple(segno.make_qr(payload, error="m").matrix)
    except segno.DataOverflowError as error:
        raise QrError(
            f"found {len(payload.encode())} bytes to encode; expected at most 2331. Shorten the "
            "text, for example to an address and a number."
        ) from error


def _loops(matrix: tuple[bytearray, ...]) -> Iterator[list[Corner]]:
    """Walk round everything dark, back to where each walk began.

    Outlines instead of modules, so that no viewer shows hairlines between modules. Where two
    shapes touch at a corner either way on is right: the path is filled by the even-odd rule.
    """
    onward = _borders(matrix)
    while onward:
        loop = [next(iter(onward))]
        while (corner := _take(onward, loop[-1])) != loop[0]:
            loop.append(corner)
        yield loop


def _take(onward: dict[Corner, list[Corner]], corner: Corner) -> Corner:
    taken = onward[corner].pop()
    if not onward[corner]:
        del onward[corner]
    return taken


def _borders(matrix: tuple[bytearray, ...]) -> dict[Corner, list[Corner]]:
    """Return from each corner the next ones along the border of what is dark, clockwise."""
    dark = [
        (x, y)
        for y, row in enumerate(matrix, start=QUIET_ZONE)
        for x, module in enumerate(row, start=QUIET_ZONE)
        if module
    ]
    known = set(dark)
    onward: dict[Corner, list[Corner]] = {}
    for x, y in dark:
        for beside, begin, end in (
            ((x, y - 1), (x, y), (x + 1, y)),
            ((x + 1, y), (x + 1, y), (x + 1, y + 1)),
            ((x, y + 1), (x + 1, y + 1), (x, y + 1)),
            ((x - 1, y), (x, y + 1), (x, y)),
        ):
            if beside not in known:
                onward.setdefault(begin, []).append(end)
    return onward


def _drawn(loop: list[Corner]) -> str:
    """Return a loop as path data, each straight stretch one step; `z` draws the last."""
    steps = ((x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(loop))
    stretches = [(step, len(list(same))) for step, same in groupby(steps)]
    moves = (f"h{dx * n}" if dx else f"v{dy * n}" for (dx, dy), n in stretches)
    return f"M{loop[0][0]} {loop[0][1]}{''.join(moves)}z"
