"""Two workspaces for the documentation's pictures: the published example, a simulated province.

Every government is evaluated and filed without its documents, which would cost nine tenths of the
time; what is pictured is made by `documentation`.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from models import Evaluation, Quarter
from monev.assess_region import Assessment, assess, inputs_hash
from monev.collect_many import collect_folder
from monev.dossier import Told
from monev.evaluate_many import RegionPool, plan
from monev.evaluate_region import REGULAR_REASON, evaluate_region, results_in
from monev.remembered import beside_of, keep_rules
from monev.settings import Settings
from monev.simulate import Order, simulate
from monev.tell_region import tell_region
from monev.workspace import Workspace, open_workspace, packaged_example

QUARTERS = (Quarter(2024, 3), Quarter(2024, 4))
SEED, PROVINCE = 7, "33"
MOST_WORKERS = 4


@dataclass(frozen=True)
class World:
    """A workspace in which both quarters are evaluated; `mark` stands in the names of pictures.

    `region` has an evaluation from which documents can be made, in `quarter`.
    """

    workspace: Workspace
    mark: str
    region: str
    province: str
    quarter: Quarter

    @property
    def evaluation(self) -> Evaluation:
        """The evaluation of the region that is pictured."""
        found = self.workspace.store.current_evaluation(self.region, str(self.quarter))
        if found is None:
            raise LookupError(f"{self.region} was not evaluated for {self.quarter}")
        return found


def published(folder: Path) -> Workspace:
    """Return a new workspace with the published example."""
    workspace = open_workspace(Settings(workspace=folder))
    collect_folder(workspace, packaged_example())
    return workspace


def published_world(folder: Path) -> World:
    """Return the published example, evaluated."""
    world = World(published(folder), "", "36.72", "36", QUARTERS[0])
    _evaluate(world)
    return world


def simulated_world(folder: Path) -> World:
    """Return a simulated province with its kab/kota, collected and evaluated."""
    inbox = folder / "inbox"
    for quarter in QUARTERS:
        simulate(Order(quarter, SEED, province=PROVINCE), inbox, _workers())
    workspace = open_workspace(Settings(workspace=folder / "workspace"))
    collect_folder(workspace, inbox)
    world = World(workspace, "-simulasi", "33.72", PROVINCE, QUARTERS[1])
    _evaluate(world)
    return world


def _workers() -> int:
    return min(MOST_WORKERS, os.cpu_count() or 1)


def _evaluate(world: World) -> None:
    """File all evaluations quarter by quarter, provinces last: theirs quote those of kab/kota."""
    workspace = world.workspace
    pool = RegionPool(workspace.settings, _workers())
    try:
        for quarter in QUARTERS:
            evaluate_region(workspace, world.region, quarter)
            wanted = plan(workspace, quarter)
            kabkota = [code for _, codes in wanted.batches for code in codes]
            for codes in (kabkota, wanted.provinces):
                items = [(one, str(quarter)) for one in codes if one != world.region]
                pool.run(file_evaluation, items)
    finally:
        pool.close()


def file_evaluation(workspace: Workspace, code: str, period: str) -> str:
    """File an evaluation with all that recaps print, in a worker; return the region's code."""
    found = assess(workspace, workspace.register.regions[code], Quarter.parse(period))
    keep_rules(workspace, found.rules.rubric)
    results = results_in(found.scorecard)
    workspace.store.file_evaluation(_evaluation(workspace, found), results, found.findings, [], [])
    return code


def _evaluation(workspace: Workspace, found: Assessment) -> Evaluation:
    card = found.scorecard
    told = Told(
        rubric_title=found.rules.rubric.head.title,
        hand_in=found.hand_in,
        late_facts=len(found.known.too_late),
        tiers=sorted(found.known.tiers),
        history=found.history,
    )
    return Evaluation(
        region_code=found.known.region.code,
        quarter=str(found.known.quarter),
        revision=1,
        reason=REGULAR_REASON,
        mode=card.mode,
        rubric_profile=card.rubric_profile,
        rubric_version=card.rubric_version,
        inputs_sha256=inputs_hash(found),
        rubric_sha256=found.rules.rubric.sha256,
        fact_ids=[one.fact_id for one in found.known.all],
        beside=beside_of(found.known),
        completeness=card.completeness,
        score=card.score,
        score_low=card.score_low,
        score_high=card.score_high,
        band=card.band,
        provisional=card.provisional,
        scorecard=card.model_dump(mode="json"),
        profile=tell_region(found).model_dump(mode="json"),
        told=told.model_dump(mode="json"),
        created_at=workspace.now(),
    )
