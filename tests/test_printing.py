"""Indonesian notation as it is printed."""

from datetime import date
from decimal import Decimal

import pytest

from monev import printing


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (printing.rupiah(1_242_662_400), "Rp1.242.662.400"),
        (printing.rupiah(-309_542_340), "−Rp309.542.340"),
        (printing.rupiah(0), "Rp0"),
        (printing.rupiah_short(332_700_000_000), "Rp332,7 miliar"),
        (printing.rupiah_short(480_457_660), "Rp480,46 juta"),
        (printing.rupiah_short(16_800), "Rp16.800"),
        (printing.number(-1_300), "−1.300"),
        (printing.number(Decimal("-0.04"), 1), "0,0"),
        (printing.percent(Decimal("53.26")), "53,26%"),
        (printing.percent(Decimal("53.0")), "53%"),
        (printing.score(Decimal("84.95")), "85,0"),
        (printing.score(Decimal("0.05")), "0,1"),
        (printing.score(None), "tanpa nilai"),
        (printing.day(date(2024, 8, 22)), "22 Agustus 2024"),
        (printing.quantity(Decimal(11658), "orang"), "11.658 orang"),
    ],
)
def test_notation(printed: str, expected: str) -> None:
    """Dots for thousands, a comma for decimals, halves rounded up, months in Indonesian."""
    assert printed == expected


@pytest.mark.parametrize(
    ("printed", "expected"),
    [
        (printing.rupiah(1_242_662_400, "en"), "Rp1,242,662,400"),
        (printing.percent(Decimal("53.26"), "en"), "53.26%"),
        (printing.number(Decimal("1251.5"), 2, "en"), "1,251.50"),
        (printing.plain(Decimal("0.625"), 6, "en"), "0.625"),
        (printing.plain(Decimal("0.625"), 6), "0,625"),
        (printing.score(None, "en"), "no score"),
        (printing.day(date(2024, 8, 22), "en"), "22 August 2024"),
        (printing.rupiah_short(332_700_000_000, "en"), "Rp332.7 billion"),
        (printing.rupiah_short(1_300_000_000_000, "en"), "Rp1.3 trillion"),
        (printing.rupiah_short(480_457_660, "en"), "Rp480.46 million"),
        (printing.rupiah_short(16_800, "en"), "Rp16,800"),
        (printing.quantity(Decimal(11658), "orang", "en"), "11,658 persons"),
        (printing.quantity(Decimal(1), "orang", "en"), "1 person"),
        (printing.quantity(Decimal("12.5"), "Rp", "en"), "Rp13"),
        (printing.quantity(Decimal("12.5"), "%", "en"), "12.5%"),
        (printing.quantity(Decimal(3), "karung", "en"), "3 karung"),
        (printing.signed(-13021, "en"), "−13,021"),
    ],
)
def test_english_notation(printed: str, expected: str) -> None:
    """Commas for thousands, a point for decimals, months in English."""
    assert printed == expected
