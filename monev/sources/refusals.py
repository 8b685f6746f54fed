"""The reason why a file cannot be read, in Bahasa Indonesia; the readers give it in English.

Which English words have which Indonesian ones stands in `catalogue/sources/refusals.yaml`. The
sentence around them, and the place in the file, belong to whoever shows them.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pydantic import BaseModel, ConfigDict, field_validator, model_validator

from monev.errors import SourceError
from monev.yaml_file import catalogue_folder, read_yaml

_PLACEHOLDER = re.compile(r"\{(\w+)\}")
_COUNT = re.compile(r"n(_\w+)?")
_WITHIN = "reason"
_LIST = "list"
_BETWEEN = "; "


class Wording(BaseModel):
    """One reason as the readers give it, and the same in Bahasa Indonesia.

    What the placeholders `{n}`, `{reason}` and `{list}` stand for is said in the catalogue.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    text: str
    id: str

    @field_validator("text")
    @classmethod
    def _has_words(cls, text: str) -> str:
        names = _PLACEHOLDER.findall(text)
        if len(set(names)) != len(names):
            raise ValueError("a placeholder stands twice; give each its own name")
        if not any(character.isalpha() for character in _PLACEHOLDER.sub("", text)):
            raise ValueError("nothing but placeholders; it would fit any text")
        return text

    @model_validator(mode="after")
    def _same_placeholders(self) -> "Wording":
        names, told = (sorted(_PLACEHOLDER.findall(one)) for one in (self.text, self.id))
        if names != told:
            raise ValueError(
                f"text has the placeholders {names}, id has {told}; make them the same"
            )
        return self


class Refusals(BaseModel):
    """The shape of the catalogue's file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    refusals: list[Wording]

    @field_validator("refusals")
    @classmethod
    def _each_once(cls, refusals: list[Wording]) -> list[Wording]:
        texts = [one.text for one in refusals]
        if twice := sorted({text for text in texts if texts.count(text) > 1}):
            raise ValueError(f"{twice[0]!r} stands twice; keep one of them")
        return refusals


@dataclass(frozen=True)
class Dictionary:
    """All known reasons: those without placeholders by their text, the others as patterns."""

    exact: dict[str, str]
    patterns: tuple[tuple[re.Pattern[str], str], ...]

    @classmethod
    def of(cls, wordings: list[Wording]) -> "Dictionary":
        """Compile wordings; of two patterns the one with more words of its own is asked first."""
        exact = {one.text: one.id for one in wordings if not _PLACEHOLDER.search(one.text)}
        rest = [one for one in wordings if one.text not in exact]
        rest.sort(key=lambda one: len(_PLACEHOLDER.sub("", one.text)), reverse=True)
        return cls(exact, tuple((_compiled(one.text), one.id) for one in rest))

    def translated(self, text: str) -> str | None:
        """Return a reason in Bahasa Indonesia; None where the catalogue has no entry for it."""
        if text in self.exact:
            return self.exact[text]
        for pattern, indonesian in self.patterns:
            if found := pattern.fullmatch(text):
                values = {name: self._value(name, one) for name, one in found.groupdict().items()}
                return _PLACEHOLDER.sub(lambda hole: values[hole[1]], indonesian)  # noqa: B023
        return None

    def _value(self, name: str, value: str) -> str:
        if _COUNT.fullmatch(name):
            return f"{int(value):,}".replace(",", ".")
        if name == _WITHIN:
            return self._known_or_same(value)
        if name == _LIST:
            return _BETWEEN.join(map(self._known_or_same, value.split(_BETWEEN)))
        return value

    def _known_or_same(self, text: str) -> str:
        found = self.translated(text)
        return text if found is None else found


def in_indonesian(error: SourceError) -> tuple[str, str]:
    """Return what was found and what was expected, in Bahasa Indonesia, with the cure.

    Counts are written with points (`100.000`); words of the file itself stay as they are. A
    reason that the catalogue does not know comes back as it is, in English. Raises CatalogueError
    where the catalogue cannot be used.
    """
    known = load_refusals()
    found, expected = (known.translated(text) for text in (error.found, error.expected))
    return (
        error.found if found is None else found,
        error.expected if expected is None else expected,
    )


@cache
def load_refusals() -> Dictionary:
    """Return the packaged reasons; raises CatalogueError."""
    file = read_yaml(catalogue_folder("sources") / "refusals.yaml")
    return Dictionary.of(file.shaped(Refusals).refusals)


def _compiled(text: str) -> re.Pattern[str]:
    return re.compile("".join(_pieces(text)), re.DOTALL)


def _pieces(text: str) -> Iterator[str]:
    """Yield the words as they stand; a count is digits, any other placeholder any text or none."""
    for at, piece in enumerate(_PLACEHOLDER.split(text)):
        if at % 2 == 0:
            yield re.escape(piece)
        elif _COUNT.fullmatch(piece):
            yield rf"(?P<{piece}>[0-9]{{1,30}})"
        else:
            yield f"(?P<{piece}>.*?)"
