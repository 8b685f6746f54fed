"""An upload: looked at, held for its sender, and collected once on that person's word."""

import hashlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from models import Quarter, Receipt, ReceiptStatus
from monev.errors import SourceError
from monev.held_uploads import MOST_EACH, Held, HeldUploads
from monev.settings import Settings
from monev.take_upload import (
    NotAcceptedError,
    Obstacle,
    Sent,
    confirm,
    examine,
    holding_place,
    receive,
    upload_room,
)
from monev.workspace import Workspace, open_workspace
from tests.workbooks import instrument

QUARTER = Quarter(2024, 3)
NOW = datetime(2024, 10, 8, 3, tzinfo=UTC)
NIK = "3672014506900001"
CLIPPING = (
    "region_code,region_name,period,metric,value,unit,source_title,source_publisher,source_date\n"
    "{code},{name},2024,active_members,100,persons,Judul,Koran,2024-08-22\n"
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace whose clock stands still on 8 October 2024."""
    return replace(open_workspace(Settings(workspace=tmp_path / "w")), now=lambda: NOW)


def sent(workspace: Workspace, content: bytes, owner: str = "ani", name: str = "a.xlsx") -> Sent:
    """Bytes of Cilegon for the third quarter."""
    return Sent(owner, workspace.register.regions["36.72"], QUARTER, name, content)


def held(workspace: Workspace, content: bytes, **known: str) -> Held:
    """Upload bytes and return what waits."""
    found = receive(workspace, upload_room(), sent(workspace, content, **known))
    assert isinstance(found, Held)
    return found


def files(workspace: Workspace) -> list[Path]:
    """Every file of the holding place."""
    return [path for path in (workspace.store.root / "uploads").rglob("*") if path.is_file()]


def test_before_the_word_nothing_is_a_fact(workspace: Workspace) -> None:
    """An upload is read and held; evidence, facts, findings and receipts stay as they were."""
    one = held(workspace, instrument())
    found = examine(workspace, upload_room(), one)
    assert found.acceptable
    assert len(found.checked.reading.facts) > 10
    assert not workspace.store.receipts()
    assert not workspace.store.reading_findings()
    assert workspace.store.facts_of("36.72") == []
    assert not (workspace.store.root / "evidence").exists()


def test_the_word_collects_it_as_an_inbox_would(workspace: Workspace) -> None:
    """Evidence, facts and a receipt under the name of the account; the held bytes are gone."""
    content = instrument()
    receipt = confirm(workspace, upload_room(), held(workspace, content))
    assert (receipt.status, receipt.received_by) == (ReceiptStatus.READ, "ani")
    assert (receipt.region_code, receipt.quarter) == ("36.72", "2024-Q3")
    assert receipt.original_sha256 == hashlib.sha256(content).hexdigest()
    assert workspace.store.content_of(receipt.sha256 or "") == content
    assert len(workspace.store.facts_of("36.72")) == receipt.facts > 10
    assert [path.suffix for path in files(workspace)] == [".json"]


def test_said_twice_it_is_taken_once(workspace: Workspace) -> None:
    """A double click and a file sent again lead to the same receipt, also at the same moment."""
    content, room = instrument(), upload_room()
    one = held(workspace, content)
    with ThreadPoolExecutor(4) as pool:
        both = list(pool.map(lambda _: confirm(workspace, room, one), range(4)))
    again = receive(workspace, room, sent(workspace, content, owner="budi"))
    assert isinstance(again, Receipt)
    assert {receipt.receipt_id for receipt in (*both, again)} == {both[0].receipt_id}
    assert len(workspace.store.receipts()) == 1


def test_two_people_of_one_region_at_once_leave_two_receipts(workspace: Workspace) -> None:
    """Different workbooks confirmed at the same moment are both receipted, one stands."""
    room = upload_room()
    other = instrument(changes={("Anggaran", "G3"): 3_000_000_000})
    waiting = [held(workspace, instrument()), held(workspace, other, owner="budi")]
    with ThreadPoolExecutor(2) as pool:
        receipts = list(pool.map(lambda one: confirm(workspace, room, one), waiting))
    assert len({receipt.receipt_id for receipt in receipts}) == 2
    assert len({receipt.slot for receipt in receipts}) == 1


def test_errors_in_cells_forbid_nothing(workspace: Workspace) -> None:
    """As in an inbox: what could be read is taken, and the finding is kept."""
    one = held(workspace, instrument(changes={("Anggaran", "G3"): "4.799.995.20"}))
    assert examine(workspace, upload_room(), one).checked.errors == 1
    with pytest.raises(NotAcceptedError, match="knows of 0"):
        confirm(workspace, upload_room(), one)
    receipt = confirm(workspace, upload_room(), one, errors=1)
    assert receipt.errors == 1
    assert receipt.facts > 5


@pytest.mark.parametrize(
    ("content", "obstacle"),
    [
        (instrument("36.03"), Obstacle.REGION),
        (instrument(quarter="2024-Q2"), Obstacle.QUARTER),
        (instrument(changes={("Identitas", "B5"): None}), Obstacle.NOTHING),
        (CLIPPING.format(code="36.03", name="Kabupaten Tangerang").encode(), Obstacle.REGION),
    ],
    ids=["other region", "other quarter", "no day", "clipping of another region"],
)
def test_what_is_not_for_this_page_is_never_taken(
    workspace: Workspace, content: bytes, obstacle: Obstacle
) -> None:
    """Shown with its findings and the reason, refused at the word, and nothing is stored."""
    one = held(workspace, content)
    assert obstacle in examine(workspace, upload_room(), one).obstacles
    with pytest.raises(NotAcceptedError):
        confirm(workspace, upload_room(), one)
    assert workspace.store.receipts() == []


def test_what_cannot_be_read_leaves_nothing(workspace: Workspace) -> None:
    """A cut-off workbook is refused at once; no file of it is left."""
    with pytest.raises(SourceError, match="damaged or cut-off"):
        receive(workspace, upload_room(), sent(workspace, instrument()[:700]))
    assert files(workspace) == []


def test_no_identity_number_waits(workspace: Workspace) -> None:
    """Held bytes, receipt and evidence are without personal data; the finding says so."""
    content = instrument(changes={("Atestasi", "E2"): f"a.n. Siti Contoh, NIK {NIK}"})
    one = held(workspace, content, name=f"{NIK}.xlsx")
    rules = [each.rule for each in examine(workspace, upload_room(), one).checked.findings]
    assert "berkas.data_pribadi" in rules
    receipt = confirm(workspace, upload_room(), one, errors=1)
    assert receipt.removed["numbers"] == "1"
    assert receipt.original_sha256 == hashlib.sha256(content).hexdigest() != receipt.sha256
    kept = [path for path in workspace.store.root.rglob("*") if path.is_file()]
    assert all(NIK.encode() not in path.read_bytes() for path in kept)


def test_nobody_else_finds_what_waits_and_it_ends_after_a_day(workspace: Workspace) -> None:
    """Another account, a wrong token and tomorrow find nothing; the sweep removes it."""
    one, place = held(workspace, instrument()), holding_place(workspace)
    assert place.find(one.token, "ani", NOW) == one
    assert place.find(one.token, "budi", NOW) is None
    assert place.find("../../monev", "ani", NOW) is None
    tomorrow = NOW + timedelta(hours=24)
    assert place.find(one.token, "ani", tomorrow) is None
    HeldUploads(workspace.store.root / "uploads").sweep(tomorrow)
    assert files(workspace) == []
    with pytest.raises(NotAcceptedError, match="no longer waits"):
        confirm(workspace, upload_room(), one)


def test_one_account_cannot_fill_the_disk(tmp_path: Path) -> None:
    """Of more waiting uploads than allowed the oldest give way."""
    place = HeldUploads(tmp_path / "uploads")
    held = [
        Held("ani", "36.72", "2024-Q3", "a", f"{number:064}", NOW + timedelta(seconds=number))
        for number in range(MOST_EACH + 2)
    ]
    for one in held:
        place.hold(one, b"isi")
    found = [place.content(one) is not None for one in held]
    assert found == [False, False] + [True] * MOST_EACH
