"""What a citation says: type of instrument, number and year, and whether it is a draft.

Only the citation itself is read, never that of another rule behind "tentang". The words stand in
the fact sheet; which of several statements counts is for `identity`.
"""

import re
from dataclasses import dataclass
from functools import cached_property

from monev.sources.grid import folded
from monev.sources.jdih.sheet import JdihSheet
from monev.sources.notation.marks import LONGEST, tidy

_YEAR = r"(?:19|20)[0-9]{2}"
_PLAIN = re.compile(
    rf"0*(?P<digits>[1-9][0-9]{{0,3}})\s?(?P<letter>[a-z])?(?:\s?(?:/|YEAR)\s?(?P<year>{_YEAR}))?"
)
_LAST_YEAR = re.compile(rf".*[/.-](?P<year>{_YEAR})")
_NO_NUMBER = re.compile(r"[0\W_]*")


@dataclass(frozen=True)
class Kind:
    """A type of instrument, or a draft of one; `instrument` is None for words nobody knows."""

    instrument: str | None = None
    draft: bool = False


@dataclass(frozen=True)
class Numbered:
    """Number and year as far as they are stated; `unreadable` where a text is there but no number.

    A plain number has no leading zeros and its letter, if any, in capitals.
    """

    number: str = ""
    year: int | None = None
    unreadable: bool = False


@dataclass(frozen=True)
class Citations:
    """The reader of citations by the words of one fact sheet."""

    sheet: JdihSheet

    def kind(self, text: str) -> Kind:
        """Return the type that a text begins with; the longest known words count."""
        return self._kind(folded(text))[0]

    def number(self, text: str, *, plain: bool = True) -> Numbered:
        """Read a field for the number: "12", "012", "12/2022", "12 Tahun 2022"; 0 and - are none.

        Where numbers are not `plain` every text that holds a digit is one.
        """
        cleaned = self._without_mark(folded(tidy(text)))
        if _NO_NUMBER.fullmatch(cleaned):
            return Numbered()
        return self._plain_number(cleaned) if plain else self._cited_free(_joined(cleaned))

    def title(self, text: str, *, plain: bool = True) -> tuple[Kind, Numbered]:
        """Read the citation a title begins with; nothing where it is the subject only."""
        head = self._about.split(folded(tidy(text)), maxsplit=1)[0].strip()
        kind, length = self._kind(head)
        rest = head[length:]
        mark = self._mark.search(rest)
        if mark is None or (kind.instrument is None and mark.start() > 0):
            return kind, Numbered()
        found = _joined(rest[mark.end() :].strip(" .:,;"))
        if _NO_NUMBER.fullmatch(found):
            return kind, Numbered()
        return kind, self._cited_plain(found) if plain else self._cited_free(found)

    def _kind(self, text: str) -> tuple[Kind, int]:
        """Return the type, and how many characters its words take."""
        skipped = self._leading.match(text)
        start = skipped.end() if skipped else 0
        draft = self._draft.match(text, start)
        begin = draft.end() if draft else start
        best, length = Kind(draft=draft is not None), begin
        for words, kind in self._beginnings:
            if text.startswith(words, begin) and begin + len(words) > length:
                end = begin + len(words)
                if end == len(text) or not text[end].isalnum():
                    best, length = Kind(kind.instrument, kind.draft or draft is not None), end
        if best.instrument is None:
            name = self._exactly.get(text[begin:].strip())
            if name is not None:
                return Kind(name, draft is not None), len(text)
        return best, length

    def _plain_number(self, text: str) -> Numbered:
        found = self._plain.fullmatch(text)
        if found is None:
            return Numbered(unreadable=True)
        year = found["year"]
        number = found["digits"] + (found["letter"] or "").upper()
        return Numbered(number, int(year) if year else None)

    def _cited_plain(self, text: str) -> Numbered:
        """Read "27 tahun 2023", be it that the words "tentang" are missing behind it."""
        begun = self._plain.match(text)
        if begun is not None and begun["year"] and not text[begun.end() :][:1].isalnum():
            return self._plain_number(begun.group())
        return self._plain_number(text)

    def _cited_free(self, text: str) -> Numbered:
        """Take "560/kep.123/2023 tahun 2023" apart: a word, then perhaps the year."""
        found = self._free.fullmatch(text)
        if found is None:
            return Numbered(unreadable=True)
        read = self._free_number(found["number"])
        year = found["year"]
        return Numbered(read.number, int(year) if year else read.year, read.unreadable)

    def _free_number(self, word: str) -> Numbered:
        if not any(letter.isdigit() for letter in word) or len(word) > LONGEST:
            return Numbered(unreadable=True)
        if self._plain.fullmatch(word):
            return self._plain_number(word)
        last = _LAST_YEAR.fullmatch(word)
        return Numbered(word.upper(), int(last["year"]) if last else None)

    def _without_mark(self, text: str) -> str:
        found = self._mark.match(text)
        return (text[found.end() :] if found else text).strip(" .:,;")

    @cached_property
    def _beginnings(self) -> list[tuple[str, Kind]]:
        return [
            (words, Kind(name, draft))
            for name, one in self.sheet.instruments.items()
            for draft, listed in ((False, one.begins), (True, one.drafts))
            for words in listed
        ]

    @cached_property
    def _exactly(self) -> dict[str, str]:
        entries = self.sheet.instruments.items()
        return {words: name for name, one in entries for words in one.exactly}

    @cached_property
    def _leading(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{_listed(self.sheet.citation.leading)})\b\s*")

    @cached_property
    def _draft(self) -> re.Pattern[str]:
        return re.compile(rf"(?:{_listed(self.sheet.citation.draft)})\b\s*")

    @cached_property
    def _about(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{_listed(self.sheet.citation.about)})\b")

    @cached_property
    def _mark(self) -> re.Pattern[str]:
        return re.compile(rf"\b(?:{_listed(self.sheet.citation.number)})\b[\s.:]*(?=[^\W_]|-)")

    @cached_property
    def _plain(self) -> re.Pattern[str]:
        years = rf"(?:{_listed(self.sheet.citation.year)})\b\.?"
        return re.compile(_PLAIN.pattern.replace("YEAR", years))

    @cached_property
    def _free(self) -> re.Pattern[str]:
        years = _listed(self.sheet.citation.year)
        return re.compile(rf"(?P<number>\S+)(?:\s+(?:{years})\b\.?\s*(?P<year>{_YEAR}))?")


def _joined(text: str) -> str:
    """Return a number without blanks around its strokes: "560 / 12 / 2023" is one word."""
    return re.sub(r"\s*/\s*", "/", text)


def _listed(words: list[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
