"""The base of every shape of a composite rule: nothing unknown, nothing guessed."""

from decimal import Decimal
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, ValidationInfo, field_validator

Direction = Literal["more", "less"]
"""Whether more or less of it is better."""


class Shape(BaseModel):
    """Refuses unknown keys: a misspelt key would otherwise silently do nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    @field_validator("*", mode="before")
    @classmethod
    def _as_written(cls, value: Any, info: ValidationInfo) -> Any:
        """Refuse a number in quotes, which would be guessed at.

        With any validation context (a kept copy read back, where decimals stand as text) it holds.
        """
        if info.context or info.field_name is None:
            return value
        if Decimal in _parts(cls.model_fields[info.field_name].annotation):
            for leaf in value.values() if isinstance(value, dict) else [value]:
                if isinstance(leaf, str | bool):
                    raise ValueError(f"{leaf!r} is text where a number belongs; drop the quotes")
        return value


def _parts(annotation: Any) -> set[Any]:
    """The plain types within an annotation: `dict[str, Decimal] | None` holds Decimal."""
    inner = get_args(annotation)
    return {annotation}.union(*map(_parts, inner)) if inner else {annotation}
