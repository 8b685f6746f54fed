"""The shape of a quality rule, the checks on offer, and what a rule is given beside the facts.

Reading the files is `load`'s work; the checks stand in the modules named after them.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field

from models import Finding, Severity
from monev.known import KnownFacts
from monev.wording import Wording

Path = tuple[str | int, ...]
Fault = tuple[Path, str]
"""Where in the arguments something is wrong, and what to do about it."""

PARAMETERS = {"package_idr": "Rp"}
"""Values that every rule may name beside the fields of its facts, with their units."""

SAID_ALWAYS = frozenset({"stated", "computed", "difference"})


class Strict(BaseModel):
    """Refuses unknown keys: a misspelt key would otherwise silently do nothing."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Tolerance(Strict):
    """How far two values may lie apart: the wider of an amount and a share of the stated value."""

    absolute: Decimal = Field(default=Decimal(0), ge=0)
    relative: Decimal = Field(default=Decimal(0), ge=0)

    @property
    def exact(self) -> bool:
        """Whether no distance is allowed."""
        return not (self.absolute or self.relative)

    def allows(self, stated: Decimal) -> Decimal:
        """Return the allowed distance from `stated`, in the unit of `stated`."""
        return max(self.absolute, self.relative * abs(stated))


class Arguments(Strict):
    """What a check is told in the catalogue. Each check has a shape of its own."""

    def faults(self) -> Iterator[Fault]:
        """Yield what cannot work although every key has the right type."""
        yield from ()

    def refers_to(self) -> Iterator[tuple[Path, str, str]]:
        """Yield where another rule is named, its id, and the check it must use."""
        yield from ()

    def offers(self) -> frozenset[str]:
        """Return the words the message may use beside stated, computed and difference."""
        return frozenset()

    def must_say(self) -> frozenset[str]:
        """Return the words the message may not leave out."""
        return frozenset()


class QualityRule(Strict):
    """One rule of the catalogue: which check, with which arguments, said in which words.

    `words` are parts of the sentence that hang on the case; each check says which ones it needs.
    With `looks_back_years` figures are looked at while they speak of the quarter's year or of so
    many before; without, for ever. Only a note on one statement by itself may be limited so: what
    can make a band provisional, or holds statements against each other, is never too old.
    """

    id: str = Field(pattern=r"^[A-Z][A-Z0-9_.-]{0,19}$")
    check: str
    severity: Severity
    title: Wording
    reference: str = ""
    looks_back_years: int | None = Field(default=None, ge=0)
    arguments: Any
    words: dict[str, Wording] = Field(default_factory=dict)
    message: Wording


MadeT = TypeVar("MadeT")


@dataclass(frozen=True)
class Given:
    """What rules get beside the facts: the package in rupiah per month, peers, all the rules."""

    package_idr: int | None = None
    peers: Mapping[str, Sequence[Decimal]] = field(default_factory=dict)
    rules: tuple[QualityRule, ...] = ()
    _made: dict[Hashable, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, key: Hashable, make: Callable[[], MadeT]) -> MadeT:
        """Return what was made under a key, or make it now: several rules ask for the same.

        What a key names must live as long as this does.
        """
        if key not in self._made:
            self._made[key] = make()
        made: MadeT = self._made[key]
        return made

    def parameter(self, name: str) -> int | None:
        """Return a parameter of `PARAMETERS`, or None where none is in force."""
        return {"package_idr": self.package_idr}[name]


ArgumentsT = TypeVar("ArgumentsT", bound=Arguments)
CheckFunction = Callable[[KnownFacts, QualityRule, ArgumentsT, Given], Iterator[Finding]]


@dataclass(frozen=True)
class Check:
    """A check on offer: its arguments and the words that rules must bring for it."""

    arguments: type[Arguments]
    words: Mapping[str, frozenset[str]]
    run: CheckFunction[Any]


OF_ONE_STATEMENT = frozenset(
    {"compare", "ratio_range", "divisible", "claims_against_contributions"}
)
"""Checks for which all other sources and days may be left out and change nothing."""

CHECKS: dict[str, Check] = {}
"""Every check by the name the catalogue calls it."""


def check(
    arguments: type[ArgumentsT], **words: str
) -> Callable[[CheckFunction[ArgumentsT]], CheckFunction[ArgumentsT]]:
    """Offer a function to the catalogue under its own name.

    `words` are the parts of sentences a rule must bring, each with the names it may use in them.
    """

    def offer(function: CheckFunction[ArgumentsT]) -> CheckFunction[ArgumentsT]:
        needed = {name: frozenset(used.split()) for name, used in words.items()}
        CHECKS[function.__name__] = Check(arguments, needed, function)
        return function

    return offer
