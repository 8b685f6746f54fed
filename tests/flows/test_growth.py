"""Several machines at one quarter: PostgreSQL, an object store, a Prefect server, two workers."""

import os
import signal
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from models import Batch, BatchState, Quarter, RunStatus, make_engine
from monev.collect_many import collect_folder
from monev.evaluate_region import evaluate_region
from monev.lost_runs import close_lost_runs
from monev.reports import archive
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace, packaged_example
from tests.flows.prefect_site import prefect_site, until
from tests.object_store import new_bucket, s3_server

Q3 = Quarter(2024, 3)
COMPARED = ("36.72", "36.74", "36.71")

pytestmark = pytest.mark.deployment

Shared = tuple[Workspace, dict[str, str]]


@pytest.fixture
def shared(tmp_path: Path, postgres: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Shared]:
    """A collected workspace in PostgreSQL and S3, and the variables by which others reach it."""
    engine = make_engine(postgres)
    with engine.begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")
    engine.dispose()
    with s3_server() as told:
        for name, value in told.items():
            monkeypatch.setenv(name, value)
        bucket = new_bucket()
        place = open_workspace(
            Settings(workspace=tmp_path / "here", database_url=postgres, files=bucket)
        )
        collect_folder(place, packaged_example())
        where = {"MONEV_DATABASE_URL": postgres, "MONEV_FILES": bucket}
        yield place, {**told, **where, "MONEV_WORKERS": "1", "MONEV_TAKERS": "2"}
        place.store.engine.dispose()


def hashes(place: Workspace, code: str) -> list[tuple[str, str]]:
    """Path and hash of every document of a region, each read back and found whole."""
    current = place.store.current_outcome(code, str(Q3))
    assert current is not None, code
    found = place.store.documents_of(current.evaluation_id or 0)
    for one in found:
        archive.read_filed(place.store.depot, one)
    return sorted((one.path, one.sha256) for one in found)


def held_by_another(place: Workspace, conductor: set[str]) -> Batch | None:
    """A batch that a second taker is at work on; the first one is noted in `conductor`."""
    with_run = place.store.unfinished_batches(str(Q3))
    for one in with_run:
        if one.state is BatchState.TAKEN:
            if not conductor:
                conductor.add(one.worker)
            if one.worker not in conductor:
                return one
    return None


def test_a_taker_that_is_killed_loses_nothing(
    shared: Shared, example: Workspace, tmp_path: Path
) -> None:
    """Two workers share the quarter, one dies with kill -9, and every region comes out once.

    Each has a folder of its own, as on two machines: all they share is database and bucket.
    """
    place, told = shared
    with prefect_site(tmp_path / "site", told) as site:
        first = site.told(MONEV_WORKSPACE=str(tmp_path / "one"))
        second = site.told(MONEV_WORKSPACE=str(tmp_path / "two"))
        with first.worker("one", "--limit", "1"), second.worker("two", "--limit", "1"):
            run = site.start("quarterly-evaluation/quarterly", period=str(Q3), recaps=False)
            conductor: set[str] = set()
            held = until(lambda: held_by_another(place, conductor), "a second taker")
            os.kill(int(held.worker.rsplit(":", 2)[1]), signal.SIGKILL)
            ended = site.ended(run, patience_s=400)
    assert ended["state_name"] == "Completed", ended

    (again,) = (
        one for one in place.store.ended_batches(held.run_key) if one.batch_id == held.batch_id
    )
    assert (again.attempt, again.worker) == (2, *conductor)
    current = place.store.current_outcomes(str(Q3))
    assert len(current) == sum(len(one.codes) for one in place.store.batches_of(held.run_key))
    revisions = Counter(one.region_code for one in current)
    assert set(revisions.values()) == {1}
    assert {one.revision for one in current} == {1}
    close_lost_runs(place)
    assert not [one for one in place.store.open_runs() if one.status is RunStatus.RUNNING]
    for code in COMPARED:
        evaluate_region(example, code, Q3)
        assert hashes(place, code) == hashes(example, code)
    assert not list((tmp_path / "one").rglob("*.pdf"))


def test_a_bucket_holds_what_a_folder_would(shared: Shared, example: Workspace) -> None:
    """Without any server: the same documents under the same names, and evidence read from there."""
    place, _ = shared
    evaluate_region(place, COMPARED[0], Q3)
    evaluate_region(example, COMPARED[0], Q3)
    assert hashes(place, COMPARED[0]) == hashes(example, COMPARED[0])
    kept = place.store.all_evidence()
    assert kept
    assert all(place.store.content_of(one.sha256) for one in kept)
