"""What a night came to, out of single requests: percentiles, errors by kind, the longest queue."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bench.deadline_night.record import Asked, Kind


@dataclass(frozen=True)
class Times:
    """Seconds of a group of requests that were answered as expected."""

    count: int
    p50: float
    p95: float
    longest: float
    statuses: str


def times(asked: Iterable[Asked], *kinds: Kind) -> Times:
    """Return the times of requests of some kinds; refusals and errors are not among them."""
    mine = [one for one in asked if one.kind in kinds]
    good = sorted(one.seconds for one in mine if not one.problem)
    statuses = Counter(one.status for one in mine)
    told = ", ".join(f"{count} x {status or 'none'}" for status, count in sorted(statuses.items()))
    return Times(len(mine), quantile(good, 0.5), quantile(good, 0.95), quantile(good, 1.0), told)


def quantile(ordered: Sequence[float], share: float) -> float:
    """Return the smallest value that so large a share of the values does not exceed; 0 of none."""
    if not ordered:
        return 0.0
    at = -int(-share * len(ordered) // 1) - 1
    return ordered[max(at, 0)]


def longest_queue(asked: Iterable[Asked], *kinds: Kind) -> int:
    """Return the largest number of requests of some kinds that waited at one moment."""
    steps = []
    for one in asked:
        if one.kind in kinds:
            steps += [(one.began, 1), (one.began + one.seconds, -1)]
    now = most = 0
    for _, step in sorted(steps):
        now += step
        most = max(most, now)
    return most


def problems(asked: Iterable[Asked]) -> list[tuple[str, int]]:
    """Return what went otherwise than expected, by kind of request, the most frequent first."""
    found = Counter(f"{one.kind}: {one.problem}" for one in asked if one.problem)
    return found.most_common()


def broken(asked: Iterable[Asked]) -> int:
    """Return how many requests were answered by a breakdown, or not at all.

    Being told to come again (429, 503) is an answer.
    """
    return sum(one.status in (0, 500, 502, 504) for one in asked)


def busiest_minute(asked: Sequence[Asked]) -> int:
    """Return the number of requests in the minute that had the most."""
    return max(Counter(int(one.began // 60) for one in asked).values(), default=0)
