"""Where a document rests, and the promise that it is never overwritten."""

import hashlib
from pathlib import Path

from models import Document, DocumentForm, DocumentKind
from monev.depot import Depot
from monev.errors import ArchiveError
from monev.printing import Language
from monev.reports.kinds import file_name


def path_of(
    kind: DocumentKind,
    scope: str,
    period: str,
    revision: int,
    language: Language = "id",
    form: DocumentForm = DocumentForm.PDF,
) -> Path:
    """Return where a document rests, relative to the workspace."""
    return (
        Path("reports") / period / scope / file_name(kind, scope, period, revision, language, form)
    )


def file_away(depot: Depot, relative: Path, content: bytes) -> Path:
    """Put a document away under `relative` and return `relative`.

    A file of that name that differs can only stem from a run that died before filing: it is
    set aside under its hash, never overwritten. The write is whole or not at all.
    """
    depot.put(relative.as_posix(), content)
    return relative


def read_filed(depot: Depot, document: Document) -> bytes:
    """Return the bytes of a filed document; ArchiveError if they are gone or not the same."""
    content = depot.read(document.path)
    found = hashlib.sha256(content).hexdigest()
    if found != document.sha256:
        raise ArchiveError(
            f"{depot.address(document.path)} has SHA-256 {found}, filed was {document.sha256}; "
            "restore it from a backup"
        )
    return content
