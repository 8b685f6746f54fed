"""The report's vocabulary: words for codes in both languages, read from the catalogue.

How values are printed with them is for `speech`.
"""

from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from monev.wording import Wording
from monev.yaml_file import read_yaml

Words = dict[str, Wording]


class Vocabulary(BaseModel):
    """Every word list of `catalogue/wording.yaml`, in both languages."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    reasons: Words
    categories: Words
    stages: dict[int, Wording]
    duty_statuses: Words
    causes: Words
    tiers: Words
    bases: Words
    severities: Words
    fields: Words
    answers: Words
    answer_values: Words
    items: Words
    steps: Words
    counts: Words
    notes: Words
    follow_up_statuses: Words
    parameters: Words
    units: Words
    modes: Words
    mode_names: Words
    references: Words


@cache
def vocabulary() -> Vocabulary:
    """Return the packaged words; CatalogueError if a list is missing or misspelt."""
    return read_yaml(files("catalogue") / "wording.yaml").shaped(Vocabulary)
