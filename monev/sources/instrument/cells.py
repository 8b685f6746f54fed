"""Cells of the instrument into values, with a finding for each one that cannot be read.

Which rows become facts is decided in `instrument_rows`.
"""

from dataclasses import dataclass
from typing import Any

from models.finding import Severity
from monev.errors import NotationError
from monev.segments import Segments
from monev.sources.grid import Value
from monev.sources.instrument.sheet import Column, InstrumentSheet
from monev.sources.reading import Intake
from monev.sources.values import EXPECTED, read_value, read_word


@dataclass(frozen=True)
class CellReader:
    """Reads cells of one workbook by the words of its fact sheet; `region` addresses findings."""

    sheet: InstrumentSheet
    segments: Segments
    intake: Intake
    region: str | None = None

    def read(self, cell: Value, column: Column) -> tuple[Any, bool]:
        """Return the value (None where nothing is stated) and whether the cell is in order."""
        try:
            value = self._value(cell, column)
        except NotationError as error:
            expected = self._expected(column)
            self.refuse(cell, f"ditemukan {cell.text[:80]!r}, seharusnya {expected}", str(error))
            return None, False
        if value is None and column.required:
            self.refuse(cell, "sel ini wajib diisi", "this cell must be filled in")
            return None, False
        return value, True

    def refuse(self, cell: Value, problem_id: str, problem_en: str) -> None:
        """Add the finding for a cell that cannot be used."""
        texts = (problem_id, problem_en)
        self.intake.note("isi.sel", Severity.ERROR, cell.place, texts, self.region)

    def _value(self, cell: Value, column: Column) -> Any:
        words = self._words(column)
        return read_value(cell, column.read) if words is None else read_word(cell, words)

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
        if words is None:
            return EXPECTED[column.read][0]
        return f"salah satu dari {', '.join(dict.fromkeys(words.values()))}"
