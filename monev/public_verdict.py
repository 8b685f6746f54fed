"""What a stranger is told of a document: the verdict, without a word about unpublished drafts.

A number alone is answered only where the document is published; whoever holds the paper knows its
control code, and whoever holds the file its bytes, and is answered in either case. Wording is for
the pages.
"""

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from models import Document
from monev.approval import was_published
from monev.errors import SourceError
from monev.reports.pdf.conform import PdfReadError, read_back
from monev.reports.pdf.imprint import FoundImprint
from monev.verify_document import (
    OF_A_REVISION,
    Verdict,
    Verified,
    verify_file,
    verify_number,
)
from monev.workspace import Workspace

if TYPE_CHECKING:
    from monev.sources.confined import ReadingRoom

LONGEST_NUMBER = 60


@dataclass(frozen=True)
class Told:
    """The verdict and what may be said beside it.

    `document` is null where the answer is *unknown*, whatever the reason. `published` is null for
    documents that are not published one by one, such as summaries. `claimed` is the number that
    was asked for or that a file bears; `held` says that the asker has shown code or bytes.
    """

    verdict: Verdict
    document: Document | None = None
    newest_revision: int | None = None
    claimed: str = ""
    appended_bytes: int = 0
    published: bool | None = None
    held: bool = False


def told_of_number(workspace: Workspace, number: str, code: str = "") -> Told:
    """Return what to say of a number, with or without the code that is printed beside it.

    Unknown, not published and not published with a wrong code are one and the same answer.
    """
    asked = " ".join(number.upper().split())[:LONGEST_NUMBER]
    found = verify_number(workspace, asked, code)
    held = bool(code.strip()) and found.verdict is not Verdict.ALTERED
    return _told(workspace, found, held=held, claimed=asked)


def told_of_file(workspace: Workspace, content: bytes) -> Told:
    """Return what to say of a file. It is read in a confined process and not kept.

    An altered file that bears the number of an unpublished document is unknown.
    """
    found = verify_file(workspace, content, _read_confined)
    return _told(workspace, found, held=found.verdict is not Verdict.ALTERED, claimed=found.claimed)


@cache
def _room() -> "ReadingRoom":
    """Return the confined reader of strangers' files: one, with little time for each."""
    import atexit

    from monev.register import load_register
    from monev.sources.confined import ReadingRoom

    room = ReadingRoom(load_register(), workers=1, cpu_seconds=3, wall_seconds=6)
    atexit.register(room.close)
    return room


def _read_confined(content: bytes) -> FoundImprint | None:
    try:
        found: FoundImprint | None = _room().run(read_back, content, name="unggahan")
    except (SourceError, RuntimeError) as error:
        raise PdfReadError(f"the file could not be read: {error}") from error
    return found


def _told(workspace: Workspace, found: Verified, *, held: bool, claimed: str) -> Told:
    filed = found.document
    if filed is None:
        return Told(Verdict.UNKNOWN, claimed=claimed)
    number = filed.evaluation_id
    steps = () if number is None else workspace.store.steps_of(filed.period)
    published = None if number is None else was_published(number, steps)
    if not (published or held):
        return Told(Verdict.UNKNOWN, claimed=claimed)
    return Told(
        verdict=found.verdict,
        document=filed,
        newest_revision=_newest_told(workspace, found, filed),
        claimed=claimed or filed.number,
        appended_bytes=found.appended_bytes,
        published=published,
        held=held,
    )


def _newest_told(workspace: Workspace, found: Verified, filed: Document) -> int | None:
    """Return the revision to name: a published one before any draft.

    Where none that is newer is published, whoever holds a draft is told that it is out of date.
    """
    if filed.kind not in OF_A_REVISION:
        return found.newest_revision
    public = workspace.store.published_in(filed.period, [filed.scope]).get(filed.scope)
    if public is not None and public.revision > filed.revision:
        return public.revision
    return found.newest_revision
