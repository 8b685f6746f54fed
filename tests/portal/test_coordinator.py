"""The desk of a coordinator: what is complete, what waits, what failed, nothing of elsewhere."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from models import Action, Receipt, ReceiptStatus, RegionRun, RunStatus, RunStep
from monev.approve import Hand, publish, review
from monev.workspace import Workspace
from tests.portal.conftest import QUARTER, SignIn
from tests.portal.coordinating import DESK, browser, copied, words

HEALTH = "/koordinator/jalannya?triwulan=2024-Q3"


@pytest.fixture
def place(workspace: Workspace, tmp_path: Path) -> Iterator[Workspace]:
    """A workspace of this test's own."""
    one = copied(workspace, tmp_path / "own")
    yield one
    one.store.engine.dispose()


def handed_in(place: Workspace, code: str, day: date, at: datetime) -> None:
    """A government's instrument came."""
    evidence = place.store.receipts()[0].sha256
    place.store.add_receipt(
        Receipt(
            sha256=evidence,
            file_name=f"instrumen-{code}.xlsx",
            source_id="instrument",
            region_code=code,
            quarter=str(QUARTER),
            status=ReceiptStatus.READ,
            handed_in_on=day.isoformat(),
            received_on=day,
            received_at=at,
        )
    )


def run(place: Workspace, code: str, status: RunStatus, error: str = "", **more: object) -> None:
    """A line of the ledger."""
    now = place.now()
    place.store.start_run(
        RegionRun(
            region_code=code,
            quarter=str(QUARTER),
            reason="evaluasi triwulan",
            requested_by="deployment",
            status=status,
            error=error,
            requested_at=now,
            begun_at=now,
            **more,
        )
    )


def test_one_province_is_led_to_and_the_nation_listed(signed_in: SignIn) -> None:
    """Citra lands on Banten; who looks over the country sees 38 provinces in one line each."""
    answer = signed_in("citra").get("/koordinator")
    assert (answer.status_code, answer.headers["location"]) == (303, DESK)
    for name in ("nani", "dewi", "edo"):
        page = signed_in(name).get("/koordinator?triwulan=2024-Q3").text
        assert page.count("/koordinator/provinsi/") == 38
        assert "2 dari 9" in words(page)


def test_completeness_and_timeliness_count_hand_ins(place: Workspace) -> None:
    """Two on time and one late of nine: told in words, and per government in the table."""
    at = datetime(2024, 10, 9, tzinfo=UTC)
    handed_in(place, "36.01", date(2024, 10, 9), at)
    handed_in(place, "36.02", date(2024, 10, 10), at)
    handed_in(place, "36.04", date(2024, 10, 11), at)
    page = words(browser(place, "citra").get(DESK).text)
    assert "3 dari 9 pemerintah daerah sudah menyampaikan laporan, 2 tepat waktu" in page
    assert "Kabupaten Serang 36.04 terlambat" in page
    assert "Kabupaten Lebak 36.02 tepat waktu" in page
    row = words(browser(place, "nani").get("/koordinator?triwulan=2024-Q3").text)
    assert "Banten 36 33,3% 22,2%" in row


def test_the_queue_names_what_came_since_the_evaluation(place: Workspace) -> None:
    """A hand-in after the last evaluation waits; one before it, and one evaluated since, do not."""
    now = place.now()
    handed_in(place, "36.72", date(2024, 10, 9), now - timedelta(days=900))
    assert "sesudah penilaian terakhirnya" not in browser(place, "citra").get(DESK).text
    handed_in(place, "36.72", date(2024, 10, 10), now + timedelta(seconds=5))
    page = words(browser(place, "citra").get(DESK).text)
    assert "1 daerah menyampaikan sesuatu sesudah penilaian terakhirnya" in page
    assert "2 laporan menunggu tinjauan" in page


def test_what_a_run_looked_at_and_kept_no_longer_waits(place: Workspace) -> None:
    """A hand-in that changes no figure keeps the revision; once it was judged, nobody is called."""
    came = place.now() + timedelta(seconds=5)
    handed_in(place, "36.72", date(2024, 10, 10), came)
    for status, waits in ((RunStatus.FAILED, True), (RunStatus.DONE, False)):
        begun = came + timedelta(seconds=1)
        run = RegionRun(
            region_code="36.72", quarter=str(QUARTER), reason="x", requested_by="x", status=status
        )
        run.requested_at = run.begun_at = run.finished_at = begun
        place.store.note_runs([run])
        page = browser(place, "citra").get(DESK).text
        assert ("sesudah penilaian terakhirnya" in page) is waits


