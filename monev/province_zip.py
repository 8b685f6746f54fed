"""All current papers of a province as one ZIP whose every byte is known before any is read.

Stored, sorted, with a fixed time: the same papers always make the same bytes, and where each begins
follows from sizes alone. So an interrupted download goes on from any byte, and at most one paper
is in memory. Who may have it, and how bytes travel, is for the portal.
"""

import csv
import hashlib
import json
import struct
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from io import StringIO
from typing import Any
from zlib import crc32

from models import Document, DocumentKind, Quarter, Region
from monev.approve import standings
from monev.errors import ArchiveError, UsageError
from monev.reports import archive
from monev.workspace import Workspace

KINDS = (DocumentKind.REGION_REPORT, DocumentKind.FACT_SHEET)
FIXED_DATE = 0x0021
"""1 January 1980, the first day that the format can name: no clock gets into the bytes."""
UTF8_NAMES = 0x0800
VERSION = 20
LOCAL = struct.Struct("<4s5H3L2H")
CENTRAL = struct.Struct("<4s6H3L5H2L")
END = struct.Struct("<4s4H2LH")
MOST_BYTES = 2**32 - 1
MOST_MEMBERS = 2**16 - 1
KNOWN_SUMS = 50_000
COLUMNS = (
    "file",
    "number",
    "code",
    "name",
    "kind",
    "revision",
    "state",
    "sha256",
    "size_bytes",
)

_sums: dict[str, int] = {}
"""SHA-256 of bytes -> their CRC-32: equal bytes have equal sums, so nothing here grows old."""


@dataclass(frozen=True)
class Member:
    """One file: its name, the size and hash of its bytes, and how to get them."""

    name: str
    size: int
    sha256: str
    content: Callable[[], bytes]

    def read(self) -> bytes:
        """Return the bytes and remember their sum; ArchiveError where the size is another."""
        found = self.content()
        if len(found) != self.size:
            raise ArchiveError(
                f"{self.name} has {len(found)} bytes, {self.size} were filed; restore a backup"
            )
        if len(_sums) >= KNOWN_SUMS:
            _sums.clear()
        _sums[self.sha256] = crc32(found)
        return found

    def crc(self) -> int:
        """Return the sum; the bytes are read only where it is not known yet."""
        if self.sha256 not in _sums:
            self.read()
        return _sums[self.sha256]

    @property
    def encoded(self) -> bytes:
        """The name as it is written."""
        return self.name.encode()


@dataclass(frozen=True)
class Package:
    """A ZIP to come: `name` is its file name, `members` are in their order."""

    name: str
    members: tuple[Member, ...]

    @cached_property
    def size(self) -> int:
        """Its length in bytes."""
        return self._directory_at + sum(self._entry(one) for one in self.members) + END.size

    @cached_property
    def tag(self) -> str:
        """A hash that changes with every byte of it; nothing is read for it."""
        content = [(one.name, one.size, one.sha256) for one in self.members]
        return hashlib.sha256(json.dumps(content).encode()).hexdigest()

    def bytes_of(self, start: int, end: int) -> Iterator[bytes]:
        """Yield the bytes from `start` up to `end`, not including it, in pieces.

        Members before `start` are not read, but for the directory at the very end, which needs
        the sums of all. Raises ArchiveError where a paper is gone or not what was filed.
        """
        at = 0
        for one in self.members:
            head, body = LOCAL.size + len(one.encoded), one.size
            if at + head + body > start and at < end:
                yield from self._member(one, start - at, end - at)
            at += head + body
        if end > at:
            rest = self._directory()
            yield rest[max(0, start - at) : end - at]

    def _member(self, one: Member, start: int, end: int) -> Iterator[bytes]:
        """Yield a part of one member, counted from its own header."""
        head = LOCAL.size + len(one.encoded)
        content = one.read() if end > head else b""
        if start < head:
            yield self._local(one)[max(0, start) : end]
        if content and end > head:
            yield content[max(0, start - head) : end - head]

    @cached_property
    def _directory_at(self) -> int:
        return sum(LOCAL.size + len(one.encoded) + one.size for one in self.members)

    @staticmethod
    def _entry(one: Member) -> int:
        return CENTRAL.size + len(one.encoded)

    @staticmethod
    def _local(one: Member) -> bytes:
        about = (VERSION, UTF8_NAMES, 0, 0, FIXED_DATE)
        sizes = (one.crc(), one.size, one.size, len(one.encoded), 0)
        return LOCAL.pack(b"PK\x03\x04", *about, *sizes) + one.encoded

    def _directory(self) -> bytes:
        made, at = bytearray(), 0
        for one in self.members:
            about = (VERSION, VERSION, UTF8_NAMES, 0, 0, FIXED_DATE)
            sizes = (one.crc(), one.size, one.size, len(one.encoded), 0, 0, 0, 0, 0, at)
            made += CENTRAL.pack(b"PK\x01\x02", *about, *sizes) + one.encoded
            at += LOCAL.size + len(one.encoded) + one.size
        count = len(self.members)
        return bytes(made) + END.pack(b"PK\x05\x06", 0, 0, count, count, len(made), at, 0)


def province_package(workspace: Workspace, province: Region, quarter: Quarter) -> Package | None:
    """Return the package of a province's quarter; null where nothing is evaluated there.

    It holds the report and the fact sheet of every revision in force, as Indonesian PDF, and a
    manifest as CSV and JSON. Raises UsageError where the format cannot hold that much.
    """
    found = [one for one in standings(workspace, quarter) if one.province == province.code]
    if not found:
        return None
    rows: list[dict[str, Any]] = []
    members: list[Member] = []
    for one in found[0].regions:
        for kind in KINDS:
            document = workspace.store.document_of(one.current.evaluation_id, kind)
            if document is not None:
                member = _member_of(workspace, document)
                name = workspace.register.regions[one.code].name
                rows.append(_row(document, member.name, one.code, name, one.state.value))
                members.append(member)
    rows.sort(key=lambda row: str(row["file"]))
    whole = {"province": province.code, "name": province.name, "quarter": str(quarter)}
    manifest = json.dumps(whole | {"documents": rows}, ensure_ascii=False, indent=2) + "\n"
    members += [_text("manifest.csv", _csv(rows)), _text("manifest.json", manifest)]
    members.sort(key=lambda member: member.name)
    package = Package(f"monev-{province.code}-{quarter}.zip", tuple(members))
    if package.size > MOST_BYTES or len(members) > MOST_MEMBERS:
        raise UsageError(
            f"{package.name} would have {package.size} bytes, {MOST_BYTES} at most; download the "
            "papers one by one"
        )
    return package


def _member_of(workspace: Workspace, document: Document) -> Member:
    return Member(
        document.path.rpartition("/")[2],
        document.size_bytes,
        document.sha256,
        lambda: archive.read_filed(workspace.store.depot, document),
    )


def _row(document: Document, file: str, code: str, name: str, state: str) -> dict[str, Any]:
    return {
        "file": file,
        "number": document.number,
        "code": code,
        "name": name,
        "kind": document.kind.value,
        "revision": document.revision,
        "state": state,
        "sha256": document.sha256,
        "size_bytes": document.size_bytes,
    }


def _csv(rows: list[dict[str, Any]]) -> str:
    out = StringIO()
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def _text(name: str, text: str) -> Member:
    content = text.encode()
    return Member(name, len(content), hashlib.sha256(content).hexdigest(), lambda: content)
