"""What is wrong with a table is said with its line and column; nothing in it is repaired."""

import re
from fractions import Fraction
from pathlib import Path

import pytest

from monev.errors import CatalogueError, SourceError, UsageError
from monev.score_table import read_table
from monev.score_table.table import number
from tests.score_table.books import book, by_unit, scored

ONE = "indicators:\n  - {id: A, column: a, weight: 1, scale: {linear: {floor: 0, target: 100}}}\n"
STEPS = "indicators:\n  - {id: A, column: a, weight: 1, scale: {steps: {high: 90}}}\n"
YES = "indicators:\n  - {id: A, column: a, weight: 1, scale: {boolean: {yes: [ya], no: [tidak]}}}\n"
BRACKETS = (
    "indicators:\n  - {id: A, column: a, weight: 1, scale: {brackets: [{from: 5, points: 1}]}}\n"
)
LETTERS = (
    "groups: [{id: g, method: pefa_m1}]\n"
    "indicators:\n  - {id: A, column: a, group: g, scale: {letters: pefa}}\n"
)


@pytest.mark.parametrize(
    ("rubric", "table", "said"),
    [
        (ONE, "unit,a\nx,many\n", "table.csv, line 2, column a: found 'many'; expected a number"),
        (ONE, 'unit,a\nx,1\n\ny,"1,234"\n', "line 4, column a: found '1,234'; expected a number "),
        (ONE, "unit,a\nx,1.234.567\n", "without thousands separators; write 1234567"),
        (ONE, "unit,a\nx,1 234\n", "without thousands separators"),
        (ONE, "unit,a\nx,12%\n", "expected a number such as 1234.5"),
        (ONE, "unit,a\nx,1e3\n", "expected a number such as"),
        (ONE, "unit,a\nx,nan\n", "expected a number such as"),
        (ONE, "unit,a\nx,1\nx,2\n", "line 3: the unit 'x' again (first in line 2)"),
        (ONE, "unit,a\n,2\n", "line 2: a row without a unit"),
        (ONE, "unit,a\nx,2,3\n", "line 2: 3 cells; expected 2"),
        (ONE, "unit,a,a\nx,2,3\n", "the heading 'a' twice"),
        (ONE, "unit,,a\nx,2,3\n", "no heading over column 2"),
        (ONE, "unit;a\nx;2\n", "write cells: {delimiter: ';'}"),
        (ONE, "unit,a\n", "1 lines; expected a line of headings and units below"),
        (ONE, "", "0 lines"),
        (ONE, 'unit,a\nx,"2\n', "expected a CSV with whole quotes"),
        (STEPS, "unit,a\nx,High\n", "found 'High'; expected no step 'High'; the scale has high"),
        (YES, "unit,a\nx,yes\n", "'yes' is neither yes nor no; the scale knows ya, tidak"),
        (BRACKETS, "unit,a\nx,4\n", "no bracket holds 4"),
        (LETTERS, "unit,a\nx,E\n", "the letters are A, B, C, D, D*, NA, NU"),
    ],
)
def test_a_fault_of_the_table_is_named(rubric: str, table: str, said: str, tmp_path: Path) -> None:
    """File, line, column, what was found and what was expected."""
    with pytest.raises(SourceError) as caught:
        scored(tmp_path, book(rubric), table)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("rubric", "said"),
    [
        (
            ONE.replace("column: a", "column: b"),
            "rubric.yaml:5: indicators.0.column: table.csv has",
        ),
        ("peers: class\n" + ONE, "rubric.yaml:4: peers: table.csv has no column 'class'"),
        (
            ONE.replace("scale", "cap: {points_at_most: 5, column: z, unless: [x]}, scale"),
            "no column 'z'; it has unit, a",
        ),
        (
            ONE.replace(
                "scale",
                "missing: {carried_forward: {value_column: a, age_column: t, age_at_most: 1}}, "
                "scale",
            ),
            "no column 't'",
        ),
    ],
)
def test_an_unknown_column_is_named(rubric: str, said: str, tmp_path: Path) -> None:
    """The rubric's line, and the columns that there are."""
    with pytest.raises(CatalogueError) as caught:
        scored(tmp_path, book(rubric), "unit,a\nx,1\n")
    assert said in str(caught.value)


