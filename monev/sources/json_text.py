"""JSON of a bounded size, read strictly: exact numbers, no key twice, no bottomless nesting.

For answers that are read whole. What they mean belongs to the readers.
"""

import json
from decimal import Decimal
from typing import Any

from monev.errors import SourceError

LONGEST_NUMBER = 60


def read_json(content: bytes, name: str, at_most: int) -> Any:
    """Return the parsed text, numbers with a point as exact decimals.

    Raises SourceError for more than `at_most` bytes, for text that is no JSON or is cut off, and
    for a key that stands twice in one object.
    """
    if len(content) > at_most:
        raise SourceError(name, "", f"{len(content)} bytes", f"at most {at_most}; ask for less")
    try:
        return json.loads(
            content,
            object_pairs_hook=lambda pairs: _object(pairs, name),
            parse_float=lambda text: _number(text, name),
            parse_constant=lambda word: _refuse(word, name),
        )
    except RecursionError as error:
        raise SourceError(name, "", "JSON nested too deep", "lists of records") from error
    except json.JSONDecodeError as error:
        place = f"baris {error.lineno} kolom {error.colno}"
        found = f"broken or cut-off JSON ({error.msg})"
        raise SourceError(name, place, found, "a whole JSON text; fetch it again") from error
    except ValueError as error:
        found = f"JSON that cannot be read ({str(error)[:120]})"
        raise SourceError(name, "", found, "JSON in UTF-8") from error


def _object(pairs: list[tuple[str, Any]], name: str) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        seen: set[str] = set()
        for key, _ in pairs:
            if key in seen:
                raise SourceError(name, "", f"the key {key[:60]!r} twice", "each key once")
            seen.add(key)
    return found


def _number(text: str, name: str) -> Decimal:
    number = Decimal(text)
    if len(text) > LONGEST_NUMBER or abs(number.adjusted()) > LONGEST_NUMBER:
        raise SourceError(name, "", f"the number {text[:40]}", "a number of usual size")
    return number


def _refuse(word: str, name: str) -> Any:
    raise SourceError(name, "", f"the word {word} in the place of a number", "a number or null")
