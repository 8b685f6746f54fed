"""The deadline-night bench drives a real portal and sees what is lost, doubled or untrue."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from bench.deadline_night.browser import inputs_of
from bench.deadline_night.counted import Counted, counted
from bench.deadline_night.order import Night, Way, night
from bench.deadline_night.prepared import WORKBOOKS, opened
from bench.deadline_night.record import Asked, Kind, Told
from bench.deadline_night.run import Lived, Wanted, lived
from bench.deadline_night.sums import broken, longest_queue, problems, quantile, times
from bench.deadline_night.tables import aims_table, problems_table, taken_table, times_table
from monev.workspace import Workspace

WANTED = Wanted(
    uploads=3, downloads=30, seconds=3.0, regions=3, drawn=0, database="sqlite", workers=1
)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the small night of this module takes place."""
    return tmp_path_factory.mktemp("night")


@pytest.fixture(scope="module")
def small(place: Path) -> Lived:
    """Three offices and thirty downloads within three seconds, through a real portal."""
    return lived(WANTED, place, lambda _line: None)


@pytest.fixture
def workspace(small: Lived, place: Path) -> Iterator[Workspace]:
    """What the small night left behind."""
    found = opened(place / "workspace", "")
    yield found
    found.store.engine.dispose()


def counted_again(workspace: Workspace, small: Lived, place: Path, told: Told) -> Counted:
    """Count once more, as if the driver had seen `told`."""
    facts = dict.fromkeys((one.code for one in small.night.visits), 0)
    for receipt in workspace.store.receipts():
        if receipt.region_code in facts and receipt.slot.startswith("portal/"):
            facts[receipt.region_code] = receipt.facts
    return counted(workspace, small.night, told, place / WORKBOOKS, facts)


def test_every_office_comes_to_its_receipt(small: Lived) -> None:
    """In a small night nothing is lost or wrong, and every kind of request was made and timed."""
    assert small.wrong == []
    assert small.counted.receipts == len(small.told.receipts) == WANTED.uploads
    assert small.told.signed_in == len({one.code for one in small.told.asked})
    made = Counter(one.kind for one in small.told.asked)
    assert {Kind.SIGN_IN, Kind.PAGE, Kind.CHECK, Kind.UPLOAD, Kind.CONFIRM} <= set(made)
    assert made[Kind.DOWNLOAD] == WANTED.downloads
    fetched = {one.status for one in small.told.asked if one.kind is Kind.DOWNLOAD}
    assert 200 in fetched <= {200, 206, 304}
    assert all(one.seconds > 0 for one in small.told.asked)
    assert small.counted.facts > 0


def test_the_portal_is_watched_from_outside(small: Lived) -> None:
    """Memory and processor of the portal and of its reading children are told apart."""
    assert small.portal.parent_mb > 50
    assert small.portal.children_mb > 10
    assert small.portal.together_mb > small.portal.children_mb
    assert small.portal.parent_cpu > 0 < small.portal.children_cpu
    assert not small.portal.ended


def test_a_lost_receipt_is_seen(small: Lived, workspace: Workspace, place: Path) -> None:
    """An office that was shown a receipt which is not kept is told as lost, with the reason."""
    silent = replace(small.night.visits[0], code="99.99")
    more = Night(small.night.seconds, (*small.night.visits, silent), small.night.fetches)
    told = replace(small.told, given_up={"99.99": "upload was answered 500"})
    found = counted_again(workspace, replace(small, night=more), place, told)
    assert found.lost == ("99.99 has no receipt: upload was answered 500",)


def test_doubled_and_untrue_receipts_are_seen(
    small: Lived, workspace: Workspace, place: Path
) -> None:
    """A second receipt, a number nobody was shown, and missing facts are each told."""
    code = small.night.visits[0].code
    shown = {**small.told.receipts, code: [987654]}
    with workspace.store.engine.begin() as connection:
        columns = (
            "sha256, original_sha256, slot, batch, file_name, source_id, address, region_code,"
            " quarter, laid_for_region, laid_for_quarter, asked, removed, etag, modified, status,"
            " problem, facts, errors, handed_in_on, received_by, received_on, received_at"
        )
        again = f"insert into receipt ({columns}) select {columns} from receipt"
        where = " where region_code = :code and slot like 'portal/%'"
        connection.execute(text(again + where), {"code": code})
    found = counted_again(workspace, small, place, replace(small.told, receipts=shown))
    assert f"{code} has 2 receipts" in found.wrong
    assert any(f"{code} was shown receipt" in one for one in found.wrong)
    other = counted(
        workspace,
        small.night,
        small.told,
        place / WORKBOOKS,
        {one.code: 1 for one in small.night.visits},
    )
    assert any("its workbook states 1" in one for one in other.wrong)


def test_a_log_with_a_gap_is_seen(small: Lived, workspace: Workspace, place: Path) -> None:
    """A sign-in that the log does not have, and an altered entry, are told."""
    with workspace.store.engine.begin() as connection:
        connection.execute(text("update audit_entry set detail = 'x' where number = 2"))
    told = replace(small.told, signed_in=small.told.signed_in + 1)
    found = counted_again(workspace, small, place, told)
    assert any("the log breaks at entry 2" in one for one in found.wrong)
    assert any("x masuk" in one for one in found.wrong)


def test_a_night_depends_on_its_seed_alone() -> None:
    """The same seed gives the same night; half of the offices come in the last third."""
    codes = [f"{number:02d}" for number in range(100)]
    one = night(codes, codes, 400, 600.0)
    assert one == night(codes, codes, 400, 600.0) != night(codes, codes, 400, 600.0, seed=8)
    assert Night.of(one.told()) == one
    assert sorted(visit.code for visit in one.visits) == codes
    late = sum(visit.at >= one.seconds * 0.93 * 2 / 3 for visit in one.visits)
    assert late == 50
    assert {fetch.way for fetch in one.fetches} == set(Way)
    assert max(visit.at + sum(visit.pauses) for visit in one.visits) < one.seconds


def test_sums_of_requests() -> None:
    """Quantiles are values that occurred; errors are counted by kind and never among the times."""
    assert quantile([], 0.95) == 0.0
    assert quantile([1.0], 0.95) == 1.0
    assert quantile([float(one) for one in range(1, 101)], 0.95) == 95.0
    asked = [
        Asked(Kind.UPLOAD, "1", began, 2.0, status, problem=problem)
        for began, status, problem in (
            (0, 303, ""),
            (1, 303, ""),
            (2, 503, "503 x"),
            (9, 0, "Lost"),
        )
    ]
    assert longest_queue(asked, Kind.UPLOAD) == 2
    assert longest_queue(asked, Kind.PAGE) == 0
    assert broken(asked) == 1
    assert problems(asked) == [("upload: 503 x", 1), ("upload: Lost", 1)]
    assert times(asked, Kind.UPLOAD).statuses == "1 x none, 2 x 303, 1 x 503"


def test_a_form_is_read_from_its_page() -> None:
    """Values of inputs are found, ticked boxes among them, whatever the order of their words."""
    page = '<input value="7" type="checkbox" name="kesalahan"><input name="form" value="a&amp;b">'
    assert inputs_of(page) == {"kesalahan": "7", "form": "a&b"}


def test_the_tables_tell_aims_and_errors(small: Lived) -> None:
    """Every table can be made of a night, and the aims say whether they were reached."""
    aims = aims_table(small)
    assert list(aims.columns[3].cells)[-2:] == ["reached", "reached"]
    for table in (times_table(small), taken_table(small), problems_table(small)):
        assert table.row_count > 0
