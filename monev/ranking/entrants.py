"""What enters a comparison: a region with its scorecard, and what a theme says of it, exactly.

Shares and scores are Fractions; scores run from 0 to 100, completeness from 0 to 1.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from monev.composite.precision import as_decimal
from monev.printing import percent
from monev.ranking.compose import Means, composed, means_of
from monev.ranking.settings import LeagueSettings, Theme
from monev.scorecard import IndicatorScore, Scorecard
from monev.wording import Wording

PLACES = Decimal("1e-12")
"""Scores equal to the twelfth decimal are tied: beyond it stands only the noise of division."""

NOTHING = Fraction(0)


@dataclass(frozen=True)
class Entrant:
    """One evaluated region; `fiscal_group` is null where no source states one."""

    code: str
    name: str
    kind: str
    province_code: str
    island_zone: str
    fiscal_group: str | None
    revision: int
    card: Scorecard

    @property
    def rules(self) -> tuple[str, str, str]:
        """Profile and version of the rubric, and the mode: only equal ones are compared."""
        return self.card.rubric_profile, self.card.rubric_version, self.card.mode


@dataclass(frozen=True)
class Judged:
    """An entrant under one theme. `reason` is empty where it can be ranked.

    `rows` are all indicators of the theme, also those that do not apply to the region. `points` is
    the score as it is compared, to the twelfth decimal.
    """

    entrant: Entrant
    rows: tuple[IndicatorScore, ...]
    score: Fraction | None
    low: Fraction
    high: Fraction
    completeness: Fraction
    reason: str = ""

    @property
    def points(self) -> Decimal:
        """The score as it is compared and drawn."""
        return as_decimal(self.score or NOTHING).quantize(PLACES)


def judge(entrant: Entrant, theme: Theme, no_rank_below: Decimal) -> Judged:
    """Say what one region scores under a theme, and why it may not be ranked.

    The score is made of the theme's indicators as the scorecard's total is of all; for the whole
    it is the scorecard's own score. `no_rank_below` is the share of
    applicable weight (0-1) that must be known: the rubric's mark below which no band is given.
    """
    rows = tuple(one for one in entrant.card.indicators if theme.asks(one) and one.weight > 0)
    means = means_of(entrant.card)
    known = composed(rows, lambda one: int(one.status == "dinilai"), Means())
    share = known or NOTHING
    score = composed(rows, lambda one: one.score, means)
    if theme.whole and entrant.card.score is not None:
        score = Fraction(entrant.card.score)
    return Judged(
        entrant=entrant,
        rows=rows,
        score=score if share else None,
        low=composed(rows, lambda one: one.low, means) or NOTHING,
        high=composed(rows, lambda one: one.high, means) or NOTHING,
        completeness=share,
        reason=_reason(entrant, theme, known, no_rank_below),
    )


def _reason(entrant: Entrant, theme: Theme, known: Fraction | None, no_rank_below: Decimal) -> str:
    if known is None:
        return "tidak_berlaku"
    if known == 0:
        return "tanpa_data"
    if known < Fraction(no_rank_below) or (theme.whole and entrant.card.band is None):
        return "kelengkapan_kurang"
    return ""


def ranks_of(points: Sequence[Decimal]) -> list[int]:
    """Return the rank of each score, the highest first; equal scores share the better rank."""
    first: dict[Decimal, int] = {}
    for place, value in enumerate(sorted(points, reverse=True), start=1):
        first.setdefault(value, place)
    return [first[value] for value in points]


def rules_of_most(entrants: Sequence[Entrant]) -> tuple[str, str, str]:
    """Return the rubric and mode that most regions were scored under; of two, the later name."""
    counts: dict[tuple[str, str, str], int] = {}
    for one in entrants:
        counts[one.rules] = counts.get(one.rules, 0) + 1
    return max(counts, key=lambda rules: (counts[rules], rules))


def told_reason(judged: Judged, settings: LeagueSettings, no_rank_below: Decimal) -> Wording:
    """Return the sentence for a reason, in both languages."""
    text = settings.reasons[judged.reason]  # type: ignore[index]  # one of its keys, by _reason
    words = {
        "completeness": percent(100 * as_decimal(judged.completeness)),
        "needed": percent(100 * no_rank_below),
        "version": judged.entrant.card.rubric_version,
    }
    return filled(text, words)


def filled(text: Wording, words: dict[str, str], english: dict[str, str] | None = None) -> Wording:
    """Return a text with its words; `english` are those that differ there.

    Percentages in `words` are Indonesian, with a decimal comma.
    """
    pointed = {
        key: word.replace(",", ".") if word.endswith("%") else word for key, word in words.items()
    }
    return Wording(id=text.id.format(**words), en=text.en.format(**(pointed | (english or {}))))
