"""Citations and numbers as people write them, read back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monev.sources.jdih.citation import Citations
from monev.sources.jdih.sheet import load_jdih_sheet
from tests.sources.jdih_feeds import (
    only,
    read_one,
)

CITATIONS = Citations(load_jdih_sheet())


@pytest.mark.parametrize("written", [27, "027", "27/2023", "27 Tahun 2023", "No. 27"])
def test_every_spelling_of_the_number_field_is_one_number(written: Any) -> None:
    """An integer, leading zeros and the year beside it give the same identity."""
    reading = read_one(noPeraturan=written)
    assert (only(reading.facts).number, reading.findings) == ("27", [])


NUMBERS = st.integers(1, 9999)
YEARS = st.integers(1950, 2049)
LETTERS = st.sampled_from(["", "A", "b"])
BLANKS = st.sampled_from([" ", "  ", "\n", "\r\n\t", "\u00a0"])
TYPES = st.sampled_from(["Peraturan Bupati", "PERATURAN WALIKOTA", "Perda", "Raperwal", "Qanun"])
TAILS = st.sampled_from(
    ["", " tentang Perubahan atas Perbup Nomor 5 Tahun 1999", " ttg No. 7/2001"]
)


@given(TYPES, NUMBERS, LETTERS, YEARS, BLANKS, st.integers(0, 2), TAILS)
def test_a_citation_is_read_back_however_it_is_written(
    kind: str, number: int, letter: str, year: int, blank: str, zeros: int, tail: str
) -> None:
    """Number and year come back from every way to write them, and never those of another rule."""
    shown = "0" * zeros + str(number) + letter
    for mark, between in (("Nomor", "Tahun"), ("NOMOR", "TAHUN"), ("No.", "Thn.")):
        text = blank.join([kind, "Contoh", mark, shown, between, f"{year}{tail}"])
        read_kind, found = CITATIONS.title(text)
        assert (found.number, found.year) == (f"{number}{letter.upper()}", year)
        assert read_kind == CITATIONS.kind(kind) and read_kind.instrument is not None
    found = CITATIONS.title(f"{kind} No.{shown}/{year}{tail}")[1]
    assert (found.number, found.year) == (f"{number}{letter.upper()}", year)


@given(NUMBERS, LETTERS, YEARS, st.integers(0, 3))
def test_a_number_field_is_read_back_and_reads_the_same_again(
    number: int, letter: str, year: int, zeros: int
) -> None:
    """Leading zeros go, the letter is kept, a year beside it is told apart."""
    shown = "0" * zeros + str(number) + letter
    plain = CITATIONS.number(shown)
    assert (plain.number, plain.year) == (f"{number}{letter.upper()}", None)
    assert CITATIONS.number(plain.number) == plain
    dated = CITATIONS.number(f"{shown}/{year}")
    assert (dated.number, dated.year) == (plain.number, year)


@given(st.text(max_size=200))
def test_no_text_breaks_the_reading_of_citations(text: str) -> None:
    """Whatever stands there, a number is digits with at most one letter, or it is none."""
    for found in (CITATIONS.number(text), CITATIONS.title(text)[1]):
        assert not found.number or (found.number.rstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ").isdigit())
    CITATIONS.number(text, plain=False)
    CITATIONS.title(text, plain=False)


@pytest.mark.parametrize(
    ("text", "number", "year"),
    [
        ("560/Kep.123-Disnaker/2023", "560/KEP.123-DISNAKER/2023", 2023),
        ("560/ 12 /SE/2022 Tahun 2022", "560/12/SE/2022", 2022),
        ("012", "12", None),
        ("rahasia", "", None),
    ],
)
def test_numbers_of_decrees_and_circulars_are_kept_whole(
    text: str, number: str, year: int | None
) -> None:
    """Their numbers carry codes of offices."""
    found = CITATIONS.number(text, plain=False)
    assert (found.number, found.year) == (number, year)
