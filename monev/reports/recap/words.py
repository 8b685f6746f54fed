"""What recaps say beside their templates, read from `catalogue/recap.yaml` in both languages.

Which figures stand in sheets is for `sheets`, which in pages for the views.
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


class WordLists(BaseModel):
    """Lists of texts, each by its key; who sums up has lists of its own."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    def said(self, group: str, key: str, speech: Speech, **filled: object) -> str:
        """Return one text with its braces filled; KeyError for a text nobody wrote."""
        words: Mapping[str, Wording] = getattr(self, group)
        return speech.of(words[key]).format(**filled)


class RecapWords(WordLists):
    """Every word list of the recaps."""

    standings: Words
    missing: Words
    moves: Words
    statuses: Words
    answers: Words
    texts: Words
    notes: Words
    tables: dict[str, TableWords]


@cache
def recap_words() -> RecapWords:
    """Return the packaged words; CatalogueError if a list is missing or misspelt."""
    return read_yaml(files("catalogue") / "recap.yaml").shaped(RecapWords)
