"""Handing in through the page: what is due, the check, the word, and the receipt."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path

import anyio
import pytest
from anyio import CapacityLimiter
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from sqlalchemy import create_engine, make_url, text

from models import Action
from monev.assess_region import known_of
from monev.portal import reading_desk
from monev.workspace import Workspace
from tests.intake.test_taking_the_place import DPA
from tests.portal.conftest import QUARTER
from tests.portal.handing_in import (
    AT,
    UPLOAD,
    browser_of,
    confirmed,
    left_behind,
    opened,
    text_of,
    token_of,
    uploaded,
)
from tests.workbooks import instrument

WRONG = instrument(changes={("Anggaran", "G3"): "4.799.995.20"})


@pytest.fixture
def place(tmp_path: Path) -> Workspace:
    """A workspace of this test alone."""
    return opened(tmp_path / "w")


@pytest.fixture
def ani(place: Workspace) -> TestClient:
    """The office of Cilegon."""
    return browser_of(place)


def test_the_page_says_what_is_due(ani: TestClient) -> None:
    """The awaited quarter, its last day on time, how the region stands, and both ways in."""
    said = text_of(ani.get(AT))
    assert "Triwulan III Tahun 2024" in said
    assert "belum diterima" in said
    assert "10 Oktober 2024" in said
    assert "Belum ada kiriman" in said
    assert ani.get("/kirim").headers["location"] == AT


def test_the_workbook_comes_filled_with_region_and_quarter(ani: TestClient) -> None:
    """The download opens, and the sheet Identitas says whose it is."""
    answer = ani.get(f"{UPLOAD}/instrumen.xlsx")
    cells = {
        cell.value for row in load_workbook(BytesIO(answer.content))["Identitas"] for cell in row
    }
    assert {"36.72", "Kota Cilegon", "Triwulan III Tahun 2024"} <= cells
    assert "instrumen-36.72-2024-Q3.xlsx" in answer.headers["content-disposition"]


def test_a_good_workbook_is_shown_then_handed_in_then_receipted(
    place: Workspace, ani: TestClient
) -> None:
    """Every reading stands beside its cell; the word makes a receipt in the account's name."""
    check = uploaded(ani, instrument()).headers["location"]
    said = text_of(ani.get(check))
    assert "E2 Iuran 1.260.000.000 Rp1.260.000.000" in said
    assert not place.store.receipts()
    receipt_at = confirmed(ani, check).headers["location"]
    (receipt,) = place.store.receipts()
    said = text_of(ani.get(receipt_at))
    assert receipt.received_by == "ani"
    assert f"Tanda terima nomor {receipt.receipt_id}" in said
    assert "8 Oktober 2024 10.00 WIB" in said
    assert receipt.sha256 and receipt.sha256 in said
    assert "11 Oktober 2024" in said  # evaluated on the day after the last one on time
    assert "tepat waktu" in text_of(ani.get(AT))
    actions = [one.action for one in place.store.audit_entries()]
    assert actions[-2:] == [Action.UPLOAD, Action.CONFIRM]


def test_pressed_twice_or_sent_again_it_is_one_receipt(place: Workspace, ani: TestClient) -> None:
    """Double click, back button and the same file once more lead to the first receipt."""
    content = instrument()
    check = uploaded(ani, content).headers["location"]
    form = token_of(ani)
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: ani.post(check, data={"form": form}), range(2)))
    places = {answer.headers["location"] for answer in both}
    places.add(ani.get(check).headers["location"])
    places.add(uploaded(ani, content).headers["location"].partition("?")[0])
    assert len(places) == 1
    assert len(place.store.receipts()) == 1


def test_the_receipt_names_the_workbook_that_counts(place: Workspace, ani: TestClient) -> None:
    """That of the later stated day, though one of an earlier day came after it."""
    pages = []
    for day in (7, 5):
        content = instrument(changes={("Identitas", "B5"): date(2024, 10, day)})
        check = uploaded(ani, content).headers["location"]
        pages.append(confirmed(ani, check).headers["location"])
    later, earlier = (text_of(ani.get(one)) for one in pages)
    number = place.store.receipts()[0].receipt_id
    assert "Yang berlaku ialah kiriman dengan Tanggal penyampaian yang lebih baru" in earlier
    assert f"Nomor {number}" in earlier
    assert "berlaku:" not in later


