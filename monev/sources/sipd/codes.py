"""Budget codes as people write them, brought to the dotted form. Pure text.

What a code means stands in the fact sheet; here is only its shape. An account has segments of
1, 1, 2, 2, 2 and 4 digits (Permendagri 90/2019), so lost leading zeros can be told from the shape,
while digits that a spreadsheet has rounded away cannot, and are refused.
"""

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Literal

from monev.errors import NotationError

WIDTHS = (1, 1, 2, 2, 2, 4)
CodeKind = Literal["account", "sub_activity", "agency", "activity", "none"]

_ENDS = tuple(accumulate(WIDTHS))
_SPACED_DOT = re.compile(r"\s*\.\s*")
_DOTTED = re.compile(r"[0-9]+(?:\.[0-9]+)*")
_ROUNDED = re.compile(r"[0-9]+(?:[.,][0-9]+)?E\+?[0-9]+|[0-9]{7,}[.,]0+", re.IGNORECASE)
_LIKE_ACCOUNT = re.compile(r"[4-6]\.[1-4]\.[0-9.]+|[4-6][1-4][0-9]{7,}")
_SUB_ACTIVITY = re.compile(r"[0-9X]\.[0-9X]{2}\.[0-9]{2}\.[0-9]\.[0-9]{2}\.[0-9]{2,4}")
_AGENCY = re.compile(r"[0-9]\.[0-9]{2}(?:\.[0-9]\.[0-9]{2}){1,2}\.[0-9]{2}(?:\.[0-9]{4})?")
_ACTIVITY = re.compile(r"[0-9X]\.[0-9X]{2}(?:\.[0-9]{2}(?:\.[0-9]\.[0-9]{2})?)?")
_CODE_AND_LABEL = re.compile(
    r"(?P<code>[0-9X][0-9X]*(?:\s*\.\s*[0-9X]+)+)\.?\s*(?:[-–:]\s*|\s)(?P<label>[A-Za-z].*)",
    re.DOTALL,
)


@dataclass(frozen=True)
class Code:
    """A code in its dotted form and what it is by its shape."""

    kind: CodeKind
    text: str


NO_CODE = Code("none", "")


def account_code(text: str) -> str:
    """Return an account code in the dotted form: `510202020006` and `5.1.2.02.02.0006` too.

    Codes of higher levels are brought to the same form. Raises NotationError for a code that a
    spreadsheet has rounded (`5.10202E+11`) or whose digits do not fit the segments.
    """
    plain = _plain(text)
    if _ROUNDED.fullmatch(plain):
        raise NotationError(
            f"{text.strip()!r} found, all digits expected (a spreadsheet has rounded this code;"
            " format the column as text)"
        )
    found = _normal(plain)
    if found is None:
        raise NotationError(
            f"{text.strip()[:60]!r} found, an account code such as 5.1.02.02.02.0006 expected"
        )
    return found


@lru_cache(10_000)
def read_code(text: str) -> Code:
    """Return the code in a cell of codes, of whatever kind; NO_CODE for anything else.

    Raises NotationError for what was an account code once and has lost digits.
    """
    plain = _plain(text)
    if not plain or not (plain[0].isdigit() or plain[0] == "X"):
        return NO_CODE
    found = _normal(plain)
    if found is not None:
        return Code("account", found)
    shapes: tuple[tuple[CodeKind, re.Pattern[str]], ...] = (
        ("sub_activity", _SUB_ACTIVITY),
        ("agency", _AGENCY),
        ("activity", _ACTIVITY),
    )
    for kind, shape in shapes:
        if shape.fullmatch(plain):
            return Code(kind, plain)
    if _ROUNDED.fullmatch(plain) or _LIKE_ACCOUNT.fullmatch(plain):
        account_code(text)
    return NO_CODE


def split_label(text: str) -> tuple[str, str]:
    """Return code and label of a cell that holds both; an empty code where it holds no code."""
    found = _CODE_AND_LABEL.fullmatch(text.strip())
    return (found["code"], found["label"].strip()) if found else ("", text)


def ancestors(code: str) -> list[str]:
    """Return the codes above a dotted one, the nearest first."""
    parts = code.split(".")
    return [".".join(parts[:length]) for length in range(len(parts) - 1, 0, -1)]


def _plain(text: str) -> str:
    return _SPACED_DOT.sub(".", text.replace("\u00a0", " ").strip().lstrip("'")).rstrip(".")


def _normal(plain: str) -> str | None:
    """Return the dotted form, None where the digits do not fit the segments."""
    spaced = re.fullmatch(r"[0-9]+(?: +[0-9]+)+", plain)
    plain = re.sub(" +", ".", plain) if spaced else plain
    if not _DOTTED.fullmatch(plain):
        return None
    if "." not in plain:
        if len(plain) not in _ENDS:
            return None
        cuts = (0, *_ENDS[: _ENDS.index(len(plain)) + 1])
        segments = [plain[first:last] for first, last in pairwise(cuts)]
    else:
        segments = plain.split(".")
    if len(segments) > len(WIDTHS) or segments[0] == "0":
        return None
    if any(len(part) > width for part, width in zip(segments, WIDTHS, strict=False)):
        return None
    return ".".join(part.zfill(width) for part, width in zip(segments, WIDTHS, strict=False))
