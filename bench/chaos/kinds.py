"""What a kind of fault is, how its moments are drawn, and what became of all its faults.

A new kind is one more `Kind` in the list of its lane, and one more branch of its `inject`.
"""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

FADING = 0.9
"""A resumed run may have little left to do; the time that a whole one takes is forgotten slowly."""


@dataclass(frozen=True)
class Found:
    """What one fault came to. `late`: it came when the run had ended already.

    `lost` says what did not hold after the resumed run, `parts` counts half-written files left, and
    `waited` the seconds until a resumed run was let in, zero where there was nothing to wait for.
    """

    lost: Sequence[str] = ()
    late: bool = False
    parts: int = 0
    waited: float = 0.0


@dataclass(frozen=True)
class Kind:
    """One kind of fault: its short name for `--kinds`, its row, and its share of a hundred."""

    key: str
    title: str
    share: int


class Lane(Protocol):
    """A world in which faults of some kinds are injected, one after the other."""

    def inject(self, key: str, chance: random.Random) -> Found:
        """Inject one fault of a kind and return what it came to."""

    def close(self) -> None:
        """Let the world go."""


@dataclass
class Tally:
    """What became of one kind."""

    title: str
    found: list[Found] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def lost(self) -> int:
        """How many faults lost something."""
        return sum(bool(one.lost) for one in self.found)

    def cells(self) -> list[str]:
        """Return the row of the table."""
        injected = len(self.found)
        late, parts = (sum(one.late for one in self.found), sum(one.parts for one in self.found))
        waited = max((one.waited for one in self.found), default=0.0)
        longest = f"{waited:.0f}" if waited else "-"
        numbers = (injected, late, injected - self.lost, self.lost, parts)
        return [self.title, *map(str, numbers), longest, f"{self.seconds / (injected or 1):.0f}"]


def counts(kinds: Sequence[Kind], wanted: int) -> dict[str, int]:
    """Return how many faults of each kind are injected: by its share, and one at the least."""
    whole = sum(one.share for one in kinds)
    return {one.key: max(1, round(wanted * one.share / whole)) for one in kinds}


def injected(
    lane: Lane, kind: Kind, number: int, seed: int, tell: Callable[[Tally], None]
) -> Tally:
    """Inject so many faults of a kind, tell and return what became of them.

    The moments depend on seed, kind and number alone, so that a kind can be run again by itself. A
    fault over which the bench itself stumbles counts as lost and does not stop the others.
    """
    tally = Tally(kind.title)
    begun = time.perf_counter()
    for turn in range(number):
        chance = random.Random(f"{seed} {kind.key} {turn}")
        try:
            tally.found.append(lane.inject(kind.key, chance))
        except Exception as error:  # noqa: BLE001  # told as lost, with its words
            tally.found.append(Found([f"the bench stumbled: {type(error).__name__}: {error}"]))
    tally.seconds = time.perf_counter() - begun
    tell(tally)
    return tally
