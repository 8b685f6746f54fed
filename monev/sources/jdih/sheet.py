"""The fact sheet of JDIH feeds as validated shapes. Reading feeds by it is `reader`'s work."""

from functools import cache, cached_property
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, model_validator

from models.evidence import Tier
from models.region import Kind, Region
from monev.wording import Wording
from monev.yaml_file import catalogue_folder, read_yaml

FieldName = Literal[
    "title", "kind", "short_kind", "number", "year", "promulgated_on", "enacted_on", "gazette",
    "subject", "status", "body", "seat", "file", "copy_url", "page_url", "abstract_url",
    "display", "updated", "details",
]  # fmt: skip
Said = Literal["in_force", "withdrawn", "unknown"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Wrapper(_Strict):
    """Keys that stand beside the list of records."""

    lists: list[str]
    error: list[str]
    pages: list[str]
    next: list[str]
    total: list[str]
    simulated: str

    @property
    def known(self) -> set[str]:
        """The folded keys that may stand around an empty list of a feed."""
        keys = (*self.lists, *self.pages, *self.next, *self.total, self.simulated)
        return set(map(folded_key, keys))


class Limits(_Strict):
    """How much of a feed is held at most; texts in characters."""

    relevant: int
    title: int
    candidates: int
    depth: int


class Detail(_Strict):
    """The keys of an entry that relates a rule to another one."""

    status: str
    other: str


class Marks(_Strict):
    """The keys by which a feed is told from other JSON."""

    always: str
    one_of: list[str]


class SubjectWords(_Strict):
    """Words that tell whether a title is about the subject."""

    include: list[str] = Field(min_length=1)
    exclude: list[str]
    review: list[str]
    not_reviewed: list[str]
    revoking: list[str]


class CitationWords(_Strict):
    """Words that a citation is made of."""

    leading: list[str]
    draft: list[str]
    number: list[str] = Field(min_length=1)
    year: list[str] = Field(min_length=1)
    about: list[str] = Field(min_length=1)


class Instrument(_Strict):
    """One type of legal instrument: how it is called, who makes it, how it becomes public."""

    begins: list[str] = Field(min_length=1)
    exactly: list[str] = []
    drafts: list[str] = []
    of: list[Kind] = list(get_args(Kind))
    provinces: list[str] = []
    promulgated: bool = True
    plain: bool = True

    def made_by(self, region: Region) -> bool:
        """Whether the government of a region can make such an instrument."""
        somewhere = not self.provinces or region.province_code in self.provinces
        return region.kind in self.of and somewhere


class JdihSheet(_Strict):
    """The sheet of JDIH feeds."""

    id: str
    format: Literal["json"]
    title: Wording
    publisher: Wording
    tier: Tier
    simulated_tier: Tier
    wrapper: Wrapper
    limits: Limits
    fields: dict[FieldName, list[str]]
    detail: Detail
    recognised_by: Marks
    absent: list[str]
    not_displayed: list[str]
    simulated_words: list[str]
    subject: SubjectWords
    citation: CitationWords
    instruments: dict[str, Instrument]
    narrower: dict[str, list[str]]
    statuses: dict[Said, list[str]]
    promulgated_within_days: int = Field(ge=0)

    @model_validator(mode="after")
    def _is_whole(self) -> "JdihSheet":
        if set(self.fields) != set(get_args(FieldName)):
            missing = sorted(set(get_args(FieldName)) - set(self.fields))
            raise ValueError(f"name the keys of {', '.join(missing)}")
        if any(self.field_of[folded_key(key)] != name for name, key in self._keys()):
            raise ValueError("one key stands for two fields")
        named = {*self.narrower, *(name for names in self.narrower.values() for name in names)}
        if unknown := sorted(named - set(self.instruments)):
            raise ValueError(f"no instrument is called {', '.join(unknown)}")
        return self

    def _keys(self) -> list[tuple[FieldName, str]]:
        return [(name, key) for name, keys in self.fields.items() for key in keys]

    @cached_property
    def field_of(self) -> dict[str, FieldName]:
        """The field of every key, the key folded."""
        return {folded_key(key): name for name, key in self._keys()}


def folded_key(key: str) -> str:
    """Return a key without regard to case and underscores: sites spell `urlAbstrak` four ways."""
    return key.strip().casefold().replace("_", "")


@cache
def load_jdih_sheet() -> JdihSheet:
    """Return the packaged fact sheet, read once per process; raises CatalogueError."""
    return read_jdih_sheet(catalogue_folder("sources") / "jdih.yaml")


def read_jdih_sheet(path: Path | Traversable) -> JdihSheet:
    """Read a fact sheet; raises CatalogueError with file, line and key."""
    return read_yaml(path).shaped(JdihSheet)
