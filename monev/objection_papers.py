"""The document handed in with an objection: checked before it is kept, and read once accepted.

A table that a source reads goes the ordinary way in (`collect_region`). A PDF or a picture is kept
as it is, because persons cannot be taken out of it: whoever hands it in answers for that.
"""

import hashlib
from dataclasses import dataclass

from models import Evidence, Objection, Quarter
from models.quarter import JAKARTA
from monev.arrival import Arrival, Document
from monev.collect_region import collect_document
from monev.collected import Collected
from monev.errors import SourceError
from monev.sources import recognise
from monev.sources.file_name import shown_name
from monev.sources.personal import masked
from monev.sources.redaction import redacted
from monev.take_upload import upload_room
from monev.workspace import Workspace, reading_room

LARGEST_BYTES = 10 * 1024 * 1024
SOURCE_ID = "keberatan"
PAPERS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
)
"""Kinds of document that no program reads, by how they begin, and their media type."""
EXPECTED = "a PDF, PNG or JPEG, or a table that is read (XLSX, CSV, JSON)"


@dataclass(frozen=True)
class Paper:
    """A document fit to be kept; `source` is the id of the source that reads it, empty for none."""

    content: bytes
    name: str
    media_type: str
    source: str = ""

    @property
    def sha256(self) -> str:
        """The hash under which it is kept."""
        return hashlib.sha256(self.content).hexdigest()


def checked_paper(content: bytes, name: str) -> Paper:
    """Return a document as it may be kept, told by its bytes; persons are taken out of tables.

    Tables are opened in a confined child process. Raises SourceError where it is empty, too large,
    of no kind that is taken, or cannot be looked into.
    """
    safe = masked(shown_name(name))[0]
    if len(content) > LARGEST_BYTES:
        raise SourceError(safe, "", f"{len(content)} bytes", f"at most {LARGEST_BYTES} bytes")
    for sign, media_type in PAPERS:
        if content.startswith(sign):
            return Paper(content, safe, media_type)
    if not content.strip():
        raise SourceError(safe, "", "an empty file", EXPECTED)
    room = upload_room()
    clean = room.run(redacted, content, safe, name=safe)
    try:
        source = str(room.run(recognise, clean.content, safe, name=safe))
    except SourceError:
        source = ""
    return Paper(clean.content, safe, "application/octet-stream", source)


def keep_paper(workspace: Workspace, paper: Paper) -> None:
    """Keep a document under its hash."""
    workspace.store.keep(
        paper.content,
        Evidence(
            sha256=paper.sha256,
            file_name=paper.name,
            media_type=paper.media_type,
            size_bytes=len(paper.content),
            source_id=paper.source or SOURCE_ID,
            received_at=workspace.now(),
        ),
    )


def take_in(workspace: Workspace, objection: Objection, by: str) -> Collected:
    """Collect an accepted document that a source reads, as laid in by whoever filed it."""
    arrival = Arrival(
        name=objection.document_name,
        received_on=workspace.now().astimezone(JAKARTA).date(),
        region=objection.region_code,
        quarter=Quarter.parse(objection.quarter),
        slot=f"{SOURCE_ID}/{objection.objection_id}",
        received_by=by,
    )
    result = Collected(quarter=objection.quarter)
    content = workspace.store.content_of(objection.document_sha256)
    collect_document(workspace, reading_room(), Document(content, arrival), result)
    return result
