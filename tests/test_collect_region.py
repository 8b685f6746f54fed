"""One arrival: cleaned, kept, read, stored, receipted; a bad one is a finding and stops nothing."""

import hashlib
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from models import Receipt, ReceiptStatus, Severity
from monev.arrival import Arrival, Document
from monev.collect_region import collect_document, refuse_unread
from monev.collected import Collected
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace, reading_room
from tests.arrivals import arrived
from tests.workbooks import instrument

NIK = "3672014506900001"
PERSONS = f"NIK;Nama;KODE REKENING;PAGU\n{NIK};Siti Contoh;5.1.02.02.02.0006;1000\n"
UNREADABLE = {
    "rusak.xlsx": instrument()[:700],
    "bukan.xlsx": b"<!DOCTYPE html><html>500</html>",
    "nol.csv": b"region_code,metric\x00",
    "kosong.csv": b"",
    "pindaian.pdf": b"%PDF-1.7 NIK 3672014506900001",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace whose clock stands still on 8 October 2024."""
    opened = open_workspace(Settings(workspace=tmp_path / "w"))
    return replace(opened, now=lambda: datetime(2024, 10, 8, 3, tzinfo=UTC))


def collect(workspace: Workspace, content: bytes, arrival: Arrival | None = None) -> Collected:
    """Take in one document."""
    result = Collected()
    document = Document(content, arrival or arrived("berkas.xlsx"))
    collect_document(workspace, reading_room(), document, result)
    return result


def only_receipt(workspace: Workspace) -> Receipt:
    """The one receipt there is."""
    (receipt,) = workspace.store.receipts()
    return receipt


def test_a_good_file_leaves_evidence_facts_and_a_receipt(workspace: Workspace) -> None:
    """The receipt says whose it is, for which quarter, when it was handed in, and how it went."""
    content = instrument("36.72")
    result = collect(workspace, content)
    receipt = only_receipt(workspace)
    digest = hashlib.sha256(content).hexdigest()
    assert workspace.store.content_of(digest) == content
    assert (receipt.sha256, receipt.original_sha256) == (digest, digest)
    assert (receipt.source_id, receipt.region_code, receipt.quarter) == (
        "instrument",
        "36.72",
        "2024-Q3",
    )
    assert receipt.status is ReceiptStatus.READ
    assert receipt.handed_in_on
    assert len(workspace.store.facts_of("36.72")) == result.facts == receipt.facts > 5


@pytest.mark.parametrize("name", sorted(UNREADABLE))
def test_what_cannot_be_looked_into_leaves_a_finding_and_a_receipt_but_no_bytes(
    workspace: Workspace, name: str
) -> None:
    """It might hold anybody's NIK: only name, size and hash are kept, with the reason."""
    content = UNREADABLE[name]
    result = collect(workspace, content, arrived(name))
    receipt, (finding,) = only_receipt(workspace), workspace.store.reading_findings()
    digest = hashlib.sha256(content).hexdigest()
    assert [one for one, _ in result.refused] == [name]
    assert (receipt.status, receipt.sha256) == (ReceiptStatus.REFUSED, None)
    assert receipt.original_sha256 == digest
    assert receipt.problem
    assert not (workspace.store.root / "evidence" / digest[:2] / digest).exists()
    assert (finding.rule, finding.severity) == ("BERKAS", Severity.ERROR)
    assert finding.place.startswith(name)
    assert "Seharusnya" in finding.message_id
    assert "Expected" in finding.message_en


def test_a_table_of_no_known_source_is_kept_and_refused(workspace: Workspace) -> None:
    """It can be looked into, so its bytes rest as evidence; nothing is read from it."""
    content = b"warna,bentuk\nmerah,bulat\n"
    result = collect(workspace, content, arrived("warna.csv"))
    receipt = only_receipt(workspace)
    assert result.refused
    assert receipt.sha256 == hashlib.sha256(content).hexdigest()
    assert workspace.store.content_of(receipt.sha256 or "") == content


def test_no_identity_number_and_no_name_reaches_the_workspace(workspace: Workspace) -> None:
    """Neither the evidence nor the database holds them, in any file of the workspace."""
    collect(workspace, PERSONS.encode(), arrived("pekerja.csv", region="36.72"))
    collect(workspace, UNREADABLE["pindaian.pdf"], arrived("pindaian.pdf"))
    book = instrument("36.72", changes={("Atestasi", "E2"): f"a.n. Siti Contoh, NIK {NIK}"})
    collect(workspace, book)
    workspace.store.engine.dispose()
    kept = [path for path in workspace.store.root.rglob("*") if path.is_file()]
    assert len(kept) >= 3
    for path in kept:
        assert NIK.encode() not in path.read_bytes(), path
    csv_files = [path.read_bytes() for path in kept if path.read_bytes().startswith(b"NIK;")]
    assert [one.count(b"Siti") for one in csv_files] == [0]


def test_taking_out_personal_data_is_said(workspace: Workspace) -> None:
    """A finding names the columns, without their values, and the region."""
    collect(workspace, PERSONS.encode(), arrived("pekerja.csv", region="36.72"))
    collect(workspace, instrument("36.72", changes={("Atestasi", "E2"): f"NIK {NIK}"}))
    said = [one for one in workspace.store.reading_findings() if one.rule == "berkas.data_pribadi"]
    assert said
    assert all(NIK not in one.message_id + one.message_en for one in said)
    assert all(one.severity is Severity.WARNING for one in said)


def test_the_same_bytes_again_are_counted_and_not_read(workspace: Workspace) -> None:
    """No new facts and no doubled findings, but a receipt that they came again."""
    content = instrument("36.72", changes={("Anggaran", "G2"): "4.799.995.20"})
    collect(workspace, content)
    before = len(workspace.store.reading_findings())
    again = collect(workspace, content)
    assert (again.facts, again.repeated) == (0, 1)
    assert len(workspace.store.reading_findings()) == before
    assert [one.status for one in workspace.store.receipts()] == [
        ReceiptStatus.READ,
        ReceiptStatus.REPEATED,
    ]


def test_the_same_bytes_in_another_regions_folder_are_read_for_that_place(
    workspace: Workspace,
) -> None:
    """A workbook laid down for another region is an error there, and gives no facts there."""
    content = instrument("36.72")
    good = collect(workspace, content, arrived("a.xlsx", region="36.72"))
    wrong = collect(workspace, content, arrived("a.xlsx", region="36.71"))
    assert (good.facts > 0, wrong.facts) == (True, 0)
    errors = [one for one in workspace.store.reading_findings() if one.severity is Severity.ERROR]
    assert [one.rule for one in errors] == ["berkas.daerah_lain"]
    assert workspace.store.facts_of("36.71") == []


def test_names_cannot_lead_out_of_the_workspace(workspace: Workspace) -> None:
    """A name with a path, control characters or 4 kB is shown trimmed and opens nothing."""
    name = "../../etc/" + "a" * 4_000 + "\x1b[31m.xlsx"
    collect(workspace, instrument("36.72"), arrived(name))
    shown = only_receipt(workspace).file_name
    assert len(shown) <= 120
    assert "/" not in shown
    assert "\x1b" not in shown


def test_a_file_beyond_all_measure_is_refused_unread(workspace: Workspace) -> None:
    """Its size alone decides, before a byte of it is read."""
    result = Collected()
    refuse_unread(workspace, arrived("besar.xlsx"), 10**10, result)
    assert [name for name, _ in result.refused] == ["besar.xlsx"]
    assert only_receipt(workspace).status is ReceiptStatus.REFUSED
