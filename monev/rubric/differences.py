"""Which rules differ between two rubrics, or between what is in force on two days, in words.

How much a change is worth in points is asked elsewhere.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict

from monev.difference import Factor, Reason, RuleChange
from monev.printing import plain
from monev.rubric.in_force import RulesInForce
from monev.rubric.shapes import Dated, Rubric
from monev.yaml_file import catalogue_folder, read_yaml

NAMES = ("id", "indicator", "code")
"""Keys that tell one entry of a list from the others, whatever its place."""
WORDS = {"id", "en"}
NO_RULES = {"sha256", "based_on", "profile_reference"}
NO_RULES_OF_HEAD = {"profile", "version", "title"}
METHOD = ("missing", "aggregation")

Place = tuple[str, ...]
Entries = dict[tuple[str, str], str]
"""Text of a rule by what it is about and which part of it."""


class RuleWords(BaseModel):
    """The Indonesian words of `catalogue/rule_words.yaml`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    parts: dict[str, str]
    keys: dict[str, str]
    factors: dict[Factor, str]
    explained: dict[Factor, str]
    reasons: dict[Reason, str]
    kinds: dict[str, str]


@cache
def rule_words() -> RuleWords:
    """Return the words in which a comparison is printed; raises CatalogueError."""
    return read_yaml(catalogue_folder("rule_words.yaml")).shaped(RuleWords)


def rule_changes(before: Rubric, after: Rubric) -> list[RuleChange]:
    """Return every rule of two rubrics that differs, whenever it is in force."""
    return _changes(_whole(before), _whole(after))


def changes_in_force(before: RulesInForce, after: RulesInForce) -> list[RuleChange]:
    """Return the rules in force on either side that differ, but for how scores are reckoned."""
    return _changes(_in_force(before), _in_force(after))


def method_changes(before: RulesInForce, after: RulesInForce) -> list[RuleChange]:
    """Return what differs in how absence and aggregation are reckoned on either side."""
    return _changes(_method(before), _method(after))


def _changes(before: Entries, after: Entries) -> list[RuleChange]:
    return [
        RuleChange(subject=key[0], key=key[1], before=before.get(key), after=after.get(key))
        for key in {**before, **after}
        if before.get(key) != after.get(key)
    ]


def _whole(rubric: Rubric) -> Entries:
    content = rubric.model_dump(by_alias=True, exclude=NO_RULES)
    head = content.pop("head")
    segments = content.pop("segments")
    content |= {key: value for key, value in head.items() if key not in NO_RULES_OF_HEAD}
    titles = {one.id: one.title.id for one in rubric.indicators}
    return _entries({**content, **segments}, titles)


def _in_force(rules: RulesInForce) -> Entries:
    asked = {
        rule.indicator.id: {
            "formula": rule.indicator.formula,
            "arguments": rule.indicator.arguments,
            "weight": rule.weight,
            "scale": _plain(rule.scale),
        }
        for rule in rules.rules
    }
    parameters = {
        one.id: {"value": f"{_text(value.value)} (sejak {value.from_}, {value.reference})"}
        for one in rules.rubric.parameters
        if (value := rules.parameter(one.id)) is not None
    }
    content = {
        "indicators": asked,
        "parameters": parameters,
        "evidence": _plain(rules.evidence),
        "bands": [one.model_dump() for one in rules.bands.bands],
        "gates": [one.model_dump() for one in rules.gates],
    }
    return _entries(content, {rule.indicator.id: rule.indicator.title.id for rule in rules.rules})


def _method(rules: RulesInForce) -> Entries:
    dated = {name: getattr(rules, name) for name in METHOD}
    content = {name: _plain(value) for name, value in dated.items()}
    return _entries(content, {})


def _plain(value: Dated) -> dict[str, Any]:
    return value.model_dump(by_alias=True, exclude_none=True)


def _entries(content: Mapping[str, Any], titles: Mapping[str, str]) -> Entries:
    """Flatten rules to texts: `(C2 Kenaikan cakupan, skala, linear, target)` is `20`."""
    words = rule_words()
    entries: Entries = {}
    for part, inside in content.items():
        named = words.parts.get(part, part)
        for place, text in _leaves(inside):
            subject, keys = named, place
            if part == "indicators" and place:
                subject = f"{place[0]} {titles.get(place[0], '')}".strip()
                keys = place[1:]
            elif place and (part == "parameters" or not isinstance(inside, dict | str)):
                subject, keys = f"{named} {place[0]}", place[1:]
            entries[subject, ", ".join(words.keys.get(key, key) for key in keys)] = text
    return entries


def _leaves(value: Any) -> Iterator[tuple[Place, str]]:
    match value:
        case {"id": str(text), "en": str(_), **rest} if not rest:
            yield (), text
        case dict():
            for key, inside in value.items():
                for place, text in _leaves(inside):
                    yield (str(key), *place), text
        case list() if not any(isinstance(one, dict) for one in value):
            yield (), ", ".join(map(_text, value))
        case list():
            for number, inside in enumerate(value, start=1):
                name, rest = _named(inside, number)
                for place, text in _leaves(rest):
                    yield (name, *place), text
        case None:
            return
        case _:
            yield (), _text(value)


def _named(entry: Any, number: int) -> tuple[str, Any]:
    """Return what an entry of a list is called, and the entry without that key."""
    if not isinstance(entry, dict):
        return str(number), entry
    for key in NAMES:
        if isinstance(entry.get(key), str):
            return entry[key], {name: one for name, one in entry.items() if name != key}
    if isinstance(entry.get("from"), date):
        rest = {name: one for name, one in entry.items() if name != "from"}
        return f"sejak {entry['from']}", rest
    title = entry.get("title")
    if isinstance(title, dict) and set(title) == WORDS:
        return title["id"], {name: one for name, one in entry.items() if name != "title"}
    return str(number), entry


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, Decimal):
        return plain(value) if value == round(value, 2) else format(value, "f").replace(".", ",")
    return str(value)
