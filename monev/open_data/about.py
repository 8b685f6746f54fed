"""What a package says about itself, from `catalogue/open_data.yaml`. Reading and checking only."""

from functools import cache

from pydantic import BaseModel, ConfigDict

from monev.wording import Wording
from monev.yaml_file import catalogue_folder, read_yaml


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Licence(_Strict):
    """On what terms the data may be used, and how sure that is."""

    name: str
    title: str
    path: str
    confidence: str


class Origin(_Strict):
    """A source of the whole package."""

    title: str
    path: str = ""


class Principle(_Strict):
    """One principle of Satu Data Indonesia and what meets it here."""

    id: str
    title: Wording
    met_by: Wording


class SatuData(_Strict):
    """The rule, how sure we are of its content, and its principles."""

    reference: str
    confidence: str
    principles: list[Principle]


class About(_Strict):
    """Everything a package says of itself that is not in its rows."""

    title: Wording
    description: Wording
    keywords: list[str]
    licence: Licence
    sources: list[Origin]
    satu_data: SatuData


@cache
def load_about() -> About:
    """Return the packaged words; raises CatalogueError where they cannot be used."""
    return read_yaml(catalogue_folder("") / "open_data.yaml").shaped(About)
