"""A JSON text as a tree in which numbers stay as they were written, and back into text.

What in the tree is personal is `redaction_json`'s matter.
"""

import json
from collections.abc import Iterator
from typing import Any

from monev.errors import SourceError


class Number(str):
    """A number as it was written."""

    __slots__ = ()


def parsed(content: bytes, name: str) -> Any:
    """Return the tree of a JSON text with personal data; raises SourceError where it is none."""

    def distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        found = dict(pairs)
        if len(found) < len(pairs):
            double = "JSON with personal data and a key that is there twice"
            raise SourceError(name, "", double, "each key once")
        return found

    try:
        return json.loads(
            content.decode("utf-8-sig"),
            object_pairs_hook=distinct,
            parse_int=Number,
            parse_float=Number,
            parse_constant=Number,
        )
    except UnicodeDecodeError as error:
        place = f"byte {error.start + 1}"
        raise SourceError(name, place, "bytes that are no UTF-8", "JSON in UTF-8") from error
    except (json.JSONDecodeError, RecursionError) as error:
        raise SourceError(
            name,
            "",
            "personal data that cannot be taken out",
            "a file without NIK, NIP and names of persons",
        ) from error


def nodes(tree: Any) -> Iterator[Any]:
    """Yield every value of a tree, the whole first."""
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if isinstance(node, dict):
            waiting.extend(node.values())
        elif isinstance(node, list):
            waiting.extend(node)


def written(node: Any) -> Iterator[str]:
    """Yield JSON text in which every number stands as it was written."""
    if isinstance(node, Number):
        yield str(node)
    elif isinstance(node, dict):
        yield "{"
        for at, (key, value) in enumerate(node.items()):
            yield f"{', ' if at else ''}{json.dumps(key, ensure_ascii=False)}: "
            yield from written(value)
        yield "}"
    elif isinstance(node, list):
        yield "["
        for at, value in enumerate(node):
            yield ", " if at else ""
            yield from written(value)
        yield "]"
    else:
        yield json.dumps(node, ensure_ascii=False)
