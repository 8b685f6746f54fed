"""Current evaluations, read once: each as a scorecard without its traces and what was told with it.

A trace makes nine tenths of an evaluation, and a recap prints none of it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from models import Evaluation, Quarter, Region
from monev.comparison_facts import comparison_facts
from monev.dossier import Told
from monev.errors import ArchiveError, UsageError
from monev.profile import BudgetRow, RegulationRow
from monev.ranking import Entrant
from monev.remembered import children_at
from monev.scorecard import Scorecard
from monev.workspace import Workspace

TRACE = ("inputs", "parameters", "counts", "steps", "decisions")
MOST_NAMED = 5


@dataclass(frozen=True)
class Read:
    """One government as its current evaluation has it; `persons` are those of a province's kab/kota
    by basis, null where the evaluation is no province's.
    """

    region: Region
    revision: int
    card: Scorecard
    told: Told
    budget: Sequence[BudgetRow]
    regulations: Sequence[RegulationRow] = ()
    persons: dict[str, dict[str, int]] | None = None

    @property
    def rules(self) -> tuple[str, str, str]:
        """Profile and version of the rubric, and the mode."""
        return self.entrant.rules

    @property
    def entrant(self) -> Entrant:
        """The government as it enters a comparison; a recap groups nobody by fiscal capacity."""
        return Entrant(
            code=self.region.code,
            name=self.region.name,
            kind=self.region.kind,
            province_code=self.region.province_code,
            island_zone=self.region.island_zone,
            fiscal_group=None,
            revision=self.revision,
            card=self.card,
        )


def read_current(
    workspace: Workspace, quarter: Quarter, regions: Iterable[Region]
) -> dict[str, Read]:
    """Return the current evaluations of these governments by code; who has none is left out.

    Provinces are read one after the other, so that never all traces are held. Raises UsageError
    where an evaluation is older than documents of several kinds.
    """
    by_province: dict[str, list[Region]] = {}
    for one in regions:
        by_province.setdefault(one.province_code, []).append(one)
    found: dict[str, Read] = {}
    too_old: list[str] = []
    for together in by_province.values():
        known = {one.code: one for one in together}
        for evaluation in workspace.store.current_evaluations(str(quarter), known):
            region = known[evaluation.region_code]
            if evaluation.told is None:
                too_old.append(f"{region.code} {region.name}")
            else:
                found[region.code] = _read(region, evaluation, quarter)
    if too_old:
        raise _older(too_old, quarter)
    return found


def _read(region: Region, evaluation: Evaluation, quarter: Quarter) -> Read:
    card = Scorecard.model_validate(_without_traces(evaluation.scorecard))
    if card.quarter != str(quarter) or card.region_code != region.code:
        raise ArchiveError(
            f"evaluation {evaluation.evaluation_id} is filed for {region.code} {quarter}, its "
            f"scorecard speaks of {card.region_code} {card.quarter}; restore it from a backup, or "
            f"evaluate {region.code} anew: `monev rerun {region.code} --period {quarter}`"
        )
    persons = None
    if region.kind == "provinsi":
        persons = {one.code: dict(one.persons) for one in children_at(evaluation)}
    return Read(
        region=region,
        revision=evaluation.revision,
        card=card,
        told=Told.model_validate(evaluation.told),
        budget=[BudgetRow.model_validate(one) for one in evaluation.profile.get("budget", [])],
        regulations=[
            RegulationRow.model_validate(one) for one in evaluation.profile.get("regulations", [])
        ],
        persons=persons,
    )


def _without_traces(scorecard: dict[str, Any]) -> dict[str, Any]:
    empty: dict[str, Any] = {name: [] for name in TRACE}
    return {**scorecard, "indicators": [{**one, **empty} for one in scorecard["indicators"]]}


def _older(codes: Sequence[str], quarter: Quarter) -> UsageError:
    named = ", ".join(codes[:MOST_NAMED])
    more = len(codes) - MOST_NAMED
    return UsageError(
        f"{len(codes)} evaluations of {quarter} were filed before recaps could be made from them: "
        f"{named}{f' and {more} more' if more > 0 else ''}; `monev evaluate --period {quarter}` "
        "files revisions that can"
    )


def persons_of(
    workspace: Workspace, quarter: Quarter, own: Read | None, children: Sequence[Region]
) -> dict[str, dict[str, int]]:
    """Return what each kab/kota of a province weighs, by basis.

    As the province's own evaluation knew it, so that its report and its recap give the same mean;
    from the facts known by the cut-off where there is none.
    """
    codes = [one.code for one in children]
    if own is not None and own.persons is not None and set(codes) <= set(own.persons):
        return own.persons
    return comparison_facts(workspace, quarter, codes=codes).persons(children)
