"""Letters that documents can print, and texts and words that would break their pages.

Works on finished pages, so that nothing reaches paper past it: names, sentences, drawings, heads.
How much of one value is printed is for `bounded`.
"""

import re
import unicodedata

LETTERS = (
    "\n -~\u00a0-\u00ac\u00ae-\u012b\u012e-\u0131\u0134-\u0149\u014c-\u0165\u0168-\u017e"
    "\u0218-\u021b\u02bb\u02bc\u02c6\u02da\u02dc\u1ea0-\u1ef9"
    "\u2012-\u2015\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2032\u2033\u2039\u203a\u2044"
    "\u2070\u2074-\u2079\u2080-\u2089\u20ac\u2120\u2122\u2153\u2154\u215b-\u215e\u2190-\u2193"
    "\u2206\u2211\u2212\u2215\u221a\u221e\u2248\u2260\u2264\u2265"
    "\u25a0\u25b2\u25b6\u25bc\u25c0\u25c6\u25ca\u2610\u2611\u2713"
)
"""Ranges of letters that each bundled face has; for others an engine would look on the machine."""
MOST_NAMED = 3
LONGEST_RUN = 4000
LONGEST_WORD = 24
"""Letters; the longest words of Indonesian have about as many."""
_OTHERS = re.compile(f"[^{LETTERS}]+")
_ACCENTED = re.compile("[A-Za-z\u00c0-\u024f\u1ea0-\u1ef9][\u0300-\u036f]{1,2}")
_BLANKS = re.compile("[\t\r\x0b\x0c\x85\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+")
_ENDLESS = re.compile(rf"<(svg|style)\b.*?</\1>|(?<=>)[^<]{{{LONGEST_RUN + 1},}}", re.DOTALL)
_OPEN_ENTITY = re.compile(r"&[^;\s]{0,9}$")
_SPOKEN = re.compile(r"<(svg|style|title)\b.*?</\1>|<[^>]*>|[^<>]+", re.DOTALL)
_WORD = re.compile(rf"\S{{{LONGEST_WORD + 1},}}")
_PIECE = re.compile(r"(?:&#?\w{1,8};|[^/_.\-]){1,12}[/_.\-]?|[/_.\-]")
_BREAK = "\u200b"


def printable(html: str) -> str:
    """Return a page on which every letter can be printed and no run of text is endless.

    Blanks of any sort become one blank and letters with loose accents one letter; any other letter
    that a face lacks, that is not seen or that turns the line is named: `[U+202E]`. Of a longer
    run three are named and the others counted: `[U+1F468 U+200D U+1F469 +2]`.
    """
    if _OTHERS.search(html):
        html = _ACCENTED.sub(lambda found: unicodedata.normalize("NFC", found[0]), html)
        html = _OTHERS.sub(_named, _BLANKS.sub(" ", html))
    return _ENDLESS.sub(_ended, html)


def _named(found: re.Match[str]) -> str:
    codes = [f"U+{ord(letter):04X}" for letter in found[0][:MOST_NAMED]]
    more = len(found[0]) - MOST_NAMED
    return f"[{' '.join([*codes, *([f'+{more}'] if more > 0 else [])])}]"


def _ended(found: re.Match[str]) -> str:
    """Cut a list of names or sources that is longer than a page, and count what is cut."""
    text = found[0]
    if found[1]:
        return text
    kept = _OPEN_ENTITY.sub("", text[:LONGEST_RUN])
    return f"{kept}… [+{len(text) - len(kept)}]"


def with_breaks(html: str) -> str:
    """Return the page with places at which a word longer than any of the language may be broken.

    They are not seen, neither on paper nor in what is copied from it.
    """
    return _SPOKEN.sub(_broken, html)


def _broken(found: re.Match[str]) -> str:
    text = found[0]
    if text[0] == "<" or len(text) <= LONGEST_WORD:
        return text
    return _WORD.sub(lambda word: _BREAK.join(_PIECE.findall(word[0])), text)
