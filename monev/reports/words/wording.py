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
    """Every word list of `catalogue/wording.yaml`, in both languages.

    Of `own_places` and `file_places`, what stands in braces is taken over as it is.
    """

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
    modes: Words
    mode_names: Words
    references: Words
    agencies: Words
    bands: Words
    kinds: Words
    heads: Words
    island_zones: Words
    measures: Words
    dimensions: Words
    families: Words
    readings: Words
    events: Words
    texts: Words
    own_places: list[Wording]
    file_places: list[Wording]
    used_in: Words
    revision_reasons: Words


@cache
def vocabulary() -> Vocabulary:
    """Return the packaged words; CatalogueError if a list is missing or misspelt."""
    return read_yaml(files("catalogue") / "wording.yaml").shaped(Vocabulary)
