"""Read evaluations -> places with their intervals, the means of a province, and who leads.

The rules of comparison are the catalogue's, and so is the number of draws.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from monev.league import Draws, League, LeagueRow, RollUp
from monev.ranking import (
    LeagueSettings,
    Member,
    Question,
    Theme,
    build_league,
    judge,
    roll_up,
    rules_of_most,
)
from monev.recap import Leading, Place, RulesUsed
from monev.sum_up.reading import Read
from monev.wording import Wording

WHOLE = "keseluruhan"
TWELFTH = Decimal("1e-12")
"""Beyond it stands only the noise of division, as in a league table."""


@dataclass(frozen=True)
class Placed:
    """Places and reasons why there is none, by code, and the tables they come from."""

    places: dict[str, Place] = field(default_factory=dict)
    reasons: dict[str, Wording] = field(default_factory=dict)
    tables: list[League] = field(default_factory=list)

    @property
    def drawn(self) -> Draws | None:
        """How the intervals were drawn; null where nobody is ranked."""
        return self.tables[0].drawn if self.places else None


def league_of(
    reads: Sequence[Read], kind: str, theme: Theme, rules: RulesUsed, settings: LeagueSettings
) -> League | None:
    """Return the league of these governments under a theme; None where there are none.

    `kind` names the table; a province compares its kabupaten and kota in one.
    """
    if not reads:
        return None
    question = Question(
        quarter=reads[0].card.quarter,
        kind=kind,
        theme=theme,
        no_rank_below=rules.no_band_below,
        provisional_below=rules.provisional_below,
    )
    return build_league([one.entrant for one in reads], question, settings)


def placed_in(tables: Sequence[League], *, drawable: bool = True) -> Placed:
    """Return who stands where in these tables; intervals are left out where not `drawable`."""
    places = {}
    reasons = {}
    for table in tables:
        for row in table.rows:
            span = row.interval
            places[row.region_code] = Place(
                rank=row.rank,
                tied=row.tied,
                of=len(table.rows),
                low=span.p05 if drawable else None,
                high=span.p95 if drawable else None,
            )
        reasons.update({row.region_code: row.told for row in table.unranked})
    return Placed(places, reasons, list(tables))


def weighed_alike(reads: Sequence[Read]) -> bool:
    """Say whether every indicator weighs the same for all: a draw has one weight per indicator."""
    weights: dict[str, Decimal] = {}
    return all(
        weights.setdefault(one.id, one.weight) == one.weight
        for read in reads
        for one in read.card.indicators
    )


def together_of(
    province: tuple[str, str],
    codes: Sequence[str],
    reads: Mapping[str, Read],
    persons: Mapping[str, Mapping[str, int]],
    rules: RulesUsed,
    settings: LeagueSettings,
) -> RollUp:
    """Return both means over a province's kab/kota; those that cannot be ranked are in neither.

    `province` is its code and name.
    """
    found = [reads[code] for code in codes if code in reads]
    most = rules_of_most([one.entrant for one in found]) if found else None
    scores = {}
    for one in found:
        judged = judge(one.entrant, settings.theme(WHOLE), rules.no_band_below)
        if not judged.reason and one.rules == most:
            scores[one.region.code] = judged.score
    members = [Member(code, scores.get(code), persons.get(code, {})) for code in codes]
    return roll_up(*province, members, rules.known_needed, settings)


def leading_in(theme: str, tables: Mapping[str, League], zones: Sequence[str]) -> list[Leading]:
    """Return the leaders of one theme: of every kind, then of the kab/kota of every zone.

    Kabupaten and kota of a zone are compared by their scores where both tables rest on the same
    rules; else the zone has no leader.
    """
    found = [_first(theme, kind, table.rows) for kind, table in tables.items() if table.rows]
    local = [table for kind, table in tables.items() if kind != "provinsi" and table.rows]
    if len({(one.rubric_profile, one.rubric_version, one.mode) for one in local}) != 1:
        return found
    rows = [row for table in local for row in table.rows]
    for zone in zones:
        inside = [row for row in rows if row.island_zone == zone]
        if inside:
            found.append(_first(theme, zone, inside))
    return found


def _first(theme: str, group: str, rows: Sequence[LeagueRow]) -> Leading:
    top = max(row.score.quantize(TWELFTH) for row in rows)
    first = [row for row in rows if row.score.quantize(TWELFTH) == top]
    return Leading(
        theme=theme,
        group=group,
        of=len(rows),
        codes=[row.region_code for row in first],
        score=first[0].score,
        low=first[0].interval.p05 if len(first) == 1 else None,
        high=first[0].interval.p95 if len(first) == 1 else None,
    )
