"""Which values of a revision a region may contest, and how what it claims instead is read.

Nothing is stored here and nothing judged; numbers and days are read by the project's notation.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from pydantic import ValidationError

from models import Evaluation, Fact
from monev.errors import NotationError
from monev.printing import Language, day, quantity
from monev.quality.labels import load_labels
from monev.scorecard import Scorecard
from monev.sources.grid import Value
from monev.sources.instrument.sheet import load_instrument_sheet
from monev.sources.reading import BASES
from monev.sources.values import EXPECTED, read_value, read_word
from monev.trace import Input
from monev.wording import Wording

LONGEST_CLAIM = 80

READ_AS: dict[str, str] = {
    **dict.fromkeys(
        ("participation.active_persons", "participation.eligible_persons", "budget.persons"),
        "count",
    ),
    **dict.fromkeys(("participation.uncovered_persons", "target.persons"), "count"),
    **dict.fromkeys(("attestation.count", "attestation.total"), "count"),
    **dict.fromkeys(("contribution.registered_persons", "regulation.stage"), "count"),
    **dict.fromkeys(("participation.coverage_pct", "participation.change_value"), "percent"),
    **dict.fromkeys(("target.coverage_pct", "target.change_value"), "percent"),
    **dict.fromkeys(("budget.allocation_idr", "budget.realised_idr"), "rupiah"),
    **dict.fromkeys(("budget.monthly_rate_idr", "contribution.contribution_idr"), "rupiah"),
    **dict.fromkeys(("contribution.claims_idr", "contribution.shortfall_idr"), "rupiah"),
    **dict.fromkeys(("budget.months", "contribution.paid_person_months"), "number"),
    "statistic.value": "number",
    "regulation.stage_on": "date",
    "regulation.status": "word",
    "attestation.answer": "word",
}
"""How a claim about each field is read; a field that is not named here cannot be contested."""
OWN_NAMES: dict[str, Wording] = {
    "regulation.stage": Wording(id="tahap", en="stage"),
    "regulation.stage_on": Wording(id="tanggal tahap", en="date of the stage"),
    "regulation.status": Wording(id="status", en="status"),
    "attestation.answer": Wording(id="jawaban", en="answer"),
    "statistic.value": Wording(id="nilai", en="value"),
}
"""What fields are called that are no numbers, or that no quality rule speaks of."""
STATUSES = ["berlaku", "tidak_berlaku", "tidak_diketahui"]
EXPECTED_STAGE = ("tahap dari 0 sampai 9", "a stage from 0 to 9")
EXPECTED_WORD = ("salah satu kata dalam daftar", "one of the words of the list")


@dataclass(frozen=True)
class Printed:
    """One value of a revision with its way back, and the indicators that rest on it."""

    indicators: tuple[str, ...]
    fact_id: str
    kind: str
    field: str
    value: str
    unit: str
    source: Input

    @property
    def name(self) -> Wording:
        """What the value is called."""
        return name_of(self.kind, self.field)

    def shown(self, value: str, language: Language = "id") -> str:
        """Return a value of this kind as it is printed."""
        return shown(f"{self.kind}.{self.field}", value, self.unit, language)


def name_of(kind: str, field: str) -> Wording:
    """Return what a field is called."""
    return OWN_NAMES.get(f"{kind}.{field}") or load_labels().name(kind, field)


def printed_values(evaluation: Evaluation) -> list[Printed]:
    """Return the values that an evaluation's indicators rest on and that may be contested."""
    found: dict[tuple[str, str], list[tuple[str, Input]]] = {}
    for row in Scorecard.model_validate(evaluation.scorecard).indicators:
        for one in row.inputs:
            if one.fact and one.name in READ_AS:
                found.setdefault((one.fact, one.name), []).append((row.id, one))
    return [_printed(fact_id, name, used) for (fact_id, name), used in found.items()]


def printed_value(evaluation: Evaluation, fact_id: str, field: str) -> Printed | None:
    """Return one such value; None where the evaluation does not rest on it."""
    values = printed_values(evaluation)
    return next((one for one in values if (one.fact_id, one.field) == (fact_id, field)), None)


def _printed(fact_id: str, name: str, used: list[tuple[str, Input]]) -> Printed:
    source = used[0][1]
    kind, _, field = name.partition(".")
    return Printed(
        indicators=tuple(dict.fromkeys(indicator for indicator, _ in used)),
        fact_id=fact_id,
        kind=kind,
        field=field,
        value=source.value,
        unit=load_labels().unit(kind, field) or source.unit,
        source=source,
    )


def words_for(name: str, fact: Fact | None) -> list[str]:
    """Return the words of which a claim has to be one; none where it is a number or a day."""
    if name == "regulation.status":
        return STATUSES
    if name == "attestation.answer":
        return load_instrument_sheet().answers_of(getattr(fact, "item", ""))
    return []


def expected_in(name: str, language: Language = "id") -> str:
    """Say how a claim about a field is written."""
    own = {"regulation.stage": EXPECTED_STAGE}.get(name)
    texts = own or (EXPECTED_WORD if READ_AS[name] == "word" else EXPECTED[READ_AS[name]])
    return texts[0 if language == "id" else 1]


def read_claim(name: str, text: str, words: Iterable[str] = ()) -> Any:
    """Return what somebody typed as a value of a field (`participation.active_persons`).

    Raises NotationError for anything that is not one value in one reading, and for nothing.
    """
    typed = Value(text, text, "")
    if typed.blank or len(text) > LONGEST_CLAIM:
        raise NotationError(f"{text[:LONGEST_CLAIM]!r} found, {expected_in(name, 'en')} expected")
    if READ_AS[name] == "word":
        value = read_word(typed, {one: one for one in words})
    else:
        value = read_value(typed, READ_AS[name])
    if value is None:
        raise NotationError(f"{text!r} found, which states nothing; a value is expected")
    _require_possible(name, value, text)
    return value


def _require_possible(name: str, value: Any, text: str) -> None:
    """Raise NotationError for a value that no fact could have, such as a stage 17."""
    kind, _, field = name.partition(".")
    shape: Any = BASES[kind]
    try:
        shape.__pydantic_validator__.validate_assignment(shape.model_construct(), field, value)
    except ValidationError as error:
        raise NotationError(f"{text!r} found, {expected_in(name, 'en')} expected") from error


def written(value: Any) -> str:
    """Return a value as it is kept: plain digits, an ISO day, or the word."""
    if isinstance(value, date):
        return value.isoformat()
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def same_value(one: str, other: str) -> bool:
    """Say whether two kept values are the same; 53 and 53.0 are."""
    try:
        return Decimal(one) == Decimal(other)
    except InvalidOperation:
        return one == other


def shown(name: str, value: str, unit: str, language: Language = "id") -> str:
    """Return a kept value as it is printed, with its unit."""
    match READ_AS[name]:
        case "word":
            return value.replace("_", " ")
        case "date":
            return day(date.fromisoformat(value), language)
        case _:
            return quantity(Decimal(value), unit, language)
