"""Names that came from outside, made fit to be shown: file names, parts of archives, headings.

What a name refers to is told elsewhere; nothing is ever opened or stored under these names.
"""

import unicodedata

MAX_NAME = 120
REPLACED = "\N{REPLACEMENT CHARACTER}"
NAMELESS = "tanpa nama"
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
"""Unicode categories (Unicode Standard, section 4.5) that are not seen or that turn the line
about: controls, bidi and other format marks, surrogates, unassigned, line separators.
"""


def shown_name(name: str) -> str:
    """Return a file name that is safe on a screen, in a log and on a page, in one line.

    Only the last part of a path is kept, for both kinds of slash; what cannot be seen becomes
    U+FFFD; at most 120 characters, the ending kept. Two different names may come out alike, so
    this is never a key.
    """
    last = shown_text(name.replace("\\", "/").rstrip("/").rpartition("/")[2], len(name) + 1)
    if last.strip(". ") == "":
        return NAMELESS
    if len(last) <= MAX_NAME:
        return last
    stem, dot, ending = last.rpartition(".")
    tail = f"{dot}{ending}" if stem and len(ending) <= 10 else ""
    return f"{last[: MAX_NAME - len(tail) - 1]}…{tail}"


def shown_text(text: str, at_most: int) -> str:
    """Return text in one line without anything hidden, cut after `at_most` characters."""
    seen = "".join(
        REPLACED if unicodedata.category(character) in _HIDDEN else character
        for character in text[:at_most]
    )
    return seen + ("…" if len(text) > at_most else "")
