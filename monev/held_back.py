"""Published regions that a regular run would file anew if publication did not hold them back.

Each is assessed once more and nothing is printed or filed; a correction is a re-run with a reason.
"""

from collections.abc import Iterable

from models import Evaluation, Quarter
from monev.assess_region import assess, inputs_hash
from monev.reports.design import design_sha256
from monev.still_holds import changed_since
from monev.workspace import Workspace


def held_back(
    workspace: Workspace, quarter: Quarter, codes: Iterable[str] | None = None
) -> list[str]:
    """Return the codes of published regions, of `codes` only, whose revision no longer agrees.

    It agrees where facts, rules, findings, results and the design of its report are what they were.
    A correction that is filed already is held against today, not the revision published before it.
    """
    published = workspace.store.published_in(str(quarter), codes)
    current = workspace.store.current_outcomes(str(quarter), published)
    return [one.region_code for one in current if not _agrees(workspace, quarter, one)]


def _agrees(workspace: Workspace, quarter: Quarter, one: Evaluation) -> bool:
    report = workspace.store.report_of(one.evaluation_id or 0)
    if report is None or report.design_sha256 != design_sha256(workspace.issuer):
        return False
    region = workspace.register.regions[one.region_code]
    found = assess(workspace, region, quarter, workspace.settings.mode)
    return not changed_since(workspace, one, found, inputs_hash(found))
