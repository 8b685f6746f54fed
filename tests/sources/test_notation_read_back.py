"""What the reports print in Indonesian is read back as the value that was printed."""

from datetime import date
from decimal import Decimal

from babel.dates import format_date
from babel.numbers import format_currency, format_decimal
from hypothesis import given, settings
from hypothesis import strategies as st

from monev.errors import NotationError
from monev.sources.notation import (
    read_count,
    read_date,
    read_number,
    read_percent,
    read_rupiah,
    read_span,
)

LOCALE = "id_ID"
RUPIAH = st.integers(-(10**18), 10**18)
DECIMALS = st.decimals(-(10**15), 10**15, places=4)
PERCENTAGES = st.decimals(Decimal("-999.99"), Decimal("999.99"), places=2)
DAYS = st.dates(date(1945, 1, 1), date(2199, 12, 31))

# The first call loads Babel's locale data, which takes longer than Hypothesis allows one example.
unhurried = settings(deadline=None)


@unhurried
@given(DECIMALS)
def test_a_decimal_is_read_back(value: Decimal) -> None:
    """Every printed digit counts, with its groups and its comma."""
    printed = format_decimal(value, locale=LOCALE, decimal_quantization=False)
    reading = read_number(printed)
    assert reading is not None
    assert (reading.value, reading.approximate) == (value, False)


@unhurried
@given(RUPIAH)
def test_an_amount_is_read_back(amount: int) -> None:
    """With and without decimals, with `Rp` as the locale and as our reports set it."""
    forms = [
        format_currency(amount, "IDR", locale=LOCALE),
        format_currency(amount, "IDR", "¤#,##0", locale=LOCALE, currency_digits=False),
        f"Rp{format_decimal(amount, locale=LOCALE)}",
        f"Rp {format_decimal(amount, locale=LOCALE)},-",
    ]
    assert [read_rupiah(form) for form in forms] == [amount] * len(forms)


@unhurried
@given(st.integers(0, 10**12))
def test_a_count_is_read_back(count: int) -> None:
    """Groups of thousands are no decimals."""
    assert read_count(format_decimal(count, locale=LOCALE)) == count


@unhurried
@given(PERCENTAGES)
def test_a_percentage_is_read_back(value: Decimal) -> None:
    """Below a thousand per cent; from there on the group would read as a decimal mark."""
    printed = format_decimal(value, "#,##0.##", locale=LOCALE)
    assert read_percent(f"{printed}%") == read_percent(f"{printed} persen") == value


@unhurried
@given(DAYS)
def test_a_day_is_read_back(day: date) -> None:
    """Long, abbreviated and with its weekday; as a span it is one day."""
    for pattern in ("d MMMM yyyy", "d MMM yyyy", "EEEE, d MMMM yyyy", "dd/MM/yyyy", "yyyy-MM-dd"):
        printed = format_date(day, pattern, locale=LOCALE)
        assert read_date(printed) == day
        assert read_span(printed) == (day, day)


@given(st.text(alphabet="0123456789.,-()% RpMTjutaribu%/'\u00a0", max_size=24))
def test_any_text_gives_a_value_nothing_or_a_refusal(text: str) -> None:
    """No text that looks like a figure breaks a reader in another way."""
    for reader in (read_number, read_percent, read_rupiah, read_count, read_date, read_span):
        try:
            reader(text)
        except NotationError as refused:
            assert "expected" in str(refused)
