"""A half-year as a value: the two quarters it rolls up, its days, its due date.

No table and no clock. Quarters themselves are `quarter`'s.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Literal

from models.quarter import Quarter

_NUMBERS = {"I": 1, "II": 2, "1": 1, "2": 2}
_ISO = re.compile(r"^(?P<year>\d{4})\s*-?\s*S(?P<number>[12])$", re.IGNORECASE)
_LOCAL = re.compile(
    r"^(?:SEMESTER|SMT|SEM)\s*\.?\s*(?P<number>I{1,2}|[12])\s*(?:TAHUN|TA|,|/|-)?\s*"
    r"(?P<year>\d{4})$",
    re.IGNORECASE,
)


@dataclass(frozen=True, order=True)
class Semester:
    """One half of a calendar year, ordered in time; `str()` gives `2024-S2`."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if self.number not in (1, 2):
            raise ValueError(f"semester {self.number} found, 1 or 2 expected")
        if not 2000 <= self.year <= 2199:
            raise ValueError(f"year {self.year} found, 2000 to 2199 expected")

    @classmethod
    def parse(cls, text: str) -> "Semester":
        """Read `2024-S2`, `Semester II 2024` or `Semester II Tahun 2024`.

        Raises ValueError with the forms that are understood.
        """
        folded = " ".join(text.split())
        match = _ISO.match(folded) or _LOCAL.match(folded)
        if match is None:
            raise ValueError(f"{text!r} is no semester; write 2024-S2 or Semester II 2024")
        return cls(int(match["year"]), _NUMBERS[match["number"].upper()])

    @classmethod
    def of(cls, quarter: Quarter) -> "Semester":
        """Return the half-year into which a quarter rolls up."""
        return cls(quarter.year, (quarter.number + 1) // 2)

    def __str__(self) -> str:
        return f"{self.year}-S{self.number}"

    def label_in(self, language: Literal["id", "en"]) -> str:
        """Return the name in a language: `Semester II Tahun 2024`, `Half-year II 2024`."""
        if language == "en":
            return f"Half-year {self.roman} {self.year}"
        return f"Semester {self.roman} Tahun {self.year}"

    @property
    def roman(self) -> str:
        """The number as Indonesian offices write it."""
        return "I" * self.number

    def quarters(self) -> tuple[Quarter, Quarter]:
        """Return its two quarters in the order of time."""
        first = Quarter(self.year, 2 * self.number - 1)
        return first, first.next()

    @property
    def start(self) -> date:
        """The first day."""
        return self.quarters()[0].start

    @property
    def end(self) -> date:
        """The last day."""
        return self.quarters()[1].end

    @property
    def due_date(self) -> date:
        """The day the reports of its last quarter are due; nothing later is known to it."""
        return self.quarters()[1].due_date
