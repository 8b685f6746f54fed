"""A reporting quarter as a value: its days, its due date, its neighbours.

No table and no clock: who needs "the quarter that has just ended" passes the moment in.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Literal
from zoneinfo import ZoneInfo

JAKARTA = ZoneInfo("Asia/Jakarta")
DUE_DAY = 10
"""Quarterly reports are due by the 10th of the following month (SE Mendagri 842.2/5193/SJ)."""

_ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
_ISO = re.compile(r"^(?P<year>\d{4})\s*-?\s*Q(?P<number>[1-4])$", re.IGNORECASE)
_LOCAL = re.compile(
    r"^(?:TW|TRIWULAN|TRIBULAN)\s*\.?\s*(?P<number>IV|I{1,3}|[1-4])\s*(?:TAHUN|TA|,|/|-)?\s*"
    r"(?P<year>\d{4})$",
    re.IGNORECASE,
)


@dataclass(frozen=True, order=True)
class Quarter:
    """One quarter of a calendar year, ordered in time; `str()` gives `2024-Q3`."""

    year: int
    number: int

    def __post_init__(self) -> None:
        if not 1 <= self.number <= 4:
            raise ValueError(f"quarter {self.number} found, 1 to 4 expected")
        if not 2000 <= self.year <= 2199:
            raise ValueError(f"year {self.year} found, 2000 to 2199 expected")

    @classmethod
    def parse(cls, text: str) -> "Quarter":
        """Read `2024-Q3`, `TW III 2024` or `Triwulan III Tahun 2024`.

        Raises ValueError with the forms that are understood.
        """
        folded = " ".join(text.split())
        match = _ISO.match(folded) or _LOCAL.match(folded)
        if match is None:
            raise ValueError(
                f"{text!r} is no quarter; write 2024-Q3, TW III 2024 or Triwulan III 2024"
            )
        number = match["number"].upper()
        return cls(int(match["year"]), _ROMAN.get(number) or int(number))

    @classmethod
    def ended_before(cls, moment: datetime) -> "Quarter":
        """Return the last quarter that had ended in Jakarta at `moment` (an aware time)."""
        if moment.tzinfo is None:
            raise ValueError("an aware time is needed: a naive one has no day in Jakarta")
        return cls.containing(moment.astimezone(JAKARTA).date()).previous()

    @classmethod
    def containing(cls, day: date) -> "Quarter":
        """Return the quarter in which `day` lies."""
        return cls(day.year, (day.month - 1) // 3 + 1)

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def label(self) -> str:
        """The Indonesian name: `Triwulan III Tahun 2024`."""
        return self.label_in("id")

    def label_in(self, language: Literal["id", "en"]) -> str:
        """Return the name in a language; in English `Quarter III 2024`."""
        if language == "en":
            return f"Quarter {self.roman} {self.year}"
        return f"Triwulan {self.roman} Tahun {self.year}"

    @property
    def roman(self) -> str:
        """The number as Indonesian offices write it."""
        return {number: roman for roman, number in _ROMAN.items()}[self.number]

    @property
    def start(self) -> date:
        """The first day."""
        return date(self.year, 3 * self.number - 2, 1)

    @cached_property
    def end(self) -> date:
        """The last day."""
        return self.next().start - timedelta(days=1)

    @cached_property
    def due_date(self) -> date:
        """The day a region's report is due; also the cut-off up to which facts are known."""
        return self.next().start.replace(day=DUE_DAY)

    @property
    def months_elapsed(self) -> int:
        """Months of the fiscal year gone by at the end of the quarter: 3, 6, 9 or 12."""
        return 3 * self.number

    @property
    def semester(self) -> str:
        """The half-year into which it rolls up: `2024-S2`."""
        return f"{self.year}-S{(self.number + 1) // 2}"

    def next(self) -> "Quarter":
        """Return the quarter after this one."""
        return Quarter(self.year + self.number // 4, self.number % 4 + 1)

    def previous(self) -> "Quarter":
        """Return the quarter before this one."""
        if self.number == 1:
            return Quarter(self.year - 1, 4)
        return Quarter(self.year, self.number - 1)
