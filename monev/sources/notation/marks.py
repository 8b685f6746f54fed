"""What surrounds a value in a cell: blanks, invisible characters, and the many ways to say nothing.

`nihil` is zero and therefore no business of this file; everything listed here means "not stated".
"""

import re

from monev.errors import NotationError

LONGEST = 80
"""A longer text is prose or an attack, not a value."""

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"))
_DASHES = dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2212"), "-")
_MISSING = frozenset(
    {
        *("", "n/a", "n.a.", "na", "nan", "null", "none", "?"),
        *("#n/a", "#ref!", "#value!", "#div/0!", "#name?", "#null!", "#num!"),
        *("tidak ada", "tidak ada data", "tidak tersedia", "tanpa data", "tanpa tanggal"),
        *("belum ada", "belum ada data", "belum tersedia", "data belum ada"),
        *("data tidak ada", "data belum tersedia", "data tidak tersedia"),
        *("no data", "not available", "undated"),
    }
)
_FILLER = re.compile(r"[-.…_\s]+")


def tidy(text: str) -> str:
    """Return the text on one line with plain blanks and plain hyphens, unquoted.

    Superscripts are left as they are: the 2 of `1.234²` is a footnote and no digit.
    """
    plain = " ".join(text.translate(_INVISIBLE).translate(_DASHES).split())
    return plain.lstrip("'").strip('"').strip()


def is_missing(text: str) -> bool:
    """Whether a text says that nothing is stated: empty, a dash, `n/a`, `tidak ada`, `#REF!`."""
    plain = tidy(text).casefold()
    return plain in _MISSING or _FILLER.fullmatch(plain) is not None


def refusal(text: str, expected: str) -> NotationError:
    """Return the error that quotes the start of `text` and says what is expected."""
    shown = text if len(text) <= LONGEST else f"{text[:LONGEST]}..."
    return NotationError(f"{shown!r} found, {expected} expected")
