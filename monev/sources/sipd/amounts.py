"""Amounts of money in cells, exact, in rupiah whatever unit the table is in."""

import hashlib
from collections.abc import Iterable
from decimal import Decimal

from monev.errors import NotationError
from monev.sources.grid import Value
from monev.sources.notation import read_number

LARGEST = Decimal(10) ** 14
"""Rupiah; more than the whole budget of any region, so a larger number is a slip of the unit."""
KEPT = 15
"""Significant digits that a spreadsheet keeps; what stands behind them is noise of its sums."""


def rupiah_of(value: Value, factor: int) -> Decimal | None:
    """Return an amount times the unit of its table; None if none is stated.

    Raises NotationError for a text that is no amount, for a hedged one, and for parts of a rupiah.
    """
    content = value.content
    if value.blank:
        return None
    if isinstance(content, Decimal):
        amount = content * factor
        if not _is_whole(amount):
            amount = Decimal(format(float(content), f".{KEPT}g")) * factor
    elif isinstance(content, str):
        found = read_number(content)
        if found is None:
            return None
        if found.approximate:
            raise NotationError(f"{value.text[:60]!r} found, an exact amount expected")
        amount = found.value * factor
    else:
        raise NotationError(f"{value.text[:60]!r} found, an amount in rupiah expected")
    if not _is_whole(amount):
        raise NotationError(f"{value.text[:60]!r} found, whole rupiah expected")
    if abs(amount) > LARGEST:
        raise NotationError(
            f"{value.text[:60]!r} found, at most {shown_in_english(LARGEST)} expected"
        )
    return amount.quantize(Decimal(1))


def _is_whole(amount: Decimal) -> bool:
    return amount == amount.to_integral_value()


def shown(amount: Decimal) -> str:
    """Return an amount as Indonesian papers print it: `Rp1.242.662.400`."""
    return shown_in_english(amount).replace(",", ".")


def shown_in_english(amount: Decimal) -> str:
    """Return an amount as English papers print it: `Rp1,242,662,400`."""
    sign = "-" if amount < 0 else ""
    return f"{sign}Rp{abs(int(amount)):,}"


def gathered(cells: Iterable[Value], places: Iterable[str]) -> dict[str, str]:
    """Return one cell entry for an amount that stands in one cell or is the sum of several.

    `places` are the short addresses. The texts are kept whole while short, else as their count
    and digest, from which they can be checked against the file.
    """
    kept, addresses = list(cells), list(places)
    first = kept[0]
    if len(kept) == 1:
        return first.cell
    listed = "; ".join(cell.raw for cell in kept)
    digest = hashlib.sha256(listed.encode()).hexdigest()
    raw = listed if len(listed) <= 200 else f"{len(kept)} nilai, sha256 {digest}"
    return {"locator": f"{first.place}..{addresses[-1]}, {len(kept)} sel", "raw": raw}
