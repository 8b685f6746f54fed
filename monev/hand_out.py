"""The instrument of one region to be filled in, with what the region itself said last quarter."""

from models import Fact, Quarter, Region
from monev.segments import load_segments
from monev.sources.instrument.sheet import load_instrument_sheet
from monev.sources.instrument.template import write_template
from monev.workspace import Workspace


def blank_instrument(
    workspace: Workspace, region: Region, quarter: Quarter, *, simulated: bool = False
) -> tuple[bytes, int]:
    """Return the XLSX instrument of a region, and how many statements are prefilled in it.

    Only what the region handed in itself for the quarter before is prefilled.
    """
    said = said_before(workspace, region, quarter)
    layout, segments = load_instrument_sheet(), load_segments()
    return write_template(region, quarter, layout, segments, said, simulated), len(said)


def said_before(workspace: Workspace, region: Region, quarter: Quarter) -> list[Fact]:
    """Return the facts of the last instrument that the region handed in for the quarter before."""
    before = workspace.store.submissions(str(quarter.previous()), region.code)
    if not before:
        return []
    last = max(before, key=lambda one: (one.handed_in_on, one.order))
    return [
        fact
        for fact in workspace.store.facts_of(region.code)
        if fact.evidence_sha256 == last.sha256
    ]
