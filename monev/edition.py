"""The edition at hand: catalogue, templates, letterhead and versions as one box, and back.

Rules, words and looks are files of this project. A box of them, kept under its hash, lets a later
Monev judge and print as this one does. What stands in the files is not looked at here.
"""

import base64
import hashlib
import io
import json
import platform
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

from models import Edition
from monev.errors import ArchiveError
from monev.reports.design import ENGINES
from monev.reports.issuer import Issuer
from monev.wording import Wording
from monev.workspace import Workspace

PACKAGES = ("catalogue", "report_templates")
JUDGES = ("holidays",)
"""Libraries that decide a figure; those that decide a look are `design.ENGINES`."""
LETTERHEAD = "letterhead.json"
MOST_BYTES = 64 * 1024 * 1024
_EPOCH = (1980, 1, 1, 0, 0, 0)
_LEFT_OUT = {".pyc", ".pyo"}


@dataclass(frozen=True)
class Box:
    """The files of an edition by name, and the versions that stand beside them."""

    members: Mapping[str, bytes]

    @cached_property
    def sha256(self) -> str:
        """The hash over names and contents, which does not depend on how they are packed."""
        digest = hashlib.sha256()
        for name, content in sorted(self.members.items()):
            digest.update(f"{name}\x1f{len(content)}\x1f".encode() + content)
        return digest.hexdigest()

    def packed(self) -> bytes:
        """Return the files as a zip archive."""
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as target:
            for name, content in sorted(self.members.items()):
                part = zipfile.ZipInfo(name, _EPOCH)
                part.compress_type = zipfile.ZIP_DEFLATED
                target.writestr(part, content)
        return packed.getvalue()


@lru_cache(maxsize=4)
def edition_at_hand(issuer: Issuer) -> Box:
    """Return the edition that documents of this office are made with now."""
    members = {LETTERHEAD: _letterhead_text(issuer)}
    for package in PACKAGES:
        root = Path(str(files(package)))
        for path in root.rglob("*"):
            if path.is_file() and path.suffix not in _LEFT_OUT:
                name = PurePosixPath(package, *path.relative_to(root).parts)
                members[str(name)] = path.read_bytes()
    return Box(members)


def versions_at_hand() -> dict[str, str]:
    """Return the versions of everything else that decides the bytes of a document."""
    made_by = {name: version(name) for name in (*ENGINES, *JUDGES)}
    return {**made_by, "python": platform.python_version(), "machine": platform.machine()}


def versions_changed(edition: Edition) -> list[str]:
    """Return what another version made the documents of an edition with than is at hand."""
    now = versions_at_hand()
    return [
        f"{name} {then} then, {now.get(name, 'none')} now"
        for name, then in edition.versions.items()
        if now.get(name) != then
    ]


def keep_edition(workspace: Workspace) -> str:
    """Keep the edition at hand where it is not kept yet, and return its hash."""
    box = edition_at_hand(workspace.issuer)
    if not workspace.store.keeps_edition(box.sha256):
        workspace.store.keep_edition(
            Edition(
                sha256=box.sha256,
                content=box.packed(),
                versions=versions_at_hand(),
                first_used_at=workspace.now(),
            )
        )
    return box.sha256


def opened_box(edition: Edition) -> Box:
    """Return the files of a kept edition.

    Raises ArchiveError, naming the trouble, where they are not those that were kept.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(edition.content)) as source:
            if sum(one.file_size for one in source.infolist()) > MOST_BYTES:
                raise ArchiveError(f"edition {edition.sha256[:8]} holds more than 64 MiB")
            box = Box({name: source.read(name) for name in source.namelist()})
    except (zipfile.BadZipFile, EOFError, OSError) as error:
        raise ArchiveError(f"edition {edition.sha256[:8]} cannot be read: {error}") from error
    if box.sha256 != edition.sha256:
        raise ArchiveError(
            f"edition {edition.sha256[:8]} has the hash {box.sha256[:8]}: a file in it was changed"
        )
    return box


def lay_out(box: Box, folder: Path) -> None:
    """Write the files of an edition below an empty folder, where Python finds them first.

    Raises ArchiveError for a name that leads out of the folder.
    """
    for name, content in box.members.items():
        place = PurePosixPath(name)
        if place.is_absolute() or ".." in place.parts:
            raise ArchiveError(f"an edition holds {name!r}, which leads out of its folder")
        target = folder.joinpath(*place.parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)


def letterhead_in(folder: Path) -> Issuer:
    """Return the letterhead of an edition that was laid out in a folder."""
    told = json.loads((folder / LETTERHEAD).read_bytes())
    return Issuer(
        office=Wording(**told["office"]),
        line=Wording(**told["line"]),
        address=told["address"],
        place=told["place"],
        logo=base64.b64decode(told["logo"]),
        verify_url=told["verify_url"],
    )


def _letterhead_text(issuer: Issuer) -> bytes:
    told = {
        "office": {"id": issuer.office.id, "en": issuer.office.en},
        "line": {"id": issuer.line.id, "en": issuer.line.en},
        "address": issuer.address,
        "place": issuer.place,
        "logo": base64.b64encode(issuer.logo).decode(),
        "verify_url": issuer.verify_url,
    }
    return json.dumps(told, sort_keys=True, indent=1).encode()


def run_with_edition(edition: Edition, module: str, asked: Mapping[str, Any]) -> str:
    """Run a module of ours in a process that finds the files of an edition before ours.

    `asked` reaches it as JSON on standard input; what it writes to standard output is returned.
    Raises ArchiveError where the edition is not whole or this version cannot work with it.
    """
    box = opened_box(edition)
    with TemporaryDirectory(prefix="monev-edition-") as folder:
        lay_out(box, Path(folder))
        done = subprocess.run(  # noqa: S603 - our own module in our own folder
            [sys.executable, "-m", module],
            cwd=folder,
            input=json.dumps(asked),
            capture_output=True,
            text=True,
            check=False,
        )
    if done.returncode:
        last = done.stderr.strip().splitlines()[-1:] or ["it said nothing"]
        raise ArchiveError(
            f"this version of Monev cannot work with edition {edition.sha256[:8]}: {last[0]}"
        )
    return done.stdout
