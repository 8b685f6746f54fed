"""The recap of one province: its kab/kota, and its own government beside them."""

from models import Quarter
from monev.errors import UsageError
from monev.hand_ins import standings_of
from monev.ranking import LeagueSettings, load_league_settings
from monev.recap import ProvinceRecap, RulesUsed
from monev.sum_up.counts import asked_of, duties_of, moves_of, overdue_in, spread_of
from monev.sum_up.leagues import (
    WHOLE,
    Placed,
    league_of,
    placed_in,
    together_of,
    weighed_alike,
)
from monev.sum_up.reading import Read, persons_of, read_current
from monev.sum_up.rows import row_of
from monev.sum_up.rules import rules_used
from monev.workspace import Workspace

KABKOTA = "kabupaten dan kota"


def sum_up_province(workspace: Workspace, code: str, quarter: Quarter) -> ProvinceRecap:
    """Return the recap of a province and quarter.

    Kabupaten and kota are ranked with each other, as in the province's own report. Raises
    UsageError for a code that is no province's, and where nobody in it was evaluated.
    """
    register, settings = workspace.register, load_league_settings()
    children = register.children(code)
    province = register.regions[register.in_force_code(code)]
    reads = read_current(workspace, quarter, [province, *children])
    if not reads:
        raise UsageError(
            f"nobody in {province.code} {province.name} has an evaluation of {quarter}; "
            f"`monev evaluate --period {quarter}` makes them"
        )
    rules = rules_used(workspace, quarter, list(reads.values()), settings)
    codes = [one.code for one in children]
    local = [reads[one] for one in codes if one in reads]
    placed = _placed(local, rules, settings)
    together = None
    if children:
        weights = persons_of(workspace, quarter, reads.get(province.code), children)
        together = together_of(
            (province.code, province.name), codes, reads, weights, rules, settings
        )
    stand = standings_of(workspace, quarter)
    before = {
        one.region_code: one
        for one in workspace.store.current_outcomes(
            str(quarter.previous()), [province.code, *codes]
        )
    }
    rows = [row_of(one, stand[one.code], reads.get(one.code), placed, before) for one in children]
    overdue, behind = overdue_in(rows)
    own = row_of(province, stand[province.code], reads.get(province.code), Placed(), before)
    return ProvinceRecap(
        quarter=str(quarter),
        quarter_before=str(quarter.previous()),
        rules=rules,
        tiers=sorted({tier for one in reads.values() for tier in one.told.tiers}),
        reports_opened=bool(workspace.store.submissions(str(quarter))),
        rows=rows,
        whole=spread_of(rows, rules),
        moves=moves_of(rows),
        duties=duties_of([one.card for one in local]),
        asked=asked_of([one.card for one in local]),
        overdue=overdue,
        overdue_in=behind,
        drawn=placed.drawn,
        own=own,
        together=together,
        administrative=[
            one.name
            for _, one in sorted(register.regions.items())
            if one.province_code == province.code and not one.autonomous
        ],
    )


def _placed(local: list[Read], rules: RulesUsed, settings: LeagueSettings) -> Placed:
    table = league_of(local, KABKOTA, settings.theme(WHOLE), rules, settings)
    return placed_in([table] if table else [], drawable=weighed_alike(local))
