"""Objections on the pages: filed by an office, decided by a coordinator, followed by both."""

import re
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from models import Action
from monev.workspace import Workspace
from tests.evaluations import filed
from tests.objections import (
    CONTESTED,
    IN_TIME,
    NEIGHBOUR,
    PDF,
    QUARTER,
    TOO_LATE,
    copied,
    value_of,
)
from tests.portal.conftest import form_of
from tests.portal.objecting import (
    DESK,
    HERE,
    WHY,
    Enter,
    claim,
    decision,
    entrance,
    portal_at,
    send,
)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace with two evaluated regions and the cast, to be copied."""
    return portal_at(tmp_path_factory.mktemp("keberatan") / "asal")


@pytest.fixture
def moment() -> datetime:
    """The clock of the workspace."""
    return IN_TIME


@pytest.fixture
def own(made: Path, tmp_path: Path, moment: datetime) -> Workspace:
    """A copy for one test."""
    return copied(made, tmp_path / "salinan", moment)


@pytest.fixture
def enter(own: Workspace) -> Enter:
    """The portal of the test's own copy."""
    return entrance(own)


def test_the_office_sees_each_figure_with_its_cell(enter: Enter) -> None:
    """Value, file and cell of the revision in force, with the way to contest it."""
    page = enter("ani").get(HERE).text
    assert "53%" in page
    assert "kliping-2024.csv baris 11, kolom value" in page
    assert page.count(f"{HERE}/baru?triwulan=2024-Q3") >= 5
    assert "Belum ada keberatan dari daerah ini" in page


def test_without_a_figure_or_a_report_the_page_explains(enter: Enter) -> None:
    """Nothing to contest is said in words, not by an empty table."""
    assert (
        "tidak memakai satu angka pun" in enter("budi").get(f"/daerah/{NEIGHBOUR}/keberatan").text
    )
    assert "Belum ada laporan triwulan ini" in enter("citra").get("/daerah/36.04/keberatan").text
    assert "Tidak ada keberatan yang menunggu" in enter("citra").get(DESK).text


def test_the_claim_is_read_back_before_anything_is_sent(own: Workspace, enter: Enter) -> None:
    """What was typed stands beside how it is read; an unreadable value is refused with a hint."""
    ani = enter("ani")
    one = value_of(own, "C1", "coverage_pct")
    first = ani.get(f"{HERE}/baru?triwulan=2024-Q3&fakta={one.fact_id}&bidang=coverage_pct")
    assert "persen, misalnya 53,26" in first.text
    page = ani.post(f"{HERE}/baru/periksa", data=claim(own, ani, nilai="61,50 persen"))
    assert "“61,50 persen”" in page.text
    assert "<strong>61,5%</strong>" in page.text
    back = ani.post(f"{HERE}/baru/periksa", data=claim(own, ani, ubah="ya"))
    assert 'value="61,5 %"' in back.text
    bad = ani.post(f"{HERE}/baru/periksa", data=claim(own, ani, nilai="<b>banyak</b>"))
    assert bad.status_code == 422
    assert "tidak dapat dibaca dengan satu arti" in bad.text
    assert "<b>banyak" not in bad.text
    assert own.store.objections() == []


def test_a_value_is_contested_once(own: Workspace, enter: Enter) -> None:
    """The second time the page says that it waits for an answer, and the list links to it."""
    ani = enter("ani")
    assert send(own, ani).headers["location"] == f"{HERE}/1"
    again = send(own, ani, nilai="62")
    assert again.status_code == 409
    assert "masih menunggu jawaban" in again.text
    assert "Sudah disanggah" in ani.get(HERE).text


def test_the_document_is_handed_out_harmlessly(own: Workspace, enter: Enter) -> None:
    """As an attachment under our own name, never sniffed nor run, with an entry in the log."""
    ani = enter("ani")
    name = '../"><script>alert(1)</script>\r\nX: y.pdf'
    assert send(own, ani, name=name).status_code == 303
    assert "<script>alert" not in ani.get(f"{HERE}/1").text
    answer = enter("citra").get(f"{HERE}/1/dokumen")
    assert answer.content == PDF
    assert answer.headers["content-disposition"] == 'attachment; filename="keberatan-1.pdf"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert Action.DOWNLOAD in [one.action for one in own.store.audit_entries()]


def test_whoever_filed_it_is_told_that_another_decides(own: Workspace, enter: Enter) -> None:
    """The coordinator's own objection has no form for the coordinator, and a POST is refused."""
    citra = enter("citra")
    assert send(own, citra).status_code == 303
    page = citra.get(f"{DESK}/1").text
    assert "Anda sendiri yang mengajukan" in page
    assert "Terima dan hitung ulang" not in page
    assert decision(citra, "terima", tempat="1").status_code == 422
    assert decision(enter("nani"), "tolak").status_code == 303


def test_declined_changes_nothing_and_the_office_reads_why(own: Workspace, enter: Enter) -> None:
    """Same revision, same facts; the reason stands on the office's page, and it is final."""
    ani, citra = enter("ani"), enter("citra")
    assert send(own, ani).status_code == 303
    facts = own.store.facts_mark()
    assert decision(citra, "tolak").status_code == 303
    assert own.store.facts_mark() == facts
    assert [one.revision for one in own.store.outcomes_of(CONTESTED)] == [1]
    page = ani.get(f"{HERE}/1").text
    assert WHY in page
    assert "keberatan ditolak" in page
    late = decision(citra, "terima", tempat="1")
    assert late.status_code == 409
    assert "keputusannya tidak berubah" in late.text
    actions = [one.action for one in own.store.audit_entries()]
    assert {Action.OBJECTION, Action.DECISION} <= set(actions)
    assert Action.RERUN not in actions


