"""The page about the rubric language: every example on it runs and gives what it prints."""

import re
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from monev.cli.score_table import printed_score
from monev.score_table import ScoredTable
from monev.score_table.load import checked, keys_of
from monev.score_table.shapes import TableRubric
from monev.yaml_file import YamlFile
from tests.score_table.books import scored

PAGE = Path(__file__).parent.parent.parent / "docs" / "rubric-language.md"
FENCES = re.findall(r"^```(\w+)\n(.*?)^```$", PAGE.read_text("utf-8"), re.MULTILINE | re.DOTALL)
TABLE = next(text for kind, text in FENCES if kind == "csv")
EXAMPLES = [
    (text, FENCES[at + 1][1] if FENCES[at + 1 : at + 2] and FENCES[at + 1][0] == "text" else "")
    for at, (kind, text) in enumerate(FENCES)
    if kind == "yaml"
]


def whole(fragment: str) -> str:
    """A fragment's keys laid over the first example of the page."""
    loader = YAML()
    base: dict[str, Any] = loader.load(EXAMPLES[0][0])
    over: dict[str, Any] = loader.load(fragment)
    stream = StringIO()
    loader.dump({**base, **over}, stream)
    return stream.getvalue()


def lines_of(result: ScoredTable) -> list[str]:
    """Rank, unit, score and band as the page prints them."""
    return [
        " ".join(filter(None, (str(one.rank or "-"), one.unit, printed_score(one.score), one.band)))
        for one in result.units
    ]


@pytest.mark.parametrize(("fragment", "outcome"), EXAMPLES)
def test_an_example_runs(fragment: str, outcome: str, tmp_path: Path) -> None:
    """Every example is a rubric that scores the page's table, with the outcome below it."""
    rubric = checked(YamlFile("page.yaml", whole(fragment)))
    table = TABLE if "letters" not in fragment else "unit,class,PI-1.1,PI-1.2\nNorth,city,A,C\n"
    result = scored(tmp_path, rubric, table)
    assert len(result.units) == len(table.splitlines()) - 1
    assert outcome.splitlines() in ([], lines_of(result))


def test_the_page_shows_every_construct() -> None:
    """A key that a rubric may hold stands in an example of the page."""
    shown = " ".join(fragment for fragment, _ in EXAMPLES)
    missing = {key for key in keys_of(TableRubric) if not re.search(rf"\b{key}\b", shown)}
    assert missing <= {"points_yes"}
    assert sum(bool(outcome) for _, outcome in EXAMPLES) >= 4
