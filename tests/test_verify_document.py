"""A document in somebody's hand: genuine, superseded, added to, altered, or none of ours."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models import DocumentForm, DocumentKind, Quarter
from monev.collect_many import collect_folder
from monev.evaluate_region import Outcome, evaluate_region
from monev.make_documents import Wanted, region_document
from monev.reports import archive
from monev.reports.paper import check_code
from monev.settings import Settings
from monev.sign_document import sign_document
from monev.verify_document import Verdict, verify_file, verify_number
from monev.workspace import Workspace, open_workspace, packaged_example
from tests.reports.test_signature import PASSPHRASE, certificate

QUARTER = Quarter(2024, 3)
POOR = "91.71"
MOMENT = datetime(2024, 10, 11, 3, tzinfo=UTC)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace in which one region has two revisions."""
    opened = replace(
        open_workspace(Settings(workspace=tmp_path_factory.mktemp("verify"))), now=lambda: MOMENT
    )
    collect_folder(opened, packaged_example())
    evaluate_region(opened, POOR, QUARTER)
    evaluate_region(opened, POOR, QUARTER, reason="dokumen diterima", new_revision=True)
    return opened


def revision(place: Workspace, number: int) -> Outcome:
    """The outcome of one revision."""
    evaluation = place.store.evaluation_of(POOR, str(QUARTER), number)
    assert evaluation is not None
    report = place.store.report_of(evaluation.evaluation_id or 0)
    assert report is not None
    return Outcome(place.register.regions[POOR], evaluation, report, fresh=False)


def content_of(place: Workspace, number: int) -> bytes:
    """The filed bytes of one revision's report."""
    return archive.read_filed(place.store.depot, revision(place, number).report)


def test_the_newest_is_genuine_and_the_older_superseded(place: Workspace) -> None:
    """Both are ours to the last byte; the older names the revision that took its place."""
    newest = verify_file(place, content_of(place, 2))
    assert (newest.verdict, newest.newest_revision) == (Verdict.GENUINE, 2)
    older = verify_file(place, content_of(place, 1))
    assert (older.verdict, older.newest_revision) == (Verdict.SUPERSEDED, 2)


def test_every_form_is_known_by_its_bytes(place: Workspace) -> None:
    """The HTML twin and the workbook are verified like the PDF."""
    number = revision(place, 2).evaluation.evaluation_id or 0
    forms = {one.form: one for one in place.store.documents_of(number)}
    assert set(forms) >= {DocumentForm.PDF, DocumentForm.HTML, DocumentForm.XLSX}
    for one in forms.values():
        content = archive.read_filed(place.store.depot, one)
        assert verify_file(place, content).verdict is Verdict.GENUINE


def test_one_changed_byte_is_altered(place: Workspace) -> None:
    """A PDF that bears our number and differs anywhere is never called genuine."""
    content = bytearray(content_of(place, 2))
    content[len(content) // 2] ^= 1
    found = verify_file(place, bytes(content))
    assert found.verdict in {Verdict.ALTERED, Verdict.UNKNOWN}
    assert found.verdict is not Verdict.GENUINE


def test_a_page_of_ours_with_another_figure_is_altered(place: Workspace) -> None:
    """The metadata still name our document; the bytes are not what was filed."""
    content = content_of(place, 2)
    changed = content.replace(b"%PDF-1.7\n%", b"%PDF-1.7\n%x", 1)
    found = verify_file(place, changed)
    assert (found.verdict, found.claimed) == (Verdict.ALTERED, "MONEV/91.71/2024-Q3/R2")


def test_a_signed_copy_is_genuine_and_what_is_added_elsewhere_is_told(place: Workspace) -> None:
    """The signed form is filed too; bytes that somebody else added are counted, not believed."""
    filed = revision(place, 2).report
    p12 = certificate()
    signed = sign_document(place, filed, p12, PASSPHRASE, "disahkan", "Jayapura")
    content = archive.read_filed(place.store.depot, signed)
    assert content.startswith(content_of(place, 2))
    assert verify_file(place, content).verdict is Verdict.GENUINE
    assert sign_document(place, filed, p12, PASSPHRASE, "lagi", "").sha256 == signed.sha256
    added = verify_file(place, content_of(place, 2) + b"\n% ditambah\n")
    assert (added.verdict, added.appended_bytes) == (Verdict.APPENDED, 12)


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 bukan apa-apa", b"teks biasa", b"\x00" * 99])
def test_what_is_not_ours_is_unknown(place: Workspace, content: bytes) -> None:
    """Nothing, a broken PDF and any other file are no documents of ours."""
    assert verify_file(place, content).verdict is Verdict.UNKNOWN


def test_a_number_is_enough_and_its_code_must_fit(place: Workspace) -> None:
    """Number alone tells the standing; a code that belongs to other contents is refused."""
    report = revision(place, 1).report
    code = check_code(report.number, report.inputs_sha256)
    assert verify_number(place, report.number, code).verdict is Verdict.SUPERSEDED
    assert verify_number(place, report.number, "0" * 12).verdict is Verdict.ALTERED
    assert verify_number(place, "MONEV/99.99/2024-Q3/R1").verdict is Verdict.UNKNOWN


def test_an_edition_that_is_asked_for_later_is_filed_once(place: Workspace) -> None:
    """The English report of a filed evaluation is made on demand, and then never again."""
    evaluation = revision(place, 2).evaluation
    wanted = Wanted(DocumentKind.REGION_REPORT, DocumentForm.HTML, "en")
    first = region_document(place, evaluation, wanted)
    assert first.number == "MONEV/91.71/2024-Q3/R2/EN"
    again = region_document(place, evaluation, wanted)
    assert (again.document_id, again.sha256) == (first.document_id, first.sha256)
    content = archive.read_filed(place.store.depot, first)
    assert b'<html lang="en">' in content
    assert verify_file(place, content).verdict is Verdict.GENUINE


def test_files_rest_where_their_rows_say(place: Workspace) -> None:
    """Every row of the archive has its file, and its size."""
    number = revision(place, 2).evaluation.evaluation_id or 0
    for one in place.store.documents_of(number):
        path = Path(place.store.root / one.path)
        assert path.stat().st_size == one.size_bytes
