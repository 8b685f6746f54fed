"""Findings in two languages: the English sentence has English digits, days and units."""

import re
from functools import cache

import pytest

from models.finding import Finding
from models.quarter import Quarter
from monev.reports.words.names import message
from monev.simulate.errors import ERRORS
from tests.simulate.reading_back import files_of, judged, read_back
from tests.simulate.test_findings import Q3, spoiled_with

QUOTED = re.compile(r"“[^”]*”|'[^']*'|such as [\w.,/ ]+")
"""What a source says, and examples of what may be written into a file, are Indonesian in both."""
INDONESIAN = re.compile(
    r"\d\.\d{3}\b|\d,\d{1,2}\b(?!\d)|\b(orang|bulan|triliun|miliar|juta|selisih|poin|dan|yang)\b"
    r"|\b(Januari|Februari|Maret|Mei|Juni|Juli|Agustus|Oktober|Desember)\b"
    r"|\b(baris|lembar|kolom|sel) [A-Z0-9]"
)
CODE = re.compile(r"\b\d{2}\.\d{2}\b|5\.1\.02[\d.]+")
SAMPLE = [one for one in sorted(ERRORS) if one != "V02_awal_masuk_keluar_akhir"]


@cache
def found(kind: str) -> tuple[Finding, ...]:
    """All that is found in papers with one seeded error."""
    quarter = Quarter(2026, 3) if kind == "V11_potongan" else Q3
    facts, findings = read_back(files_of(spoiled_with(kind, quarter)), quarter)
    return (*findings, *judged(facts, quarter))


@pytest.mark.parametrize("kind", SAMPLE)
def test_the_english_of_a_finding_is_english(kind: str) -> None:
    """No digit grouped by a point, no month, unit or place in Indonesian outside what is quoted."""
    for one in found(kind):
        told = CODE.sub("", QUOTED.sub("", message(one, "en")))
        assert not INDONESIAN.search(told), one.message_en
        assert message(one, "id") == one.message_id


def test_both_notations_stand_side_by_side() -> None:
    """The same figures in the sentence of each language."""
    (one,) = [each for each in found("V01_bagian_dan_jumlah") if each.rule == "V01"]
    figures = [re.findall(r"\d[\d.,]*\d", text) for text in (one.message_id, one.message_en)]
    assert [each.replace(".", ",") for each in figures[0]] == figures[1]
    assert any("." in each for each in figures[0])
    assert "orang" in one.message_id
    assert "persons" in one.message_en
