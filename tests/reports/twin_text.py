"""What a reader reads in a document: in its HTML block by block, in its PDF as one text.

Drawings and the markers of lists stand apart: a layout engine paints them when the page is done.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import Element

from pypdf import PageObject, PdfReader
from tinyhtml5.parser import HTMLParser

INLINE = {"span", "strong", "b", "em", "i", "small", "a", "sub", "sup", "br"}
UNREAD = {"style", "title", "desc", "head", "script"}
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
BREAKS = re.compile(r"[\s\u00ad\u2010-]+")


def parsed(html: str) -> tuple[Element, list[Any]]:
    """Return the document and what its parser complains about."""
    parser = HTMLParser(namespace_html_elements=False)
    return parser.parse(html), parser.errors


def letters(text: str) -> str:
    """Return a text without white space, hyphens and capitals, wherever lines were broken."""
    return BREAKS.sub("", text).casefold()


def numbers(texts: Iterable[str]) -> Counter[str]:
    """Return how often each number stands in texts."""
    return Counter(NUMBER.findall(" ".join(texts)))


@dataclass
class Read:
    """The blocks of a page in order, and what stands apart: drawings, markers, table heads."""

    blocks: list[str] = field(default_factory=list)
    drawings: list[str] = field(default_factory=list)
    alternatives: list[str] = field(default_factory=list)
    markers: list[str] = field(default_factory=list)
    heads: list[str] = field(default_factory=list)

    @property
    def words(self) -> list[str]:
        """Every word in order."""
        return " ".join(self.blocks).split()


def read(html: str) -> Read:
    """Return what is read in the main part of a page for screens, or the body of one for paper."""
    root, _ = parsed(html)
    found = Read()
    place = root.find(".//main")
    body = root.find("body") if place is None else place
    assert body is not None
    found.blocks = [text for text in _blocks(body, found) if text.strip()]
    return found


def _blocks(element: Element, found: Read) -> Iterator[str]:
    """Yield the texts of blocks in order; what is painted apart is put into `found`."""
    current = element.text or ""
    for child in element:
        name = _name(child)
        if name == "svg":
            found.drawings += [
                "".join(one.itertext()) for one in child.iter() if _name(one) == "text"
            ]
            found.alternatives += [child.get("aria-label") or ""]
            found.alternatives += [
                "".join(one.itertext()) for one in child.iter() if _name(one) in UNREAD
            ]
        elif name in INLINE:
            inner = list(_blocks(child, found))
            current += ("\n" if name == "br" else "") + " ".join(inner)
        elif name not in UNREAD and child.get("class") != "watermark":
            yield current
            current = ""
            inner = list(_blocks(child, found))
            if name == "thead":
                found.heads += inner
            if name == "li":
                found.markers += _marker(element, child)
            yield from inner
        current += child.tail or ""
    yield current


def _name(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]


def _marker(parent: Element, item: Element) -> list[str]:
    return [f"{list(parent).index(item) + 1}."] if parent.tag == "ol" else ["•"]


def printed(pdf: bytes) -> str:
    """Return the text of a PDF without what repeats at the edges of pages, nor its watermark."""
    return "\n".join(_page_text(page) for page in PdfReader(BytesIO(pdf)).pages)


def _page_text(page: PageObject) -> str:
    marked: list[bool] = []
    texts: list[str] = []

    def before(operator: bytes, operands: list[Any], *_: Any) -> None:
        if operator in {b"BMC", b"BDC"}:
            marked.append(bool(operands) and operands[0] == "/Artifact")
        elif operator == b"EMC" and marked:
            marked.pop()

    def text(piece: str, matrix: Sequence[float], *_: Any) -> None:
        slanted = matrix[1] != 0  # a watermark runs across the page
        if not slanted and not any(marked):
            texts.append(piece)

    page.extract_text(visitor_operand_before=before, visitor_text=text)
    return "".join(texts)