def test_a_newer_revision_is_told_to_the_coordinator(own: Workspace, enter: Enter) -> None:
    """The objection stays with its revision, and the page says which one is in force by now."""
    assert send(own, enter("ani")).status_code == 303
    filed(own, CONTESTED, QUARTER)
    page = enter("citra").get(f"{DESK}/1").text
    assert "Yang berlaku kini revisi 2." in page
    assert "Angka ini masih dipakai." in page


def test_an_office_withdraws(own: Workspace, enter: Enter) -> None:
    """The record stays; a second time is told that it is settled."""
    ani = enter("ani")
    assert send(own, ani).status_code == 303
    data = {"form": form_of(ani), "yakin": "ya"}
    assert ani.post(f"{HERE}/1/tarik", data=data).status_code == 303
    assert "ditarik kembali" in ani.get(f"{HERE}/1").text
    assert ani.post(f"{HERE}/1/tarik", data=data).status_code == 409


def test_accepted_leads_to_revision_2_of_that_region_only(
    own: Workspace, enter: Enter, tmp_path: Path
) -> None:
    """Contested, accepted, re-run: reason in the PDF, neighbour untouched, all linked."""
    ani, citra = enter("ani"), enter("citra")
    assert send(own, ani).status_code == 303
    shown = citra.get(f"{DESK}/1").text
    assert "sebelum batas triwulan ini (10 Oktober 2024)" in shown
    assert "Nilai 3,5 menjadi 2,0." in shown
    assert decision(citra, "terima", tempat="halaman 2").status_code == 303
    now = own.store.current_evaluation(CONTESTED, str(QUARTER))
    assert now is not None
    assert (now.revision, str(round(now.score or 0, 1))) == (2, "2.0")
    assert value_of(own, "C1", "coverage_pct").value == "61.5"
    assert [one.revision for one in own.store.outcomes_of(NEIGHBOUR)] == [1]
    page = ani.get(f"{HERE}/1").text
    link = re.search(r'href="(/daerah/36\.72/laporan/[^"]+r2\.pdf)"', page)
    assert link is not None
    assert "halaman 2" in page
    pdf = PdfReader(BytesIO(ani.get(link[1]).content))
    text = "\n".join(page.extract_text() for page in pdf.pages)
    said = " ".join(text.split())
    assert "keberatan 1 diterima" in said
    assert "surat.pdf" in said
    (run,) = own.store.runs_of(str(QUARTER))
    standing = own.store.objection(1)
    assert standing is not None
    assert standing.run == run
    assert (run.requested_by, run.revision) == ("citra", 2)
    assert run.reason == f"keberatan 1 diterima: {WHY}"
    assert decision(citra, "hitung", yakin="ya").status_code == 409
    assert "revisi 2" in citra.get(DESK).text
    home = ani.get(f"/daerah/{CONTESTED}").text
    assert f'href="{HERE}/1"' in home
    assert "menjadi revisi 2" in home


class TestTooLate:
    """The same after the quarter's cut-off."""

    @pytest.fixture
    def moment(self) -> datetime:
        """Eleven days after the cut-off."""
        return TOO_LATE

    def test_the_coordinator_is_told_before(self, own: Workspace, enter: Enter) -> None:
        """That it will not count, and what would; the office sees the same figures as before."""
        assert send(own, enter("ani")).status_code == 303
        page = enter("citra").get(f"{DESK}/1").text
        assert "Terlambat untuk triwulan ini." in page
        assert "sudah lewat batas 10 Oktober 2024" in page
        assert "Nilai tidak berubah (3,5)." in page
        assert "Nilai 3,5 menjadi 2,0." in page

    def test_a_document_that_was_public_in_time_counts(self, own: Workspace, enter: Enter) -> None:
        """By the day printed on it, which stands in the books with the page."""
        assert send(own, enter("ani")).status_code == 303
        answer = decision(enter("citra"), "terima", tempat="hlm. 1", terbit="30 September 2024")
        assert answer.status_code == 303
        assert value_of(own, "C1", "coverage_pct").value == "61.5"


def test_every_page_speaks_english_too(own: Workspace) -> None:
    """The pages of objections have their English, for office and coordinator."""
    come_in = entrance(own)
    assert send(own, come_in("ani")).status_code == 303
    for name in ("ani", "citra"):
        client = come_in(name)
        client.post("/bahasa", data={"form": form_of(client), "bahasa": "en", "kembali": "/"})
    page = come_in("ani").get(f"{HERE}/1").text
    assert "Printed in the report" in page
    assert "waiting for an answer" in page
    assert "Figures the report rests on" in come_in("ani").get(HERE).text
    assert "If accepted" in come_in("citra").get(f"{DESK}/1").text
    for told in (page, come_in("ani").get(HERE).text, come_in("citra").get(f"{DESK}/1").text):
        assert "column value" in told
        assert "kolom value" not in told
