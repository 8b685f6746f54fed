"""The batches of a run: whose turn it is, what a dead taker leaves, and how a run ends."""

import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models import Batch, BatchStage, BatchState, Quarter
from monev import batches
from monev.batch_plan import Share
from monev.batches import CALLED_OFF, LEASE, LOST, MOST_ATTEMPTS, SharedRun
from monev.errors import UsageError
from monev.evaluate_many import RegionResult
from monev.recap_many import RecapResult
from monev.settings import Settings
from monev.worker_name import this_worker
from monev.workspace import Workspace, open_workspace

Q3 = Quarter(2024, 3)
ELSEWHERE = "another-host:12:34"
SHARES = (
    Share(BatchStage.KAB_KOTA, "kab/kota of 36", ("36.72", "36.74")),
    Share(BatchStage.KAB_KOTA, "kab/kota of 19", ("19.71",)),
    Share(BatchStage.PROVINCES, "provinces", ("36",)),
    Share(BatchStage.RECAPS, "recaps", ("ID", "36")),
)


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workspace]:
    """An empty workspace."""
    opened = open_workspace(Settings(workspace=tmp_path))
    yield opened
    opened.store.engine.dispose()


def begun(place: Workspace, key: str = "run") -> SharedRun:
    """A run that was just laid out."""
    return SharedRun.laid_out(place, key, Q3, SHARES)


def taken(run: SharedRun) -> Batch:
    """The next batch, which must be there."""
    batch = run.take()
    assert batch is not None
    return batch


def results(batch: Batch) -> list[RegionResult]:
    """A good result per region."""
    return [RegionResult(code, code, "kota", score=50.0, revision=1) for code in batch.codes]


def test_a_stage_waits_for_the_one_before(place: Workspace) -> None:
    """Provinces are not to be had while somebody still works on kab/kota, recaps come last."""
    run = begun(place)
    first, second = taken(run), taken(run)
    assert [first.label, second.label] == ["kab/kota of 36", "kab/kota of 19"]
    assert run.end(second, results(second))
    assert run.take() is None
    assert not run.is_over()
    assert run.end(first, results(first))
    third = taken(run)
    assert third.label == "provinces"
    assert run.end(third, results(third))
    recaps = taken(run)
    assert run.end(recaps, [RecapResult("ID", "Indonesia", "n"), RecapResult("36", "Banten")])
    assert run.is_over()
    regions, summed_up = run.outcomes()
    assert [one.code for one in regions] == ["36.72", "36.74", "19.71", "36"]
    assert regions[0].score == 50.0
    assert [one.number for one in summed_up] == ["n", ""]


def test_another_taker_sees_the_same_batches(place: Workspace) -> None:
    """Whoever joins takes what is left, and what others end is told once."""
    run, other = begun(place), SharedRun.joined(place, "run")
    first, second = taken(run), taken(other)
    assert first.batch_id != second.batch_id
    other.end(second, results(second))
    told = list(run.ended())
    assert [one.label for one, _ in told] == ["kab/kota of 19"]
    assert list(run.ended({told[0][0].batch_id or 0})) == []


def test_a_run_that_nobody_laid_out_cannot_be_joined(place: Workspace) -> None:
    """The message names the setting that is most likely wrong."""
    with pytest.raises(UsageError, match="MONEV_DATABASE_URL"):
        SharedRun.joined(place, "nothing")


def ended_process() -> str:
    """The name of a process of this host that is gone."""
    told = subprocess.run(
        [
            sys.executable,
            "-c",
            "from monev.worker_name import this_worker; print(this_worker())",
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.strip()


def test_the_batch_of_a_dead_process_is_free_at_once(place: Workspace) -> None:
    """On one host nobody waits for a lease: the process can be seen to be gone."""
    run = begun(place)
    seen = run.batches()[0]
    lost = place.store.take_batch(seen, ended_process(), place.store.time())
    again = taken(run)
    assert (again.batch_id, again.attempt, again.worker) == (seen.batch_id, 2, this_worker())
    assert lost is not None
    assert not run.end(lost, results(lost))
    assert run.end(again, results(again))


def test_the_batch_of_a_silent_host_is_free_after_its_lease(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As long as it gives signs of life it is its taker's, however long the work takes."""
    run, begin = begun(place), place.store.time()
    held = place.store.take_batch(run.batches()[0], ELSEWHERE, begin)
    assert held is not None

    def clock(moment: datetime) -> None:
        monkeypatch.setattr(place.store, "time", lambda: moment)

    clock(begin + LEASE)
    assert taken(run).label == "kab/kota of 19"
    assert place.store.keep_batch(held, begin + LEASE)
    clock(begin + LEASE + LEASE)
    assert run.take() is None
    clock(begin + LEASE + LEASE + timedelta(seconds=1))
    assert taken(run).attempt == 2


def test_a_batch_that_kills_every_taker_is_given_up(place: Workspace) -> None:
    """The run ends all the same, and its regions say why they have no report."""
    run, gone = begun(place), ended_process()
    for _ in range(MOST_ATTEMPTS):
        assert place.store.take_batch(run.batches()[0], gone, place.store.time())
    assert taken(run).label == "kab/kota of 19"
    assert run.batches()[0].state is BatchState.DONE
    regions, _ = run.outcomes()
    assert [(one.code, one.error) for one in regions] == [("36.72", LOST), ("36.74", LOST)]
    assert regions[0].name == "Kota Cilegon"


def test_a_run_that_is_called_off_begins_nothing_more(place: Workspace) -> None:
    """What is held may be ended, and then the run is over for everybody."""
    run = begun(place)
    held = taken(run)
    with pytest.raises(KeyboardInterrupt), run.called_off_on_error():
        raise KeyboardInterrupt
    assert run.take() is None
    assert not run.is_over()
    assert run.end(held, results(held))
    assert run.is_over()
    regions, recaps = run.outcomes()
    assert [one.error for one in regions] == ["", "", CALLED_OFF, CALLED_OFF]
    assert [one.error for one in recaps] == [CALLED_OFF, CALLED_OFF]


def test_forgotten_batches_are_withdrawn_by_the_next_run(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of a run that still gives signs of life are left alone."""
    old, alive = begun(place, "old"), begun(place, "alive")
    later = place.store.time() + batches.FORGOTTEN + timedelta(seconds=5)
    place.store.keep_batch(taken(alive), later)
    monkeypatch.setattr(place.store, "time", lambda: later)
    begun(place, "new")
    assert {one.state for one in old.batches()} == {BatchState.WITHDRAWN}
    assert [one.state for one in alive.batches()] == [BatchState.TAKEN, *[BatchState.WAITING] * 3]


def test_work_on_a_batch_gives_signs_of_life(
    place: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """They come while the block lasts, and none after it."""
    beats: list[datetime] = []
    monkeypatch.setattr(batches, "BEAT_S", 0.01)
    run = begun(place)
    held = taken(run)
    keep = place.store.keep_batch

    def noted(batch: Batch, moment: datetime) -> bool:
        beats.append(moment)
        return keep(batch, moment)

    monkeypatch.setattr(place.store, "keep_batch", noted)
    with run.kept(held):
        while len(beats) < 3:
            pass
    count = len(beats)
    assert run.end(held, results(held))
    assert len(beats) == count
