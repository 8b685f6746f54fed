"""The fact sheet of SIPD exports as validated shapes, and the way to load it."""

import re
from functools import cache
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from models.evidence import Tier
from monev.segments import Segments, load_segments
from monev.sources.grid import folded
from monev.wording import Wording
from monev.yaml_file import YamlFile, catalogue_folder, read_yaml

Pattern = re.Pattern[str]
Kind = Literal["dpa", "lra", "dokumen"]
Stage = Literal["RKPD", "APBD", "APBD-P"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RowCount(_Strict):
    """How many rows one sheet may have."""

    at_most: int


class Unit(_Strict):
    """Words about the unit of amounts, and what one of it is in rupiah."""

    pattern: Pattern
    factor: int = Field(ge=1)


class KnownBy(_Strict):
    """What tells a budget table from any other with codes and amounts."""

    titles: list[Pattern]
    fields: list[str]


class Titles(_Strict):
    """What the lines around a table say, by patterns with a group `found`."""

    region: list[Pattern]
    year: list[Pattern]
    as_of: list[Pattern]
    as_of_month: list[Pattern]
    printed: list[Pattern]
    agency: list[Pattern]
    sub_activity: list[Pattern]
    simulated: list[Pattern]


class StageWords(_Strict):
    """Words for a stage of the budget; `label` names the listing in titles."""

    pattern: Pattern
    stage: Stage
    label: str


class Account(_Strict):
    """One kode rekening; `excluded` is why it is not counted, empty if it is."""

    code: str
    name: str
    programme: str
    covers: str
    level: Literal["group", "leaf"]
    confidence: Literal["high", "medium", "low"]
    excluded: str = ""


class Exclusion(_Strict):
    """Words that make a line another kind of expense."""

    pattern: Pattern
    because: str


class Descriptions(_Strict):
    """What lines are called, where their code does not decide."""

    excluded: list[Exclusion]
    counted: list[Pattern]
    mentioned: list[Pattern]


class GroupRule(_Strict):
    """Whom a line insures, if all that the rule names fits it."""

    step: int
    group: str
    covers: list[str] = []
    words: Pattern | None = None
    funding: list[str] = []
    sub_activity: Pattern | None = None
    agency: Pattern | None = None
    note: str = ""


class FundingRule(_Strict):
    """Which payer a source of money is, by its name or its code."""

    payer: str
    words: Pattern | None = None
    code: Pattern | None = None


class SipdSheet(_Strict):
    """The whole fact sheet."""

    id: str
    format: list[str]
    title: Wording
    publisher: Wording
    tier: Tier
    simulated_tier: Tier
    rows: RowCount
    known_by: KnownBy
    columns_at_most: int
    title_rows: int
    listed_at_most: int
    listings: dict[Kind, str]
    columns: dict[str, list[Pattern]]
    ignored_columns: list[Pattern]
    amounts: list[str]
    units: list[Unit]
    titles: Titles
    ends: list[Pattern]
    footnotes: list[Pattern]
    page_marks: list[Pattern]
    totals: Pattern
    generic_sheets: list[Pattern]
    sheet_prefix: Pattern
    stages: list[StageWords]
    not_stages: list[Pattern]
    accounts: list[Account]
    descriptions: Descriptions
    reasons: dict[str, Wording]
    groups: list[GroupRule]
    funding: list[FundingRule]

    def field_of(self, heading: str) -> str:
        """Return the field a folded heading fills, empty for none."""
        if any(one.fullmatch(heading) for one in self.ignored_columns):
            return ""
        for field, patterns in self.columns.items():
            if any(one.fullmatch(heading) for one in patterns):
                return field
        return ""

    def factor_of(self, text: str) -> int | None:
        """Return what the unit named by a folded text is in rupiah; None if it names none."""
        for unit in self.units:
            if unit.pattern.fullmatch(text):
                return unit.factor
        return None

    def stage_of(self, text: str) -> tuple[Stage, str] | None:
        """Return stage and label of the listing named in a text, None if it names none."""
        plain = folded(text)
        for other in self.not_stages:
            plain = other.sub("", plain)
        for words in self.stages:
            if found := words.pattern.search(plain):
                number = found.groupdict().get("number")
                return words.stage, f"{words.label} {int(number)}" if number else words.label
        return None


@cache
def load_sipd_sheet() -> SipdSheet:
    """Return the packaged fact sheet, read once per process; raises CatalogueError."""
    return read_sipd_sheet(catalogue_folder("sources") / "sipd.yaml")


def read_sipd_sheet(path: Path | Traversable) -> SipdSheet:
    """Read a fact sheet; raises CatalogueError with file, line and key.

    Every code of a group or a payer must stand in segments.yaml, every reason in `reasons`, and
    no account twice.
    """
    file = read_yaml(path)
    sheet = file.shaped(SipdSheet)
    _require_known_codes(file, sheet, load_segments())
    seen: set[str] = set()
    for index, account in enumerate(sheet.accounts):
        if account.code in seen:
            raise file.error(("accounts", index), f"{account.code} stands twice")
        seen.add(account.code)
        if account.excluded and account.excluded not in sheet.reasons:
            raise file.error(("accounts", index), f"no reason is called {account.excluded!r}")
    for index, exclusion in enumerate(sheet.descriptions.excluded):
        if exclusion.because not in sheet.reasons:
            path_of = ("descriptions", "excluded", index)
            raise file.error(path_of, f"no reason is called {exclusion.because!r}")
    return sheet


def _require_known_codes(file: YamlFile, sheet: SipdSheet, segments: Segments) -> None:
    for index, group in enumerate(sheet.groups):
        if group.group not in segments.segment_codes:
            raise file.error(("groups", index), f"{group.group!r} stands nowhere in segments.yaml")
    for index, source in enumerate(sheet.funding):
        if source.payer not in segments.payer_codes:
            raise file.error(
                ("funding", index), f"{source.payer!r} stands nowhere in segments.yaml"
            )
