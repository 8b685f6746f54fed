"""Of several statements of one piece of a budget, which counts: versions, copies, months.

Which lists compete, and what stands in sums beside parts, is decided elsewhere.
"""

from collections.abc import Iterable, Sequence

from models import BudgetLine
from models.quantities import BUDGET_STAGES, Key, money_of

Listing = list[BudgetLine]
Place = tuple[int, int, int]


def newest_versions(lines: Iterable[BudgetLine]) -> Listing:
    """Return the lines that count of every piece of money: the newest statement of it.

    Lines that look alike are different money where one file lists both, as every DPA has them. Two
    files that each list it are two statements of it, also where they are one DPA saved twice.
    """
    stated: dict[Key, dict[Key, Listing]] = {}
    for line in lines:
        listed = (line.listing, line.evidence_sha256, place(line))
        statement = listed if line.listing else (line.fact_id,)
        stated.setdefault(money_of(line), {}).setdefault(statement, []).append(line)
    return [line for each in stated.values() for line in _that_count([*each.values()])]


def _that_count(statements: Sequence[Listing]) -> Listing:
    """Return the lines of the best statement, and of those that tell of other money beside it."""
    if len(statements) == 1:
        return statements[0]
    best: Listing = max(statements, key=_preferred)
    if not best[0].listing:
        return best
    payments = best[0].allocation_idr is None
    parts: dict[Key, list[Listing]] = {}
    for one in statements:
        if (one[0].listing, place(one[0])) == (best[0].listing, place(best[0])):
            parts.setdefault(_part_of(one[0], payments=payments), []).append(one)
    return [line for each in parts.values() for line in max(each, key=_preferred)]


def _part_of(line: BudgetLine, *, payments: bool) -> Key:
    """Return which part of its list a line stands for, where exports of one day are parts.

    Payments are exported month by month, each up to its own day; and a file that does not say whose
    money it lists may be that of one agency among several.
    """
    if not line.agency or (payments and line.realised_on is None):
        return (line.evidence_sha256,)
    return (line.realised_on,) if payments else ()


def _preferred(statement: Listing) -> tuple[int, int, int, bool, int, int, bool, int, str]:
    """Return what orders statements of one money: the newest, then the one that says more.

    Of one day of printing the one that counts spending up to the later day is the newer. Then the
    smaller allocation stands, and the smaller spending.
    """
    planned = [line.allocation_idr for line in statement if line.allocation_idr is not None]
    paid = [line.realised_idr for line in statement if line.realised_idr is not None]
    return (
        *place(statement[0]),
        *(len(planned) == len(statement), spent_until(statement), -sum(planned)),
        *(len(paid) == len(statement), -sum(paid)),
        statement[0].fact_id,
    )


def place(line: BudgetLine) -> Place:
    """Return what orders lists: stage, then the day it was known, then how near its source is."""
    return (BUDGET_STAGES.index(line.stage), line.known_on.toordinal(), -line.tier.rank)


def allocated(lines: Iterable[BudgetLine]) -> int:
    """Return the rupiah that lines allocate; those that state none add nothing."""
    return sum(line.allocation_idr or 0 for line in lines)


def spent_until(lines: Iterable[BudgetLine]) -> int:
    """Return the last day up to which one of the lines counts spending, 0 where none does."""
    days = [one.realised_on for one in lines if one.realised_idr is not None]
    return max((day.toordinal() for day in days if day is not None), default=0)


def spent(lines: Iterable[BudgetLine]) -> int:
    """Return the rupiah that lines tell to be spent; those that state none add nothing."""
    return sum(line.realised_idr or 0 for line in lines)
