"""Compiled templates are kept, used again, and never used where something decides otherwise."""

import subprocess
import sys
from pathlib import Path

import pytest
from jinja2 import Environment, FileSystemLoader

from monev.printing import Language
from monev.reports import compiled
from monev.reports.compiled import CompiledTemplates

PAGE = "{{ 'x'|said }} {{ y }}"


def rendered(folder: Path, language: Language, word: str) -> str:
    """What a template says whose filter, put through a constant, says `word`."""
    made = Environment(
        loader=FileSystemLoader(folder),
        bytecode_cache=CompiledTemplates(folder / "__pycache__", language),
    )
    made.filters["said"] = lambda _text: word
    return made.get_template("page.html").render(y="z")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one template."""
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")
    return tmp_path


def test_kept_code_is_used_again(folder: Path) -> None:
    """The constant was put through the first filter; the kept code says so still."""
    assert rendered(folder, "id", "satu") == "satu z"
    assert rendered(folder, "id", "dua") == "satu z"
    assert [one.suffix for one in (folder / "__pycache__").iterdir()] == [".pyc"]


def test_other_code_words_or_language_compile_anew(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever decides beside the source makes kept code unusable, and so does the source."""
    assert rendered(folder, "id", "satu") == "satu z"
    assert rendered(folder, "en", "one") == "one z"
    monkeypatch.setattr(compiled, "made_by", lambda: "another Monev")
    assert rendered(folder, "id", "dua") == "dua z"
    (folder / "page.html").write_text(PAGE + "!", encoding="utf-8")
    assert rendered(folder, "id", "tiga") == "tiga z!"


def test_a_folder_that_cannot_hold_it_is_left_alone(folder: Path) -> None:
    """A full disk or a folder of somebody else costs time, not the report."""
    (folder / "__pycache__").write_text("no folder", encoding="utf-8")
    assert rendered(folder, "id", "satu") == "satu z"
    assert rendered(folder, "id", "dua") == "dua z"


def test_a_changed_file_of_ours_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new size or time of any file that decides changes the mark."""
    (tmp_path / "a.py").write_text("1", encoding="utf-8")
    monkeypatch.setattr(compiled, "files", lambda _package: tmp_path)
    compiled.made_by.cache_clear()
    first = compiled.made_by()
    (tmp_path / "a.py").write_text("22", encoding="utf-8")
    compiled.made_by.cache_clear()
    second = compiled.made_by()
    compiled.made_by.cache_clear()
    assert first != second


def test_a_damaged_file_is_compiled_anew(folder: Path) -> None:
    """A file cut short is no error."""
    assert rendered(folder, "id", "satu") == "satu z"
    (kept,) = (folder / "__pycache__").iterdir()
    kept.write_bytes(kept.read_bytes()[:-20])
    assert rendered(folder, "id", "dua") == "dua z"


def test_documents_are_made_from_kept_code() -> None:
    """A second process finds what the first has compiled, where the folder can be written to."""
    code = (
        "from monev.reports.templating import TEMPLATES, environment;"
        "environment('id').get_template('laporan/document.html');"
        "print(len(list((TEMPLATES / '__pycache__').glob('*.id.pyc'))))"
    )
    counts = [
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
        for _ in range(2)
    ]
    assert int(counts[0].stdout) == int(counts[1].stdout) > 0
