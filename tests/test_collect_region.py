"""Sweeping a folder: each file is kept before it is read, a bad one never stops a good one."""

import hashlib
from pathlib import Path

import pytest

from models import Severity
from monev.collect_region import collect_folder
from monev.errors import UsageError
from monev.settings import Settings
from monev.workspace import Workspace, open_workspace
from tests.workbooks import instrument

BAD = {
    "rusak.xlsx": instrument()[:700],
    "bukan.xlsx": b"<!DOCTYPE html><html>500</html>",
    "nol.csv": b"region_code,metric\x00",
    "kosong.csv": b"",
}


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    """An empty workspace."""
    return open_workspace(Settings(workspace=tmp_path / "w"))


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with one good workbook among broken ones."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    (folder / "baik.xlsx").write_bytes(instrument("36.72"))
    for name, content in BAD.items():
        (folder / name).write_bytes(content)
    return folder


def test_broken_files_lose_nothing_else(workspace: Workspace, inbox: Path) -> None:
    """The good workbook's facts are there; each broken file is refused with its reason."""
    collected = collect_folder(workspace, inbox)
    assert {name for name, _ in collected.refused} == set(BAD)
    assert all(reason for _, reason in collected.refused)
    assert len(workspace.store.facts_of("36.72")) == collected.facts > 5


def test_a_refused_file_is_a_finding_with_place_found_and_expected(
    workspace: Workspace, inbox: Path
) -> None:
    """What was found and what was expected stand in both languages, addressed to the file."""
    collect_folder(workspace, inbox)
    findings = [one for one in workspace.store.reading_findings() if one.rule == "BERKAS"]
    assert len(findings) == len(BAD)
    for one in findings:
        assert one.severity is Severity.ERROR
        assert one.place
        assert "Seharusnya" in one.message_id
        assert "Expected" in one.message_en


def test_files_are_kept_even_when_they_cannot_be_read(workspace: Workspace, inbox: Path) -> None:
    """Evidence is kept first: the refused bytes rest under their hash too."""
    collect_folder(workspace, inbox)
    for content in BAD.values():
        path = workspace.store.evidence_path(hashlib.sha256(content).hexdigest())
        assert path.read_bytes() == content


def test_sweeping_twice_adds_nothing(workspace: Workspace, inbox: Path) -> None:
    """The same folder again: no new facts, no doubled findings."""
    collect_folder(workspace, inbox)
    before = len(workspace.store.reading_findings())
    assert collect_folder(workspace, inbox).facts == 0
    assert len(workspace.store.reading_findings()) == before


def test_half_written_and_hidden_files_are_no_data(workspace: Workspace, inbox: Path) -> None:
    """A `.part` file and a hidden one are left alone."""
    for name in ("unggah.xlsx.part", ".tersembunyi.xlsx"):
        (inbox / name).write_bytes(instrument("36.03"))
    collect_folder(workspace, inbox)
    assert workspace.store.facts_of("36.03") == []


def test_no_folder_is_said_plainly(workspace: Workspace, tmp_path: Path) -> None:
    """A wrong path is wrong usage, not an empty sweep."""
    with pytest.raises(UsageError, match="is no folder"):
        collect_folder(workspace, tmp_path / "tidak-ada")
