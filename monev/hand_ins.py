"""Who has handed in for a quarter: the receipts and the waivers of a workspace, reckoned up.

Every page, report and command asks here; the reckoning itself stands in `submissions`.
"""

from collections.abc import Iterable

from models import Quarter, Region, Waiver
from monev.calendar import load_calendar
from monev.submissions import HandIn, Standing, reporting_rates, standings
from monev.workspace import Workspace

REPORT_DUTY = "LAPOR"
"""The `rule` of a waiver that excuses a government from handing in."""


def standings_of(workspace: Workspace, quarter: Quarter) -> dict[str, Standing]:
    """Return how every government with a budget of its own stands with its report."""
    codes = [one.code for one in workspace.register.governments()]
    handed_in = workspace.store.submissions(str(quarter))
    excused = excused_from(workspace.store.waivers(), quarter)
    last = load_calendar().due_day(quarter).on_time_until
    return standings(codes, handed_in, quarter, last, excused)


def hand_in_of(workspace: Workspace, region: Region, quarter: Quarter) -> HandIn:
    """Return how one government stands, and for a province also how its kab/kota stand."""
    own = workspace.store.submissions(str(quarter), region.code)
    excused = excused_from(workspace.store.waivers(region.code), quarter)
    first_on = min((one.handed_in_on for one in own), default=None)
    last = load_calendar().due_day(quarter).on_time_until
    stand = standings([region.code], own, quarter, last, excused)[region.code]
    children = workspace.register.children(region.code) if region.kind == "provinsi" else []
    if not children:
        return HandIn(stand, first_on)
    everyone = standings_of(workspace, quarter)
    below = reporting_rates({one.code: everyone[one.code] for one in children})
    return HandIn(stand, first_on, below)


def excused_from(waivers: Iterable[Waiver], quarter: Quarter) -> set[str]:
    """Return the codes of the governments that need not report for the quarter."""
    return {
        one.region_code for one in waivers if one.rule == REPORT_DUTY and quarter.end <= one.until
    }
