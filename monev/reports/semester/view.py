"""What the half-yearly report prints, read by its template as `v`: both quarters side by side.

Counting is done before. A quarter without evaluations has no figures here; who is named in which
list is for `lists`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property

from markupsafe import Markup

from models import Semester
from monev.recap import DutyCount, ProvinceLine, Spread
from monev.reports.charts import bar_background
from monev.reports.recap.words import recap_words
from monev.reports.semester.lists import SemesterLists
from monev.reports.semester.quarter import QuarterEnd
from monev.reports.semester.words import semester_words
from monev.reports.words.legal import legal_basis
from monev.semester_recap import SemesterDuty
from monev.submissions import Standing

MOST_PRESSING = 3
DutyAtEnd = tuple[SemesterDuty, DutyCount]
"""A duty, and how it stands in the last quarter of which anything is known."""


@dataclass(frozen=True)
class BandLine:
    """How many got one band: by columns, in each column by quarter; null where none was counted."""

    title: str
    counts: list[list[int | None]]


@dataclass(frozen=True)
class Proposal:
    """One recommendation that follows from the figures: its kind, and what shows why.

    `table` or `annex` is what it rests on, the other is empty; `duty` is null for other kinds.
    """

    kind: str
    table: str = ""
    annex: str = ""
    duty: DutyAtEnd | None = None


@dataclass(frozen=True)
class SemesterView(SemesterLists):
    """A half-year of all governments in one language."""

    @property
    def semester(self) -> Semester:
        """The half-year."""
        return Semester.parse(self.recap.semester)

    @property
    def label(self) -> str:
        """The half-year in words."""
        return self.semester.label_in(self.language)

    @property
    def next_due(self) -> date:
        """The day on which the reports of the quarter after it are due."""
        return self.ends[1].quarter.next().due_date

    @property
    def empty(self) -> QuarterEnd | None:
        """The quarter in which nobody was evaluated; null where both have evaluations."""
        return next((one for one in self.ends if one.view is None), None)

    @cached_property
    def end(self) -> QuarterEnd:
        """The last quarter of which anything is known."""
        return [one for one in self.ends if one.view is not None][-1]

    @property
    def legal(self) -> list[str]:
        """The legal basis, in the order of the hierarchy."""
        return legal_basis(self.semester.end, self.language)

    @property
    def kinds_told(self) -> str:
        """How many governments of which kind there are: `415 kabupaten, 93 kota`."""
        return ", ".join(
            recap_words().said("texts", f"who_{kind}", self.speech, of=one.of)
            for kind, one in self.recap.last.kinds.items()
        )

    @property
    def tiers(self) -> str:
        """The kinds of source, most trusted first."""
        found = sorted(self.recap.tiers, key=lambda one: (one.rank, one.value))
        return ", ".join(self.speech.word("tiers", one.value) for one in found)

    @property
    def planned(self) -> str:
        """How many have their budget in which papers: `455 RKPD dan APBD, 35 tidak ada`."""
        words, speech = semester_words(), self.speech
        return ", ".join(
            words.said(
                "texts", "count_of", speech, count=count, what=speech.word("categories", name)
            )
            for name, count in self.recap.last.allocated.planned.items()
        )

    @property
    def median_change(self) -> str:
        """The median of the changes with its sign; empty where there are none."""
        change = self.recap.median_change
        return "" if change is None else self.last.points(change)

    @property
    def measures(self) -> list[str]:
        """The main figures of a quarter, in printed order."""
        return list(semester_words().measures)

    def measure(self, key: str) -> str:
        """Return the title of a main figure."""
        return semester_words().said("measures", key, self.speech)

    def advice_word(self, status: str) -> str:
        """Return the word for a status of recommendations."""
        return semester_words().said("advice", status, self.speech)

    def cause_share(self, governments: int) -> Decimal:
        """Return the share (%) of those evaluated in the last quarter."""
        return Decimal(100) * governments / self.recap.last.whole.evaluated

    @property
    def not_at_end(self) -> int:
        """How many have no evaluation of the half-year's very last quarter."""
        return sum(one.last is None for one in self.rows)

    def laid(self, count: DutyCount) -> int:
        """Return on how many a duty was laid."""
        return count.met + count.partly + count.unmet + count.unknown

    def judged(self, count: DutyCount) -> int:
        """Return on how many of them enough is known to judge it."""
        return self.laid(count) - count.unknown

    def met_bar(self, count: DutyCount | None) -> Markup:
        """Return the style of a cell that shows the share of those who met a duty."""
        return Markup("background:{}").format(bar_background(self._met(count)))

    def met_share(self, count: DutyCount | None) -> str:
        """Return that share as printed; empty where nothing is known of anybody."""
        share = self._met(count)
        return "" if share is None else self.speech.percent(share)

    def _met(self, count: DutyCount | None) -> Decimal | None:
        if count is None or not self.judged(count):
            return None
        return Decimal(100) * count.met / self.judged(count)

    def at_end(self, duty: SemesterDuty) -> DutyCount | None:
        """Return how a duty stood in the last quarter of which anything is known."""
        return duty.last if self.recap.quarters[1].recap is not None else duty.first

    def some(self, codes: Iterable[str]) -> list[DutyAtEnd]:
        """Return the duties of these codes that were laid on anybody, each with its counts."""
        return [pair for pair in self._standing if pair[0].id in codes]

    @cached_property
    def _standing(self) -> list[DutyAtEnd]:
        found = [(one, self.at_end(one)) for one in self.recap.duties]
        return [(one, count) for one, count in found if count is not None]

    @property
    def pressing(self) -> list[DutyAtEnd]:
        """The duties that most are known not to have met, then those that most met in part."""
        found = [pair for pair in self._standing if pair[1].unmet + pair[1].partly]
        found.sort(key=lambda pair: (-pair[1].unmet, -pair[1].partly, pair[0].id))
        return found[:MOST_PRESSING]

    @property
    def proposals(self) -> list[Proposal]:
        """What is proposed, the most pressing first; empty where the figures ask for nothing."""
        recap = self.recap.last
        silent, open_ = self.recap.never_reported, self.not_at_end
        return [
            *(Proposal("kewajiban", table="kewajiban", duty=one) for one in self.pressing),
            *([Proposal("laporan", annex="laporan")] if silent else []),
            *([Proposal("tenggat", table="tindak_lanjut")] if recap.overdue else []),
            *([Proposal("data", table="diminta")] if recap.asked else []),
            *([Proposal("evaluasi", table="pelaksanaan")] if open_ else []),
        ]

    @property
    def best(self) -> DutyAtEnd | None:
        """The duty that most have met; null where nobody is known to have met any."""
        found = [pair for pair in self._standing if pair[1].met]
        return min(found, key=lambda pair: (-pair[1].met, pair[0].id), default=None)

    @property
    def bands(self) -> list[BandLine]:
        """Every band of either quarter's rules, for all governments and for every kind."""
        names: dict[str, str] = {}
        for one in self.ends:
            for title in one.recap.whole.bands if one.recap else ():
                names.setdefault(title, one.view.band(title) if one.view else title)
        return [
            BandLine(printed, [[_in_band(one, title) for one in pair] for pair in self.spreads])
            for title, printed in names.items()
        ]

    @property
    def spreads(self) -> list[tuple[Spread | None, Spread | None]]:
        """Both quarters of all governments, then of every kind."""
        first, last = self.ends
        return [(first.spread(kind), last.spread(kind)) for kind in ("", *self.last.kinds)]

    @property
    def charted(self) -> list[QuarterEnd]:
        """The quarters in which anybody got a band: their scores can be drawn."""
        return [one for one in self.ends if one.recap and one.recap.whole.median is not None]

    @property
    def provinces(self) -> list[ProvinceLine]:
        """The provinces, as the last quarter has them."""
        return self.recap.last.provinces

    def on_time(self, end: QuarterEnd, province: str) -> int | None:
        """Return how many kab/kota of a province handed in on time; null where nobody's came."""
        if not end.told.reports_opened:
            return None
        stand = end.told.standings
        inside = [one for one in self.rows if one.province_code == province]
        return sum(
            one.kind != "provinsi" and stand[one.region_code] is Standing.ON_TIME for one in inside
        )

    @property
    def with_mean(self) -> list[ProvinceLine]:
        """Those whose kab/kota have a mean."""
        return [one for one in self.provinces if one.together and one.together.mean is not None]


def _in_band(spread: Spread | None, title: str) -> int | None:
    return None if spread is None else spread.bands.get(title, 0)
