"""What happens when in a night: who comes, what each one does, and which reports are fetched.

Everything depends on the seed alone. Half of the offices come in the last third of the time, more
of them the later it gets; downloads are spread evenly. Sending is the business of `office`.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from random import Random
from typing import Any, TypeVar

from models import Quarter

EVALUATED, HANDED_IN = Quarter(2024, 2), Quarter(2024, 3)
"""The quarter whose reports lie ready, and the one for which offices hand in."""
SEED = 7
PASSWORD = "kata-sandi-beban"
WALK = 0.07
"""Share of the time, at its end, in which nobody begins any more: all come to their receipt."""
THINK_SECONDS = (2.0, 8.0)
"""How long a person looks at a page, in a night of ten minutes; shorter nights shorten it."""
REGULAR_SECONDS = 600.0
LATE_SHARE = 0.5
LATE_FROM = 2 / 3


class Manner(StrEnum):
    """How an office behaves."""

    CALM = "calm"
    TWICE = "presses confirm twice at once"
    AGAIN = "sends the same file again afterwards"
    TORN = "loses the line in the middle of the upload, then sends again"


class Way(StrEnum):
    """How a report is fetched."""

    WHOLE = "whole"
    KNOWN = "known"
    PART = "part"


MANNERS = {Manner.CALM: 0.8, Manner.TWICE: 0.1, Manner.AGAIN: 0.05, Manner.TORN: 0.05}
WAYS = {Way.WHOLE: 0.6, Way.KNOWN: 0.25, Way.PART: 0.15}
PAPERS = {
    "laporan.id.pdf": 0.6,
    "lembar_fakta.id.pdf": 0.25,
    "laporan.id.html": 0.1,
    "laporan.id.xlsx": 0.05,
}


@dataclass(frozen=True)
class Visit:
    """One office that hands in: when it comes, how, whether it takes the blank workbook, pauses."""

    at: float
    code: str
    manner: Manner
    blank: bool
    pauses: tuple[float, ...]


@dataclass(frozen=True)
class Fetch:
    """One report fetched by its office, at so many seconds."""

    at: float
    code: str
    paper: str
    way: Way


Kind = TypeVar("Kind")
Planned = TypeVar("Planned", Visit, Fetch)


@dataclass(frozen=True)
class Night:
    """Everything that will happen within so many seconds."""

    seconds: float
    visits: tuple[Visit, ...]
    fetches: tuple[Fetch, ...]

    def told(self) -> dict[str, Any]:
        """Return the night as plain values."""
        return asdict(self)

    @classmethod
    def of(cls, told: dict[str, Any]) -> "Night":
        """Return the night that plain values tell of."""
        visits = (
            Visit(**{**one, "manner": Manner(one["manner"]), "pauses": tuple(one["pauses"])})
            for one in told["visits"]
        )
        fetches = (Fetch(**{**one, "way": Way(one["way"])}) for one in told["fetches"])
        return cls(told["seconds"], tuple(visits), tuple(fetches))


def night(
    codes: Sequence[str], filed: Sequence[str], downloads: int, seconds: float, seed: int = SEED
) -> Night:
    """Return the night in which every one of `codes` hands in once; `filed` have reports."""
    throw = Random(seed)
    open_for = seconds * (1 - WALK)
    order = list(codes)
    throw.shuffle(order)
    visits = [
        Visit(
            at=_arrival(throw, open_for, late=number < len(order) * LATE_SHARE),
            code=code,
            manner=_drawn(throw, MANNERS),
            blank=throw.random() < 0.5,
            pauses=tuple(throw.uniform(*THINK_SECONDS) * _pace(seconds) for _ in range(3)),
        )
        for number, code in enumerate(order)
    ]
    fetches = [
        Fetch(throw.uniform(0, open_for), throw.choice(filed), _drawn(throw, PAPERS), way)
        for way in (_drawn(throw, WAYS) for _ in range(downloads if filed else 0))
    ]
    return Night(seconds, _sorted(visits), _sorted(fetches))


def _arrival(throw: Random, seconds: float, *, late: bool) -> float:
    if late:
        return throw.triangular(seconds * LATE_FROM, seconds, seconds)
    return throw.uniform(0, seconds * LATE_FROM)


def _pace(seconds: float) -> float:
    return min(1.0, seconds / REGULAR_SECONDS)


def _drawn(throw: Random, shares: dict[Kind, float]) -> Kind:
    return throw.choices(list(shares), list(shares.values()))[0]


def _sorted(planned: list[Planned]) -> tuple[Planned, ...]:
    return tuple(sorted(planned, key=lambda one: one.at))
