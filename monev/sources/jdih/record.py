"""One record of a feed as values with their places; a key that stands twice is told, not chosen.

What the values mean is read elsewhere.
"""

import html
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from models.finding import Severity
from monev.sources.grid import Value
from monev.sources.jdih.desk import Desk
from monev.sources.jdih.feed import RawRecord
from monev.sources.jdih.sheet import FieldName, JdihSheet
from monev.sources.notation import is_missing
from monev.sources.personal import masked

_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_SHOWN = 80
MOST_DETAILS = 50
"""Far more relations than a rule has; what stands behind them is no statement."""
NOTHING = Value(None, "", "")


@dataclass(frozen=True)
class Record:
    """What a record states; a field it leaves empty, or states with `-`, is not in `values`.

    `place` is that of the record. `details` are the other rules it is related to: what happened,
    and which rule it was.
    """

    place: str
    values: dict[FieldName, Value]
    details: tuple[tuple[str, str], ...] = ()

    def __getitem__(self, name: FieldName) -> Value:
        """Return the value of a field; a blank one where nothing is stated."""
        return self.values.get(name, NOTHING)

    def text(self, name: FieldName) -> str:
        """Return a field as plain text on one line; empty where nothing is stated."""
        return plain(self[name].raw)


def plain(text: str) -> str:
    """Return a text on one line, without HTML tags and with HTML entities read."""
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
    return " ".join(text.split())


def raw_text(content: Any) -> str:
    """Return what a key holds as text, letter by letter; nested values and null give none."""
    match content:
        case str():
            return content
        case bool():
            return str(content).lower()
        case int() | Decimal():
            return str(content)
        case _:
            return ""


def read_record(raw: RawRecord, desk: Desk) -> Record | None:
    """Return the record of a raw one; None, with a finding, where it contradicts itself.

    Two different values of one key, or of two spellings of one field, are a contradiction: nobody
    can tell which of them is meant. The same value twice is only odd.
    """
    found: dict[FieldName, list[tuple[str, Value]]] = {}
    details: tuple[tuple[str, str], ...] = ()
    for name, key, content in raw.stated:
        place = f"{desk.intake.name} {raw.place}.{key}"
        if name == "details":
            related = _details(content, desk.sheet)
            text = "; ".join(": ".join(filter(None, pair)) for pair in related)
            details = details or related
            found.setdefault(name, []).append((key, Value(text, text, place)))
            continue
        found.setdefault(name, []).append((key, _value(content, place, desk)))
    values: dict[FieldName, Value] = {}
    whole = True
    for name, spelled in found.items():
        whole = _agree(spelled, desk) and whole
        stated = [value for _, value in spelled if not _absent(value, desk.sheet)]
        if stated:
            values[name] = stated[0]
    place = f"{desk.intake.name} {raw.place}"
    return Record(place, values, details) if whole else None


def _value(content: Any, place: str, desk: Desk) -> Value:
    """Return a value without the identity number of a person: titles of decrees may hold one."""
    text, numbers = masked(raw_text(content))
    if numbers:
        texts = (
            "nomor identitas pribadi ditemukan dan tidak disimpan",
            "an identity number of a person was found and is not kept",
        )
        desk.note("jdih.data_pribadi", Severity.WARNING, place, texts)
    return Value(text, text, place)


def _absent(value: Value, sheet: JdihSheet) -> bool:
    text = plain(value.raw)
    return is_missing(text) or text in sheet.absent


def _agree(spelled: list[tuple[str, Value]], desk: Desk) -> bool:
    """Whether a field is stated once, or each time alike; an empty second spelling is no matter."""
    if len(spelled) == 1:
        return True
    keys = [key for key, _ in spelled]
    repeated = len(set(keys)) < len(keys)
    counted = [value for _, value in spelled if repeated or not _absent(value, desk.sheet)]
    alike = len({plain(value.raw) for value in counted}) <= 1
    if alike and not repeated:
        return True
    listed = ", ".join(f"{key} = {value.raw[:_SHOWN]!r}" for key, value in spelled[:5])
    texts = (
        f"kunci yang sama tertulis lebih dari satu kali: {listed}"
        + ("" if alike else "; catatan dilewati karena isinya bertentangan"),
        f"one key stands more than once: {listed}"
        + ("" if alike else "; the record is left out because they differ"),
    )
    severity = Severity.WARNING if alike else Severity.ERROR
    desk.note("jdih.kunci_ganda", severity, spelled[0][1].place, texts)
    return alike


def _details(content: Any, sheet: JdihSheet) -> tuple[tuple[str, str], ...]:
    """Return the relations to other rules, stated as objects or as mere texts."""
    entries = content if isinstance(content, list) else [content]
    keys = (sheet.detail.status, sheet.detail.other)
    pairs = (
        (_detail(entry.get(keys[0])), _detail(entry.get(keys[1])))
        if isinstance(entry, dict)
        else (_detail(entry), "")
        for entry in entries[:MOST_DETAILS]
    )
    return tuple((how, other) for how, other in pairs if how or other)


def _detail(content: Any) -> str:
    text = plain(masked(raw_text(content))[0])
    return "" if is_missing(text) else text
