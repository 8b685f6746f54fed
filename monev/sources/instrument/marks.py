"""Marks on the cells of a sender's workbook: a comment and a light fill, put on and taken off.

The colours are ours alone, so that a fill can be recognised and the one before it be restored.
"""

from collections.abc import Sequence
from copy import copy
from typing import Any

from openpyxl.comments import Comment
from openpyxl.styles import PatternFill, Protection

from models.finding import Finding, Severity

AUTHOR = "Monev"
FILLS = {Severity.ERROR: "FFF9D9D6", Severity.WARNING: "FFFBEFCB"}
_HEAD = "Monev, hasil pemeriksaan:"
_OWN = "\n\nCatatan semula dari "
_WIDTH, _LINE, _PER_LINE = 340, 18, 48


def put_mark(cell: Any, findings: Sequence[Finding]) -> None:
    """Comment a cell with all of its findings, the gravest first.

    A galat or a peringatan fills and unlocks the cell too. A comment of somebody else stays below
    ours.
    """
    ordered = sorted(findings, key=lambda one: list(Severity).index(one.severity))
    lines = [f"{one.severity.value.upper()}: {one.message_id}" for one in ordered]
    own = cell.comment
    text = "\n".join([_HEAD, *lines])
    if own is not None:
        text += f"{_OWN}{own.author or 'tanpa nama'}:\n{own.text}"
    height = _LINE * (1 + sum(1 + len(line) // _PER_LINE for line in text.splitlines()))
    cell.comment = Comment(text, AUTHOR, height=height, width=_WIDTH)
    colour = FILLS.get(ordered[0].severity)
    if colour:
        cell.fill = PatternFill("solid", fgColor=colour)
        cell.protection = Protection(locked=False)


def take_comments(book: Any) -> None:
    """Take our comments off all sheets; a comment that stood below ours gets its place back.

    A cell that has moved since, and therefore still wears our colour, is left without a fill.
    """
    for sheet in book.worksheets:
        for cell in _commented(sheet):
            if cell.comment.author != AUTHOR and not cell.comment.text.startswith(_HEAD):
                continue
            if _is_ours(cell):
                cell.fill = PatternFill()
            author, _, text = cell.comment.text.partition(_OWN)[2].partition(":\n")
            cell.comment = Comment(text, author) if text else None


def take_fill(cell: Any, before: Any) -> None:
    """Give a cell the fill and the lock of `before`, if it still wears one of our colours."""
    if _is_ours(cell):
        cell.fill = copy(before.fill)
        cell.protection = copy(before.protection)


def _is_ours(cell: Any) -> bool:
    return cell.fill.fill_type == "solid" and cell.fill.fgColor.rgb in FILLS.values()


def _commented(sheet: Any) -> list[Any]:
    return [cell for row in sheet.iter_rows() for cell in row if cell.comment is not None]
