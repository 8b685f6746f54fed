"""Numbers as people write them: read exactly, kept missing, or refused."""

from decimal import Decimal

import pytest

from monev.errors import NotationError
from monev.sources.notation import (
    is_approximate,
    is_missing,
    read_count,
    read_number,
    read_percent,
    read_rupiah,
)

MISSING = [
    *("", "  ", "\u00a0", "-", "–", "—", "--", "...", "n/a", "N/A", "NA", "#N/A", "#REF!", "Rp -"),
    *(
        "belum ada data",
        "Belum  Ada Data",
        "tidak ada",
        "#DIV/0!",
        "data belum tersedia",
        "Rp.....",
    ),
]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("1.234.567,89", "1234567.89"), ("1,234,567.89", "1234567.89"), ("1.234", "1234")),
        *(("1 234 567", "1234567"), ("1\u202f234,5", "1234.5"), ("1234.5", "1234.5")),
        *(("0,3541", "0.3541"), ("0.123", "0.123"), ("12.5", "12.5"), (".5", "0.5")),
        *(("1,234", "1.234"), ("1234.567", "1234.567"), ("17000", "17000"), ("+5", "5")),
        *(
            ("Rp 1.500.000,-", "1500000"),
            ("Rp. 1.500.000,00", "1500000"),
            ("Rp1.500.000.-", "1500000"),
        ),
        *(("IDR 1500000", "1500000"), ("1.500.000 rupiah", "1500000"), ("rp\u00a05.000", "5000")),
        *(("(1.000)", "-1000"), ("-1.000", "-1000"), ("1.000-", "-1000"), ("−1.000", "-1000")),
        *(
            ("-Rp 1.000", "-1000"),
            ("Rp -1.000", "-1000"),
            ("Rp (1.000)", "-1000"),
            ("(Rp1.000,-)", "-1000"),
        ),
        *(
            ("7,358 Miliar", "7358000000"),
            ("Rp1,86 miliar", "1860000000"),
            ("600 juta", "600000000"),
        ),
        *(("2,80 juta orang", "2800000"), ("36 ribu", "36000"), ("3,39 triliun", "3390000000000")),
        *(("3850,93 M", "3850930000000"), ("5 milyar", "5000000000"), ("2 T", "2000000000000")),
        *(("nihil", "0"), ("NIHIL", "0"), ("0", "0"), ("-0", "0"), ("Rp0", "0"), ("'36", "36")),
    ],
)
def test_a_number_is_read_exactly(text: str, value: str) -> None:
    """Separators, currency, signs and scale words give this exact value, and no hedge."""
    reading = read_number(text)
    assert reading is not None
    assert (reading.value, reading.approximate, reading.raw) == (Decimal(value), False, text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("hampir Rp10 miliar", 10_000_000_000), ("sekitar 36 ribu", 36_000)),
        *(("lebih dari 1,2 juta", 1_200_000), ("kurang lebih 500", 500), ("± 17.000", 17_000)),
        *(("200 juta lebih", 200_000_000), ("Rp 200-an juta", 200_000_000), ("~5", 5)),
    ],
)
def test_a_hedged_number_is_flagged(text: str, value: int) -> None:
    """Words such as `hampir` do not change the value and are not lost."""
    reading = read_number(text)
    assert reading is not None
    assert (reading.value, reading.approximate) == (Decimal(value), True)
    assert is_approximate(text)
    assert read_rupiah(text) == value


@pytest.mark.parametrize("text", MISSING)
def test_missing_is_none_in_every_reader_and_never_zero(text: str) -> None:
    """Nothing stated stays nothing."""
    readers = (read_number, read_percent, read_rupiah, read_count)
    assert [reader(text) for reader in readers] == [None] * 4


@pytest.mark.parametrize("text", ["nihil", "0"])
def test_nihil_and_zero_are_zero_and_not_missing(text: str) -> None:
    """A stated zero counts."""
    assert not is_missing(text)
    assert [read_percent(text), read_rupiah(text), read_count(text)] == [0, 0, 0]


@pytest.mark.parametrize(
    "text",
    [
        *("4.799.995.20", "1.23.456", "1,23,456", "1.234.567,89,1", "1,234.567.890", "1.234,567.8"),
        *("012.345", "5.", "5,", "--5", "(-5)", "-5-", "1 2345", "1.2.3", "1_000", "0x10"),
        *("5.10202E+11", "1e3", "1.234²", "1.234*)", "١٢٣", "½", "Infinity", "sNaN"),
        *("35%", "35 persen", "US$ 5", "5 m", "1 miliar 200 juta", "abc", "17.000 dan 6.164"),
        *("9" * 81, "########"),
    ],
)
def test_what_is_no_sound_number_is_refused_and_quoted(text: str) -> None:
    """Nothing is repaired; the error quotes the beginning of the cell."""
    with pytest.raises(NotationError) as refused:
        read_number(text)
    assert text[:20] in str(refused.value)
    assert "expected" in str(refused.value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("1.234", "1.234"), ("1,234%", "1.234"), ("35,41 persen", "35.41"), ("35,41%", "35.41")),
        *(("0,3541", "0.3541"), ("100 %", "100"), ("-3,5%", "-3.5"), ("sekitar 53 persen", "53")),
        *(("99.5", "99.5"), ("1.234,5 %", "1234.5"), ("12.800%", "12.8")),
    ],
)
def test_a_percentage_takes_a_single_mark_as_decimal(text: str, value: str) -> None:
    """In percentages `1.234` is a little more than one, not more than a thousand."""
    assert read_percent(text) == Decimal(value)


@pytest.mark.parametrize("text", ["Rp5", "5 orang", "5 juta", "5 juta %", "6 poin persen", "5 % 6"])
def test_what_is_no_percentage_is_refused(text: str) -> None:
    """Money, people, scale words and percentage points are no percentages."""
    with pytest.raises(NotationError):
        read_percent(text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        *(("Rp1.242.662.400", 1_242_662_400), ("1.000,00", 1000), ("1,000,000", 1_000_000)),
        *(("7,358 Miliar", 7_358_000_000), ("Rp1.5 miliar", 1_500_000_000), ("(500)", -500)),
        *(("123.456.789.012.345.678.901", 123456789012345678901), ("790000000.00", 790_000_000)),
    ],
)
def test_rupiah_are_whole_and_exact(text: str, value: int) -> None:
    """Amounts come out as whole rupiah, however large."""
    assert read_rupiah(text) == value


@pytest.mark.parametrize("text", ["1,5", "1.000,50", "1,000", "1.000,000", "5%", "36 ribu orang"])
def test_no_fraction_of_a_rupiah_and_nothing_ambiguous(text: str) -> None:
    """`1,000` may be one or a thousand, so it is refused like a fraction."""
    with pytest.raises(NotationError, match="whole rupiah"):
        read_rupiah(text)


@pytest.mark.parametrize(
    ("text", "value"), [("17.000", 17_000), ("5606.0", 5606), ("36 ribu", 36_000), ("9 jiwa", 9)]
)
def test_a_count_is_read(text: str, value: int) -> None:
    """People are counted whole, also where a spreadsheet adds `.0`."""
    assert read_count(text) == value


@pytest.mark.parametrize("text", ["1,5", "-5", "(5)", "Rp5", "5%", "1,000", "2,8005 ribu"])
def test_what_is_no_count_is_refused(text: str) -> None:
    """Fractions, negative numbers, money and percentages count nobody."""
    with pytest.raises(NotationError, match="whole number"):
        read_count(text)
