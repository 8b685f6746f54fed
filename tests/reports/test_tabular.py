"""Exports for other programs: complete, and never a formula."""

import csv
from decimal import Decimal
from io import BytesIO, StringIO

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from monev.reports.tabular import as_csv
from monev.reports.workbook import as_xlsx

HOSTILE = [
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    '=HYPERLINK("http://x")',
    "=cmd|' /C x'!A0",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_csv_begins_a_formula(text: str) -> None:
    """A text that a spreadsheet would calculate begins with an apostrophe."""
    (_, row) = csv.reader(StringIO(as_csv(["a"], [[text]]), newline=""))
    assert row[0][0] == "'"
    assert row[0].replace("'", "").strip() == text.replace("'", "").strip()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Dinas;=1+1;x", "Dinas;'=1+1;x"),
        ("Dinas; =1+1", "Dinas;' =1+1"),
        ("baris\n@SUM(A1)", "baris\n'@SUM(A1)"),
        ("＝1+1", "'＝1+1"),
        ("a;b, -5 dan c", "a;b, -5 dan c"),
    ],
)
def test_no_formula_hides_behind_another_separator(text: str, written: str) -> None:
    """Offices whose spreadsheets part cells at semicolons get texts there too, not formulas."""
    (_, row) = csv.reader(StringIO(as_csv(["a"], [[text]]), newline=""))
    assert row == [written]


@pytest.mark.parametrize("text", ["a\x00b", "a\ud800b", "a\uffffb"])
def test_what_no_file_may_hold_is_seen(text: str) -> None:
    """Control characters, halves of characters and what is none become a mark in both files."""
    assert "a�b" in as_csv(["x"], [[text]])
    book = openpyxl.load_workbook(BytesIO(as_xlsx("T", ["x"], [[text]])))
    assert book.worksheets[0]["A2"].value == "a�b"


def test_a_text_that_no_cell_can_hold_says_what_is_left_out() -> None:
    """A cell keeps 32,767 letters; the others are counted, not lost without a word."""
    text = "x" * 40_000
    book = openpyxl.load_workbook(BytesIO(as_xlsx("T", ["x"], [[text]])))
    kept, _, left = str(book.worksheets[0]["A2"].value).partition("… [+")
    assert len(kept) + int(left.rstrip("]")) == len(text)
    assert text in as_csv(["x"], [[text]])


@pytest.mark.parametrize("text", HOSTILE)
def test_no_text_of_a_workbook_is_a_formula(text: str) -> None:
    """The cell is stored as text and reads back letter by letter."""
    book = openpyxl.load_workbook(BytesIO(as_xlsx("Temuan", ["a"], [[text]])))
    cell = book.worksheets[0]["A2"]
    assert cell.data_type in {"s", "inlineStr"}
    assert str(cell.value).strip() == text.strip()


def test_numbers_stay_numbers_and_missing_stays_empty() -> None:
    """A negative amount is no text with a minus sign, and nothing is no zero."""
    assert as_csv(["a", "b", "c"], [[Decimal("-1000"), None, 5]]).splitlines()[1] == "-1000,,5"
    sheet = openpyxl.load_workbook(
        BytesIO(as_xlsx("T", ["a", "b"], [[Decimal("-1000.5"), None]]))
    ).worksheets[0]
    assert (sheet["A2"].value, sheet["B2"].value) == (-1000.5, None)


@given(st.lists(st.text(max_size=20), min_size=1, max_size=5))
def test_any_text_survives_without_starting_a_formula(texts: list[str]) -> None:
    """Whatever stands in a finding: the row has its cells, and none is calculated."""
    rows = list(csv.reader(StringIO(as_csv(["x"] * len(texts), [texts]), newline="")))
    (found,) = rows[1:] or [[""] * len(texts)]
    assert len(found) == len(texts)
    assert not any(cell.startswith(("=", "+", "-", "@", "\t")) for cell in found)
