"""What the half-yearly report says beside its templates: `catalogue/semester.yaml`, both languages.

Words it shares with the recaps stand in `recap.words`; which figures stand where is for the view.
"""

from functools import cache
from importlib.resources import files

from monev.reports.recap.words import WordLists, Words
from monev.reports.region.annex.words import TableWords
from monev.yaml_file import read_yaml


class SemesterWords(WordLists):
    """Every word list of the half-yearly report."""

    known: Words
    advice: Words
    measures: Words
    texts: Words
    notes: Words
    tables: dict[str, TableWords]


@cache
def semester_words() -> SemesterWords:
    """Return the packaged words; CatalogueError if a list is missing or misspelt."""
    return read_yaml(files("catalogue") / "semester.yaml").shaped(SemesterWords)
