"""The page that tells anybody whether the installation is up, late, and whom to ask."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from models import Document, DocumentForm, DocumentKind, DutyOutcome, RegionRun, RunStatus
from monev.settings import Settings
from monev.store import Store
from monev.system_state import state_of
from monev.worker_name import this_worker
from monev.workspace import Workspace, open_workspace
from tests.portal.published import browser_of

NOW = datetime(2024, 10, 16, 3, tzinfo=UTC)


@pytest.fixture
def place(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """An empty workspace in October 2024."""
    made = open_workspace(Settings(workspace=tmp_path_factory.mktemp("state")))
    return replace(made, now=lambda: NOW)


def duty(place: Workspace, name: str, scope: str, due_on: date, outcome: DutyOutcome) -> None:
    """Note a duty that was taken on and ended."""
    number = place.store.claim_duty(name, scope, due_on, NOW - timedelta(days=1))
    assert number is not None
    place.store.end_duty(number, 1, outcome, "36.72 tidak terbaca", NOW)


def test_an_empty_installation_is_up_and_not_late(place: Workspace) -> None:
    """Where nothing runs by itself nothing can be late; the next days are told."""
    now = state_of(place)
    assert (now.up, now.late) == (True, False)
    page = browser_of(place).get("/keadaan")
    assert page.status_code == 200
    assert "Sistem dapat dipakai. Tidak ada yang terlambat." in page.text
    assert "10 Januari 2025" in page.text


def test_a_missed_evaluation_is_late(place: Workspace) -> None:
    """A schedule that ran for an earlier quarter and has not for this one is late, by day."""
    duty(place, "quarterly", "2024-Q2", date(2024, 7, 11), DutyOutcome.DONE)
    now = state_of(place)
    assert now.books is not None
    assert [str(one.quarter) for one in now.books.late if one.name == "quarterly"] == ["2024-Q3"]
    text = browser_of(place).get("/keadaan").text
    assert "ada pekerjaan yang terlambat" in text
    assert "Evaluasi Triwulan III Tahun 2024" in text


def test_notes_and_regions_are_not_told(place: Workspace) -> None:
    """What went wrong with which region is for those who are signed in."""
    duty(place, "quarterly", "2024-Q3", date(2024, 10, 11), DutyOutcome.EXCEPTIONS)
    text = browser_of(place).get("/keadaan").text
    assert "dengan catatan" in text
    assert "36.72" not in text


def test_a_run_whose_process_is_gone_is_told_and_not_ended(place: Workspace) -> None:
    """Looking mends nothing: the line of the ledger stays open."""
    host, pid, _ = this_worker().rsplit(":", 2)
    number = place.store.start_run(
        RegionRun(
            region_code="36.72",
            quarter="2024-Q3",
            reason="uji",
            requested_by="",
            status=RunStatus.REQUESTED,
            requested_at=NOW,
        )
    )
    place.store.begin_run(number, f"{host}:{pid}:1", NOW)
    assert "1 perhitungan terhenti" in browser_of(place).get("/keadaan").text
    assert [one.run_id for one in place.store.open_runs()] == [number]


def test_a_database_that_does_not_answer_is_told(place: Workspace) -> None:
    """The page still comes, says so in words and in its status, and shows no fault of a library."""
    broken = Store(place.store.engine, place.store.root, place.store.depot)
    with broken.engine.begin() as connection:
        connection.exec_driver_sql("ALTER TABLE scheduled_duty RENAME TO elsewhere")
    answer = browser_of(replace(place, store=broken)).get("/keadaan")
    assert answer.status_code == 503
    assert "tidak menjawab" in answer.text
    assert "sqlite" not in answer.text.casefold()


def test_an_archive_that_lost_its_newest_file_is_told(place: Workspace) -> None:
    """Documents that cannot be had are no small matter: 503."""
    key = "reports/2024-Q3/36/rekap-provinsi-36-2024-Q3-r1.pdf"
    filed = Document(
        kind=DocumentKind.PROVINCE_RECAP,
        form=DocumentForm.PDF,
        language="id",
        scope="36",
        period="2024-Q3",
        revision=1,
        number="MONEV/36/2024-Q3/RP/R1",
        inputs_sha256="",
        design_sha256="",
        path=key,
        sha256="",
        size_bytes=1,
        pages=1,
        filed_at=NOW,
    )
    place.store.file_documents([filed])
    assert browser_of(place).get("/keadaan").status_code == 503
    place.store.depot.put(key, b"%")
    assert browser_of(place).get("/keadaan").status_code == 200
