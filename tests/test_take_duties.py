"""Taking duties on in a real workspace: once each, with their end in the books."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from threading import Barrier

import pytest

from models import DutyOutcome
from monev.duties import EVALUATION, REFRESH, Duty
from monev.errors import EnvironmentFault
from monev.settings import Settings
from monev.take_duties import LONGEST_NOTE, Ended, carry_out, due_now
from monev.workspace import Workspace, open_workspace

MORNING = datetime(2024, 10, 13, 19, tzinfo=UTC)
"""02:00 on Monday 14 October 2024 in Jakarta."""
DONE = Ended(DutyOutcome.DONE, "33 evaluated")


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    """A new workspace on a Monday morning."""
    place = open_workspace(Settings(workspace=tmp_path / "w"))
    yield replace(place, now=lambda: MORNING)
    place.store.engine.dispose()


def test_what_is_done_is_not_due_any_more(workspace: Workspace) -> None:
    """Evaluation and refresh are due, are carried out, and nothing is left."""
    for duty in due_now(workspace):
        carried = carry_out(workspace, duty, lambda _: DONE)
        assert carried is not None
        assert carried.ended == DONE
    assert due_now(workspace) == []
    rows = {one.name: (one.scope, one.outcome, one.note) for one in workspace.store.duties()}
    assert rows == {
        EVALUATION: ("2024-Q3", DutyOutcome.DONE, "33 evaluated"),
        REFRESH: ("2024-Q4", DutyOutcome.DONE, "33 evaluated"),
    }


def test_what_goes_wrong_is_noted_and_stops_nothing(workspace: Workspace) -> None:
    """The cause stands in the books, cut to a line; the next duty is done all the same."""

    def fails(_: Duty) -> Ended:
        raise EnvironmentFault("no space left " + "x" * 900)

    first, second = due_now(workspace)
    carried = carry_out(workspace, first, fails)
    assert carried is not None
    assert carried.ended.outcome is DutyOutcome.FAILED
    assert carry_out(workspace, second, lambda _: DONE) is not None
    (row,) = workspace.store.duties(EVALUATION)
    assert row.note.startswith("EnvironmentFault: no space left")
    assert len(row.note) == LONGEST_NOTE
    assert due_now(workspace) == []
    later = replace(workspace, now=lambda: MORNING.replace(day=14))
    (again,) = due_now(later)
    assert carry_out(later, again, lambda _: DONE) is not None
    (row,) = workspace.store.duties(EVALUATION)
    assert (row.attempts, row.outcome) == (2, DutyOutcome.DONE)


def test_two_workers_who_see_the_same_duty_do_it_once(workspace: Workspace) -> None:
    """Both have read the books before either began."""
    duty, _ = due_now(workspace)
    start, done = Barrier(2), []

    def work(one: Duty) -> Ended:
        done.append(one.name)
        return DONE

    def ask(_: int) -> bool:
        start.wait()
        return carry_out(workspace, duty, work) is not None

    with ThreadPoolExecutor(2) as workers:
        assert sorted(workers.map(ask, range(2))) == [False, True]
    assert done == [EVALUATION]


def test_a_worker_that_dies_leaves_its_duty_under_way(workspace: Workspace) -> None:
    """What kills the process is no failure of the duty: it waits until it is silent for long."""

    def dies(_: Duty) -> Ended:
        raise KeyboardInterrupt

    duty, _ = due_now(workspace)
    with pytest.raises(KeyboardInterrupt):
        carry_out(workspace, duty, dies)
    assert [one.name for one in due_now(workspace)] == [REFRESH]
    later = replace(workspace, now=lambda: MORNING.replace(day=14, hour=15))
    assert [one.name for one in due_now(later)] == [EVALUATION, REFRESH]
