"""Anybody asks whether a document is genuine, and learns nothing of drafts."""

import re
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from fastapi.testclient import TestClient

from models import Document
from monev.reports import archive
from monev.reports.issuer import Issuer
from monev.reports.paper import Paper, check_code
from monev.workspace import Workspace
from tests.portal.conftest import form_of
from tests.portal.published import QUARTER, browser_of, opened

__all__ = ["opened"]


@pytest.fixture
def visitor(opened: Workspace) -> TestClient:
    """Somebody who has not signed in, at a portal that shows nothing to visitors."""
    return browser_of(opened, portal_public=False)


def report(place: Workspace, code: str, revision: int) -> Document:
    """The filed report of one revision."""
    evaluation = place.store.evaluation_of(code, str(QUARTER), revision)
    assert evaluation is not None
    found = place.store.report_of(evaluation.evaluation_id or 0)
    assert found is not None
    return found


def code_of(document: Document) -> str:
    """The control code printed beside its number."""
    return check_code(document.number, document.inputs_sha256)


def asked(visitor: TestClient, number: str, code: str = "") -> str:
    """What the page says of a number, without its markup."""
    answer = visitor.get("/periksa", params={"nomor": number, "kode": code})
    assert answer.status_code == 200
    return answer.text


def sent(visitor: TestClient, content: bytes) -> str:
    """What the page says of a file."""
    answer = visitor.post(
        "/periksa",
        data={"form": form_of(visitor, "/periksa")},
        files={"berkas": ("laporan.pdf", content, "application/pdf")},
    )
    assert answer.status_code == 200
    return answer.text


def heading(text: str) -> str:
    """The verdict in its few words; empty where there is none."""
    found = re.search(r'class="verdict[^>]*>\s*<h2>([^<]+)</h2>', text)
    return found[1] if found else ""


def content_of(place: Workspace, document: Document) -> bytes:
    """The filed bytes."""
    return archive.read_filed(place.store.depot, document)


def test_a_published_number_is_on_record_and_its_code_proves_it(
    opened: Workspace, visitor: TestClient
) -> None:
    """The number alone tells that it is on record; with its code genuine, with another not."""
    newest = report(opened, "36.72", 1)
    assert heading(asked(visitor, newest.number)) == "Nomor ini terdaftar"
    assert heading(asked(visitor, newest.number.lower(), code_of(newest).upper())) == "Asli"
    assert heading(asked(visitor, newest.number, "0" * 12)) == "Tidak cocok"


def test_the_superseded_one_names_the_published_revision_and_no_draft(
    opened: Workspace, visitor: TestClient
) -> None:
    """Revision 1 leads to 2, which is published, although 3 lies there as a draft."""
    first = report(opened, "36.03", 1)
    for text in (
        asked(visitor, first.number),
        asked(visitor, first.number, code_of(first)),
        sent(visitor, content_of(opened, first)),
    ):
        assert heading(text) == "Sudah digantikan oleh revisi 2"
        assert "revisi 3" not in text


def test_a_draft_is_unknown_unless_its_paper_is_held(
    opened: Workspace, visitor: TestClient
) -> None:
    """Without code, or with a wrong one, a draft is answered like a number that never was."""
    draft, never = report(opened, "19", 1), "MONEV/20/2024-Q3/R1"
    for code in ("", "0" * 12):
        of_draft, of_none = asked(visitor, draft.number, code), asked(visitor, never, code)
        assert heading(of_draft) == "Tidak dikenal"
        assert of_draft.replace(draft.number, never) == of_none
    held = asked(visitor, draft.number, code_of(draft))
    assert heading(held) == "Asli, tetapi belum diterbitkan"
    correction = report(opened, "36.72", 2)
    assert heading(asked(visitor, correction.number)) == "Tidak dikenal"


def test_a_file_is_told_by_its_bytes(opened: Workspace, visitor: TestClient) -> None:
    """Whole, added to, changed in one byte, and strange files each get their own answer."""
    whole = content_of(opened, report(opened, "36.72", 1))
    at = len(whole) // 2
    changed = whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :]
    assert heading(sent(visitor, whole)) == "Asli"
    assert heading(sent(visitor, whole + b"\n%tambahan")) == "Asli, lalu ditambahi"
    assert heading(sent(visitor, changed)) == "Tidak cocok"
    for strange in (b"halo", b"%PDF-1.7 tidak utuh", b"%PDF-" + b"\x00" * 2000):
        assert heading(sent(visitor, strange)) == "Tidak dikenal"


def test_a_changed_draft_is_as_unknown_as_any_file(opened: Workspace, visitor: TestClient) -> None:
    """A file that bears the number of a draft must not prove that the draft exists."""
    whole = content_of(opened, report(opened, "19", 1))
    at = len(whole) // 2
    assert heading(sent(visitor, whole)) == "Asli, tetapi belum diterbitkan"
    changed = sent(visitor, whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
    assert heading(changed) == "Tidak dikenal"


def test_an_upload_leaves_nothing_behind(opened: Workspace, visitor: TestClient) -> None:
    """No file and no row comes of it."""

    def seen() -> list[tuple[Path, int]]:
        files = [one for one in opened.store.root.rglob("*") if one.is_file()]
        return sorted((one, one.stat().st_size) for one in files if "sqlite" not in one.name)

    before, noted = seen(), len(list(opened.store.audit_entries()))
    sent(visitor, b"%PDF-1.7 bukan milik kami")
    assert seen() == before
    assert len(list(opened.store.audit_entries())) == noted


def test_what_holds_no_file_is_told(visitor: TestClient) -> None:
    """Another session's form is refused, no file is told, too much is refused unread."""
    form = form_of(visitor, "/periksa")
    files = {"berkas": ("a.pdf", b"x", "application/pdf")}
    assert visitor.post("/periksa", data={"form": "lain"}, files=files).status_code == 403
    assert visitor.post("/periksa", data={"form": "lain"}).status_code == 403
    assert visitor.post("/periksa", data={"form": form}).status_code == 422
    for size in (10_500_000, 13_000_000):
        large = {"berkas": ("a.pdf", b"x" * size, "application/pdf")}
        assert visitor.post("/periksa", data={"form": form}, files=large).status_code == 413


def test_who_asks_without_end_has_to_wait(opened: Workspace, visitor: TestClient) -> None:
    """Codes cannot be tried out: an address may ask sixty times a minute."""
    number = report(opened, "19", 1).number
    statuses = [
        visitor.get("/periksa", params={"nomor": number, "kode": f"{one:012x}"}).status_code
        for one in range(61)
    ]
    assert statuses == [200] * 60 + [429]


def test_the_qr_code_leads_to_the_answer(opened: Workspace, visitor: TestClient) -> None:
    """What a QR code with the address of this page says opens the verdict, and so does a path."""
    newest = report(opened, "36.72", 1)
    paper = Paper(
        kind=newest.kind,
        language="id",
        scope=newest.scope,
        period=newest.period,
        revision=newest.revision,
        number=newest.number,
        title="",
        head=("", ""),
        made_on=QUARTER.end,
        rubric_version="",
        inputs_sha256=newest.inputs_sha256,
        simulated=False,
        from_press=True,
        view=None,
        issuer=Issuer(verify_url="https://monev.example/periksa"),
    )
    parts = urlsplit(paper.verification)
    assert parts.path == "/periksa"
    assert heading(visitor.get(f"{parts.path}?{parts.query}").text) == "Asli"
    by_path = visitor.get(f"/periksa/{newest.number}", params={"kode": code_of(newest)})
    assert heading(by_path.text) == "Asli"
