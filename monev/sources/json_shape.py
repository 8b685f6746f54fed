"""JSON measured before anybody builds objects from it: depth, numbers, keys that stand twice.

What the keys mean belongs to the readers, and so does a fault in the text.
"""

from collections.abc import Iterator
from contextlib import suppress
from decimal import Decimal
from io import BytesIO
from typing import Any

import ijson

from monev.errors import SourceError
from monev.sources.file_name import shown_text

MAX_DEPTH = 64
"""Paths of keys grow with depth: 0.2 MB of brackets, 100,000 deep, ask for gigabytes."""
MAX_DIGITS = 100
"""More than any amount or code has; 1e999999999 is short to write and fills the memory."""
_TOO_MUCH: int = 10**MAX_DIGITS
MAX_TEXT = 4_000_000
"""ijson looks at a text again with every refill of its buffer: 90 MB in one text take minutes."""
BUFFER_BYTES = 1 << 20
_ZEROS = bytes(48 if byte in b"0123456789" else byte for byte in range(256))
_LONG_NUMBER = b"0" * 1_000
"""ijson 3.6 crashes the process over an integer that Python refuses (more than 4,300 digits)."""
_PLAIN = bytes(byte if 32 <= byte < 127 else 32 for byte in range(256))
_OPENING = frozenset({"start_map", "start_array"})
_CLOSING = frozenset({"end_map", "end_array"})


class _Plain:
    """The bytes with everything but ASCII blanked, so that no fault of encoding hides what follows;
    brackets, quotes and digits are all ASCII.
    """

    def __init__(self, content: bytes) -> None:
        self._stream = BytesIO(content)

    def read(self, size: int = -1) -> bytes:
        return self._stream.read(size).translate(_PLAIN)


def inspect_json(content: bytes, name: str) -> None:
    """Refuse JSON that is nested too deep, or holds a number or a text that no reader can hold.

    Read as a stream, about 60 MB per second. A fault in the text ends it: every reader stops
    at the same place and names it. Raises SourceError.
    """
    _inspect_lengths(content, name)
    depth = 0
    with suppress(ijson.JSONError):
        for event, value in _events(_Plain(content), name):
            if event in _OPENING:
                depth += 1
                if depth > MAX_DEPTH:
                    found = f"JSON nested more than {MAX_DEPTH} levels deep"
                    raise SourceError(name, "", found, "a list of records")
            elif event in _CLOSING:
                depth -= 1
            elif event == "number" and isinstance(value, Decimal | int) and _huge(value):
                raise _too_large(name, str(value) if isinstance(value, Decimal) else "")


def _inspect_lengths(content: bytes, name: str) -> None:
    """Look for endless numbers and texts with searches of bytes, before any parser sees them."""
    if _LONG_NUMBER in content.translate(_ZEROS):
        raise _too_large(name, "")
    for at in range(0, len(content) - MAX_TEXT + 1, MAX_TEXT):
        block = content[at : at + MAX_TEXT].replace(b"\\\\", b"").replace(b'\\"', b"")
        if b'"' not in block and not block.isspace():
            found = f"a text of more than {MAX_TEXT} characters, or none at all"
            raise SourceError(name, f"byte {at + 1}", found, "a list of records")


def _events(stream: Any, name: str) -> Iterator[tuple[str, Any]]:
    try:
        yield from ijson.basic_parse(stream, buf_size=BUFFER_BYTES)
    except (ArithmeticError, SystemError) as error:  # a number beyond what Python converts
        raise _too_large(name, "") from error
    except UnicodeDecodeError:
        raise
    except ValueError as error:
        raise _too_large(name, "") from error


def _huge(value: Decimal | int) -> bool:
    if isinstance(value, int):
        return abs(value) >= _TOO_MUCH
    return abs(value.adjusted()) > MAX_DIGITS


def _too_large(name: str, text: str) -> SourceError:
    found = f"the number {shown_text(text, 40)}" if text else "a number of thousands of digits"
    return SourceError(name, "", found, f"numbers of at most {MAX_DIGITS} digits")
