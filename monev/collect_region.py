"""One arrival as a straight line: cleaned of persons -> kept -> read -> stored -> receipted.

A file that cannot be read becomes a finding and a receipt; it never stops another one. Where
files come from, and in which order, is the business of `collect_many`.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from models import Evidence, Finding, Receipt, ReceiptStatus, Severity
from monev.arrival import Arrival, Document
from monev.errors import SourceError
from monev.sources.confined import ReadingRoom
from monev.sources.file_name import shown_name
from monev.sources.redaction import Redacted, redacted
from monev.workspace import Workspace

LARGEST_FILE_BYTES = 100 * 1024 * 1024
PERSONAL = "berkas.data_pribadi"
REFUSED = "BERKAS"


@dataclass
class Collected:
    """What a sweep brought in; `refused` are files that could not be read, with the reason.

    `repeated` files were read before, `unfinished` ones were still being written, `unreachable`
    are addresses that gave no answer, with the reason.
    """

    files: int = 0
    facts: int = 0
    findings: int = 0
    repeated: int = 0
    refused: list[tuple[str, str]] = field(default_factory=list)
    unfinished: list[str] = field(default_factory=list)
    unreachable: list[tuple[str, str]] = field(default_factory=list)

    def __add__(self, other: "Collected") -> "Collected":
        """Return both sweeps together."""
        mine, theirs = vars(self), vars(other)
        return Collected(**{name: mine[name] + theirs[name] for name in mine})


def collect_document(
    workspace: Workspace, room: ReadingRoom, document: Document, result: Collected
) -> None:
    """Take in one document and note it in `result`; bytes that were read before are only counted.

    Personal data are taken out before anything is kept. What cannot be looked into is not kept:
    its receipt holds name, size and hash.
    """
    named = replace(document.arrival, name=shown_name(document.arrival.name))
    original = hashlib.sha256(document.content).hexdigest()
    line = _Line(workspace, replace(document, arrival=named), result, original)
    result.files += 1
    before = workspace.store.read_before(original, named.region, str(named.quarter or ""))
    if before is not None:
        result.repeated += 1
        line.receipt(ReceiptStatus.REPEATED, before.sha256, **_told(before))
        return
    if len(document.content) > LARGEST_FILE_BYTES:
        line.refuse(_too_large(named.name, len(document.content)), None)
        return
    try:
        clean = room.run(redacted, document.content, named.name, name=named.name)
    except SourceError as error:
        line.refuse(error, None)
        return
    line.read(room, clean, line.keep(clean.content))


def read_again(
    workspace: Workspace, room: ReadingRoom, receipt: Receipt, arrival: Arrival, result: Collected
) -> None:
    """Read the kept bytes of an earlier receipt once more, with no network and no inbox."""
    result.files += 1
    digest = receipt.sha256 or ""
    content = workspace.store.evidence_path(digest).read_bytes()
    line = _Line(workspace, Document(content, arrival), result, receipt.original_sha256)
    line.read(room, Redacted(content), digest, again=True)


def refuse_unread(
    workspace: Workspace, arrival: Arrival, size_bytes: int, result: Collected
) -> None:
    """Refuse a file by its size alone, before any of it is read."""
    named = replace(arrival, name=shown_name(arrival.name))
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
    def batch(self) -> str:
        """The name of this reading: the bytes, and the region they were laid down for."""
        return f"{self.original}:{self.arrival.region}"

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

    def read(self, room: ReadingRoom, clean: Redacted, digest: str, *, again: bool = False) -> None:
        """Read kept bytes and store what they say; a second reading leaves no second receipt."""
        try:
            reading = room.read(clean.content, self.arrival)
        except SourceError as error:
            self.refuse(error, digest)
            return
        findings = [*self._personal(clean, digest), *reading.findings]
        for one in findings:
            one.region_code = one.region_code or reading.region or self.arrival.region or None
        self.result.facts += self.workspace.store.save_reading(self.batch, reading.facts, findings)
        self.result.findings += len(findings)
        if not again:
            self.receipt(
                ReceiptStatus.READ,
                digest,
                source_id=reading.source_id,
                region_code=reading.region or self.arrival.region or None,
                quarter=str(reading.quarter or self.arrival.quarter or ""),
                handed_in_on=reading.handed_in_on.isoformat() if reading.handed_in_on else "",
                facts=len(reading.facts),
                errors=sum(one.severity is Severity.ERROR for one in findings),
            )

    def refuse(self, error: SourceError, digest: str | None) -> None:
        """Note a file that cannot be read: a finding, a receipt and a line of the result."""
        finding = refusal(error, digest or self.original, self.arrival.region or None)
        self.workspace.store.save_reading(self.batch, [], [finding])
        self.result.findings += 1
        self.result.refused.append((self.arrival.name, str(error)))
        self.receipt(
            ReceiptStatus.REFUSED,
            digest,
            problem=str(error),
            region_code=self.arrival.region or None,
            quarter=str(self.arrival.quarter or ""),
            errors=1,
        )

    def receipt(self, status: ReceiptStatus, digest: str | None, **told: Any) -> None:
        self.workspace.store.add_receipt(
            Receipt(
                sha256=digest,
                original_sha256=self.original,
                file_name=self.arrival.name,
                address=self.arrival.address,
                laid_for_region=self.arrival.region,
                laid_for_quarter=str(self.arrival.quarter or ""),
                asked=dict(self.arrival.asked),
                etag=self.document.etag,
                modified=self.document.modified,
                status=status,
                received_at=self.workspace.now(),
                **told,
            )
        )

    def _personal(self, clean: Redacted, digest: str) -> Iterable[Finding]:
        """Yield the finding that says which personal data were taken out."""
        if not clean.changed:
            return
        columns = ", ".join(clean.columns) or "-"
        yield Finding(
            rule=PERSONAL,
            severity=Severity.WARNING,
            place=self.arrival.name,
            evidence_sha256=digest,
            subject="file",
            message_id=(
                f"Berkas memuat data pribadi dan disimpan tanpa data itu: kolom {columns}; "
                f"{clean.numbers} nomor identitas dihapus. Kirim berkas tanpa NIK dan nama orang."
            ),
            message_en=(
                f"The file held personal data and is kept without them: columns {columns}; "
                f"{clean.numbers} identity numbers removed. Send files without NIK and names."
            ),
        )


def refusal(error: SourceError, sha256: str, region: str | None = None) -> Finding:
    """Return the finding for a file that could not be read at all."""
    place = f"{error.file}{', ' + error.place if error.place else ''}"
    return Finding(
        rule=REFUSED,
        severity=Severity.ERROR,
        region_code=region,
        place=place,
        evidence_sha256=sha256,
        subject="file",
        message_id=f"Berkas tidak dapat dibaca: {error.found}. Seharusnya: {error.expected}.",
        message_en=f"The file cannot be read: {error.found}. Expected: {error.expected}.",
    )
