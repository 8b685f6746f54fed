"""What is said of a file as a whole: that it cannot be read, or held personal data.

Findings on its cells are made by the readers.
"""

from models import Finding, Severity
from monev.errors import SourceError
from monev.sources.redaction import Redacted
from monev.sources.refusals import in_indonesian

PERSONAL = "berkas.data_pribadi"
REFUSED = "BERKAS"


def refusal(error: SourceError, sha256: str) -> Finding:
    """Return the finding for a file that could not be read at all."""
    place = f"{error.file}{', ' + error.place if error.place else ''}"
    found_id, expected_id = in_indonesian(error)
    return Finding(
        rule=REFUSED,
        severity=Severity.ERROR,
        place=place,
        evidence_sha256=sha256,
        subject="file",
        message_id=f"Berkas tidak dapat dibaca: {found_id}. Seharusnya: {expected_id}.",
        message_en=f"The file cannot be read: {error.found}. Expected: {error.expected}.",
    )


def personal_data(clean: Redacted, name: str, sha256: str) -> list[Finding]:
    """Return the finding that says what was taken out of a file; none where nothing was."""
    if not clean.changed:
        return []
    columns = ", ".join(clean.columns) or "-"
    return [
        Finding(
            rule=PERSONAL,
            severity=Severity.WARNING,
            place=name,
            evidence_sha256=sha256,
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
    ]


def removed_by(clean: Redacted) -> dict[str, str]:
    """Return what a receipt remembers of a redaction; nothing where nothing was taken out."""
    if not clean.changed:
        return {}
    return {"columns": "; ".join(clean.columns), "numbers": str(clean.numbers)}


def redacted_then(content: bytes, removed: dict[str, str]) -> Redacted:
    """Return kept bytes with what a receipt remembers was taken out of them when they came."""
    columns = tuple(part for part in removed.get("columns", "").split("; ") if part)
    return Redacted(content, columns, int(removed.get("numbers", "0")))
