"""Lists of governments that the half-yearly report prints, by province, and the two quarters.

A government known in one quarter only is named as such. Figures are for `view`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

from monev.printing import Language
from monev.recap import RecapRow
from monev.reports.semester.quarter import QuarterEnd, QuarterView
from monev.reports.semester.words import semester_words
from monev.reports.words.speech import Speech
from monev.semester_recap import Enacted, Known, SemesterQuarter, SemesterRecap, SemesterRow

MOST_NAMED = 150
"""Governments of one list that are named in print; of more only their number."""
MOST_ENACTED = 120
MOST_OVERDUE = 8
ByProvince = list[tuple[str, str]]
"""Name of a province, and what stands beside it."""


@dataclass(frozen=True)
class SemesterLists:
    """Who is named in a half-year, in one language."""

    recap: SemesterRecap
    language: Language

    @cached_property
    def speech(self) -> Speech:
        """Values and codes as words of the language."""
        return Speech(self.language)

    @cached_property
    def ends(self) -> tuple[QuarterEnd, QuarterEnd]:
        """Its quarters in the order of time."""
        first, last = self.recap.quarters
        return self._end(first), self._end(last)

    def _end(self, told: SemesterQuarter) -> QuarterEnd:
        view = None if told.recap is None else QuarterView(told.recap, self.language)
        return QuarterEnd(told, self.speech, view)

    @cached_property
    def last(self) -> QuarterView:
        """The recap of the last quarter of which anything is known."""
        return QuarterView(self.recap.last, self.language)

    @cached_property
    def rows(self) -> Sequence[SemesterRow]:
        """Every government, by code."""
        return self.recap.rows

    @cached_property
    def named(self) -> Mapping[str, SemesterRow]:
        """Every government by its code."""
        return {one.region_code: one for one in self.rows}

    @cached_property
    def _known(self) -> Mapping[Known, list[str]]:
        found: dict[Known, list[str]] = {"keduanya": [], "awal": [], "akhir": [], "tidak_ada": []}
        for one in self.rows:
            found[one.known].append(one.region_code)
        return found

    def known(self, where: Known) -> list[str]:
        """Return the codes of those that were evaluated in both quarters, one of them, or none."""
        return self._known[where]

    def known_word(self, where: Known) -> str:
        """Return in words where a government was evaluated."""
        first, last = self.ends
        return semester_words().said(
            "known", where, self.speech, first=first.short, last=last.short
        )

    @property
    def incomplete(self) -> list[Known]:
        """The ways of not being evaluated in both quarters that occur."""
        ways: tuple[Known, ...] = ("awal", "akhir", "tidak_ada")
        return [one for one in ways if self.known(one)]

    def nameable(self, where: Known) -> bool:
        """Whether those known there are few enough to be named."""
        return len(self.known(where)) <= MOST_NAMED

    def annex(self, name: str) -> int:
        """Return the number of an annex, of those that have anything to list; 0 if it has not."""
        annexes = {
            "regulasi": self.recap.enacted,
            "laporan": self.recap.never_reported,
            "evaluasi": self.incomplete,
        }
        there = [one for one, content in annexes.items() if content]
        return there.index(name) + 1 if name in there else 0

    def by_province(self, codes: Iterable[str]) -> ByProvince:
        """Return governments by province: `Kab. Cilacap, Kota Tegal`."""
        return self._grouped(((code, self._short(code)) for code in codes), ", ")

    @property
    def never_reported(self) -> ByProvince:
        """Who had to hand in and never did within the half-year, by province."""
        return self.by_province(self.recap.never_reported)

    @property
    def enacted(self) -> ByProvince:
        """The rules that came into force, by province, as many as are printed."""
        printed = islice(self.recap.enacted, MOST_ENACTED)
        return self._grouped(((one.region_code, self._told(one)) for one in printed), "; ")

    @property
    def enacted_left_out(self) -> int:
        """How many of them are not printed."""
        return max(0, len(self.recap.enacted) - MOST_ENACTED)

    @property
    def enacted_in(self) -> int:
        """How many governments they are of."""
        return len({one.region_code for one in self.recap.enacted})

    @property
    def most_overdue(self) -> str:
        """Who has most recommendations overdue in the last quarter, the most first."""
        found = [(_overdue(one), one) for one in self.last.rows if _overdue(one)]
        found.sort(key=lambda pair: (-pair[0], pair[1].region_code))
        return ", ".join(
            semester_words().said("texts", "overdue", self.speech, name=one.name, count=count)
            for count, one in found[:MOST_OVERDUE]
        )

    def _told(self, one: Enacted) -> str:
        key = "rule" if one.year else "rule_no_year"
        words, speech = semester_words(), self.speech
        rule = words.said(
            "texts", key, speech, instrument=one.instrument, number=one.number, year=one.year
        )
        return words.said(
            "texts",
            "enacted",
            speech,
            name=self._short(one.region_code),
            rule=rule.strip(),
            day=speech.day(one.since),
        )

    def _short(self, code: str) -> str:
        return self.last.own_or_short(self.last.named[code])

    def _grouped(self, told: Iterable[tuple[str, str]], separator: str) -> ByProvince:
        names = {one.code: one.name for one in self.recap.last.provinces}
        found: dict[str, list[str]] = {}
        for code, text in told:
            found.setdefault(names[self.named[code].province_code], []).append(text)
        return [(name, separator.join(texts)) for name, texts in found.items()]


def _overdue(row: RecapRow) -> int:
    return row.outcome.advice.overdue if row.outcome else 0
