"""Who has handed in for a quarter: the receipts and the waivers of a workspace, reckoned up.

Every page, report and command asks here; the reckoning itself stands in `submissions`.
"""

from models import Quarter, Region
from monev.submissions import HandIn, Standing, reporting_rates, standings
from monev.workspace import Workspace

REPORT_DUTY = "LAPOR"
"""The `rule` of a waiver that excuses a government from handing in."""


def standings_of(workspace: Workspace, quarter: Quarter) -> dict[str, Standing]:
    """Return how every government with a budget of its own stands with its report."""
    excused = {
        one.region_code
        for one in workspace.store.waivers()
        if one.rule == REPORT_DUTY and quarter.end <= one.until
    }
    codes = [one.code for one in workspace.register.governments()]
    return standings(codes, workspace.store.submissions(str(quarter)), quarter, excused)


def hand_in_of(workspace: Workspace, region: Region, quarter: Quarter) -> HandIn:
    """Return how one government stands, and for a province also how its kab/kota stand."""
    stand = standings_of(workspace, quarter)
    days = [one.handed_in_on for one in workspace.store.submissions(str(quarter), region.code)]
    below = None
    if region.kind == "provinsi":
        children = [one.code for one in workspace.register.children(region.code)]
        below = reporting_rates({code: stand[code] for code in children}) if children else None
    return HandIn(stand[region.code], min(days, default=None), below)
