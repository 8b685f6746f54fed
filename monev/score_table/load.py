"""A rubric file -> a checked rubric whose every error names file, line, key and cure."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from monev.errors import CatalogueError, UsageError
from monev.score_table.checks import fit_problems
from monev.score_table.shapes import FAMILIES, TableRubric
from monev.score_table.structure import Node, structure_problems, tree_of
from monev.yaml_file import YamlFile, read_yaml


@dataclass(frozen=True)
class RubricFile:
    """A checked rubric, its tree, and the file, which knows the lines for messages."""

    rubric: TableRubric
    tree: Node
    file: YamlFile


def read_rubric(path: Path) -> RubricFile:
    """Read and check one rubric file.

    Raises CatalogueError at the first fault, with its line, and UsageError where there is no file.
    """
    if not path.is_file():
        raise UsageError(f"{path} is no file; give the path of a rubric (.yaml)")
    try:
        return checked(read_yaml(path))
    except UnicodeDecodeError as error:
        raise UsageError(f"{path} is no text in UTF-8; save it as UTF-8") from error


def checked(file: YamlFile) -> RubricFile:
    """Return the rubric of a parsed file; raises CatalogueError at the first fault."""
    if not isinstance(file.content, dict):
        raise CatalogueError(file.name, 1, "YAML", "no keys found; begin with title:")
    try:
        rubric = TableRubric.model_validate(file.content)
    except ValidationError as error:
        raise _spoken(file, error) from error
    for path, problem in _problems(rubric):
        raise file.error(path, problem)
    return RubricFile(rubric, tree_of(rubric), file)


def _problems(rubric: TableRubric) -> Iterator[tuple[tuple[str | int, ...], str]]:
    found = list(structure_problems(rubric))
    yield from found or fit_problems(rubric)


def _spoken(file: YamlFile, error: ValidationError) -> CatalogueError:
    faults = error.errors()
    unknown = (one for one in faults if one["type"] == "extra_forbidden")
    first = next(unknown, faults[0])  # a misspelt key is also a missing one
    path = tuple(step for step in first["loc"] if step not in FAMILIES)
    match first["type"]:
        case "missing":
            return file.error(path, "missing; write this key")
        case "extra_forbidden":
            return file.error(path, _unknown(str(path[-1])))
        case "value_error":
            return file.error(path, str(first["msg"]).removeprefix("Value error, "))
    return file.error(path, f"{first['msg']} (found {first.get('input')!r})")


def _unknown(key: str) -> str:
    near = get_close_matches(key, sorted(keys_of(TableRubric)), n=1)
    offer = f"did you mean {near[0]!r}?" if near else "take it out"
    return f"unknown key {key!r}; {offer}"


def keys_of(shape: type[BaseModel]) -> set[str]:
    """Every key that may stand anywhere in a rubric."""
    found: set[str] = set()
    for name, field in shape.model_fields.items():
        found.add(field.alias or name)
        for inner in _shapes_in(field.annotation):
            found |= keys_of(inner)
    return found


def _shapes_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for inner in get_args(annotation):
        yield from _shapes_in(inner)
