"""A list of budget lines that its files state in several forms: which of them counts.

A form is a sum that one file states, or the parts that others name. What is a sum and what are its
parts is found in `models.budget_parts`.
"""

from collections.abc import Iterator, Sequence

from models import BudgetLine
from models.budget_parts import TRAITS, StatedTwice, Trait, sums_beside_parts
from models.quantities import Key, money_of
from monev.scoring.budget_versions import (
    Listing,
    allocated,
    newest_versions,
    place,
    spent,
    spent_until,
)


def in_one_form(listing: Listing) -> Listing:
    """Return a listing in which no money stands both in one sum and in parts.

    Beside a report of the whole government agencies may be missing, so of the two the larger
    allocation is the whole. An agency's own sum and its parts are one statement: the newer counts.
    Of reports without agencies on one budget, each up to its own day, the last counts.
    """
    for trait in TRAITS:
        left_out = {
            line.fact_id
            for each in sums_beside_parts(listing, trait)
            for line in _beside_the_whole(each, trait)
        }
        listing = [line for line in listing if line.fact_id not in left_out]
    former = {line.fact_id for line in _former_days(listing)}
    return [line for line in listing if line.fact_id not in former]


def _former_days(listing: Listing) -> Iterator[BudgetLine]:
    """Yield the lines of files without agencies that are a former day of another such file.

    Both allocate the same to the same accounts, and the later one has spent no less. One without
    spending, or whose spending lies after the quarter, is the budget that the other spends from.
    """
    files: dict[str, Listing] = {}
    for line in listing:
        if not line.agency and line.allocation_idr is not None:
            files.setdefault(line.evidence_sha256, []).append(line)
    budgets: dict[Key, list[Listing]] = {}
    for each in files.values():
        budget = sorted((place(one), *money_of(one), one.allocation_idr) for one in each)
        budgets.setdefault(tuple(budget), []).append(each)
    for same in budgets.values():
        last = max(same, key=lambda one: (spent_until(one), spent(one)))
        for each in same:
            stating = any(one.realised_idr is not None for one in each)
            earlier = spent_until(each) < spent_until(last) and spent(each) <= spent(last)
            if earlier and (spent_until(each) or not stating):
                yield from each


def _beside_the_whole(stated: StatedTwice, trait: Trait) -> Iterator[BudgetLine]:
    """Yield the lines of all forms but the one that counts."""
    worth = _worth(newest_versions(stated.parts), trait, parts=True)
    whole = stated.parts
    for each in stated.sums:
        if (other := _worth(each, trait)) > worth:
            whole, worth = each, other
    for form in (*stated.sums, stated.parts):
        if form is not whole:
            yield from form


def _worth(lines: Sequence[BudgetLine], trait: Trait, *, parts: bool = False) -> Key:
    """Return what orders forms; what else is equal, spending, payers and parts say more."""
    newest, size = (max(map(place, lines)), spent_until(lines)), allocated(lines)
    telling = all(line.realised_idr is not None for line in lines)
    payers = len({line.funding_source for line in lines})
    first = (size, newest) if trait == "agency" else (newest, size)
    return (*first, telling, payers, parts, min(line.fact_id for line in lines))
