"""What a text about a regulation says: kind of instrument, number, year, stage.

The words it goes by stand in the fact sheet. Whether the rule is in force is not decided here.
"""

import re
from dataclasses import dataclass

from monev.sources.published.sheet import RegulationWords

_NUMBER = re.compile(r"\b(?:Nomor|No\.?)\s+(?P<number>[0-9]+[A-Za-z]?)\b", re.IGNORECASE)
_YEAR = re.compile(r"\bTahun\s+(?P<year>[0-9]{4})\b", re.IGNORECASE)


@dataclass(frozen=True)
class RegulationText:
    """The parts of the text; `instrument` and `stage` are None where it does not say."""

    instrument: str | None
    number: str
    year: int | None
    stage: int | None


def parse_regulation(text: str, words: RegulationWords) -> RegulationText:
    """Take "Peraturan Bupati Nomor 59 Tahun 2025" apart by the words of the sheet."""
    folded = text.casefold()
    instrument = next(
        (
            entry.instrument
            for entry in words.instruments
            if folded.startswith(entry.begins.casefold())
        ),
        None,
    )
    stage = next(
        (
            entry.stage
            for entry in words.stages
            if any(word.casefold() in folded for word in entry.words)
        ),
        None,
    )
    number, year = _NUMBER.search(text), _YEAR.search(text)
    return RegulationText(
        instrument=instrument,
        number=number["number"] if number else "",
        year=int(year["year"]) if year else None,
        stage=stage,
    )
