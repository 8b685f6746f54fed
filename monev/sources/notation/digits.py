"""Bare digits with their separators: `1.234.567,89`, `1,234,567.89`, `1 234 567`.

Signs, currency and words are taken off before. A grouping that is not sound is refused, never
repaired: `4.799.995.20` may be short of a digit as well as miswritten.
"""

import re
from dataclasses import dataclass
from decimal import Decimal

from monev.sources.notation.marks import refusal

GROUP = 3
"""Digits between two separators of thousands."""

_PLAIN = re.compile(r"[0-9]+")
_GROUPS = {
    mark: re.compile(rf"[1-9][0-9]{{0,2}}(?:{re.escape(mark)}[0-9]{{3}})+") for mark in "., "
}
_LEADING_ZERO = re.compile(r"0[0-9]")
_EXPECTED = "a number such as 1.234.567,89 or 1,234,567.89 with groups of three digits"


@dataclass(frozen=True)
class Digits:
    """The digits before and after the decimal mark; `fraction` is empty where there is no mark."""

    whole: str
    fraction: str

    @property
    def value(self) -> Decimal:
        """The exact, unsigned value."""
        return Decimal(f"{self.whole}.{self.fraction}" if self.fraction else self.whole)


def read_digits(text: str, *, grouped: bool = True, cell: str | None = None) -> Digits:
    """Read unsigned digits.

    A single dot before exactly three digits groups thousands, as Indonesian text does; with
    `grouped=False` (percentages) a single dot is the decimal mark. A single comma always is.
    Raises NotationError, which quotes `cell`, the text from which these digits were taken.
    """
    found = _split(text, grouped=grouped)
    if found is None:
        raise refusal(text if cell is None else cell, _EXPECTED)
    return found


def _split(text: str, *, grouped: bool) -> Digits | None:
    """Find the decimal mark, if there is one; None where the grouping is not sound."""
    last = max(text.rfind("."), text.rfind(","))
    mark = text[last] if last >= 0 else " "
    other = "," if mark == "." else "."
    once = text.count(mark) == 1
    if mark == " " or not once or (mark == "." and grouped and other not in text):
        whole = _whole(text, mark)
        if whole is not None or mark == " " or not once:
            return None if whole is None else Digits(whole, "")
    before, fraction = text[:last], text[last + 1 :]
    whole = _whole(before, other) if before else "0"
    if whole is None or not _PLAIN.fullmatch(fraction):
        return None
    if grouped and mark == "." and len(fraction) == GROUP and _LEADING_ZERO.match(before):
        return None  # 012.345 may be a group with a zero too many
    return Digits(whole, fraction)


def _whole(text: str, mark: str) -> str | None:
    """Return plain digits, or digits grouped by `mark` or by blanks; None for anything else."""
    if _PLAIN.fullmatch(text):
        return text
    for sign in (mark, " "):
        if _GROUPS[sign].fullmatch(text):
            return text.replace(sign, "")
    return None
