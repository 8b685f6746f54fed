"""A region is judged again when anything it could depend on has changed, and else is kept."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from models import (
    Finding,
    Quarter,
    Receipt,
    ReceiptStatus,
    RegionRun,
    RunStatus,
    RunStep,
    Severity,
    Waiver,
)
from monev.evaluate_batches import Assessor, unchanged
from monev.evaluate_many import evaluate_recorded
from monev.input_marks import marks_of
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace
from tests.evaluations import filed, told
from tests.facts import fact
from tests.test_publication_lock import new_fact as own_fact
from tests.test_publication_lock import published, with_letterhead

QUARTER = Quarter(2024, 3)
CODE, NEIGHBOUR, PROVINCE = "36.72", "36.03", "36"


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Workspace]:
    """A workspace in which a kota and its province were judged by a regular run."""
    opened = open_workspace(Settings(workspace=tmp_path / "w"))
    told(opened, CODE, [fact("participation", segment="SEMUA", active_persons=1000)])
    for code in (CODE, PROVINCE):
        judged(opened, code)
    yield opened
    opened.store.engine.dispose()


def judged(place: Workspace, code: str, *, mark: str | None = None) -> None:
    """File a region's next revision and its line in the ledger, as a regular run does."""
    before = marks_of(place, QUARTER, [code])[code] if mark is None else mark
    run_id = place.store.start_run(
        RegionRun(
            region_code=code,
            quarter=str(QUARTER),
            reason="uji",
            requested_by="uji",
            status=RunStatus.RUNNING,
            requested_at=place.now(),
        )
    )
    evaluation = filed(place, code, QUARTER)
    place.store.end_run(run_id, place.now(), RunStep.FILE, evaluation, mark=before)


def kept(place: Workspace, *codes: str) -> set[str]:
    """Return which of these regions a regular run would not judge again."""
    return set(unchanged(place, QUARTER, marks_of(place, QUARTER, codes)))


def test_what_nothing_has_happened_to_is_kept_and_noted(place: Workspace) -> None:
    """The result is the revision in force, and the ledger tells of a run that ended well."""
    results = unchanged(place, QUARTER, marks_of(place, QUARTER, [CODE, PROVINCE]))
    current = place.store.current_evaluation(CODE, str(QUARTER))
    assert current is not None
    assert set(results) == {CODE, PROVINCE}
    assert (results[CODE].error, results[CODE].revision) == ("", current.revision)
    report = place.store.report_of(current.evaluation_id or 0)
    assert report is not None
    assert (results[CODE].report or {})["sha256"] == report.sha256
    newest, first = place.store.runs_of(str(QUARTER), CODE)
    assert (newest.status, newest.step, newest.revision) == (RunStatus.DONE, RunStep.ASSESS, 1)
    assert newest.inputs_mark == first.inputs_mark
    assert kept(place, CODE, PROVINCE) == {CODE, PROVINCE}, "kept once, it is kept again"


def new_fact(place: Workspace) -> None:
    """A neighbour states something: peers are compared."""
    told(place, NEIGHBOUR, [fact("participation", segment="SEMUA", active_persons=7)])


def arrival(place: Workspace) -> None:
    """A file came and was refused."""
    place.store.add_receipt(_receipt(ReceiptStatus.REFUSED))


def waiver(place: Workspace) -> None:
    """A finding was excused."""
    place.store.add_waiver(
        Waiver(
            rule="V01",
            region_code=CODE,
            reason="uji",
            granted_by="uji",
            until=date(2025, 1, 1),
            granted_on=date(2024, 10, 1),
            created_at=place.now(),
        )
    )


def finding(place: Workspace) -> None:
    """Something was found wrong with a file."""
    found = Finding(rule="V01", severity=Severity.ERROR, message_id="x", message_en="x")
    place.store.save_reading("lain", [], [found])


def rerun(place: Workspace) -> None:
    """The region was evaluated by hand, under no mark."""
    judged(place, CODE, mark="")


