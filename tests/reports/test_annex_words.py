"""The words of the annexes: whole in both languages, and every column filled."""

from collections.abc import Iterator
from string import Formatter
from typing import Any

import pytest

from monev.errors import CatalogueError
from monev.reports.region.annex import ROWS
from monev.reports.region.annex.words import TableWords, annex_words
from monev.wording import Wording


def wordings(value: Any, path: str = "") -> Iterator[tuple[str, Wording]]:
    """Yield every text of the file with its path."""
    if isinstance(value, Wording):
        yield path, value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from wordings(one, f"{path}.{key}")
    else:
        for key in type(value).model_fields:
            yield from wordings(getattr(value, key), f"{path}.{key}")


def braces(text: str) -> set[str]:
    """Return the places of a sentence that are filled in."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_every_text_is_there_in_both_languages() -> None:
    """Indonesian and English leave open the same places, and neither is empty."""
    found = dict(wordings(annex_words()))
    assert len(found) > 100
    for path, one in found.items():
        assert braces(one.id) == braces(one.en), path
        assert bool(one.id) is bool(one.en) is (path != ".tables.catatan.none"), path


def test_names_tell_tables_apart() -> None:
    """No two files and no two sheets have one name, and spreadsheets can hold the names."""
    tables = annex_words().tables
    assert list(tables) == list(ROWS)
    for language in ("id", "en"):
        sheets = [getattr(one.sheet, language) for one in tables.values()]
        files = [getattr(one.file, language) for one in tables.values()]
        assert len(set(sheets)) == len(set(files)) == len(tables)
        assert all(len(name) <= 31 and not set(name) & set("[]:*?/\\") for name in sheets)
        for one in tables.values():
            heads = [getattr(head, language) for head in one.columns.values()]
            assert len(set(heads)) == len(heads)


def test_a_column_that_nobody_fills_is_refused() -> None:
    """A heading that an editor adds without a value behind it is named with file and line."""
    words = annex_words()
    changed = words.tables["indikator"].columns | {"warna": Wording(id="Warna", en="Colour")}
    more = TableWords.model_validate(words.tables["indikator"].model_dump() | {"columns": changed})
    broken = words.model_copy(update={"tables": words.tables | {"indikator": more}})
    with pytest.raises(CatalogueError, match=r"annex\.yaml:\d+: .*warna"):
        broken.ordered("indikator", [dict.fromkeys(words.tables["indikator"].columns)])
