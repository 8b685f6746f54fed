"""The base of every shape of a rule: nothing unknown, nothing guessed, exact after a round trip.

Which rules there are stands in `shapes`.
"""

from datetime import date
from decimal import Decimal
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator

FROM_BOOK = {"book": True}
"""Validation context of rules that come out of a kept book, where decimals stand as text."""


class Strict(BaseModel):
    """Refuses unknown keys: a misspelt key would otherwise silently do nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    @field_validator("*", mode="before")
    @classmethod
    def _as_written(cls, value: Any, info: ValidationInfo) -> Any:
        """Refuse a number in quotes and a day written as a number: both would be guessed at."""
        if info.context == FROM_BOOK or info.field_name is None:
            return value
        parts = _parts(cls.model_fields[info.field_name].annotation)
        leaves = value.values() if isinstance(value, dict) else [value]
        if Decimal in parts:
            for leaf in leaves:
                if isinstance(leaf, str | bool):
                    raise ValueError(f"{leaf!r} is text where a number belongs; drop the quotes")
        if date in parts and isinstance(value, int | Decimal):
            raise ValueError(f"{value} is a number where a day belongs; write 2024-12-31")
        return value


def _parts(annotation: Any) -> set[Any]:
    """Return the plain types within an annotation: `dict[str, Decimal] | None` holds Decimal."""
    inner = get_args(annotation)
    return {annotation}.union(*map(_parts, inner)) if inner else {annotation}


def plain_written(value: Any) -> Any:
    """Write a free value so that JSON gives the same one back: a decimal is told from a text."""
    match value:
        case dict():
            return {key: plain_written(one) for key, one in value.items()}
        case list():
            return [plain_written(one) for one in value]
        case Decimal():
            return {"$decimal": str(value)}
        case date():
            return {"$date": value.isoformat()}
    return value


def plain_read(value: Any) -> Any:
    """Return the free value that `plain_written` wrote down."""
    match value:
        case {"$decimal": str(text)}:
            return Decimal(text)
        case {"$date": str(text)}:
            return date.fromisoformat(text)
        case dict():
            return {key: plain_read(one) for key, one in value.items()}
        case list():
            return [plain_read(one) for one in value]
    return value
