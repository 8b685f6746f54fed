"""Documents in which every text that others may have written is one given text.

Where a document prints a name, a title, a cell or a sentence of somebody else, the text is put
instead; words for codes, figures and days stay. What must come of it is for the tests.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass, replace
from decimal import Decimal, InvalidOperation
from typing import Any, TypeVar

from pydantic import BaseModel
from sqlmodel import SQLModel

from models import Finding, Region
from monev.dossier import Dossier, Told
from monev.known import Child
from monev.league import ChildRow, RollUp
from monev.profile import (
    BudgetRow,
    ContextRow,
    CoveragePoint,
    FigureRow,
    GroupLine,
    GroupStatement,
    MoneyRow,
    RegulationRow,
    TargetLine,
)
from monev.prospect import DataWanted, Step
from monev.recap import Outcome, ProvinceLine, ProvinceRecap, RecapRow
from monev.reports.issuer import Issuer
from monev.reports.signed.signing import (
    Agreement,
    Enclosure,
    LetterFields,
    MinutesFields,
    Party,
    Person,
)
from monev.scorecard import (
    Action,
    Counted,
    Decision,
    Duty,
    FollowUp,
    GateResult,
    IndicatorScore,
    Input,
    PillarScore,
    Scorecard,
)
from monev.target_path import Expiry, GroupChange, SeriesPoint, TargetPath
from monev.wording import Wording

TextOf = Callable[[], str]
Kept = TypeVar("Kept")
FROM_OTHERS: Mapping[type, tuple[str, ...]] = {
    Region: ("name",),
    Child: ("name",),
    ChildRow: ("name",),
    Input: ("value", "raw", "note", "locator", "source_title", "source_publisher"),
    Finding: ("rule", "place", "subject", "unit", "message_id", "message_en", "waiver"),
    BudgetRow: ("agency", "group_code", "funding_source", "stage"),
    MoneyRow: ("group_code", "payer", "stated_shortfall"),
    RegulationRow: ("instrument", "number", "title", "status"),
    ContextRow: ("category", "text"),
    FigureRow: ("measure", "dimension", "title", "unit"),
    CoveragePoint: ("definition",),
    SeriesPoint: ("definition", "denominator_source", "publisher"),
    TargetLine: ("reference",),
    TargetPath: ("told", "target_reference"),
    GroupLine: ("segment",),
    GroupStatement: ("payer",),
    GroupChange: ("segment",),
    Expiry: ("payer",),
    Counted: ("items",),
    Decision: ("answers", "outcome"),
    GateResult: ("reason",),
    Duty: ("title",),
    PillarScore: ("title",),
    IndicatorScore: ("title", "evidence_wanted", "weight_reference", "scale_reference"),
    Action: ("agency", "text", "text_en", "deadline_title", "deadline_title_en"),
    FollowUp: ("agency", "text", "text_en"),
    Step: ("sentence", "agency", "amount_note", "unit", "deadline_title"),
    DataWanted: ("sentence", "agency", "deadline_title"),
    Scorecard: ("rubric_profile", "rubric_version"),
    Told: ("rubric_title",),
    Dossier: ("reason",),
    RecapRow: ("name",),
    ProvinceLine: ("name",),
    ProvinceRecap: ("administrative",),
    RollUp: ("name", "told", "basis_title"),
    Outcome: ("unranked", "regulation"),
    Issuer: ("office", "line", "address", "place"),
    Person: ("name", "position", "office", "rank"),
    Party: ("office",),
    Agreement: ("remark",),
}
"""What stands in a document as somebody else wrote it: in a file, in their own rules, by hand."""
ALL_TEXTS = (MinutesFields, LetterFields, Enclosure)
"""Values whose every text is somebody else's."""


def stuffed(value: Kept, text_of: TextOf) -> Kept:
    """Return the value with another text, asked for anew each time, in place of every foreign one.

    What is empty stays empty: it is printed as missing.
    """
    made: Kept = _walked(value, text_of)
    return made


def _walked(value: Any, text_of: TextOf) -> Any:
    if isinstance(value, list | tuple):
        return type(value)(_walked(one, text_of) for one in value)
    if isinstance(value, dict):
        return {key: _walked(one, text_of) for key, one in value.items()}
    if isinstance(value, BaseModel):
        held = _fields(value, type(value).model_fields, text_of)
        return type(value)(**held) if isinstance(value, SQLModel) else value.model_copy(update=held)
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **_fields(value, [one.name for one in fields(value)], text_of))
    return value


def _fields(value: Any, names: Any, text_of: TextOf) -> dict[str, Any]:
    foreign = names if isinstance(value, ALL_TEXTS) else FROM_OTHERS.get(type(value), ())
    return {
        name: _foreign(getattr(value, name), text_of)
        if name in foreign
        else _walked(getattr(value, name), text_of)
        for name in names
    }


def _foreign(value: Any, text_of: TextOf) -> Any:
    """Put the text into a text, and into every text of a list, of answers or of a wording."""
    if isinstance(value, str):
        return text_of() if value and not _is_figure(value) else value
    if isinstance(value, Wording):
        return Wording(id=text_of(), en=text_of())
    if isinstance(value, list):
        return [_foreign(one, text_of) for one in value]
    if isinstance(value, dict):
        return {key: _foreign(one, text_of) for key, one in value.items()}
    return _walked(value, text_of)


def _is_figure(text: str) -> bool:
    try:
        Decimal(text)
    except InvalidOperation:
        return False
    return True
