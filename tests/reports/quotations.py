"""A dossier with everything taken out of it that is a source's word and not ours.

Names of governments and offices, titles, files and their sheets, what a text states, and all that
stands in quotation marks become a mark without letters. What words a document has left are our
own, and must be of its language.
"""

import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from pydantic import BaseModel
from sqlmodel import SQLModel

from models import Finding, Region
from monev.dossier import Dossier
from monev.known import Child
from monev.league import ChildRow
from monev.profile import BudgetRow, ContextRow, FigureRow, MoneyRow, RegulationRow
from monev.reports.words.names import OURS
from monev.reports.words.wording import vocabulary
from monev.scorecard import Input

MARK = "¤"
SOURCE, PLACE = "", "place"
QUOTED: Mapping[type, Mapping[str, str]] = {
    Region: {"name": SOURCE},
    Child: {"name": SOURCE},
    ChildRow: {"name": SOURCE},
    Input: {
        "raw": SOURCE,
        "note": SOURCE,
        "source_title": SOURCE,
        "source_publisher": SOURCE,
        "locator": PLACE,
    },
    Finding: {"rule": SOURCE, "place": PLACE, "waiver": SOURCE},
    MoneyRow: {"stated_shortfall": SOURCE},
    RegulationRow: {"title": SOURCE},
    BudgetRow: {"agency": "agencies"},
    ContextRow: {"text": "texts"},
    FigureRow: {"title": "texts"},
}
"""Fields that hold a name or a source's words: always, or unless a list of the vocabulary has them.

Of a place, only the name of the sheet is a source's; the words around it are our readers'.
"""
OF_OUR_BOOKS = {"raw": SOURCE, "note": SOURCE}
"""The titles and places of our own books are words of ours."""
QUOTATION = re.compile(r"“[^”]*”")
SHEET = re.compile(r"^[^!]+(?=!)|(?<= lembar ).+?(?= (?:baris|kolom|sel) |$)")


def without_quotations(dossier: Dossier) -> Dossier:
    """Return the dossier with marks for what it quotes."""
    bare = _bare(dossier)
    assert isinstance(bare, Dossier)
    return bare


def _bare(value: Any) -> Any:
    if isinstance(value, str) and type(value) is str:
        return QUOTATION.sub(f"“{MARK}”", value)
    if isinstance(value, list | tuple):
        return type(value)(_bare(one) for one in value)
    if isinstance(value, dict):
        return {key: _bare(one) for key, one in value.items()}
    if isinstance(value, BaseModel):
        held = _bare_fields(value, type(value).model_fields)
        return type(value)(**held) if isinstance(value, SQLModel) else value.model_copy(update=held)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **_bare_fields(value, [one.name for one in fields(value)]))
    return value


def _bare_fields(value: Any, names: Any) -> dict[str, Any]:
    quoted = QUOTED.get(type(value), {})
    if getattr(value, "source_publisher", "") == OURS:
        quoted = OF_OUR_BOOKS
    held = {name: getattr(value, name) for name in names}
    return {
        name: _quoted(one, quoted[name]) if name in quoted and one else _bare(one)
        for name, one in held.items()
    }


def _quoted(text: str, group: str) -> str:
    if group == PLACE:
        return SHEET.sub(MARK, text)
    known = getattr(vocabulary(), group) if group else {}
    return text if text in known else MARK
