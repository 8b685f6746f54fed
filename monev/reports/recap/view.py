"""What both recaps print, read by their templates as `v`: rows, words for them, drawings.

Counting and ranking are done before; who is unknown is named, and never drawn at zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from markupsafe import Markup

from models import Quarter
from monev import printing
from monev.printing import Language
from monev.recap import DutyCount, Move, Place, Recap, RecapRow, RulesUsed, Spread
from monev.reports.charts import Band, distribution, interval_background
from monev.reports.recap.words import recap_words
from monev.reports.words.speech import Speech
from monev.submissions import Standing

MOST_BANDS = 5
"""As many as a drawing can tell apart by lightness."""
SHORT = "Kab. "


@dataclass(frozen=True)
class RecapView:
    """A recap in one language."""

    recap: Recap
    language: Language

    @cached_property
    def speech(self) -> Speech:
        """Values and codes as words of the language."""
        return Speech(self.language)

    @property
    def quarter(self) -> Quarter:
        """The quarter."""
        return Quarter.parse(self.recap.quarter)

    @property
    def before(self) -> Quarter:
        """The quarter it is compared with."""
        return Quarter.parse(self.recap.quarter_before)

    @property
    def rules(self) -> RulesUsed:
        """The rules of most."""
        return self.recap.rules

    @property
    def rows(self) -> Sequence[RecapRow]:
        """Every government, by code."""
        return self.recap.rows

    @cached_property
    def named(self) -> dict[str, RecapRow]:
        """Every government by its code."""
        return {one.region_code: one for one in self.recap.rows}

    @property
    def ranked(self) -> list[RecapRow]:
        """Those with a place, the first first; of equals the lower code."""
        found = [(one.outcome.place.rank, one) for one in self.rows if _placed(one)]  # type: ignore[union-attr]
        return [one for _, one in sorted(found, key=lambda pair: (pair[0], pair[1].region_code))]

    @property
    def unranked(self) -> list[RecapRow]:
        """Those that were evaluated and have no place."""
        return [one for one in self.rows if one.outcome is not None and not _placed(one)]

    @property
    def waiting(self) -> list[RecapRow]:
        """Those without an evaluation."""
        return [one for one in self.rows if one.outcome is None]

    @property
    def risen(self) -> list[RecapRow]:
        """Those that gained most."""
        return [self.named[code] for code in self.recap.moves.risen]

    @property
    def fallen(self) -> list[RecapRow]:
        """Those that lost most."""
        return [self.named[code] for code in self.recap.moves.fallen]

    @property
    def pressing(self) -> DutyCount | None:
        """The duty that most have not met; null where no duty is known to be unmet."""
        first = next(iter(self.recap.duties), None)
        return first if first is not None and first.unmet else None

    def short(self, row: RecapRow) -> str:
        """Return a name for a narrow column: `Kab. Cilacap`, `Kota Semarang`."""
        return row.name.replace("Kabupaten ", SHORT, 1)

    def standing(self, row: RecapRow) -> str:
        """Return how a government stands with its report; empty where none could be expected."""
        if not self.recap.reports_opened:
            return ""
        return recap_words().said("standings", row.hand_in.value, self.speech)

    def late(self, row: RecapRow) -> bool:
        """Whether a report that was expected came late or not at all."""
        return self.recap.reports_opened and row.hand_in in {Standing.LATE, Standing.MISSING}

    def why_waiting(self, row: RecapRow) -> str:
        """Return why there is no evaluation, as far as our own books say."""
        opened = self.recap.reports_opened or row.hand_in is Standing.EXCUSED
        return recap_words().said(
            "missing", row.hand_in.value if opened else "belum_dibuka", self.speech
        )

    def why_still(self, move: Move) -> str:
        """Return why a change is not told."""
        return recap_words().said("moves", move.reason, self.speech)

    def points(self, change: Decimal) -> str:
        """Return a change with its sign and one decimal: `+3,6`, `−2,1`; `0,0` for almost none."""
        printed = printing.number(abs(change), 1, self.language)
        if printed == printing.number(Decimal(0), 1, self.language):
            return printed
        return f"{'+' if change > 0 else '−'}{printed}"

    def span(self, place: Place) -> str:
        """Return the ends of a rank: `3–11`, `1` where both are one; empty without draws."""
        if place.low is None or place.high is None:
            return ""
        if place.low == place.high:
            return str(place.low)
        return recap_words().said("texts", "interval", self.speech, low=place.low, high=place.high)

    def strip(self, place: Place) -> Markup:
        """Return the style of a cell that shows a rank within its ends."""
        if place.low is None or place.high is None:
            return Markup("")
        drawn = interval_background(place.low, place.high, place.rank, place.of)
        return Markup("background:{}").format(drawn)

    def band(self, title: str) -> str:
        """Return a band in the language; the rubric of the recap knows its own best."""
        for one in self.rules.bands:
            if one.title.id == title:
                return self.speech.of(one.title)
        return self.speech.word("bands", title)

    def counted(self, spread: Spread) -> str:
        """Return who got which band, as `14 Cukup, 12 Kurang, 5 belum diberi predikat`."""
        texts = [
            recap_words().said(
                "texts", "band_count", self.speech, count=count, band=self.band(name)
            )
            for name, count in spread.bands.items()
            if count
        ]
        if spread.no_band:
            texts.append(
                recap_words().said("texts", "no_band_count", self.speech, count=spread.no_band)
            )
        return ", ".join(texts) or recap_words().said("texts", "nobody", self.speech)

    def spread_chart(self, rows: Sequence[RecapRow], spread: Spread, who: str) -> Markup:
        """Draw how these scores are spread; who has no band stands beside the scale.

        `who` names a text of the catalogue. Without governments the drawing is empty.
        """
        scores = [
            one.outcome.score
            for one in rows
            if one.outcome is not None and one.outcome.band and one.outcome.score is not None
        ]
        words, speech = recap_words(), self.speech
        alt = words.said(
            "texts",
            "spread",
            speech,
            who=words.said("texts", who, speech, of=spread.of),
            counts=self.counted(spread),
        )
        return distribution(
            scores,
            self._bands,
            alt,
            unscored=spread.of - len(scores),
            unscored_word=words.said("texts", "unscored", speech),
            language=self.language,
        )

    @cached_property
    def _bands(self) -> list[Band]:
        bands = sorted(self.rules.bands, key=lambda one: one.at_least)
        if len(bands) > MOST_BANDS:
            return []
        return [Band(one.at_least, self.speech.of(one.title)) for one in bands]


def _placed(row: RecapRow) -> bool:
    return row.outcome is not None and row.outcome.place is not None