def test_who_has_not_opened_the_published_report(place: Workspace) -> None:
    """Both offices are named until each has downloaded it; a coordinator's look does not count."""
    citra = browser(place, "citra")
    before = max(one.number for one in place.store.audit_entries())
    assert "belum dibuka" not in citra.get(DESK).text
    review(place, QUARTER, "36", Hand("citra"))
    publish(place, QUARTER, Hand("nani"), "36")
    current = place.store.current_outcome("36.72", str(QUARTER))
    assert current is not None
    pdf = f"/daerah/36.72/laporan/2024-Q3/r{current.revision}.pdf"
    assert citra.get(pdf).status_code == 200
    assert "2 laporan terbit belum dibuka kantornya" in citra.get(DESK).text
    assert browser(place, "ani").get(pdf).status_code == 200
    page = words(citra.get(DESK).text)
    assert "1 laporan terbit belum dibuka kantornya: Kabupaten Tangerang" in page
    taken = place.store.audit_page(action=Action.DOWNLOAD)
    assert {one.who for one in taken if one.number > before} == {"ani", "citra"}


def test_run_health_says_why_and_what_to_do(place: Workspace) -> None:
    """Failed and lost regions stand first with the reason; a later success takes them away."""
    run(place, "36.04", RunStatus.FAILED, "C14: expected whole rupiah", step=RunStep.ASSESS)
    run(place, "36.01", RunStatus.RUNNING, worker="")
    run(place, "36.02", RunStatus.FAILED, "no space left", step=RunStep.FILE)
    run(place, "19", RunStatus.FAILED, "of another province", step=RunStep.PRINT)
    citra = browser(place, "citra")
    page = words(citra.get(HEALTH).text)
    assert "2 daerah perlu ditangani" in page
    assert "Gagal saat menilai" in page
    assert "C14: expected whole rupiah Data atau aturan daerah ini" in page
    assert "mungkin karena tempat simpan penuh" in page
    assert "Kabupaten Pandeglang : sedang dihitung" in page
    assert "another province" not in page
    assert "2 daerah gagal dihitung" in citra.get(DESK).text
    run(place, "36.04", RunStatus.DONE, revision=1)
    assert "1 daerah perlu ditangani" in citra.get(HEALTH).text


def test_an_empty_quarter_explains_itself(signed_in: SignIn) -> None:
    """Without evaluations, runs and duties each page says what comes next."""
    citra = signed_in("citra")
    assert (
        "Laporan dibuat sesudah batas waktu"
        in citra.get("/koordinator/provinsi/36?triwulan=2026-Q1").text
    )
    page = citra.get("/koordinator/jalannya?triwulan=2026-Q1").text
    assert "belum ada perhitungan" in page
    assert "monev up" in page
    assert citra.get("/koordinator/jalannya?triwulan=tidak").status_code == 404


@pytest.mark.parametrize("name", ["ani", "budi"])
def test_an_office_has_no_desk(signed_in: SignIn, name: str) -> None:
    """Not even of its own province."""
    person = signed_in(name)
    for at in ("/koordinator", DESK, HEALTH, "/koordinator/pengingat"):
        assert person.get(at).status_code == 404


def test_another_province_is_answered_like_none(signed_in: SignIn) -> None:
    """Whether 19 is evaluated cannot be told from outside; a kota is no province either."""
    citra = signed_in("citra")
    missing = citra.get("/koordinator/provinsi/99").text
    for code in ("19", "36.72"):
        answer = citra.get(f"/koordinator/provinsi/{code}")
        assert (answer.status_code, answer.text) == (404, missing)


def test_an_auditor_sees_it_all_without_a_button(signed_in: SignIn) -> None:
    """No link of the desk leads edo to a step or a re-run."""
    page = signed_in("edo").get(DESK).text
    assert "tidak mengubah apa pun" in page
    assert "/tinjau" not in page
    assert "/jalankan" not in page
    assert "36/2024-Q3.zip" in page


def test_a_coordinator_reads_it_in_english(signed_in: SignIn) -> None:
    """No Indonesian sentence is left on the English desk."""
    citra = signed_in("citra")
    page = citra.get(DESK).text
    form = page.partition('name="form" value="')[2].partition('"')[0]
    citra.post("/bahasa", data={"form": form, "bahasa": "en", "kembali": "/"})
    english = words(citra.get(DESK).text)
    assert "0 of 9 governments have handed in" in english
    assert "What waits" in english
    assert "menunggu" not in english
