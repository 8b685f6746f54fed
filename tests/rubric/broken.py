"""A copy of the catalogue's rules with one thing altered, and the refusal it meets.

What each refusal must say is for the tests.
"""

import shutil
from collections.abc import Collection
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from monev.errors import CatalogueError
from monev.rubric import load_rubric

RULE_FILES = ("rubric.yaml", "duties.yaml", "advice.yaml", "indicators", "parameters")
PROFILES = "profiles"


def rules_copied(folder: Path) -> Path:
    """Copy the packaged rules into `folder` and return it."""
    with as_file(files("catalogue")) as catalogue:
        for name in (*RULE_FILES, PROFILES):
            source = catalogue / name
            if source.is_dir():
                shutil.copytree(source, folder / name)
            else:
                shutil.copy(source, folder / name)
    return folder


def altered(folder: Path, file: str, old: str, new: str) -> int:
    """Replace the first `old` in a copied file; return the 1-based line where it began."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{file} holds no {old!r}: the test alters nothing"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def refusal(folder: Path, profile: str = "", formulas: Collection[str] = ()) -> CatalogueError:
    """Return the error with which the altered rules are refused."""
    with pytest.raises(CatalogueError) as caught:
        load_rubric(folder, profile, formulas)
    return caught.value


def said(error: CatalogueError) -> str:
    """The message without file and line."""
    return str(error).split(": ", 1)[1]
