"""Spellings of region names brought to one key: case, spacing, dots and the words of office.

Pure text. Which region a key belongs to is decided in `resolve`. The folding is exact: it knows
different ways of writing the same letters, and never a different letter.
"""

import re
import unicodedata
from dataclasses import dataclass

from models.region import Kind

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
_KINDS: dict[str, Kind] = {
    "pemkab": "kabupaten",
    "kabupaten": "kabupaten",
    "kab": "kabupaten",
    "pemkot": "kota",
    "kota": "kota",
    "kotamadya": "kota",
    "kodya": "kota",
    "pemprov": "provinsi",
    "provinsi": "provinsi",
    "propinsi": "provinsi",
    "prov": "provinsi",
    "prop": "provinsi",
}
_OFFICE = re.compile(
    r"(?:(?:pemerintah(?: daerah)?|pemda)(?: |$))?"
    rf"(?:(?P<kind>{'|'.join(_KINDS)})(?: |$))?"
    r"(?:(?P<administrative>administrasi|adm)(?: |$))?"
)
_TURNED = re.compile(r"(?P<name>.+?)\s*[,(]\s*(?P<office>[^,()]+?)\s*\)?")
_SHORT_PROVINCE = re.compile(r"^(?:dki|di) ")


@dataclass(frozen=True)
class Spelling:
    """One way to read a text: the kind its words of office state, if any, and the name's key."""

    kind: Kind | None
    administrative: bool
    key: str


def tidy(text: str) -> str:
    """Return the text without invisible characters and without blanks at its ends.

    Composed, but no further: a superscript is a footnote, and `3²` is not province 32.
    """
    return unicodedata.normalize("NFC", text.translate(_INVISIBLE)).strip()


def spellings(text: str) -> list[Spelling]:
    """Return the ways to read a name: with its words of office split off, and as a whole.

    The second one is for names that begin like an office: Kotabaru is written `Kota Baru` too.
    """
    words = _fold(_turn_round(text))
    whole = Spelling(None, False, squash(words))
    office = _OFFICE.match(words)
    if office is None or office.end() == 0:
        return [whole]
    rest = squash(words[office.end() :])
    kind = _KINDS[office["kind"]] if office["kind"] else None
    split = Spelling(kind, office["administrative"] is not None, rest)
    return [split, whole] if rest else [whole]


def keys_of(name: str) -> set[str]:
    """Return all keys of a listed name: in full, without its office, without DKI or DI."""
    short = squash(_SHORT_PROVINCE.sub("", _fold(name), count=1))
    return {short, *(spelling.key for spelling in spellings(name))}


def squash(words: str) -> str:
    """Return the letters and digits alone, `kep` written out: `Pangkal Pinang` is one word too."""
    return "".join("kepulauan" if word == "kep" else word for word in words.split())


def _fold(text: str) -> str:
    """Return lower-case words; dots, hyphens and apostrophes count as blanks."""
    return " ".join(re.findall(r"[^\W_]+", tidy(text).casefold()))


def _turn_round(text: str) -> str:
    """Bring `TANGERANG, KAB.` and `Tangerang (Kota)` to the usual order."""
    turned = _TURNED.fullmatch(tidy(text))
    if turned is None:
        return text
    office = _OFFICE.fullmatch(_fold(turned["office"]))
    return text if office is None else f"{turned['office']} {turned['name']}"
