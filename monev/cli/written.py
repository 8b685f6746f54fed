"""Answers of commands into files: rows as CSV, XLSX or JSON by the end of a name, and documents."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from monev.cli.screen import json_text
from monev.errors import UsageError

if TYPE_CHECKING:
    from models import Document


def write_rows(
    out: Path, title: str, fields: Sequence[str], forms: Sequence[Mapping[str, Any]]
) -> None:
    """Write each form's `fields` as a row; a workbook's sheet is called `title`.

    Raises UsageError for a file that ends in anything but .csv, .xlsx or .json.
    """
    from monev.reports.tabular import as_csv
    from monev.reports.workbook import as_xlsx

    rows = [[form[key] for key in fields] for form in forms]
    ending = out.suffix.lower()
    if ending not in {".csv", ".xlsx", ".json"}:
        raise UsageError(f"--out ends in {ending!r}; .csv, .xlsx or .json is expected")
    out.parent.mkdir(parents=True, exist_ok=True)
    match ending:
        case ".csv":
            out.write_text(as_csv(fields, rows), encoding="utf-8-sig", newline="")
        case ".xlsx":
            out.write_bytes(as_xlsx(title, fields, rows))
        case _:
            out.write_text(json_text(forms), encoding="utf-8")


def write_document(out: Path, filed: "Document", content: bytes, *, force: bool) -> Path:
    """Write a filed document to a file, or into a folder under its own name; return where.

    Raises UsageError where another file stands in the way and `force` does not say to replace it.
    """
    target = out / Path(filed.path).name if out.is_dir() else out
    if not target.parent.is_dir():
        raise UsageError(f"there is no folder {target.parent} to write to; make it first")
    if target.exists() and target.read_bytes() != content and not force:
        raise UsageError(f"{target} is there already and differs; --force replaces it")
    target.write_bytes(content)
    return target