def test_a_wrong_cell_is_told_marked_and_sent_only_knowingly(
    place: Workspace, ani: TestClient
) -> None:
    """The table names sheet and cell, the workbook carries the comment, and the tick is needed."""
    check = uploaded(ani, WRONG).headers["location"]
    said = text_of(ani.get(check))
    assert "Ada 1 kesalahan" in said
    assert "Anggaran sel G3 Kesalahan ditemukan '4.799.995.20', seharusnya rupiah penuh" in said
    marked = load_workbook(BytesIO(ani.get(f"{check}/catatan.xlsx").content))
    assert marked["Anggaran"]["G3"].comment is not None
    assert confirmed(ani, check).status_code == 409
    assert not place.store.receipts()
    assert confirmed(ani, check, kesalahan="1").status_code == 303
    assert [one.errors for one in place.store.receipts()] == [1]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (instrument("36.03"), "milik daerah lain"),
        (instrument(quarter="2024-Q2"), "untuk triwulan lain"),
        (instrument(changes={("Identitas", "B5"): None}), "Tidak ada satu isian pun"),
    ],
    ids=["region", "quarter", "nothing"],
)
def test_what_is_not_for_this_page_has_no_button(
    place: Workspace, ani: TestClient, content: bytes, words: str
) -> None:
    """The reason is said, and a form made by hand is refused."""
    check = uploaded(ani, content).headers["location"]
    page = ani.get(check)
    assert words in text_of(page)
    assert "Benar, kirim" not in page.text
    assert confirmed(ani, check, kesalahan="99").status_code == 409
    assert not place.store.receipts()


def test_an_export_of_the_budget_system_goes_the_same_way(
    place: Workspace, ani: TestClient
) -> None:
    """A DPA as CSV: read, shown by line and column, handed in; a mended one takes its place."""
    for amount, shown in (("600.000.000,00", "Rp600.000.000"), ("650.000.000,00", "Rp650.000.000")):
        check = uploaded(ani, DPA.format(amount=amount).encode(), "dpa.csv")
        said = text_of(ani.get(check.headers["location"]))
        assert "ekspor SIPD" in said
        assert f"{amount} {shown}" in said
        confirmed(ani, check.headers["location"])
    assert len({one.slot for one in place.store.receipts()}) == 1
    region = place.register.regions["36.72"]
    known = known_of(place, region, QUARTER).budget
    assert [one.allocation_idr for one in known] == [650_000_000]


def test_a_later_upload_takes_the_place_of_the_earlier(place: Workspace, ani: TestClient) -> None:
    """Both receipts stay; the earlier one's page leads to the later one, also when sent again."""
    earlier, later = instrument(), instrument(changes={("Anggaran", "G3"): 3_000_000_000})
    first, second = (
        confirmed(ani, uploaded(ani, content).headers["location"]).headers["location"]
        for content in (earlier, later)
    )
    assert first != second
    assert second in ani.get(first).text
    assert "lebih baru" not in ani.get(second).text
    assert "sekali lagi tidak memberlakukannya" not in text_of(ani.get(first))
    again = uploaded(ani, earlier).headers["location"]
    said = text_of(ani.get(again))
    assert again.startswith(first)
    assert "sekali lagi tidak memberlakukannya kembali" in said
    assert "ubah Tanggal penyampaian di dalamnya menjadi hari ini" in said
    assert "Apa berikutnya" not in said  # what comes next is that of the later one
    assert "Apa berikutnya" in text_of(ani.get(second))


def test_a_date_in_the_file_that_makes_it_punctual_is_told(place: Workspace) -> None:
    """The receipt shows both days; that the file came after the deadline is said to all readers."""
    late = replace(place, now=lambda: datetime(2024, 10, 15, 3, tzinfo=UTC))
    ani = browser_of(late)
    receipt = confirmed(ani, uploaded(ani, instrument()).headers["location"]).headers["location"]
    said = text_of(ani.get(receipt))
    assert "Tanggal penyampaian menurut berkas 10 Oktober 2024" in said
    assert "kami menerimanya sesudah tenggat" in said
    assert "kami menerimanya sesudah tenggat" in text_of(browser_of(late, "citra").get(receipt))


