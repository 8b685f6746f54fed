"""What units are called behind a figure, in both languages, from `catalogue/units.yaml`.

How the figure itself is written is for `printing`.
"""

from decimal import Decimal
from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from monev.wording import Wording
from monev.yaml_file import catalogue_folder, read_yaml


class Unit(Wording):
    """A unit in both languages; `one` is the English word behind exactly 1, if it is another."""

    one: str = ""


class _Units(BaseModel):
    model_config = ConfigDict(extra="forbid")
    units: dict[str, Unit]


@cache
def units() -> dict[str, Unit]:
    """Return the packaged units by their code; CatalogueError if the file is misspelt."""
    return read_yaml(catalogue_folder("units.yaml")).shaped(_Units).units


def unit_word(unit: str, value: Decimal | int, language: Literal["id", "en"] = "id") -> str:
    """Return the word for a unit behind a value; a unit nobody named is printed as it is."""
    known = units().get(unit)
    if known is None:
        return unit
    if language == "id":
        return known.id
    return known.one if value == 1 and known.one else known.en
