"""A regular run of all regions in the pool: cold, warm, with nothing new, with one change."""

from dataclasses import dataclass

from bench.processor import Spent, spent
from bench.report_nation import QUARTER, Nation
from monev.evaluate_many import RegionPool, RegionResult

WORKERS = 2


@dataclass(frozen=True)
class PoolRun:
    """What the pool took: until each worker had its first region, for the rest, and again.

    `remade` are the regions that got another revision once one of them had handed in.
    """

    start: Spent
    started: int
    work: Spent
    worked: int
    again: Spent
    changed: Spent
    remade: tuple[str, ...]
    results: tuple[RegionResult, ...]

    @property
    def whole(self) -> Spent:
        """The full run with the start of its processes."""
        return self.start + self.work


class PoolError(Exception):
    """A region failed, or was made again without a reason."""


def pool_run(nation: Nation) -> PoolRun:
    """Evaluate the nation four times. Raises PoolError for a region that fails or is not kept."""
    pool = RegionPool(nation.workspace.settings, WORKERS)
    first, rest = nation.codes[:WORKERS], nation.codes[WORKERS:]
    runs: list[list[RegionResult]] = []

    def evaluate(codes: tuple[str, ...]) -> None:
        found = pool.evaluate(nation.workspace, [(one, "") for one in codes], QUARTER)
        failed = [f"{one.code}: {one.error}" for one in found if one.error]
        if failed:
            raise PoolError("; ".join(failed))
        runs.append(found)

    try:
        start = spent(lambda: evaluate(first))
        work = spent(lambda: evaluate(_below(nation, rest)))
        work += spent(lambda: evaluate(_provinces(nation, rest)))
        filed = [one for run in runs for one in run]
        again = spent(lambda: evaluate(nation.codes))
        if moved := _newer(filed, runs[-1]):
            raise PoolError(f"made again though nothing changed: {', '.join(moved)}")
        nation.hand_in()
        changed = spent(lambda: evaluate(_below(nation, nation.codes)))
        before_provinces = list(runs[-1])
        changed += spent(lambda: evaluate(_provinces(nation, nation.codes)))
    finally:
        pool.close()
    remade = _newer(filed, before_provinces + runs[-1])
    if nation.held not in remade:
        raise PoolError(f"{nation.held} handed in and its report was not made again")
    return PoolRun(start, len(first), work, len(rest), again, changed, remade, tuple(filed))


def _newer(before: list[RegionResult], after: list[RegionResult]) -> tuple[str, ...]:
    known = {one.code: one.revision for one in before}
    return tuple(sorted(one.code for one in after if one.revision != known[one.code]))


def _provinces(nation: Nation, codes: tuple[str, ...]) -> tuple[str, ...]:
    regions = nation.workspace.register.regions
    return tuple(code for code in codes if regions[code].kind == "provinsi")


def _below(nation: Nation, codes: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(code for code in codes if code not in _provinces(nation, codes))
