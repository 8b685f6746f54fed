"""Re-running one region, and following it: in the background, on a server, and when it is lost."""

import socket
import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from models import Action, RegionRun, RunStatus
from monev.ask_prefect import Trouble
from monev.evaluate_region import rerun_region
from monev.rerun_progress import open_line
from monev.worker_name import this_worker
from monev.workspace import Workspace
from tests.portal.conftest import QUARTER, SignIn, form_of
from tests.portal.coordinating import browser, copied, hidden, words
from tests.small_prefect import SmallPrefect, small_prefect

ASK = "/daerah/36.72/jalankan"


@pytest.fixture
def place(workspace: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace of this test's own."""
    one = copied(workspace, tmp_path / "own")
    yield one
    one.store.engine.dispose()


@pytest.fixture
def desk(monkeypatch: pytest.MonkeyPatch) -> Iterator[SmallPrefect]:
    """A server that the environment names."""
    with small_prefect() as found:
        monkeypatch.setenv("PREFECT_API_URL", found.api)
        yield found


def ask(client: TestClient, reason: str = "dokumen Perwal diterima") -> str:
    """Fill in the form of a re-run; return where the answer leads."""
    form = hidden(client.get(ASK).text, "form")
    data = {"form": form, "triwulan": str(QUARTER), "alasan": reason}
    answer = client.post(ASK, data=data)
    assert answer.status_code == 303
    return str(answer.headers["location"])


def next_revision(place: Workspace) -> int:
    """The revision that the next evaluation of Cilegon would file."""
    current = place.store.current_outcome("36.72", str(QUARTER))
    assert current is not None
    return current.revision + 1


def line_at(place: Workspace, address: str) -> RegionRun:
    """The line of the ledger that a page is about."""
    run = place.store.run(int(address.partition("?")[0].rpartition("/")[2]))
    assert run is not None
    return run


def test_a_coordinator_reruns_one_region(place: Workspace) -> None:
    """The run is followed to its end, files the next revision, and leaves the neighbour alone."""
    citra, due = browser(place, "citra"), next_revision(place)
    neighbour = place.store.current_evaluation("36.03", str(QUARTER))
    page = citra.get(ask(citra))
    assert f"selesai, revisi {due}" in page.text
    assert "dokumen Perwal diterima" in page.text
    assert next_revision(place) == due + 1
    assert place.store.current_evaluation("36.03", str(QUARTER)) == neighbour
    assert "digantikan" in citra.get("/daerah/36.72").text


def test_a_rerun_needs_a_reason(signed_in: SignIn) -> None:
    """Without a reason nothing starts and the page says what to do."""
    citra = signed_in("citra")
    data = {"form": form_of(citra, "/daerah/36.72"), "triwulan": "2024-Q3", "alasan": "  "}
    answer = citra.post("/daerah/36.72/jalankan", data=data)
    assert answer.status_code == 422
    assert "Periksa isian" in answer.text


def test_an_office_has_no_rerun_form(signed_in: SignIn) -> None:
    """An office sees its reports and no button it may not press."""
    assert "Hitung ulang" not in signed_in("ani").get("/daerah/36.72").text


def test_a_server_carries_out_the_very_line(place: Workspace, desk: SmallPrefect) -> None:
    """The deployment is told the line of the ledger; the page follows the server, then the line."""
    citra = browser(place, "citra")
    address = ask(citra)
    run = line_at(place, address)
    assert desk.parameters == [
        {
            "region": "36.72",
            "period": "2024-Q3",
            "reason": "dokumen Perwal diterima",
            "line": run.run_id,
        }
    ]
    assert (run.requested_by, run.status) == ("citra", RunStatus.REQUESTED)
    assert "menunggu giliran" in citra.get(address).text
    assert 'http-equiv="refresh"' in citra.get(address).text
    desk.becomes("SCHEDULED", "Late")
    assert "belum ada pelaksana" in citra.get(address).text
    desk.becomes("RUNNING")
    assert "sedang dihitung" in citra.get(address).text
    due = next_revision(place)
    rerun_region(place, run.run_id or 0)  # as the deployment does
    page = browser(place, "citra").get(address).text
    assert f"selesai, revisi {due}" in page
    assert "refresh" not in page
    newest = place.store.audit_page(action=Action.RERUN)[0]
    assert (newest.who, newest.subject) == ("citra", "36.72 2024-Q3")


@pytest.mark.parametrize(
    ("state", "said"), [("CRASHED", "terputus"), ("CANCELLED", "dihentikan"), ("FAILED", "gagal")]
)
def test_a_run_that_died_on_the_server_is_told_and_asked_for_again(
    place: Workspace, desk: SmallPrefect, state: str, said: str
) -> None:
    """The page says how it ended, quotes the server, and offers another try, which then starts."""
    citra = browser(place, "citra")
    address = ask(citra)
    desk.becomes(state, message="No heartbeat any more")
    page = citra.get(address).text
    assert said in page
    assert "No heartbeat any more" in page
    assert 'role="alert"' in page
    assert "refresh" not in page
    assert f"{ASK}?triwulan=2024-Q3" in page
    assert line_at(place, address).status is RunStatus.REQUESTED, "looking changes nothing"
    again = ask(citra)
    assert again != address
    assert line_at(place, address).status is RunStatus.FAILED
    assert len(desk.runs) == 2


def test_asking_twice_starts_once(place: Workspace, desk: SmallPrefect) -> None:
    """While a re-run is under way, another request leads to it and says so."""
    citra = browser(place, "citra")
    first = ask(citra)
    second = ask(citra, "sekali lagi ditekan")
    assert second == f"{first}?sudah=1"
    assert "tidak dimulai lagi" in citra.get(second).text
    assert len(desk.runs) == 1


def test_eight_presses_at_once_open_one_line(place: Workspace) -> None:
    """However many ask in the same moment, one line is opened and all are led to it."""
    region = place.register.regions["36.72"]
    found = []

    def press() -> None:
        found.append(open_line(place, region, QUARTER, "ditekan dua kali", "citra", None))

    threads = [threading.Thread(target=press) for _ in range(8)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert sum(one.fresh for one in found) == 1
    assert len({one.run.run_id for one in found}) == 1


def test_where_the_server_cannot_the_portal_does_it(place: Workspace, desk: SmallPrefect) -> None:
    """The reason stands on the page in words, and the new revision is filed all the same."""
    desk.deployment = None
    citra, due = browser(place, "citra"), next_revision(place)
    page = citra.get(ask(citra)).text
    assert "belum mengenal tugas" in page
    assert "portal ini menghitungnya sendiri" in page
    assert f"selesai, revisi {due}" in page


def test_every_trouble_has_its_words(place: Workspace) -> None:
    """Each kind is said on the page in a sentence of its own; an unknown one is not repeated."""
    citra = browser(place, "citra")
    run = RegionRun(
        region_code="36.72",
        quarter=str(QUARTER),
        reason="uji",
        requested_by="citra",
        status=RunStatus.FAILED,
        requested_at=place.now(),
    )
    address = f"/jalankan/{place.store.start_run(run)}"
    plain = citra.get(address).text
    said = {citra.get(f"{address}?server={one}").text for one in Trouble}
    assert len(said | {plain}) == len(Trouble) + 1
    assert citra.get(f"{address}?server=<script>").text == plain


def test_an_unsure_answer_starts_nothing_a_second_time(
    place: Workspace, desk: SmallPrefect
) -> None:
    """Where the server may have heard it, the portal does not do it too, and goes on asking."""
    citra = browser(place, "citra")
    desk.lose_answers = 3
    address = ask(citra)
    assert len(desk.runs) == 1
    desk.status = 503
    page = citra.get(address).text
    assert "jawabannya belum pasti" in page
    assert "sedang bermasalah" in page
    desk.status = 0
    assert "menunggu giliran" in citra.get(address).text


def test_what_the_server_never_heard_is_told(place: Workspace, desk: SmallPrefect) -> None:
    """A line that waits for a server which does not know it is over after a minute."""
    run = RegionRun(
        region_code="36.72",
        quarter=str(QUARTER),
        reason="uji",
        requested_by="citra",
        status=RunStatus.REQUESTED,
        worker="prefect",
        requested_at=place.now() - timedelta(minutes=2),
    )
    number = place.store.start_run(run)
    assert "tidak sampai" in browser(place, "citra").get(f"/jalankan/{number}").text
    assert desk.asked[-1] == ("POST", "/api/flow_runs/filter")


@pytest.mark.parametrize("status", [RunStatus.REQUESTED, RunStatus.RUNNING])
def test_a_run_survives_the_portal_or_is_told_as_lost(place: Workspace, status: RunStatus) -> None:
    """A new portal shows an old run: under way where its process lives, lost where it is gone."""
    workers = {this_worker(): "", f"{socket.gethostname()}:999999:1": "terputus"}
    for worker, said in workers.items():
        number = place.store.start_run(
            RegionRun(
                region_code="36.72",
                quarter=str(QUARTER),
                reason="uji",
                requested_by="citra",
                status=status,
                worker=worker,
                requested_at=place.now(),
                begun_at=place.now(),
            )
        )
        page = browser(place, "citra").get(f"/jalankan/{number}").text
        assert ("refresh" in page) is not bool(said)
        assert said in page
    assert "Hitung ulang sekali lagi" in words(page)


def test_who_may_follow_a_run(place: Workspace) -> None:
    """An auditor follows it without a button; an office and another province find no such page."""
    number = place.store.start_run(
        RegionRun(
            region_code="36.72",
            quarter=str(QUARTER),
            reason="uji",
            requested_by="citra",
            status=RunStatus.FAILED,
            error="tempat simpan penuh",
            requested_at=place.now(),
        )
    )
    address = f"/jalankan/{number}"
    edo = browser(place, "edo")
    page = edo.get(address).text
    assert "tempat simpan penuh" in page
    assert ASK not in page
    assert ASK in browser(place, "citra").get(address).text
    assert edo.get(ASK).status_code == 404
    data = {"form": hidden(page, "form"), "triwulan": str(QUARTER), "alasan": "coba-coba saja"}
    assert edo.post(ASK, data=data).status_code == 404
    ani = browser(place, "ani")
    assert ani.get(address).text == ani.get("/jalankan/99999999999999999999").text


def test_a_coordinator_sees_the_province_and_nothing_else(signed_in: SignIn) -> None:
    """Home lists the nine governments of Banten, evaluated ones first."""
    page = signed_in("citra").get("/").text
    assert "Kota Cilegon" in page
    assert "Bangka" not in page
    assert page.index("Kota Cilegon") < page.index("Kabupaten Lebak")


def test_search_narrows_the_list(signed_in: SignIn) -> None:
    """A name or a code finds its region."""
    page = signed_in("dewi").get("/", params={"cari": "cilegon"}).text
    assert "Kota Cilegon" in page
    assert "Kabupaten Tangerang" not in page


def test_a_region_without_reports_says_what_to_do(signed_in: SignIn) -> None:
    """An empty page explains instead of being empty."""
    assert "Sampaikan data kepada koordinator" in signed_in("citra").get("/daerah/36.04").text
