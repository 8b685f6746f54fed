"""The codes of groups of workers and of payers, from `catalogue/segments.yaml`."""

from functools import cache
from typing import Literal

from pydantic import BaseModel, ConfigDict

from monev.yaml_file import YamlFile, catalogue_folder, read_yaml


class Segment(BaseModel):
    """A group of workers. `temporary` groups leave when their task ends; `parent` includes it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    title_id: str
    title_en: str
    parent: str = ""
    temporary: bool = False
    village: bool = False


class Payer(BaseModel):
    """Who pays a contribution, or the fund that an allocation comes from."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    code: str
    title_id: str
    title_en: str


class Segments(BaseModel):
    """All groups and payers, in the order in which they are printed."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    segments: list[Segment]
    payers: list[Payer]

    @property
    def segment_codes(self) -> frozenset[str]:
        """The codes of all groups."""
        return frozenset(segment.code for segment in self.segments)

    @property
    def payer_codes(self) -> frozenset[str]:
        """The codes of all payers."""
        return frozenset(payer.code for payer in self.payers)

    def temporary(self) -> frozenset[str]:
        """Return the groups that leave when their task ends."""
        return frozenset(segment.code for segment in self.segments if segment.temporary)

    def outermost(self, codes: set[str]) -> set[str]:
        """Return the groups of `codes` that are not counted within another one of them."""
        parents = {segment.code: segment.parent for segment in self.segments}
        kept = set()
        for code in codes:
            above = parents.get(code)
            while above and above not in codes:
                above = parents.get(above)
            if not above:
                kept.add(code)
        return kept

    def titles(self, language: Literal["id", "en"] = "id") -> dict[str, str]:
        """Return the title of every group and payer by its code, in one language."""
        listed: list[Payer | Segment] = [*self.payers, *self.segments]
        return {one.code: one.title_en if language == "en" else one.title_id for one in listed}

    def segment_words(self) -> dict[str, str]:
        """Return what may be written for a group, its code or its title, with its code."""
        words = {segment.title_id: segment.code for segment in self.segments}
        return {**{segment.code: segment.code for segment in self.segments}, **words}

    def payer_words(self) -> dict[str, str]:
        """Return what may be written for a payer, its code or its title, with its code."""
        words = {payer.title_id: payer.code for payer in self.payers}
        return {**{payer.code: payer.code for payer in self.payers}, **words}


@cache
def load_segments() -> Segments:
    """Return the packaged codes, read once per process; raises CatalogueError."""
    return read_segments(read_yaml(catalogue_folder("segments.yaml")))


def read_segments(file: YamlFile) -> Segments:
    """Read the codes; raises CatalogueError for a code that stands twice or an unknown parent."""
    segments = file.shaped(Segments)
    codes = {
        "segments": [segment.code for segment in segments.segments],
        "payers": [payer.code for payer in segments.payers],
    }
    for key, listed in codes.items():
        for index, code in enumerate(listed):
            if code in listed[:index]:
                raise file.error((key, index), f"{code!r} stands twice")
    for index, segment in enumerate(segments.segments):
        if segment.parent and segment.parent not in segments.segment_codes:
            raise file.error(("segments", index), f"unknown parent {segment.parent!r}")
    return segments
