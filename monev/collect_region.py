"""One arrival as a straight line: cleaned of persons -> kept -> read -> stored -> receipted.

A file that cannot be read becomes a finding and a receipt; it never stops another one. Where
files come from, and in which order, is the business of `collect_many`.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from models import Evidence, Finding, Receipt, ReceiptStatus, Severity
from monev.arrival import Arrival, Document
from monev.collected import Collected
from monev.errors import SourceError
from monev.intake_findings import personal_data, redacted_then, refusal, removed_by
from monev.sources import Reading
from monev.sources.confined import ReadingRoom
from monev.sources.content import LARGEST_FILE_BYTES
from monev.sources.file_name import shown_name
from monev.sources.limits import clean_and_read_here
from monev.sources.personal import masked, personal_words
from monev.sources.redaction import Redacted, redacted
from monev.workspace import Workspace

NOTHING_TAKEN = Redacted(b"")


def collect_document(
    workspace: Workspace, room: ReadingRoom, document: Document, result: Collected
) -> None:
    """Take in one document and note it in `result`; bytes that were read before are only counted.

    Personal data are taken out before anything is kept. What cannot be looked into is not kept:
    its receipt holds name, size and hash.
    """
    begin_document(workspace, room, document, result)()


def begin_document(
    workspace: Workspace, room: ReadingRoom, document: Document, result: Collected
) -> Callable[[], None]:
    """Hand a document to the reading room and return what takes it in once it is read.

    Several may be under way; nothing is stored before the returned function is called.
    """
    named = replace(document.arrival, name=masked(shown_name(document.arrival.name))[0])
    original = hashlib.sha256(document.content).hexdigest()
    line = _Line(workspace, replace(document, arrival=named), result, original)
    size = len(document.content)
    result.files += 1
    if size > LARGEST_FILE_BYTES:
        return lambda: line.refuse(_too_large(named.name, size), None)
    if line.read_before() is not None:
        return line.repeat
    waiting = room.submit(clean_and_read_here, document.content, named, name=named.name, size=size)
    return lambda: line.finish(room, waiting)


def collect_cleaned(
    workspace: Workspace, document: Document, clean: Redacted, reading: Reading, original: str
) -> Collected:
    """Take in what was cleaned and read before; `original` is the hash of what was sent."""
    result = Collected(files=1)
    _Line(workspace, document, result, original).take(clean, reading)
    return result


def read_again(
    workspace: Workspace, room: ReadingRoom, receipt: Receipt, arrival: Arrival, result: Collected
) -> None:
    """Read the kept bytes of an earlier receipt once more, with no network and no inbox."""
    result.files += 1
    digest = receipt.sha256 or ""
    content = workspace.store.content_of(digest)
    line = _Line(workspace, Document(content, arrival), result, receipt.original_sha256)
    clean = redacted_then(content, receipt.removed)
    try:
        reading = room.read(content, arrival)
    except SourceError as error:
        line.refuse(error, digest, clean, receipted=False)
        return
    line.store(reading, clean, digest)


def refuse_unread(
    workspace: Workspace, arrival: Arrival, size_bytes: int, result: Collected
) -> None:
    """Refuse a file by its size alone, before any of it is read."""
    named = replace(arrival, name=masked(shown_name(arrival.name))[0])
    result.files += 1
    line = _Line(workspace, Document(b"", named), result, f"{named.name}:{size_bytes}")
    line.refuse(_too_large(named.name, size_bytes), None)


def _too_large(name: str, size_bytes: int) -> SourceError:
    return SourceError(name, "", f"{size_bytes} bytes", f"at most {LARGEST_FILE_BYTES} bytes")


def _told(before: Receipt) -> dict[str, Any]:
    return {
        "source_id": before.source_id,
        "region_code": before.region_code,
        "quarter": before.quarter,
        "handed_in_on": before.handed_in_on,
    }


@dataclass(frozen=True)
class _Line:
    """One document on its way in; `original` is the hash of its bytes as they were sent."""

    workspace: Workspace
    document: Document
    result: Collected
    original: str

    @property
    def arrival(self) -> Arrival:
        return self.document.arrival

    @property
    def shown(self) -> str:
        """The name of the file for people, with the region whose folder it lies in."""
        return f"{self.arrival.region}/{self.arrival.name}".removeprefix("/")

    @property
    def batch(self) -> str:
        """The name of this reading: the bytes, and the place they were laid down for."""
        return f"{self.original}:{self.arrival.region}:{self.arrival.quarter or ''}"

    def keep(self, content: bytes) -> str:
        """Keep the bytes and return their hash."""
        digest = hashlib.sha256(content).hexdigest()
        self.workspace.store.keep(
            content,
            Evidence(
                sha256=digest,
                file_name=self.arrival.name,
                media_type=self.document.media_type,
                size_bytes=len(content),
                source_id=self.arrival.source_id,
                address=self.arrival.address,
                received_at=self.workspace.now(),
            ),
        )
        return digest

    def read_before(self) -> Receipt | None:
        """Return the receipt of the same bytes, read for the same place."""
        return self.workspace.store.read_before(
            self.original, self.arrival.region, str(self.arrival.quarter or "")
        )

    def repeat(self) -> None:
        """Note that bytes came again which were read before.

        Where other bytes lie in their place by now they stand again. Nothing is read anew: what
        they say is known since they first came.
        """
        before = self.read_before()
        if before is None:
            return
        if self._lies_still(before):
            self.result.repeated += 1
            self.receipt(ReceiptStatus.REPEATED, before.sha256, **_told(before))
            return
        self.result.returned += 1
        counts = {"facts": before.facts, "errors": before.errors, "removed": dict(before.removed)}
        self.receipt(ReceiptStatus.READ, before.sha256, **_told(before), **counts)

    def _lies_still(self, before: Receipt) -> bool:
        """Say whether nothing else came to the slot since; a copy in a new place is no return.

        Names with an identity number share one slot once it is masked, and would take turns.
        """
        slot = self.arrival.slot or self.arrival.address
        if not slot or personal_words().mask in slot:
            return True
        last = self.workspace.store.last_landed(slot, like=before)
        return last is None or last.original_sha256 == self.original

    def finish(
        self,
        room: ReadingRoom,
        waiting: Callable[[], tuple[Redacted, Reading | SourceError]],
    ) -> None:
        """Keep and store what the reading room answers; also where it lost its child over it."""
        try:
            clean, outcome = waiting()
        except SourceError as error:
            self.refuse_lost(room, error)
            return
        self.take(clean, outcome)

    def take(self, clean: Redacted, outcome: Reading | SourceError) -> None:
        """Keep the bytes, store what was read of them and write the receipt."""
        if self.read_before() is not None:
            self.repeat()
            return
        digest = self.keep(clean.content if clean.changed else self.document.content)
        if isinstance(outcome, SourceError):
            self.refuse(outcome, digest, clean)
            return
        findings = self.store(outcome, clean, digest)
        errors = sum(one.severity is Severity.ERROR for one in findings)
        self.result.errors += errors
        if errors and not outcome.facts:
            self.result.lost.append(self.shown)
        quarter = outcome.quarter or self.arrival.quarter
        self.receipt(
            ReceiptStatus.READ,
            digest,
            removed=removed_by(clean),
            source_id=outcome.source_id,
            region_code=outcome.region or self.arrival.region or None,
            quarter=str(quarter or ("" if outcome.facts else self.result.quarter)),
            handed_in_on=outcome.handed_in_on.isoformat() if outcome.handed_in_on else "",
            facts=len(outcome.facts),
            errors=errors,
        )

    def refuse_lost(self, room: ReadingRoom, error: SourceError) -> None:
        """Refuse a file over which reading broke down; keep it if it can be looked into."""
        name = self.arrival.name
        try:
            clean = room.run(redacted, self.document.content, name, name=name)
        except SourceError:
            self.refuse(error, None)
        else:
            self.refuse(error, self.keep(clean.content), clean)

    def store(self, reading: Reading, clean: Redacted, digest: str) -> list[Finding]:
        """Store what was read; findings that name no region are those of the sender."""
        findings = [*personal_data(clean, self.arrival.name, digest), *reading.findings]
        for one in findings:
            one.region_code = one.region_code or reading.region or self.arrival.region or None
        self.result.facts += self.workspace.store.save_reading(self.batch, reading.facts, findings)
        self.result.findings += len(findings)
        return findings

    def refuse(
        self,
        error: SourceError,
        digest: str | None,
        clean: Redacted = NOTHING_TAKEN,
        *,
        receipted: bool = True,
    ) -> None:
        """Note a file that cannot be read: its findings, a receipt and a line of the result."""
        held = digest or self.original
        findings = [refusal(error, held), *personal_data(clean, self.arrival.name, held)]
        for one in findings:
            one.region_code = self.arrival.region or None
        self.workspace.store.save_reading(self.batch, [], findings)
        self.result.findings += len(findings)
        self.result.errors += 1
        place = f"{error.place}: " if error.place else ""
        self.result.refused.append((self.shown, f"{place}{error.found}; expected {error.expected}"))
        if receipted:
            self.receipt(
                ReceiptStatus.REFUSED,
                digest,
                problem=str(error),
                removed=removed_by(clean),
                region_code=self.arrival.region or None,
                quarter=str(self.arrival.quarter or self.result.quarter),
                errors=1,
            )

    def receipt(self, status: ReceiptStatus, digest: str | None, **told: Any) -> None:
        self.workspace.store.add_receipt(
            Receipt(
                sha256=digest,
                original_sha256=self.original,
                slot=self.arrival.slot or self.arrival.address,
                batch=self.batch,
                file_name=self.arrival.name,
                address=self.arrival.address,
                laid_for_region=self.arrival.region,
                laid_for_quarter=str(self.arrival.quarter or ""),
                asked=dict(self.arrival.asked),
                etag=self.document.etag,
                modified=self.document.modified,
                status=status,
                received_by=self.arrival.received_by or self.workspace.settings.person,
                received_on=self.arrival.received_on,
                received_at=self.workspace.now(),
                **told,
            )
        )
