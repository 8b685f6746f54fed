"""What a PDF is: pages, tags, and which standards an independent check grants."""

from dataclasses import dataclass
from pathlib import Path

import page as validator
from pypdf import PdfReader
from pypdf.generic import DictionaryObject


@dataclass(frozen=True)
class Inspected:
    """One file, inspected."""

    kilobytes: float
    pages: int
    tagged: bool
    pdf_a: bool
    pdf_ua: bool


def inspected(path: Path) -> Inspected:
    """Return what a PDF is; PDF/A-3a and PDF/UA-1 as `page-validation` finds them."""
    reader = PdfReader(path)
    root = reader.root_object
    marks = root.get("/MarkInfo")
    marked = marks.get_object() if marks is not None else None
    return Inspected(
        kilobytes=path.stat().st_size / 1000,
        pages=len(reader.pages),
        tagged=isinstance(marked, DictionaryObject)
        and bool(marked.get("/Marked"))
        and "/StructTreeRoot" in root,
        pdf_a=_keeps(path, "3a"),
        pdf_ua=_keeps(path, "ua1"),
    )


def _keeps(path: Path, profile: str) -> bool:
    return not validator.validate_pdf_bytes(path.read_bytes(), profile=profile).failures
