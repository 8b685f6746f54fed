"""Bytes that come back after others lay in their place: they stand again, and nothing is lost."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest

from models import Quarter, Receipt, ReceiptStatus
from monev.arrival import Document
from monev.collect_many import sweep_inbox
from monev.collect_region import Collected, collect_document
from monev.held_uploads import Held
from monev.settings import Settings
from monev.standing_facts import standing_of
from monev.take_upload import Sent, confirm, receive, upload_room
from monev.workspace import Workspace, open_workspace, reading_room
from tests.arrivals import arrived
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
        (place / f"instrumen-{number}.xlsx").write_bytes(workbook(85_000 + number))
        (place / f"kliping-{number}.csv").write_bytes(clipping(100))
    sweep_inbox(workspace, str(tmp_path / "inbox"), QUARTER)
    mark, before = workspace.store.books_mark(), counted(workspace)
    for _ in range(2):
        again = sweep_inbox(workspace, str(tmp_path / "inbox"), QUARTER)
        assert (again.files, again.repeated) == (4, 4)
    assert workspace.store.books_mark() == mark
    assert counted(workspace) == before


@cache
def workbook(members: int) -> bytes:
    """A workbook of Cilegon with so many active members, the same bytes each time."""
    return instrument(CODE, changes={("Kepesertaan", "D2"): members})


def handed(workspace: Workspace, members: int, minute: int = 0) -> Receipt:
    """Upload and confirm a workbook of Cilegon, or be led to the receipt there is."""
    later = replace(workspace, now=lambda: workspace.now() + timedelta(minutes=minute))
    region = workspace.register.regions[CODE]
    sent = Sent("ani", region, QUARTER, "instrumen.xlsx", workbook(members))
    found = receive(later, upload_room(), sent)
    return confirm(later, upload_room(), found) if isinstance(found, Held) else found


def test_an_earlier_workbook_uploaded_once_more_stands(workspace: Workspace) -> None:
    """Of one day's hand-ins the last counts, also where it is the first one again."""
    first, second = handed(workspace, 85_001), handed(workspace, 85_002, 1)
    assert 85_001 not in counted(workspace)
    third = handed(workspace, 85_001, 2)
    assert len({first.receipt_id, second.receipt_id, third.receipt_id}) == 3
    assert 85_001 in counted(workspace)
    assert 85_002 not in counted(workspace)
    assert handed(workspace, 85_001, 3).receipt_id == third.receipt_id


def test_an_upload_takes_back_what_an_inbox_replaced(workspace: Workspace, tmp_path: Path) -> None:
    """The later workbook came another way; the person's word counts all the same."""
    handed(workspace, 85_001)
    place = tmp_path / "inbox" / str(QUARTER) / CODE
    place.mkdir(parents=True)
    (place / "b.xlsx").write_bytes(workbook(85_002))
    sweep_inbox(workspace, str(tmp_path / "inbox"), QUARTER)
    assert 85_001 not in counted(workspace)
    handed(workspace, 85_001, 5)
    assert 85_001 in counted(workspace)
    assert 85_002 not in counted(workspace)
