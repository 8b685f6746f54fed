"""The recap of the nation as a document: its view, and the paper filled with it."""

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from markupsafe import Markup

from models import NATION, DocumentKind
from monev.printing import Language
from monev.recap import Leading, NationRecap, ProvinceLine, RecapRow
from monev.reports.charts import Tile, tile_grid
from monev.reports.issuer import Issuer
from monev.reports.paper import Paper
from monev.reports.recap.paper import recap_paper
from monev.reports.recap.view import MOST_BANDS, RecapView
from monev.reports.recap.words import recap_words

COUNTRY = "Indonesia"
MOST_TIED = 3
"""Names of a shared lead that are printed; of more only their number."""


@dataclass(frozen=True)
class NationRecapView(RecapView):
    """All governments in one language."""

    recap: NationRecap

    @property
    def kinds(self) -> list[str]:
        """The kinds of government."""
        return list(self.recap.kinds)

    def of_kind(self, kind: str) -> list[RecapRow]:
        """Return the governments of one kind."""
        return [one for one in self.rows if one.kind == kind]

    def chart_of(self, kind: str) -> Markup:
        """Draw how the scores of one kind are spread."""
        return self.spread_chart(self.of_kind(kind), self.recap.kinds[kind], f"who_{kind}")

    @property
    def medians(self) -> str:
        """The median score of every kind that has one: `provinsi 45,4, kabupaten 50,3`."""
        return ", ".join(
            recap_words().said(
                "texts",
                "median_of",
                self.speech,
                kind=self.speech.word("kinds", kind),
                score=self.speech.score(one.median),
            )
            for kind, one in self.recap.kinds.items()
            if one.median is not None
        )

    def of_province(self, line: ProvinceLine) -> list[RecapRow]:
        """Return the governments of a province, its own first."""
        return self._by_province[line.code]

    @cached_property
    def _by_province(self) -> dict[str, list[RecapRow]]:
        found: dict[str, list[RecapRow]] = {}
        for one in self.rows:
            found.setdefault(one.province_code, []).append(one)
        return found

    def own_or_short(self, row: RecapRow) -> str:
        """Return a name below its province: the provincial government, `Kab. X` or `Kota Y`."""
        if row.kind == "provinsi":
            return recap_words().said("texts", "own_government", self.speech)
        return self.short(row)

    @property
    def waiting_reasons(self) -> str:
        """How many of those without an evaluation have none for which reason."""
        counts = Counter(self.why_waiting(one) for one in self.waiting)
        return "; ".join(
            recap_words().said("texts", "reason_count", self.speech, reason=why, count=count)
            for why, count in counts.most_common()
        )

    def evaluated_in(self, line: ProvinceLine) -> list[RecapRow]:
        """Return those of a province that were evaluated."""
        return [one for one in self.of_province(line) if one.outcome is not None]

    def waiting_in(self, line: ProvinceLine) -> list[RecapRow]:
        """Return those of a province that were not evaluated."""
        return [one for one in self.of_province(line) if one.outcome is None]

    def waiting_names(self, line: ProvinceLine) -> str:
        """Return the names of those of a province that were not evaluated."""
        return ", ".join(self.own_or_short(one) for one in self.waiting_in(line))

    @property
    def groups(self) -> list[str]:
        """What leaders are looked for in: kinds first, then zones."""
        return [*self.recap.kinds, *self.recap.zones]

    def leader(self, theme: str, group: str) -> Leading | None:
        """Return who leads a group under a theme; null where nobody can be ranked."""
        return self._leading.get((theme, group))

    @cached_property
    def _leading(self) -> dict[tuple[str, str], Leading]:
        return {(one.theme, one.group): one for one in self.recap.leading}

    def leaders(self, lead: Leading) -> str:
        """Return the names of the leaders; empty where more are tied than are printed."""
        if len(lead.codes) > MOST_TIED:
            return ""
        return ", ".join(self.short(self.named[code]) for code in lead.codes)

    @property
    def tiles(self) -> Markup:
        """The provinces as a map of tiles, shaded by the mean of their kab/kota.

        Its steps are the marks of the bands. Where no mean is known there is no drawing.
        """
        lows = sorted({one.at_least for one in self.rules.bands if one.at_least > 0})
        known = any(one.together and one.together.mean is not None for one in self.recap.provinces)
        if not known or not 1 <= len(lows) < MOST_BANDS:
            return Markup("")
        words, speech = recap_words(), self.speech
        marks = [speech.points(one) for one in lows]
        steps = [
            words.said("texts", "step_below", speech, high=marks[0]),
            *(
                words.said("texts", "step_between", speech, low=low, high=high)
                for low, high in pairwise(marks)
            ),
            words.said("texts", "step_above", speech, low=marks[-1]),
        ]
        alt = words.said(
            "texts", "tiles", speech, values="; ".join(map(self._told, self.recap.provinces))
        )
        return tile_grid(
            {one.code: self._tile(one) for one in self.recap.provinces},
            lows,
            steps,
            words.said("texts", "tile_missing", speech),
            alt,
        )

    def _tile(self, line: ProvinceLine) -> Tile:
        mean = line.together.mean if line.together else None
        return Tile(mean, "" if mean is None else self.speech.score(mean))

    def _told(self, line: ProvinceLine) -> str:
        mean = line.together.mean if line.together else None
        if mean is None:
            return recap_words().said("texts", "tile_none", self.speech, name=line.name)
        told = self.speech.score(mean)
        return recap_words().said("texts", "tile_value", self.speech, name=line.name, mean=told)


def nation_recap_paper(
    recap: NationRecap, language: Language, issuer: Issuer, revision: int, inputs_sha256: str
) -> Paper:
    """Return the recap of the nation, filled in; `inputs_sha256` stands for the whole recap."""
    return recap_paper(
        DocumentKind.NATION_RECAP,
        NationRecapView(recap, language),
        scope=NATION,
        subject=COUNTRY,
        issuer=issuer,
        revision=revision,
        inputs_sha256=inputs_sha256,
    )
