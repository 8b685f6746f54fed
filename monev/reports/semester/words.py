"""What the half-yearly report says beside its templates: `catalogue/semester.yaml`, both languages.

Words it shares with the recaps stand in `recap_words`; which figures stand where is for the view.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from monev.reports.region.annex.words import TableWords
from monev.reports.words.speech import Speech
from monev.wording import Wording
from monev.yaml_file import read_yaml

Words = dict[str, Wording]


class SemesterWords(BaseModel):
    """Every word list of the half-yearly report."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    known: Words
    advice: Words
    measures: Words
    texts: Words
    notes: Words
    tables: dict[str, TableWords]

    def said(self, group: str, key: str, speech: Speech, **filled: object) -> str:
        """Return one text with its braces filled; KeyError for a text nobody wrote."""
        words: Mapping[str, Wording] = getattr(self, group)
        return speech.of(words[key]).format(**filled)


@cache
def semester_words() -> SemesterWords:
    """Return the packaged words; CatalogueError if a list is missing or misspelt."""
    return read_yaml(files("catalogue") / "semester.yaml").shaped(SemesterWords)
