"""Is the log whole: entries in, the first break out. Values only; reading them is the store's.

Each entry holds the hash of the one before, so whatever was done to an entry shows on it or on the
next one. What was cut off at the end shows only against a number and hash noted elsewhere.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from models import AuditEntry
from models.audit import BEGINNING


class Damage(StrEnum):
    """What was done to a log."""

    ALTERED = "altered"
    REMOVED = "removed"
    INSERTED = "inserted"
    REORDERED = "reordered"


@dataclass(frozen=True)
class Break:
    """The first place where a log is not as it was written."""

    number: int
    damage: Damage
    found: str


@dataclass(frozen=True)
class Head:
    """The last entry of a log at some time: noted elsewhere, it shows what is missing behind."""

    number: int
    sha256: str


@dataclass(frozen=True)
class Verdict:
    """How far a log is whole; `head` is null for an empty one."""

    entries: int
    head: Head | None
    broken: Break | None


def verdict(entries: Iterable[AuditEntry], noted: Head | None = None) -> Verdict:
    """Return the first break of a log that is read oldest first; with a noted head, held to it."""
    count, previous, last = 0, BEGINNING, None
    known = {BEGINNING: 0}
    rest = iter(entries)
    for one in rest:
        broken = _unsound(one, count + 1)
        if broken is None and one.previous != previous:
            broken = _misplaced(one, known, rest)
        if broken is not None:
            return Verdict(count, last, broken)
        count, previous = one.number, one.sha256
        known[one.sha256] = one.number
        last = Head(one.number, one.sha256)
        if noted and noted.number == one.number and noted.sha256 != one.sha256:
            said = f"its hash is {one.sha256[:12]}, {noted.sha256[:12]} was noted"
            return Verdict(count, last, Break(one.number, Damage.ALTERED, said))
    if noted and noted.number > count:
        said = f"the log ends with entry {count}, entry {noted.number} was noted"
        return Verdict(count, last, Break(count + 1, Damage.REMOVED, said))
    return Verdict(count, last, None)


def _unsound(one: AuditEntry, number: int) -> Break | None:
    if one.number != number:
        if one.number < number:
            return Break(one.number, Damage.INSERTED, "its number is below 1")
        return Break(number, Damage.REMOVED, f"entry {one.number} comes after entry {number - 1}")
    if one.digest() != one.sha256:
        return Break(number, Damage.ALTERED, "its content does not have its hash")
    return None


def _misplaced(one: AuditEntry, known: dict[str, int], rest: Iterable[AuditEntry]) -> Break:
    """Tell why a sound entry does not hold the hash of the one before it."""
    if one.previous in known:
        real = known[one.previous] + 1
        between = f"entry {one.number} was written right after entry {real - 1}"
        return Break(real, Damage.INSERTED, between)
    later = next((other.number for other in rest if other.sha256 == one.previous), None)
    if later is not None:
        said = f"it was written after what stands as entry {later}"
        return Break(one.number, Damage.REORDERED, said)
    return Break(one.number, Damage.REMOVED, "the entry before which it was written is not there")
