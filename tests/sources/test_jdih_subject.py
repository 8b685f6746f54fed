"""Which records are on the subject, and what of a title is kept."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models import Regulation
from tests.sources.jdih_feeds import (
    RECEIVED,
    TITLE,
    feed,
    only,
    read,
    read_one,
    record,
    rules,
)


@pytest.mark.parametrize(
    ("title", "facts", "rule"),
    [
        ("PERLINDUNGAN PEKERJA\r\n  RENTAN", 1, ""),
        ("Kepesertaan BPJS&nbsp;Ketenagakerjaan bagi Jasa Konstruksi", 1, ""),
        ("Jaminan Kesehatan dan Jaminan Sosial Ketenagakerjaan", 1, ""),
        ("Jaminan Kesehatan Nasional", 0, "jdih.tidak_dibuktikan"),
        ("Penyelenggaraan Ketenagakerjaan", 0, "jdih.calon"),
        ("Susunan Organisasi Dinas Ketenagakerjaan", 0, "jdih.tidak_dibuktikan"),
        ("Pencabutan Peraturan Wali Kota tentang Jamsostek", 0, "jdih.mencabut"),
    ],
)
def test_the_subject_is_told_by_the_title(title: str, facts: int, rule: str) -> None:
    """Phrases count whatever case, breaks and entities; broad rules are for a reviewer."""
    reading = read_one(judul=title, subjek="-")
    assert len(reading.facts) == facts
    assert rules(reading)[:1] == ([rule] if rule else [])


def test_a_tag_counts_like_the_title_and_two_tags_together_do_not() -> None:
    """The phrase must stand within one tag."""
    title = "Perlindungan Pekerja"
    assert read_one(judul=title, subjek="SAMPAH - JAMSOSTEK").facts
    reading = read_one(judul=title, subjek="JAMINAN SOSIAL - KETENAGAKERJAAN")
    assert (reading.facts, rules(reading)[0]) == ([], "jdih.calon")


def test_a_title_keeps_its_letters_in_the_cell_and_is_read_on_one_line() -> None:
    """What stood there is kept letter by letter."""
    title = "PERLINDUNGAN\r\n PEKERJA RENTAN &amp; <i>NELAYAN</i>"
    fact = only(read_one(judul=title).facts)
    assert fact.title == "PERLINDUNGAN PEKERJA RENTAN & NELAYAN"
    assert fact.cells["title"]["raw"] == title


def test_an_identity_number_in_a_title_is_never_kept() -> None:
    """Titles of decrees on persons may hold a NIK."""
    reading = read_one(judul=f"{TITLE} 3672014503850001")
    assert "3672014503850001" not in repr((reading.facts, reading.findings))
    assert (len(reading.facts), rules(reading)) == (1, ["jdih.data_pribadi"])


def test_a_title_that_is_a_book_is_refused() -> None:
    """No regulation has a title of ten thousand letters."""
    reading = read_one(judul=TITLE + "a" * 10_000)
    assert (reading.facts, rules(reading)[0]) == ([], "jdih.isi")


WORDS = st.sampled_from(
    ["", "-", "0", "Berlaku", "Dicabut", "2023", "2023-07-14", "Jamsostek", "PERWAL"]
)
VALUES = st.one_of(
    WORDS,
    st.text(max_size=30),
    st.integers(),
    st.booleans(),
    st.none(),
    st.lists(WORDS, max_size=2),
)


@given(st.dictionaries(st.sampled_from(sorted(record())), VALUES, max_size=6))
def test_whatever_the_fields_hold_nothing_is_in_force_that_does_not_say_so(
    changes: dict[str, Any],
) -> None:
    """Odd values cost a record at most; stage 8 needs its status, and a day by the day of fetch."""
    reading = read(feed({**record(), **changes}))
    for fact in reading.facts:
        assert isinstance(fact, Regulation)
        assert fact.stage != 8 or changes.get("status", "Berlaku") == "Berlaku"
        assert fact.stage_on <= RECEIVED and fact.known_on <= RECEIVED
        assert {"stage", "stage_on", "instrument"} <= set(fact.cells)
