"""Money that one file of a list states in one sum and another file in parts.

A consolidated LRA and one of each agency list the same money, and so do exports with and without
sub-activities. Which of the two counts is decided elsewhere; sums inside one file are the reader's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from models.facts import BudgetLine
from models.quantities import Key, folded

Trait = Literal["agency", "sub_activity"]
TRAITS: dict[Trait, tuple[str, ...]] = {
    "agency": ("account_code",),
    "sub_activity": ("account_code", "agency"),
}
"""What a sum leaves out, with the fields that sum and parts have in common."""


@dataclass(frozen=True)
class StatedTwice:
    """Lines of one list, year and account: those that leave something out, those that name it."""

    sums: tuple[BudgetLine, ...]
    parts: tuple[BudgetLine, ...]


def sums_beside_parts(lines: Iterable[BudgetLine], trait: Trait) -> Iterator[StatedTwice]:
    """Yield what files of one list state in sums where other files name the `trait` of each part.

    A file that names it for some lines names it for all: the others are money without one. Payments
    and single statements are passed over, for those add up whatever they name.
    """
    lists: dict[Key, list[BudgetLine]] = {}
    for line in lines:
        if line.listing and line.allocation_idr is not None:
            lists.setdefault((line.listing, line.fiscal_year), []).append(line)
    for listed in lists.values():
        if len({bool(getattr(line, trait)) for line in listed}) > 1:
            yield from _of_one_list(listed, trait)


def _of_one_list(lines: Iterable[BudgetLine], trait: Trait) -> Iterator[StatedTwice]:
    groups: dict[Key, dict[str, list[BudgetLine]]] = {}
    for line in lines:
        common = tuple([folded(getattr(line, name)) for name in TRAITS[trait]])
        groups.setdefault(common, {}).setdefault(line.evidence_sha256, []).append(line)
    for files in groups.values():
        sums: list[BudgetLine] = []
        parts: list[BudgetLine] = []
        for each in files.values():
            (parts if any(getattr(line, trait) for line in each) else sums).extend(each)
        if sums and parts:
            yield StatedTwice(tuple(sums), tuple(parts))
