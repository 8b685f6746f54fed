"""The current evaluations of a quarter -> league tables and the means of provinces.

Reads the store and hands values to `monev.ranking`; what a rank is stands there, how it is shown
at the edges.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from models import Evaluation, Quarter, Region
from models.region import Kind
from monev.comparison_facts import ComparisonFacts, comparison_facts
from monev.errors import CatalogueError, UsageError
from monev.league import League, RollUp, Standings
from monev.ranking import (
    Entrant,
    LeagueSettings,
    Member,
    Question,
    Theme,
    build_league,
    judge,
    load_league_settings,
    roll_up,
    rules_of_most,
)
from monev.rubric import RulesInForce, rules_in_force
from monev.scorecard import Scorecard
from monev.workspace import Workspace

KINDS: tuple[str, ...] = get_args(Kind)


@dataclass(frozen=True)
class Asked:
    """A question for a ranking.

    Null filters ask for everything; null draws and seed are those of the catalogue. A province
    asks for its kab/kota, and for their mean.
    """

    quarter: Quarter
    theme: str = "keseluruhan"
    kind: str | None = None
    island_zone: str | None = None
    fiscal_group: str | None = None
    province_code: str | None = None
    draws: int | None = None
    seed: int | None = None


@dataclass(frozen=True)
class _Room:
    """What one answer is made of: the workspace, its rules, and what was read once."""

    workspace: Workspace
    asked: Asked
    settings: LeagueSettings
    theme: Theme
    rules: dict[str, RulesInForce]
    current: dict[str, Evaluation]
    facts: ComparisonFacts

    def entrant(self, region: Region) -> Entrant | None:
        """Return a region with its current scorecard; None where it was not evaluated."""
        evaluation = self.current.get(region.code)
        if evaluation is None:
            return None
        return Entrant(
            code=region.code,
            name=region.name,
            kind=region.kind,
            province_code=region.province_code,
            island_zone=region.island_zone,
            fiscal_group=self.facts.fiscal_group(region),
            revision=evaluation.revision,
            card=Scorecard.model_validate(evaluation.scorecard),
        )


def rank_regions(
    workspace: Workspace, asked: Asked, settings: LeagueSettings | None = None
) -> Standings:
    """Return the league tables of a quarter under one theme, and the means of provinces.

    `settings` are the packaged rules of comparison where none are given.

    A kind of government nobody of which was evaluated has no table. Raises UsageError for an
    unknown theme, kind, zone or fiscal group, and CatalogueError for a theme that asks for
    pillars or indicators the rubric does not have.
    """
    room = _opened(workspace, asked, settings or load_league_settings())
    _check(room)
    leagues = [
        made
        for kind in KINDS
        if asked.kind in (None, kind)
        if (made := _league(room, kind)) is not None
    ]
    return Standings(
        quarter=str(asked.quarter),
        theme=room.theme.id,
        title=room.theme.title,
        stated=room.settings.stated,
        leagues=leagues,
        roll_ups=_roll_ups(room, leagues),
    )


def _opened(workspace: Workspace, asked: Asked, settings: LeagueSettings) -> _Room:
    evaluations = workspace.store.current_evaluations(str(asked.quarter))
    return _Room(
        workspace=workspace,
        asked=asked,
        settings=settings,
        theme=settings.theme(asked.theme),
        rules={kind: rules_in_force(workspace.rubric, kind, asked.quarter.end) for kind in KINDS},
        current={one.region_code: one for one in evaluations},
        facts=comparison_facts(workspace, asked.quarter, settings.fiscal.measure),
    )


def _check(room: _Room) -> None:
    asked, regions = room.asked, room.workspace.register.governments()
    if asked.kind not in (None, *KINDS):
        raise UsageError(f"kind {asked.kind!r} found, one of {', '.join(KINDS)} expected")
    if asked.kind == "provinsi" and asked.province_code:
        raise UsageError("a province ranks its kab/kota; leave out --kind provinsi or --province")
    zones = sorted({one.island_zone for one in regions})
    if asked.island_zone not in (None, *zones):
        raise UsageError(f"zone {asked.island_zone!r} found, one of {', '.join(zones)} expected")
    groups = {room.facts.fiscal_group(one) for one in regions} - {None}
    unknown = room.settings.fiscal.unknown.id
    known = sorted({unknown, *(str(one) for one in groups)})
    if asked.fiscal_group not in (None, *known):
        listed = ", ".join(known)
        raise UsageError(f"fiscal group {asked.fiscal_group!r} found, one of {listed} expected")
    rubric = room.workspace.rubric
    have = {one.id for one in rubric.indicators} | {one.id for one in rubric.head.pillars}
    for name in (*room.theme.pillars, *room.theme.indicators):
        if name not in have:
            raise CatalogueError(
                "leagues.yaml", 1, f"themes.{room.theme.id}", f"the rubric has no {name!r}"
            )


def _fits(room: _Room, region: Region, kind: str) -> bool:
    asked = room.asked
    group = room.facts.fiscal_group(region) or room.settings.fiscal.unknown.id
    return (
        region.kind == kind
        and asked.island_zone in (None, region.island_zone)
        and asked.fiscal_group in (None, group)
        and (
            asked.province_code is None
            or (kind != "provinsi" and region.province_code == asked.province_code)
        )
    )


def _league(room: _Room, kind: str) -> League | None:
    asked = room.asked
    regions = [one for one in room.workspace.register.governments() if _fits(room, one, kind)]
    found = [(one, room.entrant(one)) for one in regions]
    missing = room.rules[kind].missing
    return build_league(
        [entrant for _, entrant in found if entrant is not None],
        Question(
            quarter=str(asked.quarter),
            kind=kind,
            theme=room.theme,
            no_rank_below=missing.no_band_below,
            provisional_below=missing.provisional_below,
            draws=asked.draws,
            seed=asked.seed,
            island_zone=asked.island_zone,
            fiscal_group=asked.fiscal_group,
            province_code=asked.province_code,
        ),
        room.settings,
        [one.code for one, entrant in found if entrant is None],
    )


def _roll_ups(room: _Room, leagues: Sequence[League]) -> list[RollUp]:
    """Return the mean of the asked province, or of every province in the table of provinces."""
    if room.asked.province_code:
        return [_roll_up(room, room.asked.province_code)]
    tables = [one for one in leagues if one.kind == "provinsi"]
    ranked = {row.region_code for one in tables for row in one.rows}
    apart = {row.region_code for one in tables for row in one.unranked}
    return [_roll_up(room, code) for code in sorted(ranked | apart)]


def _roll_up(room: _Room, code: str) -> RollUp:
    """Return a province's means; what was scored under another rubric is not known here."""
    register, name = room.workspace.register, room.settings.roll_up.known_share
    needed = room.rules["provinsi"].parameter(name)
    if needed is None:
        raise CatalogueError("parameters", 1, name, f"no value on {room.asked.quarter.end}")
    regions = register.children(code)
    entrants = [one for region in regions if (one := room.entrant(region)) is not None]
    rules = rules_of_most(entrants) if entrants else None
    scores = {}
    for one in entrants:
        judged = judge(one, room.theme, room.rules[one.kind].missing.no_band_below)
        if not judged.reason and one.rules == rules:
            scores[one.code] = judged.score
    persons = room.facts.persons(regions)
    members = [Member(one.code, scores.get(one.code), persons[one.code]) for one in regions]
    return roll_up(code, register.regions[code].name, members, needed.value, room.settings)
