"""One quarter of a half-year as the report prints it: its names, its recap, its provinces."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from markupsafe import Markup

from models import Quarter
from monev.recap import Outcome, ProvinceLine, Spread
from monev.reports.recap.nation import NationRecapView
from monev.reports.semester.words import semester_words
from monev.reports.words.speech import Speech
from monev.semester_recap import QuarterRecap, SemesterQuarter


@dataclass(frozen=True)
class QuarterView(NationRecapView):
    """The recap of one of the quarters in one language."""

    recap: QuarterRecap


@dataclass(frozen=True)
class QuarterEnd:
    """One of the two quarters; `view` is null where nobody was evaluated in it."""

    told: SemesterQuarter
    speech: Speech
    view: QuarterView | None

    @property
    def quarter(self) -> Quarter:
        """The quarter."""
        return Quarter.parse(self.told.quarter)

    @property
    def short(self) -> str:
        """Its short name, for heads of columns: `TW III`."""
        return semester_words().said(
            "texts", "quarter_short", self.speech, roman=self.quarter.roman
        )

    @property
    def recap(self) -> QuarterRecap | None:
        """What was counted in it."""
        return self.told.recap

    @property
    def measures(self) -> dict[str, int | Decimal | None]:
        """Its main figures by the names of their titles; what is not known is left out or null."""
        rates, found = self.told.reporting, {}
        if self.told.reports_opened:
            found = {
                "diharapkan": rates.expected,
                "tepat_waktu": rates.on_time,
                "terlambat": rates.late,
                "belum": rates.missing,
                "dikecualikan": rates.excused,
            }
        if self.recap is None:
            return {"dievaluasi": 0, **found}
        whole, allocated = self.recap.whole, self.recap.allocated
        return {
            "dievaluasi": whole.evaluated,
            "berpredikat": whole.evaluated - whole.no_band,
            "sementara": whole.provisional,
            "tanpa_predikat": whole.no_band,
            "nilai_tengah": whole.median,
            "regulasi_berlaku": whole.in_force if whole.regulation_known else None,
            "regulasi_diketahui": whole.regulation_known,
            "pagu_dinyatakan": allocated.stated,
            "pagu_nol": allocated.zero,
            "pagu": allocated.total_idr,
            **found,
            **{one.status: one.recommendations for one in self.recap.advice},
        }

    def spread(self, kind: str = "") -> Spread | None:
        """Return how one kind of government came out, or all; null in a quarter without any."""
        if self.recap is None:
            return None
        return self.recap.kinds[kind] if kind else self.recap.whole

    @property
    def chart(self) -> Markup:
        """How the scores of all governments are spread."""
        if self.view is None:
            return Markup("")
        return self.view.spread_chart(self.view.rows, self.view.recap.whole, "who_all")

    def own(self, province: str) -> Outcome | None:
        """Return the outcome of a provincial government; null where there is none."""
        return None if self.view is None else self.view.named[province].outcome

    def line(self, province: str) -> ProvinceLine | None:
        """Return the kab/kota of a province counted together; null in a quarter without any."""
        return self._lines.get(province)

    @cached_property
    def _lines(self) -> Mapping[str, ProvinceLine]:
        return {one.code: one for one in self.recap.provinces} if self.recap else {}
