"""Which budget lines count: one whole listing of the fiscal year, never two added up.

An instrument, a DPA and an LRA of one government tell of the same money. A revision of the budget
replaces the one before it as a whole (Permendagri 77/2020: pergeseran and perubahan APBD).
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from models import BudgetLine, Tier
from models.budget_parts import TRAITS, sums_beside_parts
from models.quantities import Key, money_of
from monev.known import KnownFacts
from monev.scoring.reading import Question

STAGE_ORDER = ["RKPD", "APBD", "APBD-P"]
COMPLETE_TIERS = {Tier.DOCUMENT, Tier.INSTRUMENT, Tier.SIMULATED}
"""Sources that list every line, so that what they do not list is known to be absent."""

Listing = list[BudgetLine]


def budget_in_force(question: Question) -> Listing:
    """Return the fiscal year's lines that count, at the latest stage known.

    Where there are whole listings, the best one counts alone: the latest stage first, then one
    that says whom and how long each line insures, then the newest, then the nearest source, then
    the one that allocates less.
    Otherwise single statements are put together, of which the newest of one agency, account,
    group and funding source replaces the others.
    """
    lines = [line for line in question.known.budget_of_year if line.stage != "RKPD"]
    whole = [_once(one) for one in _listings(lines)]
    if whole:
        best: Listing = max(whole, key=_worth)
        return newest_versions(best)
    return newest_versions(lines)


def spending_of(question: Question, lines: Listing) -> Listing:
    """Return the lines that state the spending on `lines`: themselves, or a listing of payments.

    A listing of payments states no allocation; it tells of the whole year, so it stands in only
    where none of the lines states its own. Empty where nobody states the spending of all lines.
    """
    if all(line.realised_idr is not None for line in lines):
        return lines
    if any(line.realised_idr is not None for line in lines):
        return []
    payments = [line for line in question.known.budget_of_year if line.allocation_idr is None]
    listings = [_once(one) for one in _by_listing(payments)]
    whole = [one for one in listings if all(line.realised_idr is not None for line in one)]
    newest: Listing = max(whole, key=_spending_worth, default=[])
    return newest_versions(newest)


def _listings(lines: Iterable[BudgetLine]) -> list[Listing]:
    """Return the lines by the listing they stand in; one that states no allocation is none."""
    found = _by_listing(lines)
    return [one for one in found if any(line.allocation_idr is not None for line in one)]


def _by_listing(lines: Iterable[BudgetLine]) -> list[Listing]:
    found: dict[str, Listing] = {}
    for line in lines:
        if line.listing:
            found.setdefault(line.listing, []).append(line)
    return [*found.values()]


def _once(listing: Listing) -> Listing:
    """Return a listing without what a second file of it states again."""
    files = {one.evidence_sha256 for one in listing}
    return listing if len(files) == 1 else newest_versions(_in_one_form(listing))


def _in_one_form(listing: Listing) -> Listing:
    """Return a listing without money that another file of it states in parts, or in a newer sum."""
    for trait in TRAITS:
        left_out = {
            line.fact_id
            for each in sums_beside_parts(listing, trait)
            for line in (each.parts if _newest(each.sums) > _newest(each.parts) else each.sums)
        }
        if left_out:
            listing = [line for line in listing if line.fact_id not in left_out]
    return listing


def _newest(lines: Iterable[BudgetLine]) -> tuple[tuple[int, int, int], int]:
    return max((_place(line), _until(line)) for line in lines)


def alone(known: KnownFacts) -> KnownFacts:
    """Return the facts without budget lines that another file of the same list states again.

    The outcome is the same; what somebody does about a line is then not undone by its copy.
    """
    lines = [line for line in known.budget_of_year if line.listing and line.stage != "RKPD"]
    listings = _by_listing(lines)
    kept = {line.fact_id for one in listings for line in _once(one)}
    if len(kept) == len(lines):
        return known
    again = {line.fact_id for line in lines} - kept
    return replace(known, budget=tuple(one for one in known.budget if one.fact_id not in again))


def _worth(listing: Listing) -> tuple[int, bool, int, int, int, str]:
    telling = all(line.persons is not None and line.months is not None for line in listing)
    stage, known_on, rank = max(map(_place, listing))
    allocated = sum(line.allocation_idr or 0 for line in listing)
    return stage, telling, known_on, rank, -allocated, listing[0].listing


def _spending_worth(listing: Listing) -> tuple[int, int, int, int, str]:
    """Return what orders listings of payments: of two of one day and kind the smaller stands."""
    spent = sum(line.realised_idr or 0 for line in listing)
    return *max(map(_place, listing)), -spent, listing[0].listing


def newest_versions(lines: Iterable[BudgetLine]) -> Listing:
    """Return the lines that count of every piece of money: the newest statement of it.

    Lines that look alike are different money where one file lists both, as every DPA has them. Two
    files that each list it are two statements of it, also where they are one DPA saved twice.
    """
    stated: dict[Key, dict[Key, Listing]] = {}
    for line in lines:
        listed = (line.listing, line.evidence_sha256, _place(line))
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
        outdated = not payments and 0 < _spent_until(one) < _spent_until(best)
        if (one[0].listing, _place(one[0])) == (best[0].listing, _place(best[0])) and not outdated:
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
    allocated = [line.allocation_idr for line in statement if line.allocation_idr is not None]
    spent = [line.realised_idr for line in statement if line.realised_idr is not None]
    return (
        *_place(statement[0]),
        *(len(allocated) == len(statement), _spent_until(statement), -sum(allocated)),
        *(len(spent) == len(statement), -sum(spent)),
        statement[0].fact_id,
    )


def _place(line: BudgetLine) -> tuple[int, int, int]:
    return (STAGE_ORDER.index(line.stage), line.known_on.toordinal(), -line.tier.rank)


def _spent_until(statement: Listing) -> int:
    return max(map(_until, statement))


def _until(line: BudgetLine) -> int:
    """Return the day up to which a line counts spending, 0 where it names none."""
    return line.realised_on.toordinal() if line.realised_on else 0
