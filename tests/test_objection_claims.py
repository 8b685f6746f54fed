"""What is typed and handed in with an objection: read in one sense, or refused."""

from datetime import date

import pytest

from monev.errors import NotationError, SourceError
from monev.objection_numbers import read_claim
from monev.objection_papers import LARGEST_BYTES, checked_paper
from tests.objections import PDF


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"", "kosong.pdf"),
        (b"<html><script>alert(1)</script></html>", "surat.pdf"),
        (b"MZ\x90\x00program", "surat.pdf"),
        (b"PK\x03\x04broken", "lembar.xlsx"),
        (b"%PDF-" + b"0" * LARGEST_BYTES, "besar.pdf"),
    ],
)
def test_a_document_that_is_none_is_refused(content: bytes, name: str) -> None:
    """Told by its bytes, whatever its name says."""
    with pytest.raises(SourceError):
        checked_paper(content, name)


def test_a_hostile_name_is_shown_harmlessly() -> None:
    """No folder, no line break, no bidi mark, no identity number."""
    one = checked_paper(PDF, "../../etc/\u202esurat\n3672011203850001.pdf")
    assert "/" not in one.name
    assert one.name.isprintable()
    assert "3672011203850001" not in one.name


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("participation.active_persons", "17.000 orang", 17000),
        ("budget.allocation_idr", "Rp1,5 miliar", 1_500_000_000),
        ("regulation.stage_on", "22 Agustus 2024", date(2024, 8, 22)),
        ("attestation.answer", "Sebagian", "sebagian"),
    ],
)
def test_a_claim_is_read_in_the_notation_of_the_project(
    name: str, text: str, value: int | date | str
) -> None:
    """Counts, rupiah, days and words as offices write them."""
    assert read_claim(name, text, ["ya", "sebagian"]) == value


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("regulation.stage", "17"),
        ("participation.active_persons", "3.000.000.000"),
        ("participation.coverage_pct", "-5"),
        ("attestation.answer", "mungkin"),
        ("budget.allocation_idr", "12 orang"),
    ],
)
def test_a_value_that_no_fact_can_have_is_refused(name: str, text: str) -> None:
    """What could not be filed later is refused while it is typed."""
    with pytest.raises(NotationError):
        read_claim(name, text, ["ya", "sebagian"])
