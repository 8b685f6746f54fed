"""Where a document rests, what it is called, and the promise that it is never overwritten."""

import hashlib
import os
from pathlib import Path

from models import Quarter, Report
from monev.errors import ArchiveError


def document_number(code: str, quarter: Quarter, revision: int) -> str:
    """Return the number printed on a report; it names region, quarter and revision."""
    return f"MONEV/{code}/{quarter}/R{revision}"


def path_of(code: str, quarter: Quarter, revision: int) -> Path:
    """Return where a report rests, relative to the workspace."""
    name = f"laporan-monev-{code}-{quarter}-r{revision}.pdf"
    return Path("reports") / str(quarter) / code / name


def file_away(root: Path, code: str, quarter: Quarter, revision: int, content: bytes) -> Path:
    """Write a report and return its path relative to `root`.

    A file of that revision that differs can only stem from a run that died before filing: it is
    set aside under its hash, never overwritten. The write is whole or not at all.
    """
    relative = path_of(code, quarter, revision)
    target = root / relative
    target.parent.mkdir(parents=True, exist_ok=True)
    if target.exists():
        before = target.read_bytes()
        if before == content:
            return relative
        digest = hashlib.sha256(before).hexdigest()[:12]
        target.rename(target.with_name(f"{target.stem}.orphan-{digest}.pdf"))
    partial = target.with_suffix(f".{os.getpid()}.part")
    partial.write_bytes(content)
    partial.replace(target)
    return relative


def read_filed(root: Path, report: Report) -> bytes:
    """Return the bytes of a filed report; ArchiveError if they are gone or no longer the same."""
    path = root / report.path
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise ArchiveError(f"{path} is gone; restore it from a backup") from error
    found = hashlib.sha256(content).hexdigest()
    if found != report.sha256:
        raise ArchiveError(
            f"{path} has SHA-256 {found}, filed was {report.sha256}; restore it from a backup"
        )
    return content
