"""The sentences of an explanation, read from `catalogue/derivation.yaml`, filled in by Speech."""

from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from monev.printing import Language
from monev.wording import Wording
from monev.yaml_file import read_yaml


class Sentences(BaseModel):
    """Labels before a line, headings, and sentences with places in braces."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    labels: dict[str, Wording]
    headings: dict[str, Wording]
    sentences: dict[str, Wording]


@cache
def sentences() -> Sentences:
    """Return the packaged sentences; CatalogueError if a list is missing or misspelt."""
    return read_yaml(files("catalogue") / "derivation.yaml").shaped(Sentences)


def said(key: str, language: Language, **filled: object) -> str:
    """Return one sentence with its places filled; KeyError for a sentence nobody wrote."""
    wording = sentences().sentences[key]
    return (wording.en if language == "en" else wording.id).format(**filled)