def test_the_column_of_units_is_asked_for(tmp_path: Path) -> None:
    """A table without the column of units has no units."""
    with pytest.raises(CatalogueError, match=r"units: table.csv has no column 'unit'; it has name"):
        scored(tmp_path, book(ONE), "name,a\nx,1\n")


def test_values_that_cannot_be_told_apart(tmp_path: Path) -> None:
    """Min-max over equal values has no range: said at the scale's line, with the cure."""
    rubric = book("indicators:\n  - {id: A, column: a, weight: 1, scale: {min_max: {}}}\n")
    with pytest.raises(CatalogueError, match="every unit has the value 5; use a scale with fixed"):
        scored(tmp_path, rubric, "unit,a\nx,5\ny,5\n")


def test_a_value_a_mean_cannot_hold(tmp_path: Path) -> None:
    """A negative ratio in a geometric mean names the unit."""
    rubric = book(
        "groups: [{id: g, method: geometric}]\nindicators:\n  - {id: A, column: a, group: g, "
        "weight: 1, scale: {distance: {reference: mean}}}\n"
    )
    with pytest.raises(SourceError, match="line 2, unit x: a value lies below 0"):
        scored(tmp_path, rubric, "unit,a\nx,-1\ny,5\n")


def test_bytes_and_missing_files_are_refused(tmp_path: Path) -> None:
    """No file, and a file in another encoding."""
    with pytest.raises(UsageError, match="is no file"):
        read_table(tmp_path / "none.csv", book(ONE))
    path = tmp_path / "latin.csv"
    path.write_bytes("unit,a\nSão,1\n".encode("latin-1"))
    with pytest.raises(SourceError, match="saved as UTF-8"):
        read_table(path, book(ONE))


@pytest.mark.parametrize(
    ("text", "decimal", "value"),
    [
        ("12", None, "12"),
        ("-3", ",", "-3"),
        ("12.5", None, "12.5"),
        ("1234.567", None, "1234.567"),
        ("1.234", ".", "1.234"),
        ("1,234", ",", "1.234"),
        ("0,5", ",", "0.5"),
    ],
)
def test_a_number_is_read_exactly(text: str, decimal: str | None, value: str) -> None:
    """Digits become the same fraction, whatever the sign for decimals."""
    assert number(text, decimal) == Fraction(value)


@pytest.mark.parametrize(
    ("text", "decimal", "said"),
    [
        ("1.234", None, "can be read in one way only"),
        ("1,234", None, "can be read in one way only"),
        ("12,5", None, "cells: {decimal: ','}"),
        ("1.234,5", ",", "without thousands separators"),
        ("1.234", ",", "without thousands separators"),
        ("12.5", ",", "such as 1234,5"),
        ("", ".", "an empty cell where it is missing"),
    ],
)
def test_a_number_is_never_guessed(text: str, decimal: str | None, said: str) -> None:
    """What can be read in two ways, or in none, is refused with the cure."""
    with pytest.raises(ValueError, match=re.escape(said)):
        number(text, decimal)


def test_a_spreadsheet_s_file_is_read(tmp_path: Path) -> None:
    """A byte order mark, semicolons, commas for decimals and rows of nothing do not disturb."""
    head = "title: T\nunits: unit\ncells: {decimal: ',', delimiter: ';'}\n"
    result = scored(tmp_path, book(ONE, head), "\ufeffunit;a\r\nx;12,5\r\n;\r\n y ; 7 \r\n")
    assert by_unit(result, "score") == {"x": Fraction(25, 2), "y": Fraction(7)}
