"""Bytes that come back after others lay in their place: they stand again, and nothing is lost."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from models import Quarter, ReceiptStatus, Severity
from monev.arrival import Document
from monev.collect_many import sweep_inbox
from monev.collect_region import collect_document
from monev.collected import Collected
from monev.settings import Settings
from monev.standing_facts import standing_of
from monev.standing_findings import file_findings
from monev.workspace import Workspace, open_workspace, reading_room
from tests.arrivals import arrived
from tests.intake.test_taking_the_place import DPA
from tests.workbooks import instrument

QUARTER, CODE = Quarter(2024, 3), "36.72"
LONG_AFTER = date(2025, 12, 31)
HEAD = (
    "region_code,region_name,period,metric,value,unit,source_title,source_publisher,source_date\n"
)
READ, REPEATED, REFUSED = ReceiptStatus.READ, ReceiptStatus.REPEATED, ReceiptStatus.REFUSED


def clipping(persons: int) -> bytes:
    """Active members of Cilegon as a newspaper has them."""
    row = f"{CODE},Kota Cilegon,2024,active_members,{persons},persons,Judul,Koran,2024-08-22\n"
    return (HEAD + row).encode()


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace whose clock stands still on 8 October 2024."""
    opened = open_workspace(Settings(workspace=tmp_path / "w"))
    return replace(opened, now=lambda: datetime(2024, 10, 8, 3, tzinfo=UTC))


def laid(workspace: Workspace, content: bytes, slot: str = "a.csv", day: int = 1) -> Collected:
    """Lay bytes into a slot on a day of October 2024."""
    result = Collected()
    arrival = arrived("a.csv", slot=slot, region=CODE, received_on=date(2024, 10, day))
    collect_document(workspace, reading_room(), Document(content, arrival), result)
    return result


def counted(workspace: Workspace, by: date = LONG_AFTER) -> list[object]:
    """Active members that stand by a day."""
    facts = standing_of(workspace, CODE, by, ["participation"])
    return [getattr(one, "active_persons", None) for one in facts]


def statuses(workspace: Workspace) -> list[ReceiptStatus]:
    """What became of every arrival."""
    return [one.status for one in workspace.store.receipts()]


def test_what_comes_back_stands_again(workspace: Workspace) -> None:
    """First, second, first again: the first stands, and was not counted as a repetition."""
    for content in (clipping(100), clipping(200)):
        laid(workspace, content)
    assert counted(workspace) == [200]
    assert laid(workspace, clipping(100)).repeated == 0
    assert counted(workspace) == [100]
    assert laid(workspace, clipping(100)).repeated == 1
    assert counted(workspace) == [100]
    assert statuses(workspace) == [READ, READ, READ, REPEATED]


def test_as_of_a_day_between_the_second_stands(workspace: Workspace) -> None:
    """What came back on the third day does not reach into the second."""
    for day, persons in ((1, 100), (2, 200), (3, 100)):
        laid(workspace, clipping(persons), day=day)
    days = [date(2024, 10, day) for day in (1, 2, 3)]
    assert [counted(workspace, by) for by in days] == [[100], [200], [100]]


def test_what_comes_back_after_a_file_that_cannot_be_read_stands_again(
    workspace: Workspace,
) -> None:
    """The unreadable one had taken its place."""
    laid(workspace, clipping(100))
    laid(workspace, b"region_code,metric\x00")
    assert counted(workspace) == []
    laid(workspace, clipping(100))
    assert counted(workspace) == [100]
    assert statuses(workspace) == [READ, REFUSED, READ]


def test_a_copy_laid_over_another_file_takes_its_place(workspace: Workspace) -> None:
    """Bytes known from one slot come to another, in which a third thing lay."""
    laid(workspace, clipping(100), "a.csv")
    laid(workspace, clipping(200), "b.csv")
    laid(workspace, clipping(100), "b.csv")
    assert counted(workspace) == [100]