def test_who_is_who(place: Workspace, ani: TestClient) -> None:
    """Nobody confirms or sees another's upload, and the page is only for who hands in."""
    check = uploaded(ani, instrument()).headers["location"]
    receipt = confirmed(ani, check).headers["location"]
    citra, budi, edo, dewi = (browser_of(place, one) for one in ("citra", "budi", "edo", "dewi"))
    waiting = uploaded(ani, WRONG).headers["location"]
    for client, own in ((citra, AT), (budi, "/daerah/36.03"), (edo, "/"), (dewi, "/")):
        assert client.get(waiting).status_code == 404
        assert client.get(f"{waiting}/catatan.xlsx").status_code == 404
        form = token_of(client, own)
        assert client.post(waiting, data={"form": form}).status_code == 404
        if client is not citra:
            files = {"berkas": ("a.xlsx", instrument())}
            assert client.post(UPLOAD, data={"form": form}, files=files).status_code == 404
    assert [one.get(AT).status_code for one in (citra, budi, edo, dewi)] == [200, 404, 404, 404]
    answers = [one.get(receipt).status_code for one in (citra, budi, edo, dewi)]
    assert answers == [200, 404, 200, 200]
    assert ani.get(receipt.replace("36.72", "36.03")).status_code == 404


def test_a_form_of_elsewhere_uploads_nothing(place: Workspace, ani: TestClient) -> None:
    """Without the session's token, or from another site, the file is not looked at."""
    files = {"berkas": ("a.xlsx", instrument())}
    assert ani.post(UPLOAD, data={"form": "palsu"}, files=files).status_code == 403
    foreign = {"origin": "https://lain.example"}
    answer = ani.post(UPLOAD, data={"form": token_of(ani)}, files=files, headers=foreign)
    assert answer.status_code == 403
    assert left_behind(place) == []


def test_two_uploads_of_one_region_at_once(place: Workspace) -> None:
    """The office and its coordinator send different files at the same moment: two receipts."""
    clients = [browser_of(place, "ani"), browser_of(place, "citra")]
    contents = [instrument(), instrument(changes={("Anggaran", "G3"): 3_000_000_000})]

    def all_the_way(number: int) -> str:
        check = uploaded(clients[number], contents[number]).headers["location"]
        return str(confirmed(clients[number], check).headers["location"])

    with ThreadPoolExecutor(2) as pool:
        places = set(pool.map(all_the_way, range(2)))
    assert len(places) == 2
    assert sorted(one.received_by for one in place.store.receipts()) == ["ani", "citra"]


def test_a_full_room_says_when_to_come_again(
    place: Workspace, ani: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No seat and no patience left: 503 with Retry-After and words, and nothing is kept."""
    monkeypatch.setattr(reading_desk, "LONGEST_WAIT_SECONDS", 0.05)
    state = ani.app.state  # type: ignore[attr-defined]
    state.reading_desk = anyio.run(_full_desk)
    answer = uploaded(ani, instrument())
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "15")
    assert "Sedang penuh" in text_of(answer)
    assert left_behind(place) == []
    del state.reading_desk
    assert uploaded(ani, instrument()).status_code == 303


async def _full_desk() -> CapacityLimiter:
    """A desk with somebody on its only seat."""
    desk = CapacityLimiter(1)
    desk.acquire_on_behalf_of_nowait(object())
    return desk


def test_quarters_that_are_none_or_not_begun(ani: TestClient) -> None:
    """An address with another quarter is no page; an earlier quarter is one."""
    for wrong in ("2025-Q2", "TW III 2024", "2024-Q9", "../2024-Q3"):
        assert ani.get(AT, params={"triwulan": wrong}).status_code == 404
    assert ani.get(AT, params={"triwulan": "2023-Q4"}).status_code == 200


@pytest.fixture(scope="module")
def elsewhere(postgres: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[TestClient]:
    """The office of Cilegon at a portal on PostgreSQL."""
    with create_engine(postgres, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(text("CREATE DATABASE hand_in"))
    url = make_url(postgres).set(database="hand_in").render_as_string(hide_password=False)
    place = opened(tmp_path_factory.mktemp("pg"), url)
    yield browser_of(place)
    place.store.engine.dispose()


def test_the_whole_way_on_postgresql(elsewhere: TestClient) -> None:
    """Upload, check, double word, receipt, and the list."""
    check = uploaded(elsewhere, instrument()).headers["location"]
    form = token_of(elsewhere)
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda _: elsewhere.post(check, data={"form": form}), range(2)))
    assert len({answer.headers["location"] for answer in both}) == 1
    assert elsewhere.get(both[0].headers["location"]).status_code == 200
    assert "Nomor 1" in text_of(elsewhere.get(AT))
