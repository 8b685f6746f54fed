"""Values, codes and sums of a scorecard as words and figures of one language.

What is said about them, and in which order, is for templates and for `explanation`.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from monev import printing
from monev.printing import Language
from monev.reports.words.wording import vocabulary
from monev.scorecard import Input
from monev.segments import load_segments
from monev.units import unit_word
from monev.wording import Wording

NUMBER = re.compile(r"(?<![a-z])\d+(?:\.\d+)?")
LISTED = re.compile(r"'([^']*)'")
TERM = r"\(*\d[\d.]*(?: x \d[\d.]*)*"
LONG_RUN = re.compile(rf"{TERM}(?: \+ {TERM}){{7,}}")
EXACT = 6
"""Decimals of a figure in a sum, as many as the trace prints."""
SHARES = {"bagian", "rasio"}
OWN = {"children.score", "recommendation.score"}


def shortened(arithmetic: str, language: Language = "id") -> str:
    """Return a sum in which eight terms and more show two at its head, their number, and the last.

    For a table's cell; the terms stand in the annex, and the explanation prints all of them.
    """

    def ends(found: re.Match[str]) -> str:
        terms = found.group().split(" + ")
        count = f"{len(terms)} {unit_word('suku', len(terms), language)}"
        return f"{terms[0]} + {terms[1]} + … ({count}) … + {terms[-1]}"

    return LONG_RUN.sub(ends, arithmetic)


@dataclass(frozen=True)
class Speech:
    """One language of the two; every method returns words ready to print."""

    language: Language = "id"

    def of(self, wording: Wording) -> str:
        """Return a text of the catalogue."""
        return wording.en if self.language == "en" else wording.id

    def word(self, group: str, key: str) -> str:
        """Return the word for a code of one list; a code nobody named is printed as it is."""
        known: Mapping[str, Wording] = getattr(vocabulary(), group)
        found = known.get(key)
        return key if found is None else self.of(found)

    def reference(self, told: str) -> str:
        """Return where a rule comes from; our own proposals are named in words."""
        code, colon, rest = told.partition(": ")
        name = self.word("references", code)
        return f"{name}: “{rest}”" if colon and name != code else name + colon + rest

    def field(self, name: str) -> str:
        """Return what an input is called: `budget.allocation_idr` is *pagu*."""
        whole = name in vocabulary().fields
        return self.word("fields", name if whole else name.rpartition(".")[2])

    def figure(self, value: Decimal | int) -> str:
        """Print a number of a sum, exact to six decimals."""
        return self._rounded(value, EXACT)

    def score(self, value: Decimal | None) -> str:
        """Print a score with one decimal; in words where there is none."""
        return printing.score(value, self.language)

    def points(self, value: Decimal | int) -> str:
        """Print a score or a weight with at most two decimals."""
        return self._rounded(value, 2)

    def _rounded(self, value: Decimal | int, places: int) -> str:
        """Print without zeros at the end: 0.95543, also where more digits follow."""
        rounded = Decimal(value).quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
        return printing.plain(rounded, places, self.language)

    def percent(self, value_pct: Decimal | int) -> str:
        """Print a percentage given as 0-100."""
        return printing.percent(value_pct, self.language)

    def rupiah(self, amount_idr: Decimal | int) -> str:
        """Print whole rupiah."""
        return printing.rupiah(amount_idr, self.language)

    def day(self, value: date) -> str:
        """Print a date."""
        return printing.day(value, self.language)

    def sum(self, arithmetic: str) -> str:
        """Print the machine's digits of a sum as people write them: `6164 x 12` is `6.164 × 12`."""
        printed = NUMBER.sub(lambda found: self.figure(Decimal(found.group())), arithmetic)
        return printed.replace(" x ", " × ").replace(" * ", " × ")

    def measured(self, value: str | None, unit: str) -> str:
        """Print an indicator's value: a category in words, a share as percent, else with unit."""
        if value is None:
            return self.word("items", "data belum tersedia")
        if unit == "kategori":
            return self.word("categories", value)
        number = Decimal(value)
        if unit in SHARES:
            return self.percent(number * 100)
        return f"{self.points(number)} {unit_word(unit, number, self.language)}"

    def stated(self, one: Input) -> str:
        """Print what a source stated, in its unit; words for codes, dates as dates."""
        if one.name.endswith(".substance"):
            return self.listed(LISTED.findall(one.value))
        if one.name.endswith(".stage") and one.value.isdecimal():
            return f"{one.value} ({self.stage(int(one.value))})"
        try:
            return self._quantity(Decimal(one.value), one)
        except InvalidOperation:
            return self._text(one)

    def _quantity(self, number: Decimal, one: Input) -> str:
        if one.unit == "Rp":
            return self.rupiah(number)
        printed = self.points(number) if one.name in OWN else self.figure(number)
        if one.unit == "%":
            return f"{printed}%"
        return f"{printed} {unit_word(one.unit, number, self.language)}".strip()

    def _text(self, one: Input) -> str:
        try:
            return self.day(date.fromisoformat(one.value))
        except ValueError:
            group = "items" if one.value in vocabulary().items else "categories"
            return self.word(group, one.value)

    def stage(self, number: int) -> str:
        """Return the word for a stage of law-making, 0-9."""
        known = vocabulary().stages.get(number)
        return str(number) if known is None else self.of(known)

    def listed(self, items: Iterable[str]) -> str:
        """Print what was counted; a group or a fund by its title."""
        payers = load_segments().payers
        funds = {one.code: Wording(id=one.title_id, en=one.title_en) for one in payers}
        return ", ".join(
            self.of(funds[one]) if one in funds else self.word("items", one) for one in items
        )

    def answers(self, given: Mapping[str, str]) -> str:
        """Print the answers of a decision table: `jenis Perwal, tahap 2 (penyusunan)`."""
        return ", ".join(
            f"{self.word('answers', name)} {self._answer(name, answer)}"
            if name in {"jenis", "tahap", "status"}
            else f"{self.word('answers', name)}: {self._answer(name, answer)}"
            for name, answer in given.items()
        )

    def _answer(self, name: str, answer: str) -> str:
        if name == "tahap" and answer.isdecimal():
            return f"{answer} ({self.stage(int(answer))})"
        return self.word("answer_values", answer)
