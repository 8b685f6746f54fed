"""The body of a quarterly run without whoever gives it its order: batches through one warm pool.

`bench.national` and `bench.orchestrators` hand it the same batches in different ways. It judges
and prints nothing itself.
"""

from collections.abc import Sequence
from types import TracebackType

from flows.scope import planned
from models import BatchStage, Quarter
from monev.approve import standings
from monev.batch_plan import Share, shares_of
from monev.errors import ArchiveError
from monev.evaluate_batches import Assessor
from monev.evaluate_many import RegionResult
from monev.recap_many import RecapResult, recap_scopes
from monev.reports import archive
from monev.workspace import Workspace

Result = RegionResult | RecapResult


class Pipeline:
    """A quarter of a collected workspace, cut into batches, and the pool that works them off."""

    def __init__(self, workspace: Workspace, quarter: Quarter) -> None:
        self.workspace, self.quarter = workspace, quarter
        self._plan = planned(workspace, quarter, None, None)
        takers, scopes = workspace.settings.takers, recap_scopes(workspace)
        self.shares: list[Share] = shares_of(self._plan, takers, scopes)
        self._assessor = Assessor(workspace, len(self._plan.regions))

    def __enter__(self) -> "Pipeline":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._assessor.__exit__(kind, error, trace)

    def work(self, stage: int, codes: Sequence[str]) -> list[Result]:
        """Work one batch off: regions evaluated, or those recaps made that are due."""
        if stage != BatchStage.RECAPS:
            return list(self._assessor.batch(codes, self.quarter))
        return list(self._assessor.recaps(codes, self.quarter))


def failed_in(results: Sequence[Result]) -> list[str]:
    """Return one line per region or recap that failed."""
    return [
        f"{one.code if isinstance(one, RegionResult) else f'recap {one.scope}'}: {one.error}"
        for one in results
        if one.error
    ]


def damaged(workspace: Workspace, quarter: Quarter) -> list[str]:
    """Read what the flow's last step reads: standing and report of every current evaluation."""
    standings(workspace, quarter)
    found = []
    for one in workspace.store.current_outcomes(str(quarter)):
        report = workspace.store.report_of(one.evaluation_id or 0)
        if report is None:
            found.append(f"{one.region_code} has no report")
            continue
        try:
            archive.read_filed(workspace.store.depot, report)
        except ArchiveError as error:
            found.append(str(error))
    return found
