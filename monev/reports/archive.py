"""Where a document rests, and the promise that it is never overwritten."""

import hashlib
import os
from pathlib import Path

from models import Document, DocumentForm, DocumentKind
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


def file_away(root: Path, relative: Path, content: bytes) -> Path:
    """Write a document to `relative` below `root` and return `relative`.

    A file of that name that differs can only stem from a run that died before filing: it is
    set aside under its hash, never overwritten. The write is whole or not at all.
    """
    target = root / relative
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        before = target.read_bytes()
        if before == content:
            return relative
        digest = hashlib.sha256(before).hexdigest()[:12]
        target.rename(target.with_name(f"{target.stem}.orphan-{digest}{target.suffix}"))
    partial = target.with_suffix(f".{os.getpid()}.part")
    partial.write_bytes(content)
    partial.replace(target)
    return relative


def read_filed(root: Path, document: Document) -> bytes:
    """Return the bytes of a filed document; ArchiveError if they are gone or not the same."""
    path = root / document.path
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise ArchiveError(f"{path} is gone; restore it from a backup") from error
    found = hashlib.sha256(content).hexdigest()
    if found != document.sha256:
        raise ArchiveError(
            f"{path} has SHA-256 {found}, filed was {document.sha256}; restore it from a backup"
        )
    return content
