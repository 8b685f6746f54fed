"""What the layout engine leaves open in the tags of a page, closed; what nobody can close, refused.

Works on a document that `conform` has opened. Source of the rules: ISO 14289-1 (PDF/UA-1), clause
7, and ISO 32000-1, 14.7 and 14.8.
"""

import re
from collections.abc import Sequence

from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from monev.errors import MonevError

POINTS_PER_PIXEL = 0.75
HOLDS_TEXT = {
    *(f"/H{level}" for level in range(1, 7)),
    *("/P", "/TD", "/TH", "/Lbl", "/LBody", "/Caption", "/Span", "/NonStruct"),
}
"""Tags that may hold marked content themselves; grouping ones may not (32000-1, 14.8.4.2)."""
BARE_KEYS = 5
_SPAN, _HEADER = Name.Span, Name.TH
_HEADING = re.compile(r"/H([1-6])")
_MARKED = re.compile(rb"/[A-Za-z0-9]+\s*<</MCID (\d+)>>\s*BDC")
_ARTIFACT = b"/Artifact\n<</Type /Pagination>>\nBDC"


class ConformanceError(MonevError):
    """A document cannot keep a promise of PDF/A-3a or PDF/UA-1; says which, where, and the cure."""


def repair(pdf: Pdf) -> None:
    """Close the gaps in the tags of a document laid out by WeasyPrint.

    Headers get their scope and an index, drawings their place in points, text loses wrappers that
    say nothing, and what runs along in the margins becomes an artifact. Raises ConformanceError
    for a drawing without a text, a skipped level of headings, or text that no tag can reach.
    """
    if "/StructTreeRoot" not in pdf.Root:
        raise ConformanceError('found no tags at all; lay the page out with pdf_variant="pdf/a-3a"')
    tree = pdf.Root.StructTreeRoot
    flat = list(tree.ParentTree.Nums.as_list())
    holders = {int(key): held for key, held in zip(flat[::2], flat[1::2], strict=True)}
    sheets = [
        _Sheet(page, number, holders[int(page.StructParents)])
        for number, page in enumerate(pdf.pages, start=1)
    ]
    walk = _Walk(sheets)
    walk.through(tree)
    if walk.headers:
        index = Array([part for key in sorted(walk.headers) for part in (key, walk.headers[key])])
        tree.IDTree = pdf.make_indirect(Dictionary(Names=index))
    for sheet in sheets:
        sheet.set_margins_apart()


class _Sheet:
    """A page: its number, and which tag holds each piece of content that is marked on it."""

    def __init__(self, page: Page, number: int, holders: Object) -> None:
        self.page = page
        self.number = number
        self.holders = holders
        self.reached: set[int] = set()

    def set_margins_apart(self) -> None:
        """Mark as artifact what no tag of the tree holds: running heads and feet (14289-1, 7.8)."""
        content = self.page.Contents.read_bytes()
        drawn = {int(one) for one in _MARKED.findall(content)}
        if drawn != set(range(len(self.holders))):
            raise ConformanceError(
                f"page {self.number} draws text as a group, which no tag reaches; expected none. "
                "Do without opacity and filters on text."
            )
        apart = drawn - self.reached
        if not apart:
            return

        def told(match: re.Match[bytes]) -> bytes:
            return _ARTIFACT if int(match[1]) in apart else match[0]

        self.page.Contents.write(_MARKED.sub(told, content))
        for one in apart:
            self.holders[one] = None


class _Walk:
    """One walk through the tags in reading order, mending each on the way."""

    def __init__(self, sheets: Sequence[_Sheet]) -> None:
        self.sheets = {one.page.obj.objgen: one for one in sheets}
        self.headers: dict[bytes, Object] = {}
        self.level = 0

    def through(self, tree: Object) -> None:
        """Visit every tag below the root of the tree."""
        waiting = [(one, False) for one in tree.K.as_list()]
        while waiting:
            tag, in_head = waiting.pop()
            kind = str(tag.get("/S", ""))
            if kind:  # a reference to an annotation has none
                below = self._visit(tag, kind, in_head)
                waiting.extend((one, in_head or kind == "/THead") for one in reversed(below))

    def _visit(self, tag: Object, kind: str, in_head: bool) -> list[Object]:
        """Mend one tag and return the tags below it."""
        held = tag.K
        kids: list[Object | int] = list(held.as_list())
        if kind in HOLDS_TEXT:
            self._unwrap(tag, held, kids)
        elif kind == "/Figure":
            self._place(tag)
        if heading := _HEADING.fullmatch(kind):
            self._descend(int(heading[1]), tag)
        below = [one for one in kids if not isinstance(one, int)]
        if kind == "/TR":
            self._scope(below, in_head)
        if len(below) < len(kids):
            self._sheet(tag).reached.update(one for one in kids if isinstance(one, int))
        return below

    def _sheet(self, tag: Object) -> _Sheet:
        return self.sheets[tag.Pg.objgen]

    def _unwrap(self, tag: Object, held: Object, kids: list[Object | int]) -> None:
        """Let a tag hold its text itself where a bare span stands between them."""
        for place, kid in enumerate(kids):
            if isinstance(kid, int) or kid.get("/S") != _SPAN or len(kid) > BARE_KEYS:
                continue
            inner: list[Object | int] = list(kid.K.as_list())
            if len(inner) == 1 and isinstance(inner[0], int):
                mark = inner[0]
                held[place] = kids[place] = mark
                self._sheet(kid).holders[mark] = tag

    def _scope(self, cells: Sequence[Object], in_head: bool) -> None:
        """Say of the headers in a row whether they head their column or their row."""
        only_headers = all(one.get("/S") == _HEADER for one in cells)
        scope = Name.Column if in_head or only_headers else Name.Row
        for cell in cells:
            if cell.get("/S") == _HEADER:
                cell.A.Scope = scope
                self.headers[bytes(cell.ID)] = cell

    def _place(self, drawing: Object) -> None:
        """Turn the place of a drawing from pixels below the top into points above the bottom."""
        sheet = self._sheet(drawing)
        if not str(drawing.get("/Alt", "")).strip():
            raise ConformanceError(
                f"a drawing on page {sheet.number} has no text alternative; expected a <title> in "
                "its <svg>, or alt on its <img>"
            )
        top = float(sheet.page.MediaBox[3])
        left, upper, right, lower = (float(one) * POINTS_PER_PIXEL for one in drawing.A.BBox)
        box = (left, top - lower, right, top - upper)
        drawing.A.BBox = Array([round(one, 3) for one in box])

    def _descend(self, level: int, heading: Object) -> None:
        if level > self.level + 1:
            before = f"h{self.level}" if self.level else "no heading"
            raise ConformanceError(
                f"a heading h{level} on page {self._sheet(heading).number} follows {before}; "
                f"expected h{self.level + 1} at the deepest. Close the gap in the template."
            )
        self.level = level
