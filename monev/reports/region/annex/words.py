"""What annexes are called and say, read from `catalogue/annex.yaml` in both languages.

Which figures stand in them is for `tables` and `notes`.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from monev.reports.tabular import Content
from monev.reports.words.speech import Speech
from monev.wording import Wording
from monev.yaml_file import YamlFile, read_yaml

Row = Mapping[str, Content]
"""One row by the keys of its columns."""


class TableWords(BaseModel):
    """One table: sheet, stem of its file, what it is, what is said if it is empty, its columns."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    sheet: Wording
    file: Wording
    about: Wording
    none: Wording
    columns: dict[str, Wording]


class TraceWords(BaseModel):
    """The file that holds the trace."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    file: Wording
    about: Wording


class AnnexWords(BaseModel):
    """Every word list of the annexes."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    tables: dict[str, TableWords]
    trace: TraceWords
    statuses: dict[str, Wording]
    stages: dict[str, Wording]
    remarks: dict[str, Wording]
    notes: dict[str, Wording]
    texts: dict[str, Wording]

    def headings(self, table: str, speech: Speech) -> list[str]:
        """Return the headings of a table in order."""
        return [speech.of(one) for one in self.tables[table].columns.values()]

    def ordered(self, table: str, rows: Iterable[Row]) -> list[list[Content]]:
        """Return rows in the order of the columns; CatalogueError for a column nobody fills."""
        columns = list(self.tables[table].columns)
        made = []
        for row in rows:
            if unknown := [one for one in columns if one not in row]:
                path = ("tables", table, "columns", unknown[0])
                raise _file().error(path, f"no such column; there are {', '.join(sorted(row))}")
            made.append([row[one] for one in columns])
        return made

    def said(self, group: str, key: str, speech: Speech, **filled: object) -> str:
        """Return one text with its braces filled; KeyError for a text nobody wrote."""
        words: Mapping[str, Wording] = getattr(self, group)
        return speech.of(words[key]).format(**filled)


@cache
def annex_words() -> AnnexWords:
    """Return the packaged words; CatalogueError if a list is missing or misspelt."""
    return _file().shaped(AnnexWords)


def _file() -> YamlFile:
    return read_yaml(files("catalogue") / "annex.yaml")
