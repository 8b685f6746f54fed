"""How wide a text is in Source Sans, and how it fits a column.

The widths are those of the bundled face in thousandths of its size, rounded up by groups of
letters: an estimate that is never too small, for the layout of names; not for typesetting.
"""

from monev.reports.charts.drawing import SIZE

ELLIPSIS = "…"
GROUPS = {
    260: " ijl|',.:;·’I!",
    320: "f()[]{}-",
    350: "tr/\\",
    430: 's?z*"“”',
    500: "cvyxkeY J–LFag_#$+0123456789<=>^~−≥≤×é",
    550: "VXESTZ`oAhunbdpq",
    590: "PRCKB",
    650: "&DGUNH",
    720: "OQwM",
    850: "W%m@—",
    950: ELLIPSIS,
}
WIDTHS = {letter: width for width, letters in GROUPS.items() for letter in letters if letter != " "}
SPACE = 200
OTHER = 660
HEAVIER = 1.035


def width_of(text: str, size: float = SIZE, *, bold: bool = False) -> float:
    """Return about how wide a line of text is, in units of the drawing, never too narrow."""
    total = sum(SPACE if letter == " " else WIDTHS.get(letter, OTHER) for letter in text)
    return total * size / 1000 * (HEAVIER if bold else 1)


def shortened(text: str, room: float, size: float = SIZE, *, bold: bool = False) -> str:
    """Return the text, its end replaced by an ellipsis where it is wider than `room`."""
    if width_of(text, size, bold=bold) <= room:
        return text
    kept = text
    while kept and width_of(kept.rstrip() + ELLIPSIS, size, bold=bold) > room:
        kept = kept[:-1]
    return kept.rstrip(" ,.;:-–") + ELLIPSIS


def lines(
    text: str, room: float, size: float = SIZE, *, most: int = 2, bold: bool = False
) -> list[str]:
    """Return the text in at most `most` lines, broken between words; the last may be shortened."""
    found: list[str] = []
    left = text.split()
    while left and len(found) < most - 1:
        count = 1
        while count < len(left) and width_of(" ".join(left[: count + 1]), size, bold=bold) <= room:
            count += 1
        found.append(shortened(" ".join(left[:count]), room, size, bold=bold))
        left = left[count:]
    if left:
        found.append(shortened(" ".join(left), room, size, bold=bold))
    return found
