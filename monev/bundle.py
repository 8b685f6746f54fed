"""A run in a box as a value: named members, their hashes, and one archive without any freedom.

The archive stores members as they are, in order, with one date: the same members are the same
bytes on every machine, so that one changed byte anywhere is found, and named. What the members
mean is `make_bundle`'s and `replay_bundle`'s.
"""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from monev.errors import ArchiveError

FORMAT = 1
CORRECTIONS = "correction"
"""The book of facts that came by accepted objections; each names its kind."""
MANIFEST, SEAL = "manifest.json", "manifest.sha256"
_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class Bundle:
    """Members by name, without manifest and seal; `about` is what the manifest says beside them."""

    about: Mapping[str, Any]
    members: Mapping[str, bytes]

    def packed(self) -> bytes:
        """Return the archive."""
        told = {
            "format": FORMAT,
            **self.about,
            "members": {name: _digest(content) for name, content in sorted(self.members.items())},
        }
        manifest = json.dumps(told, indent=1, ensure_ascii=False).encode()
        return _archive({MANIFEST: manifest, SEAL: _digest(manifest).encode(), **self.members})

    def rows(self, table: str) -> list[dict[str, Any]]:
        """Return the rows of one book; none where the bundle has no such book."""
        text = self.members.get(book(table), b"").decode()
        return [json.loads(line) for line in text.splitlines()]


def book(table: str) -> str:
    """Return the name of the member that holds the rows of a table."""
    return f"books/{table}.jsonl"


def written(rows: list[dict[str, Any]]) -> bytes:
    """Return rows as lines of JSON, keys as they stand: a rule's steps are told in their order."""
    lines = [json.dumps(one, ensure_ascii=False) for one in rows]
    return "".join(f"{line}\n" for line in lines).encode()


def opened_bundle(content: bytes) -> Bundle:
    """Return a bundle whose every byte is as it was packed.

    Raises ArchiveError that names the member, or the manifest, that is not.
    """
    members = _members(content)
    manifest, seal = members.pop(MANIFEST, None), members.pop(SEAL, None)
    if manifest is None or seal is None:
        raise ArchiveError(f"found no {MANIFEST if manifest is None else SEAL}; this is no bundle")
    if _digest(manifest).encode() != seal:
        raise ArchiveError(f"{MANIFEST} is not as it was sealed, or {SEAL} was changed")
    about = json.loads(manifest)
    if about.pop("format", None) != FORMAT:
        raise ArchiveError(f"{MANIFEST} tells of another format than {FORMAT}")
    listed = about.pop("members")
    wrong = [f"{name} was changed" for name in listed if not _is_as_listed(name, listed, members)]
    wrong += [f"{name} was added" for name in members if name not in listed]
    if wrong:
        raise ArchiveError(f"the bundle is not as it was packed: {'; '.join(wrong)}")
    found = Bundle(about, members)
    if found.packed() != content:
        raise ArchiveError("the members are whole, but the archive around them was changed")
    return found


def _is_as_listed(name: str, listed: dict[str, str], members: Mapping[str, bytes]) -> bool:
    return name in members and _digest(members[name]) == listed[name]


def _members(content: bytes) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as source:
            names = source.namelist()
            if len(names) != len(set(names)):
                raise ArchiveError("the bundle holds two members of one name")
            if any(one.compress_type != zipfile.ZIP_STORED for one in source.infolist()):
                raise ArchiveError("the bundle holds a packed member; bundles store them plainly")
            return {name: source.read(name) for name in names}
    except (zipfile.BadZipFile, EOFError, ValueError, NotImplementedError) as error:
        raise ArchiveError(f"the bundle cannot be read: {error}") from error


def _archive(members: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    first = [MANIFEST, SEAL]
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as target:
        for name in [*first, *sorted(set(members) - set(first))]:
            target.writestr(zipfile.ZipInfo(name, _EPOCH), members[name])
    return packed.getvalue()


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
