"""What may stop the work, in words that say what was found, what was expected and what to do.

Bad data is no error but a finding. Wording for people on screens and pages belongs to the edges.
"""

import copyreg
from typing import Any


class MonevError(Exception):
    """Root of all errors that Monev raises on purpose; the message is meant to be read."""

    def __reduce__(self) -> tuple[Any, ...]:
        """Cross processes whole: message and attributes, whatever the constructor asks for."""
        return copyreg.__newobj__, (type(self), *self.args), self.__dict__  # type: ignore[attr-defined]


class UsageError(MonevError):
    """The request itself cannot be met: unknown region, wrong period, missing file."""


class AmbiguousRegionError(UsageError):
    """A name fits more than one region; `candidates` are their codes and names."""

    def __init__(self, text: str, candidates: list[tuple[str, str]]) -> None:
        listed = ", ".join(f"{code} {name}" for code, name in candidates)
        super().__init__(f"{text!r} fits several regions: {listed}. Write the code or full name.")
        self.text = text
        self.candidates = candidates


class UnknownRegionError(UsageError):
    """No region has that code or name; `nearest` are offered, never taken."""

    def __init__(self, text: str, nearest: list[tuple[str, str]], hint: str = "") -> None:
        listed = ", ".join(f"{code} {name}" for code, name in nearest)
        offer = f" Nearest: {listed}." if nearest else ""
        super().__init__(f"no region is known as {text!r}.{offer}{' ' + hint if hint else ''}")
        self.text = text
        self.nearest = nearest


class CatalogueError(MonevError):
    """A file of rules cannot be used; names file, line and key, and the cure."""

    def __init__(self, file: str, line: int, where: str, problem: str) -> None:
        super().__init__(f"{file}:{line}: {where}: {problem}")
        self.file = file
        self.line = line
        self.where = where


class SourceError(MonevError):
    """A source file cannot be read at all; says what it was taken for and what it is."""

    def __init__(self, file: str, place: str, found: str, expected: str) -> None:
        super().__init__(f"{file}{', ' + place if place else ''}: {found}; expected {expected}")
        self.file = file
        self.place = place
        self.found = found
        self.expected = expected


class FetchError(MonevError):
    """An address gave no usable answer; says what came and what was expected.

    The address is masked. A fault that is `passing` may heal by waiting.
    """

    def __init__(self, address: str, found: str, expected: str, *, passing: bool = False) -> None:
        super().__init__(f"{address}: {found}; expected {expected}")
        self.address = address
        self.found = found
        self.expected = expected
        self.passing = passing


class DeliveryError(MonevError):
    """A message was not taken by the mail server or webhook it was meant for; no secret in it."""


class NotationError(MonevError):
    """A text is no number, date, period or percentage in any notation we accept."""


class ArchiveError(MonevError):
    """A filed document would have been overwritten, or has changed since it was filed."""


class EnvironmentFault(MonevError):
    """The machine lacks something: a library, a database, a writable folder."""
