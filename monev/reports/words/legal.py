"""The legal basis a report cites: what was in force on its day, in hierarchical order."""

from datetime import date
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict

from monev.printing import Language
from monev.wording import Wording
from monev.yaml_file import read_yaml


class Instrument(BaseModel):
    """One cited law or rule; `until` closes what held for certain years only."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Wording
    since: date
    until: date | None = None


class _Instruments(BaseModel):
    model_config = ConfigDict(extra="forbid")
    instruments: list[Instrument]


@cache
def _all() -> list[Instrument]:
    return read_yaml(files("catalogue") / "legal_basis.yaml").shaped(_Instruments).instruments


def legal_basis(day: date, language: Language = "id") -> list[str]:
    """Return the titles in force on `day`; in English they are translations, not official ones."""
    return [
        one.title.en if language == "en" else one.title.id
        for one in _all()
        if one.since <= day and (one.until is None or day <= one.until)
    ]
