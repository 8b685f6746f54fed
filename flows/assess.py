"""The tasks of a quarterly run: a batch of regions, a batch of recaps. The work is `monev`'s."""

from collections.abc import Iterable

from prefect import task
from prefect.cache_policies import NO_CACHE

from models import Quarter
from monev.evaluate_batches import Assessor
from monev.evaluate_many import RegionResult
from monev.recap_many import RecapResult


@task(name="assess", task_run_name="{label}", cache_policy=NO_CACHE)
def assess(
    assessor: Assessor, label: str, codes: Iterable[str], quarter: str
) -> list[RegionResult]:
    """Evaluate one batch; errors are held per region, and none is the batch's."""
    return assessor.batch(codes, Quarter.parse(quarter))


@task(name="recap", task_run_name="{label}", cache_policy=NO_CACHE)
def recap(assessor: Assessor, label: str, scopes: Iterable[str], quarter: str) -> list[RecapResult]:
    """Bring recaps of provinces and nation up to date; they read what the batches filed."""
    return assessor.recaps(scopes, Quarter.parse(quarter))
