"""Money that one file of a list states in one sum and other files in parts.

A consolidated LRA and one of each agency list the same money, and so do exports with and without
sub-activities. Which of them counts is decided elsewhere; sums inside one file are the reader's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from models.facts import BudgetLine
from models.quantities import Key, folded

Trait = Literal["agency", "sub_activity"]
TRAITS: dict[Trait, tuple[str, ...]] = {"sub_activity": ("agency",), "agency": ()}
"""What a sum leaves out, with what must be named and the same beside the account."""


@dataclass(frozen=True)
class StatedTwice:
    """One account of a list: `sums` are the lines of each file that leaves something out."""

    sums: tuple[tuple[BudgetLine, ...], ...]
    parts: tuple[BudgetLine, ...]


def sums_beside_parts(lines: Iterable[BudgetLine], trait: Trait) -> Iterator[StatedTwice]:
    """Yield what files of one list state in sums where other files name the `trait` of each part.

    A file that names it for some lines names it for all: the others are money without one. Payments
    and single statements are passed over, for those add up whatever they name, and so are lines
    without an account.
    """
    lists: dict[Key, list[BudgetLine]] = {}
    for line in lines:
        named = line.listing and line.account_code and all(getattr(line, n) for n in TRAITS[trait])
        if named and line.allocation_idr is not None:
            lists.setdefault((line.listing, line.fiscal_year, line.stage), []).append(line)
    for listed in lists.values():
        if len({bool(getattr(line, trait)) for line in listed}) > 1:
            yield from _of_one_list(listed, trait)


def _of_one_list(lines: list[BudgetLine], trait: Trait) -> Iterator[StatedTwice]:
    common = {line.fact_id: _common(line, trait) for line in lines}
    naming = {
        (line.evidence_sha256, common[line.fact_id]) for line in lines if getattr(line, trait)
    }
    sums: dict[Key, dict[str, list[BudgetLine]]] = {}
    parts: dict[Key, list[BudgetLine]] = {}
    for line in lines:
        file, key = line.evidence_sha256, (line.account_code, *common[line.fact_id])
        if (file, common[line.fact_id]) in naming:
            parts.setdefault(key, []).append(line)
        else:
            sums.setdefault(key, {}).setdefault(file, []).append(line)
    for key in (one for one in sums if one in parts):
        yield StatedTwice(tuple(map(tuple, sums[key].values())), tuple(parts[key]))


def _common(line: BudgetLine, trait: Trait) -> Key:
    return tuple([folded(getattr(line, name)) for name in TRAITS[trait]])
