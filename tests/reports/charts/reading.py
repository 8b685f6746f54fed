"""Reading a drawing back: its texts, its paths by look, and the places they reach."""

import re
from dataclasses import dataclass
from xml.etree import ElementTree

SVG = "{http://www.w3.org/2000/svg}"
STEP = re.compile(r"([MLhvaz])([^MLhvaz]*)")


@dataclass(frozen=True)
class Shape:
    """One path: how it looks, and every place its line passes through, piece by piece."""

    fill: str
    stroke: str
    dashed: bool
    pieces: list[list[tuple[float, float]]]


def tree(drawn: str) -> ElementTree.Element:
    """The drawing as parsed XML; raises where it is not well-formed."""
    return ElementTree.fromstring(drawn)


def texts(drawn: str) -> list[str]:
    """The printed texts in the order in which they stand in the file."""
    return [one.text or "" for one in tree(drawn).iter(f"{SVG}text")]


def shapes(drawn: str, colour: str, *, dashed: bool | None = None) -> list[Shape]:
    """The paths that are filled or drawn in a colour."""
    found = [_shape(one) for one in tree(drawn).iter(f"{SVG}path")]
    return [
        one for one in found if colour in {one.fill, one.stroke} and dashed in {None, one.dashed}
    ]


def pieces(drawn: str, colour: str, *, dashed: bool | None = None) -> int:
    """How many separate lines or areas there are in a colour."""
    return sum(len(one.pieces) for one in shapes(drawn, colour, dashed=dashed))


def boxes(drawn: str, colour: str, *, dashed: bool | None = None) -> list[tuple[float, ...]]:
    """Left, top, width and height of every piece in a colour."""
    found = []
    for shape in shapes(drawn, colour, dashed=dashed):
        for piece in shape.pieces:
            left, right = min(x for x, _ in piece), max(x for x, _ in piece)
            top, bottom = min(y for _, y in piece), max(y for _, y in piece)
            found.append((left, top, round(right - left, 2), round(bottom - top, 2)))
    return found


def _shape(path: ElementTree.Element) -> Shape:
    dashed = path.get("stroke-dasharray") is not None
    data = _pieces(path.attrib["d"])
    return Shape(path.get("fill", ""), path.get("stroke", ""), dashed, data)


def _pieces(data: str) -> list[list[tuple[float, float]]]:
    found: list[list[tuple[float, float]]] = []
    x = y = 0.0
    for step, rest in STEP.findall(data):
        values = [float(one) for one in rest.split()]
        match step:
            case "M":
                x, y = values
                found.append([])
            case "L":
                x, y = values
            case "h":
                x += values[0]
            case "v":
                y += values[0]
            case "a":
                found[-1].append((x + values[5] / 2, y - values[1]))
                found[-1].append((x + values[5] / 2, y + values[1]))
                x, y = x + values[5], y + values[6]
        if step != "z":
            found[-1].append((round(x, 2), round(y, 2)))
    return found
