"""Small rubrics and tables for the tests, written as an analyst writes them."""

from pathlib import Path
from typing import Any

from monev.score_table import ScoredTable, read_table, score_table
from monev.score_table.load import RubricFile, checked
from monev.yaml_file import YamlFile

HEAD = """\
title: Test
units: unit
cells: {decimal: "."}
"""


def book(text: str, head: str = HEAD) -> RubricFile:
    """A checked rubric from the text below a common head."""
    return checked(YamlFile("rubric.yaml", head + text))


def scored(folder: Path, rubric: RubricFile, text: str) -> ScoredTable:
    """The table, written down and scored."""
    path = folder / "table.csv"
    path.write_text(text, encoding="utf-8")
    return score_table(rubric, read_table(path, rubric))


def by_unit(result: ScoredTable, name: str) -> dict[str, Any]:
    """One property of every unit."""
    return {one.unit: getattr(one, name) for one in result.units}
