"""Filed once, never overwritten, and checked before it is handed out."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from models import Quarter, Report
from monev.errors import ArchiveError
from monev.reports import archive

QUARTER = Quarter(2024, 3)


def test_a_revision_has_its_own_name(tmp_path: Path) -> None:
    """Two revisions rest side by side."""
    first = archive.file_away(tmp_path, "36.72", QUARTER, 1, b"satu")
    second = archive.file_away(tmp_path, "36.72", QUARTER, 2, b"dua")
    assert first != second
    assert (tmp_path / first).read_bytes() == b"satu"


def test_bytes_of_a_dead_run_are_set_aside(tmp_path: Path) -> None:
    """What lies under the name without having been filed is kept under another, not lost."""
    path = tmp_path / archive.file_away(tmp_path, "36.72", QUARTER, 1, b"yatim")
    archive.file_away(tmp_path, "36.72", QUARTER, 1, b"baru")
    assert path.read_bytes() == b"baru"
    assert [one.read_bytes() for one in path.parent.glob("*orphan*")] == [b"yatim"]


def report(path: Path, sha256: str) -> Report:
    """The row of a filed report."""
    return Report(
        evaluation_id=1,
        number="x",
        path=str(path),
        sha256=sha256,
        pages=1,
        filed_at=datetime(2024, 10, 11, tzinfo=UTC),
    )


def test_a_changed_or_missing_file_is_not_handed_out(tmp_path: Path) -> None:
    """The error names the file, what was found, and what to do."""
    relative = archive.file_away(tmp_path, "36.72", QUARTER, 1, b"satu")
    with pytest.raises(ArchiveError, match="restore it from a backup"):
        archive.read_filed(tmp_path, report(relative, "0" * 64))
    (tmp_path / relative).unlink()
    with pytest.raises(ArchiveError, match="is gone"):
        archive.read_filed(tmp_path, report(relative, "0" * 64))