def failure(place: Workspace) -> None:
    """The last run failed: it is tried again."""
    run_id = place.store.start_run(
        RegionRun(
            region_code=CODE,
            quarter=str(QUARTER),
            reason="uji",
            requested_by="uji",
            status=RunStatus.RUNNING,
            requested_at=place.now(),
        )
    )
    place.store.end_run(run_id, place.now(), None, error="disk full")


def earlier_quarter(place: Workspace) -> None:
    """The quarter before was evaluated: its recommendations are followed up."""
    filed(place, CODE, QUARTER.previous())


@pytest.mark.parametrize(
    "change", [new_fact, arrival, waiver, finding, rerun, failure, earlier_quarter]
)
def test_whatever_may_matter_has_it_judged_again(
    place: Workspace, change: Callable[[Workspace], None]
) -> None:
    """Nothing is kept on a guess."""
    change(place)
    assert CODE not in kept(place, CODE)


def test_a_province_follows_its_kabupaten_and_kota(place: Workspace) -> None:
    """A new revision of one below it has the province judged again, and not the neighbour."""
    judged(place, NEIGHBOUR)
    assert PROVINCE not in kept(place, PROVINCE)
    judged(place, PROVINCE)
    assert kept(place, CODE, NEIGHBOUR, PROVINCE) == {CODE, NEIGHBOUR, PROVINCE}
    judged(place, CODE)
    assert kept(place, CODE, NEIGHBOUR, PROVINCE) == {CODE, NEIGHBOUR}


def test_another_mode_or_letterhead_has_it_judged_again(place: Workspace, tmp_path: Path) -> None:
    """Rules and looks are in the mark."""
    other = place.settings.model_copy(update={"mode": "indikatif"})
    assert kept(replace(place, settings=other), CODE) == set()
    redrawn = with_letterhead(place, tmp_path)
    assert kept(redrawn, CODE) == set()
    assert kept(place, CODE) == {CODE}


def test_an_arrival_that_brings_nothing_new_changes_nothing(place: Workspace) -> None:
    """The weekly sweep over the same inbox leaves every region as it is."""
    place.store.add_receipt(_receipt(ReceiptStatus.REPEATED))
    place.store.add_receipt(_receipt(ReceiptStatus.UNCHANGED))
    assert kept(place, CODE) == {CODE}


def test_what_a_publication_holds_back_is_looked_at_every_time(place: Workspace) -> None:
    """A run that would have filed anew bears no mark, so that the next one says so again."""
    published(place)
    own_fact(place)
    mark = marks_of(place, QUARTER, [CODE])[CODE]
    assert evaluate_recorded(place, CODE, QUARTER, "uji", mark).held
    assert kept(place, CODE) == set()


def test_a_run_that_was_marked_goes_on_with_the_rest(place: Workspace) -> None:
    """Of two regions the unchanged one is only told of; a missing one is judged as ever."""
    heard: list[str] = []
    with Assessor(place, 2, lambda one: heard.append(one.code)) as assessor:
        results = assessor.batch([NEIGHBOUR, CODE], QUARTER)
        again = assessor.batch([NEIGHBOUR, CODE], QUARTER)
    assert [(one.code, one.error, one.revision) for one in results] == [
        (NEIGHBOUR, "", 1),
        (CODE, "", 1),
    ]
    assert heard == [CODE, NEIGHBOUR, NEIGHBOUR, CODE]
    assert [one.as_json() for one in again] == [one.as_json() for one in results]
    steps = {one.step for one in place.store.runs_of(str(QUARTER), NEIGHBOUR)[:1]}
    assert steps == {RunStep.ASSESS}, "the second time it was not judged"


def _receipt(status: ReceiptStatus) -> Receipt:
    return Receipt(
        file_name="uji.xlsx",
        status=status,
        received_on=date(2024, 10, 1),
        received_at=datetime(2024, 10, 1, tzinfo=UTC),
    )
