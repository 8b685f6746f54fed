"""The recap of the nation: all governments, counted by kind, zone and province."""

from collections.abc import Mapping, Sequence

from models import Quarter, Region
from monev.errors import UsageError
from monev.hand_ins import standings_of
from monev.league import League
from monev.ranking import LeagueSettings, load_league_settings
from monev.recap import Leading, NationRecap, ProvinceLine, RecapRow, RulesUsed
from monev.sum_up.counts import asked_of, duties_of, moves_of, overdue_in, spread_of
from monev.sum_up.leagues import WHOLE, leading_in, league_of, placed_in, together_of
from monev.sum_up.reading import Read, persons_of, read_current
from monev.sum_up.rows import row_of
from monev.sum_up.rules import rules_used
from monev.workspace import Workspace

KINDS = ("provinsi", "kabupaten", "kota")


def sum_up_nation(workspace: Workspace, quarter: Quarter) -> NationRecap:
    """Return the recap of all governments of a quarter; each kind is ranked by itself.

    Raises UsageError where nobody was evaluated.
    """
    settings, regions = load_league_settings(), workspace.register.governments()
    reads = read_current(workspace, quarter, regions)
    if not reads:
        raise UsageError(
            f"no government has an evaluation of {quarter}; "
            f"`monev evaluate --period {quarter}` makes them"
        )
    rules = rules_used(workspace, quarter, list(reads.values()), settings)
    tables = {one.id: _tables(reads, one.id, rules, settings) for one in settings.themes}
    whole = tables[WHOLE]
    placed = placed_in(list(whole.values()))
    stand = standings_of(workspace, quarter)
    before = {
        one.region_code: one for one in workspace.store.current_outcomes(str(quarter.previous()))
    }
    rows = [row_of(one, stand[one.code], reads.get(one.code), placed, before) for one in regions]
    overdue, behind = overdue_in(rows)
    zones = list(dict.fromkeys(one.island_zone for one in rows))
    return NationRecap(
        quarter=str(quarter),
        quarter_before=str(quarter.previous()),
        rules=rules,
        tiers=sorted({tier for one in reads.values() for tier in one.told.tiers}),
        reports_opened=bool(workspace.store.submissions(str(quarter))),
        rows=rows,
        whole=spread_of(rows, rules),
        moves=moves_of(rows),
        duties=duties_of([one.card for one in reads.values()]),
        asked=asked_of([one.card for one in reads.values()]),
        overdue=overdue,
        overdue_in=behind,
        drawn=placed.drawn,
        kinds={kind: spread_of([one for one in rows if one.kind == kind], rules) for kind in KINDS},
        zones={
            zone: spread_of([one for one in rows if one.island_zone == zone], rules)
            for zone in zones
        },
        provinces=[
            province_line(workspace, quarter, one, rows, reads, rules, settings)
            for one in regions
            if one.kind == "provinsi"
        ],
        themes={one.id: one.title for one in settings.themes},
        leading=_leading(tables, zones),
        notes=[note for table in whole.values() for note in table.notes],
    )


def _tables(
    reads: Mapping[str, Read], theme: str, rules: RulesUsed, settings: LeagueSettings
) -> dict[str, League]:
    found = {}
    for kind in KINDS:
        own = [one for one in reads.values() if one.region.kind == kind]
        table = league_of(own, kind, settings.theme(theme), rules, settings)
        if table is not None:
            found[kind] = table
    return found


def _leading(tables: Mapping[str, Mapping[str, League]], zones: Sequence[str]) -> list[Leading]:
    return [one for theme, kinds in tables.items() for one in leading_in(theme, kinds, zones)]


def province_line(
    workspace: Workspace,
    quarter: Quarter,
    province: Region,
    rows: Sequence[RecapRow],
    reads: Mapping[str, Read],
    rules: RulesUsed,
    settings: LeagueSettings,
) -> ProvinceLine:
    """Return the kab/kota of a province counted together, out of the rows of all governments."""
    children = workspace.register.children(province.code)
    codes = [one.code for one in children]
    together = None
    if children:
        known = {province.code, *codes} & reads.keys()
        own = reads.get(province.code)
        weights = persons_of(workspace, quarter, own, children) if known else {}
        named = (province.code, province.name)
        together = together_of(named, codes, reads, weights, rules, settings)
    inside = set(codes)
    return ProvinceLine(
        code=province.code,
        name=province.name,
        island_zone=province.island_zone,
        kabkota=spread_of([one for one in rows if one.region_code in inside], rules),
        together=together,
    )
