"""What documents look like, as one hash: templates, texts, faces, letterhead and layout engine.

Where it and the figures are the same, a document need not be made again.
"""

import hashlib
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

from monev.reports.issuer import Issuer
from monev.reports.templating import TEMPLATES

WORDS = (
    "wording.yaml",
    "derivation.yaml",
    "legal_basis.yaml",
    "segments.yaml",
    "tile_grid.yaml",
    "annex.yaml",
    "recap.yaml",
    "semester.yaml",
)
ENGINES = (
    "monev",
    "weasyprint",
    "pydyf",
    "pikepdf",
    "jinja2",
    "babel",
    "segno",
    "font-source-sans-pro",
    "font-source-serif-pro",
)


def design_sha256(issuer: Issuer) -> str:
    """Return the hash of everything but the figures that decides the bytes of a document."""
    return hashlib.sha256(f"{_packaged()} {issuer.sha256}".encode()).hexdigest()


@cache
def _packaged() -> str:
    digest = hashlib.sha256()
    words = [Path(str(files("catalogue"))) / name for name in WORDS]
    for path in [*sorted(TEMPLATES.rglob("*")), *words]:
        if path.is_file() and path.suffix in {".html", ".css", ".po", ".yaml"}:
            digest.update(path.name.encode() + b"\x1f" + path.read_bytes() + b"\x1e")
    for name in ENGINES:
        digest.update(f"{name} {version(name)}\x1e".encode())
    return digest.hexdigest()
