"""Two lists of things, paired by what makes them the same. Nothing is guessed: a key decides."""

from collections.abc import Callable, Hashable, Iterable
from typing import TypeVar

One = TypeVar("One")


def paired(
    old: Iterable[One], new: Iterable[One], key: Callable[[One], Hashable]
) -> tuple[list[tuple[One, One]], list[One], list[One]]:
    """Return pairs of one key, each thing once, and what is left over on either side.

    Of several with one key the first goes with the first.
    """
    waiting: dict[Hashable, list[One]] = {}
    for one in old:
        waiting.setdefault(key(one), []).append(one)
    pairs, left = [], []
    for one in new:
        there = waiting.get(key(one))
        if there:
            pairs.append((there.pop(0), one))
        else:
            left.append(one)
    return pairs, [one for there in waiting.values() for one in there], left
