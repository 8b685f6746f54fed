"""Cells of the instrument into values, with a finding for each one that cannot be read.

Which rows become facts is decided in `rows`.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from models.finding import Severity
from monev.errors import NotationError
from monev.segments import Segments
from monev.sources.grid import Value
from monev.sources.instrument.personal import has_personal_number, masked
from monev.sources.instrument.sheet import Column, InstrumentSheet
from monev.sources.notation import read_date
from monev.sources.notation.dates import looks_like_date
from monev.sources.reading import Intake
from monev.sources.values import EXPECTED, read_value, read_word

_PLACE = re.compile(r"[^\W\d][^,\d]*,\s*(?P<day>.+)")
_PERCENT = re.compile(r"%|persen|percent", re.IGNORECASE)
_NUMBERS = frozenset({"count", "number", "rupiah", "percent"})


@dataclass(frozen=True)
class CellReader:
    """Reads cells of one workbook by the words of its fact sheet; `region` addresses findings."""

    sheet: InstrumentSheet
    segments: Segments
    intake: Intake
    region: str | None = None

    def read(self, cell: Value, column: Column, *, must: bool = True) -> tuple[Any, bool]:
        """Return the value (None where nothing is stated) and whether the cell is in order.

        `must` is false in a row that states nothing yet, whose required cells may stay empty.
        """
        if has_personal_number(cell):
            texts = (
                "sel ini memuat NIK, NIP, atau nomor pribadi lain; hapus nomor itu",
                "the cell holds a NIK, NIP or other personal number; delete it",
            )
            self.intake.note("isi.data_pribadi", Severity.ERROR, cell.place, texts, self.region)
            return None, False
        try:
            value = self._value(cell, column)
        except NotationError as error:
            expected = self._expected(column)
            self.refuse(cell, f"ditemukan {cell.text[:80]!r}, seharusnya {expected}", str(error))
            return None, False
        if value is None and column.required and must:
            self.refuse(cell, "sel ini wajib diisi", "this cell must be filled in")
            return None, False
        return value, True

    def refuse(self, cell: Value, problem_id: str, problem_en: str) -> None:
        """Add the finding for a cell that cannot be used."""
        texts = (masked(problem_id), masked(problem_en))
        self.intake.note("isi.sel", Severity.ERROR, cell.place, texts, self.region)

    def _value(self, cell: Value, column: Column) -> Any:
        words = self._words(column)
        if words is not None:
            return read_word(cell, words)
        if column.read == "place_date":
            return _place_date(cell)
        value = read_value(cell, column.read)
        if column.read in _NUMBERS and value is not None:
            _require_within(cell, column, value)
        return value

    def _words(self, column: Column) -> dict[str, str] | None:
        """Return the words a cell may hold, or None where it holds something else."""
        if column.read == "word":
            return column.words
        if column.read == "segment":
            return self.segments.segment_words()
        if column.read == "payer":
            return self.segments.payer_words()
        if column.read == "item":
            return {item.code: item.code for item in self.sheet.attestations}
        if column.read == "answer":
            answers = {*self.sheet.default_answers}
            answers.update(word for item in self.sheet.attestations for word in item.answers)
            return {word: word for word in sorted(answers)}
        return None

    def _expected(self, column: Column) -> str:
        words = self._words(column)
        if words is not None:
            return f"salah satu dari {', '.join(dict.fromkeys(words.values()))}"
        expected = EXPECTED["date" if column.read == "place_date" else column.read][0]
        if column.read not in _NUMBERS:
            return expected
        most = f"{column.most or 0:,}".replace(",", ".")  # as Indonesian groups thousands
        top = "" if column.most is None else f" dan paling besar {most}"
        return f"{expected}; tidak kurang dari 0{top}"


def _place_date(cell: Value) -> Any:
    """Read a day that may follow a place, as under a letter: `Cilegon, 22 Agustus 2024`.

    A weekday is no place: `Kamis, 22 Agustus 2024` keeps its check.
    """
    place = _PLACE.fullmatch(cell.text)
    if isinstance(cell.content, str) and place and not looks_like_date(cell.text):
        return read_date(place["day"])
    return read_value(cell, "date")


def _require_within(cell: Value, column: Column, value: Decimal | int) -> None:
    """Refuse what no such number can be, and a percentage that may be a fraction."""
    if value < 0 or (column.most is not None and value > column.most):
        raise NotationError(f"{cell.text[:80]!r} found, 0 to {column.most or 'any'} expected")
    written = isinstance(cell.content, str) and not _PERCENT.search(cell.text)
    if column.read == "percent" and written and 0 < value <= 1:
        raise NotationError(f"{cell.text[:80]!r} found, a percentage expected and no fraction")
