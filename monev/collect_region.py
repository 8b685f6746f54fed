"""Files -> evidence -> facts: keep every file first, then read it; a bad one becomes a finding."""

import hashlib
import mimetypes
from dataclasses import dataclass, field
from pathlib import Path

from models import Evidence, Finding, Severity
from monev.arrival import Arrival
from monev.errors import SourceError, UsageError
from monev.sources import read_file
from monev.workspace import Workspace

LARGEST_FILE_BYTES = 100 * 1024 * 1024


@dataclass
class Collected:
    """What a sweep brought in; `refused` are files that could not be read, with the reason."""

    files: int = 0
    facts: int = 0
    findings: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)


def collect_folder(workspace: Workspace, folder: Path) -> Collected:
    """Collect every file below `folder` in the order of names; sweeping twice adds nothing.

    A file that cannot be read never stops the others. Raises UsageError if there is no folder.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder; --inbox expects one with the files to collect")
    result = Collected()
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.is_file() and not hidden and path.suffix.lower() not in {".md", ".part"}:
            collect_file(workspace, path, result)
    return result


def collect_file(workspace: Workspace, path: Path, result: Collected) -> None:
    """Keep one file, read it, and store what it says; note it in `result`."""
    result.files += 1
    size = path.stat().st_size
    if size > LARGEST_FILE_BYTES:
        result.refused.append((path.name, f"{size} bytes, {LARGEST_FILE_BYTES} at most"))
        return
    content = path.read_bytes()
    digest = hashlib.sha256(content).hexdigest()
    evidence = Evidence(
        sha256=digest,
        file_name=path.name,
        media_type=mimetypes.guess_type(path.name)[0] or "application/octet-stream",
        size_bytes=size,
        source_id="",
        received_at=workspace.now(),
    )
    workspace.store.keep(content, evidence)
    try:
        reading = read_file(
            content, Arrival(path.name, workspace.now().date()), workspace.register.resolve
        )
    except SourceError as error:
        result.refused.append((path.name, str(error)))
        result.findings += 1
        workspace.store.save_reading(digest, [], [refusal(error, digest)])
        return
    result.facts += workspace.store.save_reading(digest, reading.facts, reading.findings)
    result.findings += len(reading.findings)


def refusal(error: SourceError, sha256: str) -> Finding:
    """Return the finding for a file that could not be read at all."""
    place = f"{error.file}{', ' + error.place if error.place else ''}"
    return Finding(
        rule="BERKAS",
        severity=Severity.ERROR,
        place=place,
        evidence_sha256=sha256,
        subject="file",
        message_id=f"Berkas tidak dapat dibaca: {error.found}. Seharusnya: {error.expected}.",
        message_en=f"The file cannot be read: {error.found}. Expected: {error.expected}.",
    )
