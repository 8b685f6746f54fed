"""Filed once, never overwritten, and checked before it is handed out."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from models import Document, DocumentForm, DocumentKind
from monev.depot import Folder
from monev.errors import ArchiveError
from monev.printing import Language
from monev.reports import archive

LANGUAGES: tuple[Language, ...] = ("id", "en")
FIRST = archive.path_of(DocumentKind.REGION_REPORT, "36.72", "2024-Q3", 1)
SECOND = archive.path_of(DocumentKind.REGION_REPORT, "36.72", "2024-Q3", 2)


def test_a_revision_has_its_own_name(tmp_path: Path) -> None:
    """Two revisions rest side by side."""
    first = archive.file_away(Folder(tmp_path), FIRST, b"satu")
    second = archive.file_away(Folder(tmp_path), SECOND, b"dua")
    assert first != second
    assert (tmp_path / first).read_bytes() == b"satu"


def test_bytes_of_a_dead_run_are_set_aside(tmp_path: Path) -> None:
    """What lies under the name without having been filed is kept under another, not lost."""
    path = tmp_path / archive.file_away(Folder(tmp_path), FIRST, b"yatim")
    archive.file_away(Folder(tmp_path), FIRST, b"baru")
    assert path.read_bytes() == b"baru"
    assert [one.read_bytes() for one in path.parent.glob("*orphan*")] == [b"yatim"]


def filed(path: Path, sha256: str) -> Document:
    """The row of a filed report."""
    return Document(
        kind=DocumentKind.REGION_REPORT,
        form=DocumentForm.PDF,
        language="id",
        scope="36.72",
        period="2024-Q3",
        revision=1,
        number="x",
        inputs_sha256="",
        design_sha256="",
        path=str(path),
        sha256=sha256,
        size_bytes=4,
        pages=1,
        filed_at=datetime(2024, 10, 11, tzinfo=UTC),
    )


def test_every_kind_language_and_form_has_its_own_place() -> None:
    """No two documents of one region and quarter could ever take each other's place."""
    places = [
        archive.path_of(kind, "36", "2024-Q3", 1, language, form)
        for kind in DocumentKind
        for language in LANGUAGES
        for form in DocumentForm
    ]
    assert len(places) == len(set(places)) == 7 * 2 * 4


def test_a_changed_or_missing_file_is_not_handed_out(tmp_path: Path) -> None:
    """The error names the file, what was found, and what to do."""
    relative = archive.file_away(Folder(tmp_path), FIRST, b"satu")
    with pytest.raises(ArchiveError, match="restore it from a backup"):
        archive.read_filed(Folder(tmp_path), filed(relative, "0" * 64))
    (tmp_path / relative).unlink()
    with pytest.raises(ArchiveError, match="is gone"):
        archive.read_filed(Folder(tmp_path), filed(relative, "0" * 64))
