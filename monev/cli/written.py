"""Rows of a command's answer into a file: CSV, XLSX or JSON, by the end of its name."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from monev.cli.screen import json_text
from monev.errors import UsageError


def write_rows(
    out: Path, title: str, fields: Sequence[str], forms: Sequence[Mapping[str, Any]]
) -> None:
    """Write each form's `fields` as a row; a workbook's sheet is called `title`.

    Raises UsageError for a file that ends in anything but .csv, .xlsx or .json.
    """
    from monev.reports.tabular import as_csv, as_xlsx

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
