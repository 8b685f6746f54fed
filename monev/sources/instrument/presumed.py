"""Where a missing name should stand, told by the names that are there.

Good enough to check cells by, so that one pass finds all that is wrong; never to take a value from.
"""

from collections.abc import Mapping, Sequence


def presumed_places(
    order: Sequence[str], found: Mapping[str, int], taken: set[int]
) -> dict[str, int]:
    """Return the places of missing names: beside their neighbours of `order`, where nothing stands.

    `found` are the places of the others. A place between two neighbours must fit both; one that is
    `taken` is never presumed, nor one twice.
    """
    presumed: dict[str, int] = {}
    for index, name in enumerate(order):
        if name in found:
            continue
        before = {**found, **presumed}.get(order[index - 1]) if index else None
        after = found.get(order[index + 1]) if index + 1 < len(order) else None
        places = {at + 1 for at in (before,) if at is not None}
        places |= {at - 1 for at in (after,) if at is not None}
        place = places.pop() if len(places) == 1 else -1
        if place >= 0 and place not in taken and place not in presumed.values():
            presumed[name] = place
    return presumed
