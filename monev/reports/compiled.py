"""Templates as Python has compiled them, kept beside them as it keeps its own `.pyc` files.

Compiling takes a third of a second in every process. A folder that cannot be written to is left
alone, and each process compiles for itself.
"""

import hashlib
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path

from jinja2 import FileSystemBytecodeCache
from jinja2.bccache import Bucket

from monev.printing import Language

DECIDES = (
    ("models", ".py"),
    ("monev", ".py"),
    ("catalogue", ".yaml"),
    ("catalogue", ".csv"),
    ("report_templates", ".po"),
)
"""What compiled code depends on beside its source: constants are put through filters when it is
compiled, and filters speak by catalogue and language."""
EDGES = {"cli", "portal"}
"""Rooms of `monev` that show and ask, and decide nothing of a document."""


class CompiledTemplates(FileSystemBytecodeCache):
    """Compiled templates of one language; what was compiled by other code or words is not used."""

    def __init__(self, folder: Path, language: Language) -> None:
        super().__init__(str(folder), f"%s.{language}.pyc")
        self._made_by = made_by()
        with suppress(OSError):
            folder.mkdir(exist_ok=True)

    def get_source_checksum(self, source: str) -> str:
        """Return what must be the same for kept code to be used."""
        return hashlib.sha256(f"{self._made_by} {source}".encode()).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take up what was kept of a template, where anything was."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep the code of a template where that is possible; nothing depends on it."""
        with suppress(OSError):
            super().dump_bytecode(bucket)


@cache
def made_by() -> str:
    """Return a hash over names, sizes and times of the files that decide, as Python does.

    As they were when this process first asked.
    """
    digest = hashlib.sha256()
    for package, suffix in DECIDES:
        root = Path(str(files(package)))
        for path in sorted(root.rglob(f"*{suffix}")):
            if path.relative_to(root).parts[0] in EDGES:
                continue
            seen = path.stat()
            name = f"{package}/{path.relative_to(root)}"
            digest.update(f"{name} {seen.st_size} {seen.st_mtime_ns}\n".encode())
    return digest.hexdigest()
