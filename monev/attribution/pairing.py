"""Two lists of things, paired by what makes them the same. Nothing is guessed: a key decides."""

from collections import Counter
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


def paired_where_single(
    old: Iterable[One], new: Iterable[One], key: Callable[[One], Hashable]
) -> tuple[list[tuple[One, One]], list[One], list[One]]:
    """As `paired`, but where a key is not the only one of its side nothing is paired."""
    before, after = list(old), list(new)
    counts = [Counter(map(key, side)) for side in (before, after)]

    def single(one: One) -> bool:
        return all(count[key(one)] == 1 for count in counts)

    pairs, _, _ = paired(filter(single, before), filter(single, after), key)
    return (
        pairs,
        [one for one in before if not single(one)],
        [one for one in after if not single(one)],
    )
