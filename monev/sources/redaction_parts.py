"""What the raw parts of a workbook say of persons, seen without opening the workbook.

Fast, because every workbook passes here; taking anything out is `redaction_workbook`'s work.
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape
from io import BytesIO

from monev.sources.archive import MAX_UNPACKED_BYTES
from monev.sources.personal import masked, names_person
from monev.sources.redaction_numbers import suspects
from monev.sources.redaction_rows import speaks_of_person

MOST_LEVELS = 2
"""A workbook may be embedded in a workbook; what lies deeper is not seen by anybody."""
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_RUNS = re.compile(rb"<(?:\w+:)?r[ />]|<!|<\?[^x]|&#")
_UNSEEN = re.compile(r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[|\]\]>", re.DOTALL)
_INLINE = re.compile(
    r"\s*</?(?:\w+:)?(?:t|r|rPr|rPh|phoneticPr|b|i|u|sz|color|rFont|family|charset|scheme|vertAlign"
    r"|strike|outline|shadow|condense|extend|latin|ea|cs|solidFill|srgbClr|schemeClr)(?:\s[^<>]*)?/?>"
)
_TEXT = re.compile(r">([^<>A-Za-z]{0,20}[A-Za-z][^<>]{1,300})<")
_ATTRIBUTE = re.compile(r'\b(?:name|caption|v|uniqueName)="([^"]{2,200})"')
_OUT_OF_SIGHT = re.compile(r"xl/(?:pivotCache|tables|embeddings|externalLinks)/|customXml/", re.I)


@dataclass(frozen=True)
class Seen:
    """Whether identity numbers and personal words stand in a workbook; `unread` tells headings
    in parts that no reader opens.
    """

    numbers: bool = False
    words: bool = False
    unread: tuple[str, ...] = ()

    @property
    def anything(self) -> bool:
        """Whether the workbook has to be taken apart."""
        return self.numbers or self.words or bool(self.unread)


def holds_number(content: bytes) -> bool:
    """Whether an identity number stands in the bytes of a text."""
    return any(masked(one)[1] for one in suspects(content))


def seen_in(content: bytes) -> Seen:
    """Return what the parts of a workbook say of persons.

    Raises what the zipfile module raises for a damaged archive.
    """
    numbers = words = False
    unread: list[str] = []
    for name, part in _parts(content, 1):
        text = _joined(part)
        raw = part if text is None else text.encode()
        numbers = numbers or holds_number(raw) or "<!ENTITY" in (text or "")
        if not name.lower().endswith((".xml", ".rels", ".vml")):
            continue
        text = part.decode("utf-8", "replace") if text is None else text
        words = words or any(map(speaks_of_person, map(unescape, set(_TEXT.findall(text)))))
        if _OUT_OF_SIGHT.match(name):
            told = map(unescape, dict.fromkeys(_ATTRIBUTE.findall(text)))
            unread += [one for one in told if names_person(one) and one not in unread]
    return Seen(numbers, words, tuple(unread))


def _parts(content: bytes, level: int) -> Iterator[tuple[str, bytes]]:
    """Yield all parts, of workbooks within the workbook too, and the names of the parts."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        yield "names", "\n".join(archive.namelist()).encode("utf-8", "replace")
        yield "comment", archive.comment
        for member in archive.infolist():
            part = archive.read(member)
            yield member.filename, part
            if part.startswith(b"PK\x03\x04") and level < MOST_LEVELS and _is_small(part):
                yield from ((f"xl/embeddings/{one}", more) for one, more in _parts(part, level + 1))


def _is_small(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return sum(one.file_size for one in archive.infolist()) <= MAX_UNPACKED_BYTES // 4
    except zipfile.BadZipFile:
        return False  # no archive after all, whatever its first bytes say


def _joined(part: bytes) -> str | None:
    """Return the text of a part as a reader sees it: runs joined, entities resolved.

    None where the bytes show it as it is, which is the case in most parts.
    """
    wide = part.startswith(_WIDE) and part[:400].count(b"\x00") > 1
    if not wide and not _RUNS.search(part):
        return None
    if wide:
        big = part.startswith((b"\xfe\xff", b"\x00<"))
        text = part.decode("utf-16-be" if big else "utf-16-le", "replace")
    else:
        text = part.decode("utf-8", "replace")
    bare = _UNSEEN.sub("", text)
    joined = _INLINE.sub("", bare)
    return f"{unescape(joined)}\n{joined}"
