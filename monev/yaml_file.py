"""YAML of the catalogue, read strictly: no duplicate keys, exact decimals, known lines.

What the keys mean is for the rooms that read them; this one only knows files and lines.
"""

import re
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from monev.errors import CatalogueError

Shape = TypeVar("Shape", bound=BaseModel)

NOT_READ = object()
UNUSUAL = re.compile(
    r"[^\n -~\u00a1-\u2027\u2030-\ufefe]|(?:^|[\s\[{,:?-])(?:!|[&*]\S)|^%", re.MULTILINE
)
"""Tabs and other blanks beside the space, tags, anchors and aliases, directives."""


class YamlFile:
    """One parsed file: plain values in `content`, and `line_of` for messages."""

    def __init__(self, name: str, text: str) -> None:
        self.name, self._text = name, text
        quick = read_quickly(text)
        self.content = _plain(self._tree) if quick is NOT_READ else quick

    @cached_property
    def _tree(self) -> Any:
        """The content with the line of every key: slow to read, so only where a line is wanted."""
        try:
            return _loader("rt").load(self._text)
        except DuplicateKeyError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            key = str(error.problem or "").split('"')[1:2]
            raise CatalogueError(
                self.name, line, ".".join(key) or "key", "key stands twice; keep one of them"
            ) from error
        except MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            if "\\t" in str(error.problem):
                problem = "a tab indents this line; indent with spaces"
                raise CatalogueError(self.name, line, "YAML", problem) from error
            raise CatalogueError(
                self.name, line, "YAML", f"{error.problem}; mend the indentation or the quotes"
            ) from error

    def line_of(self, path: tuple[str | int, ...]) -> int:
        """Return the 1-based line of the key at `path`, or of its nearest parent that has one."""
        node: Any = self._tree
        line = 1
        for step in path:
            marks = getattr(node, "lc", None)
            if marks is None or not isinstance(node, dict | list):
                break
            try:
                position = marks.key(step) if isinstance(node, dict) else marks.item(step)
                line = position[0] + 1
                node = node[step]  # type: ignore[index]  # a list answers to int, a map to both
            except (KeyError, IndexError, TypeError):
                break
        return line

    def error(self, path: tuple[str | int, ...], problem: str) -> CatalogueError:
        """Return the error that points at `path` in this file."""
        return CatalogueError(self.name, self.line_of(path), ".".join(map(str, path)), problem)

    def shaped(self, shape: type[Shape]) -> Shape:
        """Return the content as `shape`; raises CatalogueError at the first key that misfits."""
        try:
            return shape.model_validate(self.content)
        except ValidationError as error:
            raise self._misfits(error)[0] from error

    def misfits(self, shape: type[BaseModel]) -> list[CatalogueError]:
        """Return every key that keeps the content from being `shape`; none where it is."""
        try:
            shape.model_validate(self.content)
        except ValidationError as error:
            return self._misfits(error)
        return []

    def _misfits(self, error: ValidationError) -> list[CatalogueError]:
        found = []
        for one in error.errors():
            missing = one["type"] == "missing"
            detail = "missing" if missing else f"{one['msg']} (found {one.get('input')!r})"
            found.append(self.error(tuple(one["loc"]), detail))
        return found


def read_yaml(path: Path | Traversable) -> YamlFile:
    """Read one file; raises CatalogueError with its line where it is no strict YAML."""
    return _parsed(path.name, path.read_text(encoding="utf-8"))


@lru_cache(maxsize=256)
def _parsed(name: str, text: str) -> YamlFile:
    """Parse a text once: every profile of a catalogue is laid over the same files."""
    return YamlFile(name, text)


def catalogue_folder(name: str) -> Traversable:
    """Return a folder of the packaged catalogue."""
    return files("catalogue") / name


def yaml_files(folder: Path | Traversable) -> list[YamlFile]:
    """Read every `.yaml` of a folder in the order of the names."""
    found = [entry for entry in folder.iterdir() if entry.name.endswith(".yaml")]
    return [read_yaml(entry) for entry in sorted(found, key=lambda entry: entry.name)]


def _loader(kind: str) -> YAML:
    loader = YAML(typ=kind)
    loader.allow_duplicate_keys = False
    return loader


def read_quickly(text: str) -> Any:
    """Return the content by the parser in C, `NOT_READ` where the strict one has to decide.

    That is so for every mistake, whose line and words are its own, and for marks that the two read
    differently.
    """
    if UNUSUAL.search(text):
        return NOT_READ
    try:
        return _plain(_loader("safe").load(text))
    except (YAMLError, ValueError):  # a day that no month has is a ValueError
        return NOT_READ


def _plain(node: Any) -> Any:
    """Turn the loader's marked values into plain ones; a number with a point becomes a Decimal."""
    if isinstance(node, dict):
        return {_plain(key): _plain(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value) for value in node]
    if isinstance(node, bool | date) or node is None:
        return node
    if isinstance(node, int):
        return int(node)
    if isinstance(node, float):
        return Decimal(_digits(node))
    return str(node)


def _digits(number: float) -> str:
    """Give back the digits as written (a float's repr is the shortest text that reads the same)."""
    return repr(float(number))