def test_a_second_sweep_of_the_same_folder_repeats_everything(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Two workbooks of one day and two copies of a clipping: nothing takes turns."""
    place = tmp_path / "inbox" / str(QUARTER) / CODE
    place.mkdir(parents=True)
    for number in (1, 2):
        (place / f"instrumen-{number}.xlsx").write_bytes(instrument(CODE))
        (place / f"kliping-{number}.csv").write_bytes(clipping(100))
    sweep_inbox(workspace, str(tmp_path / "inbox"), QUARTER)
    mark, before = workspace.store.books_mark(), counted(workspace)
    for _ in range(2):
        again = sweep_inbox(workspace, str(tmp_path / "inbox"), QUARTER)
        assert (again.files, again.repeated) == (4, 4)
    assert workspace.store.books_mark() == mark
    assert counted(workspace) == before


NAMES = ("3672014506900001.csv", "3672014506900002.csv")


def test_names_that_share_a_slot_once_masked_do_not_take_turns(
    workspace: Workspace, tmp_path: Path
) -> None:
    """Two files named by identity numbers: every later sweep leaves the books as they are."""
    place = tmp_path / "inbox" / str(QUARTER) / CODE
    place.mkdir(parents=True)
    for number, name in enumerate(NAMES):
        (place / name).write_bytes(clipping(100 + number))
    sweep_inbox(workspace, str(tmp_path / "inbox"), QUARTER)
    assert len({one.slot for one in workspace.store.receipts()}) == 1
    mark, before = workspace.store.books_mark(), counted(workspace)
    for _ in range(2):
        again = sweep_inbox(workspace, str(tmp_path / "inbox"), QUARTER)
        assert (again.repeated, again.returned) == (2, 0)
    assert (workspace.store.books_mark(), counted(workspace)) == (mark, before)


def test_an_old_copy_beside_the_corrected_file_does_not_come_back(workspace: Workspace) -> None:
    """The duplicate lay there before, or the old file was put aside: the correction stands."""
    laid(workspace, clipping(100), "a.csv")
    laid(workspace, clipping(100), "salinan.csv")
    laid(workspace, clipping(200), "a.csv")
    for place in ("salinan.csv", "lama/a.csv"):
        assert laid(workspace, clipping(100), place).repeated == 1
    assert counted(workspace) == [200]


def test_a_file_without_a_date_is_not_doubled(workspace: Workspace) -> None:
    """It has been known since it first came, not since it came back."""
    first, second = (DPA.format(amount=one).encode() for one in (1000, 2000))
    for day, content in ((1, first), (2, second), (3, first)):
        result = laid(workspace, content, day=day)
    assert (result.returned, result.facts) == (1, 0)
    standing = standing_of(workspace, CODE, LONG_AFTER, ["budget"])
    assert [getattr(one, "allocation_idr", None) for one in standing] == [1000]
    assert standing[0].known_on == date(2024, 10, 1)


def workbook(day: int, changes: Mapping[tuple[str, str], object]) -> bytes:
    """A workbook of Cilegon that says it was handed in on a day of October."""
    stated = {("Identitas", "B5"): date(2024, 10, day)}
    return instrument(CODE, changes={**stated, **changes})


def errors(workspace: Workspace) -> list[str]:
    """Places of the errors of files that count for the quarter."""
    found = file_findings(workspace, CODE, QUARTER)
    return [one.place for one in found if one.severity is Severity.ERROR]


WRONG = {("Anggaran", "G3"): "4.799.995.20"}
CELL = "a.csv lembar Anggaran sel G3"


def test_a_workbook_of_an_earlier_day_takes_nothing_with_it(workspace: Workspace) -> None:
    """The one of the later day stands with its figures, and with its errors too."""
    early, late = workbook(5, {}), workbook(7, WRONG)
    for day, content in ((5, early), (7, late), (8, early)):
        laid(workspace, content, day=day)
    standing = {one.evidence_sha256 for one in standing_of(workspace, CODE, QUARTER.due_date)}
    assert standing == {sha256(late).hexdigest()}
    assert errors(workspace) == [CELL]


def test_a_corrected_workbook_of_a_later_day_takes_the_errors_with_it(workspace: Workspace) -> None:
    """Wherever it lies, and whatever came after it with an earlier day."""
    laid(workspace, workbook(5, WRONG), "a.csv", day=5)
    assert errors(workspace) == [CELL]
    laid(workspace, workbook(7, {}), "b.csv", day=7)
    assert errors(workspace) == []
    laid(workspace, workbook(6, WRONG), "a.csv", day=8)
    assert errors(workspace) == []


def test_a_broken_file_over_a_workbook_does_not_mend_its_errors(workspace: Workspace) -> None:
    """Its figures still count, so what is wrong with them does; the broken file is told beside."""
    laid(workspace, workbook(5, WRONG), day=5)
    laid(workspace, instrument(CODE)[:700], day=6)
    assert len(standing_of(workspace, CODE, QUARTER.due_date)) > 5
    assert sorted(errors(workspace)) == ["a.csv", CELL]


def test_a_late_workbook_leaves_the_errors_of_the_one_in_time(workspace: Workspace) -> None:
    """Its figures are for the next quarter; so is what it mends."""
    laid(workspace, workbook(5, WRONG), day=5)
    laid(workspace, workbook(20, {}), day=20)
    assert errors(workspace) == [CELL]
