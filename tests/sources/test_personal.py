"""What speaks of a person is told by headings and by the shape of identity numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monev.sources.personal import masked, personal_headings

NIK = "3672014506900001"
NIP = "198006122005011003"


@pytest.mark.parametrize(
    "heading",
    ["NIK", "nik", "N I K".replace(" ", ""), "No. KTP", "nip_pegawai", "Nama Pegawai", "TGL LAHIR"],
)
def test_headings_are_told_whatever_their_case_and_punctuation(heading: str) -> None:
    """Spaces, dots, underscores and capitals do not hide a personal column."""
    assert personal_headings(["Segmen", heading, "Orang"]) == (heading,)


def test_a_bare_name_is_personal_only_beside_another_personal_column() -> None:
    """A column `Nama` of a list of regions stays; beside a NIK it is a person's."""
    assert personal_headings(["Kode", "Nama", "Jumlah"]) == ()
    assert personal_headings(["NIK", "Nama", "Jumlah"]) == ("NIK", "Nama")


@pytest.mark.parametrize("heading", ["Nama Rekening", "NAMA SUB UNIT", "Nama daerah", "Orang"])
def test_names_of_things_stay(heading: str) -> None:
    """Names of accounts, agencies and regions are no persons."""
    assert personal_headings([heading]) == ()


@pytest.mark.parametrize("number", [NIK, NIP, "19800612 200501 1 003"])
def test_identity_numbers_are_masked_wherever_they_stand(number: str) -> None:
    """The text around the number stays as it is, the number is gone."""
    text, count = masked(f"a.n. peserta {number} (dua bulan)")
    assert (count, number in text) == (1, False)
    assert text.startswith("a.n. peserta ")
    assert text.endswith(" (dua bulan)")


@pytest.mark.parametrize(
    "number",
    [
        *("3672 0145 0690 0001", "367201-450690-0001", "36.72.01.450690.0001"),
        *("367201.450690.0001", "36.72.01.45.06.90.0001", f"{NIK}.0", f"'{NIK}", f"{NIK},5"),
        *("3.672014506900001E15", "3.672014506900001e+15", "36720145069000010e-1"),
        *("".join(chr(ord(one) + 0xFEE0) for one in NIK), f"1234 {NIK}"),
    ],
)
def test_identity_numbers_are_known_in_every_notation(number: str) -> None:
    """Groups, an exponent, empty decimals and digits of full width hide no NIK."""
    text, count = masked(number)
    assert (count, "0690" in text) == (1, False)


def test_two_numbers_joined_by_a_comma_are_both_masked() -> None:
    """The second one is no fraction of the first."""
    assert masked(f"{NIK},{NIK}")[1] == 2


@pytest.mark.parametrize("heading", ["NIK (16 digit)", "Nama Penerima Manfaat / NIK", "noKtp"])
def test_what_stands_around_a_heading_does_not_hide_it(heading: str) -> None:
    """Brackets are dropped, of two words joined by a stroke one is enough."""
    assert personal_headings(["Desa", heading]) == (heading,)


def test_account_numbers_are_personal_only_outside_budgets() -> None:
    """Beside `Uraian` or `Pagu` the number of an account is a budget code."""
    assert personal_headings(["NIK", "No Rekening"]) == ("NIK", "No Rekening")
    assert personal_headings(["NIK", "No Rekening", "Uraian"]) == ("NIK",)


@pytest.mark.parametrize(
    "text",
    [
        "2023071409301245",
        "20 Juni 2024 - 14 Juli 2024",
        "1.242.662.400",
        "0.5325700000000000",
        "9999999999999999",
        "3672019906900001",
        "36720145069000012",
        "Rp12345678901234,00",
    ],
)
def test_other_long_numbers_stay(text: str) -> None:
    """Amounts, fractions, impossible dates and longer numbers are not identity numbers."""
    assert masked(text) == (text, 0)


@given(st.integers(min_value=0, max_value=10**15))
def test_an_amount_is_never_masked(amount_idr: int) -> None:
    """No amount in rupiah of up to a thousand trillion looks like a person."""
    assert masked(str(amount_idr)) == (str(amount_idr), 0) or len(str(amount_idr)) == 16


@given(st.text(alphabet="0123456789 .-abcNIK", max_size=60))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    """What has been masked holds no identity number any more."""
    once, _ = masked(text)
    assert masked(once) == (once, 0)
