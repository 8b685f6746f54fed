"""Personal data out of JSON: looked for in the raw text, taken out of the tree.

A feed without any is never parsed as a whole, because it may have a hundred megabytes.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from monev.errors import SourceError
from monev.sources.personal import masked, names_person, personal_headings
from monev.sources.redaction_json_tree import Number, nodes, parsed, written
from monev.sources.redaction_parts import holds_number
from monev.sources.redaction_rows import personal_cells

MAX_KEYS = 10_000
_KEYS = re.compile(rb'"([^"]{1,200})"\s*:')
_WORDS = re.compile(rb'"([^"]{1,200})"')
_LISTS = re.compile(rb"[\[,]\s*\[")
_ESCAPED = re.compile(
    rb"\\u(?:00(?:3[0-9]|[46][1-9a-fA-F]|[57][0-9aA]|2[dDeE]|[aA][0dD])|20[01]|[fF][fF][0-5]|06[6fF])"
)
_ESCAPE = re.compile(rb"\\u([0-9a-fA-F]{4})")
_CURE = "a file without NIK, NIP and names of persons"


@dataclass
class _Walk:
    """One way through the tree; `columns` are its personal keys."""

    columns: frozenset[str]
    numbers: int = 0
    met: list[str] = field(default_factory=list)

    def clean(self, node: Any) -> Any:
        """Return a node without its personal data."""
        if isinstance(node, dict):
            return {self.text(key): self.member(key, value) for key, value in node.items()}
        if isinstance(node, list):
            return [self.clean(one) for one in self.table(node)]
        if isinstance(node, Number):
            text = self.text(node)
            return node if text == node else text
        return self.text(node) if isinstance(node, str) else node

    def member(self, key: str, value: Any) -> Any:
        """Return the value of a key; nothing where the key is personal."""
        if key not in self.columns:
            return self.clean(value)
        self.met += [] if key in self.met else [key]
        return None

    def text(self, text: str) -> str:
        """Return a text without identity numbers."""
        safe, count = masked(text)
        self.numbers += count
        return safe if count else text

    def table(self, rows: list[Any]) -> list[Any]:
        """Return a list of rows without its personal cells; any other list as it is."""
        if not any(isinstance(row, list) for row in rows):
            return rows
        texts = [[_shown(cell) for cell in row] if isinstance(row, list) else [] for row in rows]
        found = personal_cells(texts)
        self.met += [one for one in found.columns if one not in self.met]
        self.numbers += found.numbers
        for at, place in found.blank:
            rows[at][place] = None
        for (at, place), text in found.texts.items():
            rows[at][place] = text
        return rows


def clean_json(content: bytes, name: str) -> tuple[bytes, tuple[str, ...], int]:
    """Return JSON without personal data, the personal keys, and how many numbers were masked.

    The very bytes come back where there are none. Raises SourceError where personal data cannot
    be taken out safely.
    """
    raw = _ESCAPE.sub(_resolved, content) if _ESCAPED.search(content) else content
    columns, listed = _personal_keys(raw, name), _is_personal_list(raw)
    if not columns and not listed and not holds_number(raw):
        return content, (), 0
    tree = parsed(content, name)
    apart = _blank_by_fields(tree, name)
    walk = _Walk(frozenset(columns))
    text = "".join(written(walk.clean(tree)))
    met = tuple(dict.fromkeys([*walk.met, *apart]))
    if not met and not walk.numbers:
        return content, (), 0
    if holds_number(text.encode("utf-8", "replace")):
        raise SourceError(name, "", "personal data that cannot be taken out", _CURE)
    return text.encode("utf-8", "replace"), met, walk.numbers


def _resolved(found: re.Match[bytes]) -> bytes:
    character = chr(int(found[1], 16))
    return found[0] if character in '"\\' else character.encode("utf-8", "replace")


def _personal_keys(raw: bytes, name: str) -> tuple[str, ...]:
    keys = {found.decode("utf-8", "replace") for found in _KEYS.findall(raw)}
    if len(keys) > MAX_KEYS:
        raise SourceError(name, "", f"{len(keys)} different keys", f"at most {MAX_KEYS}")
    return personal_headings(sorted(keys))


def _is_personal_list(raw: bytes) -> tuple[str, ...]:
    """Return the personal headings among the texts of a file whose rows are lists."""
    if not _LISTS.search(raw):
        return ()
    texts = {found.decode("utf-8", "replace") for found in _WORDS.findall(raw)}
    return tuple(sorted(one for one in texts if names_person(one)))


def _blank_by_fields(tree: Any, name: str) -> list[str]:
    """Empty the personal columns of tables whose headings stand apart; return the headings."""
    lists = [one for one in nodes(tree) if isinstance(one, list) and one]
    tables = [one for one in lists if any(isinstance(row, list) for row in one)]
    headed = [personal for one in lists if tables and (personal := _field_places(one))]
    matched: list[str] = []
    for width, places in headed:
        rows = [row for table in tables for row in table if isinstance(row, list)]
        for row in rows:
            if len(row) == width and not any(names_person(_shown(cell)) for cell in row):
                matched += [one for one in places.values() if one not in matched]
                for place in places:
                    row[place] = None
    if headed and not matched:
        raise SourceError(name, "", "personal data that cannot be taken out", _CURE)
    return matched


def _shown(cell: Any) -> str:
    return cell if isinstance(cell, str) else ""


def _field_places(fields: list[Any]) -> tuple[int, dict[int, str]] | None:
    """Return how many headings a list of them has, and which are personal, by their place."""
    texts = []
    for one in fields:
        told = list(one.values()) if isinstance(one, dict) else [one]
        texts.append([text for text in told if isinstance(text, str)])
    if not all(texts) or not any(names_person(text) for told in texts for text in told):
        return None
    personal = set(personal_headings(text for told in texts for text in told))
    named = {at: [one for one in told if one in personal] for at, told in enumerate(texts)}
    return len(texts), {at: masked(one[0])[0] for at, one in named.items() if one}
