"""Which budget lines count: one whole listing of the fiscal year, never two added up.

An instrument, a DPA and an LRA of one government tell of the same money. A revision of the budget
replaces the one before it as a whole (Permendagri 77/2020: pergeseran and perubahan APBD).
"""

from collections.abc import Iterable

from models import BudgetLine, Tier
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
    whole = _listings(lines)
    if whole:
        best: Listing = max(whole, key=_worth)
        return _newest_versions(best)
    return _newest_versions(lines)


def spending_of(question: Question, lines: Listing) -> Listing:
    """Return the lines that state the spending on `lines`: themselves, or a listing of payments.

    A listing of payments states no allocation; it tells of the whole year, so it stands in only
    where none of the lines states its own. Empty where nobody states the spending of all lines.
    """
    if all(line.realised_idr is not None for line in lines):
        return lines
    if any(line.realised_idr is not None for line in lines):
        return []
    payments: dict[str, Listing] = {}
    for line in question.known.budget_of_year:
        if line.listing and line.allocation_idr is None:
            payments.setdefault(line.listing, []).append(line)
    whole = [one for one in payments.values() if all(x.realised_idr is not None for x in one)]
    newest: Listing = max(whole, key=_spending_worth, default=[])
    return _newest_versions(newest)


def _listings(lines: Iterable[BudgetLine]) -> list[Listing]:
    """Return the lines by the listing they stand in; one that states no allocation is none."""
    found: dict[str, Listing] = {}
    for line in lines:
        if line.listing:
            found.setdefault(line.listing, []).append(line)
    return [one for one in found.values() if any(line.allocation_idr is not None for line in one)]


def _worth(listing: Listing) -> tuple[int, bool, int, int, int, str]:
    telling = all(line.persons is not None and line.months is not None for line in listing)
    stage, known_on, rank = max(map(_place, listing))
    allocated = sum(line.allocation_idr or 0 for line in listing)
    return stage, telling, known_on, rank, -allocated, listing[0].listing


def _spending_worth(listing: Listing) -> tuple[int, int, int, int, str]:
    """Return what orders listings of payments: of two of one day and kind the smaller stands."""
    spent = sum(line.realised_idr or 0 for line in listing)
    return *max(map(_place, listing)), -spent, listing[0].listing


def _newest_versions(lines: Iterable[BudgetLine]) -> Listing:
    """Return the newest statement of every piece of money.

    Lines that look alike are different money where one file lists both, as every DPA has them; two
    files that each list it are two statements of it, also where they are one DPA saved twice. Of
    two statements of one day and kind the smaller allocation stands, then the smaller spending of
    those that state it.
    """
    stated: dict[tuple[str, ...], dict[tuple[object, ...], Listing]] = {}
    for line in lines:
        money = (
            *(line.agency, line.account_code, line.sub_activity),
            *(line.group_code, line.funding_source),
        )
        listed = (line.listing, line.evidence_sha256, _place(line))
        statement = listed if line.listing else (line.fact_id,)
        stated.setdefault(money, {}).setdefault(statement, []).append(line)
    return [line for each in stated.values() for line in max(each.values(), key=_preferred)]


def _preferred(statement: Listing) -> tuple[int, int, int, int, bool, int, str]:
    allocated = sum(line.allocation_idr or 0 for line in statement)
    telling = all(line.realised_idr is not None for line in statement)
    spent = sum(line.realised_idr or 0 for line in statement)
    return (*_place(statement[0]), -allocated, telling, -spent, statement[0].fact_id)


def _place(line: BudgetLine) -> tuple[int, int, int]:
    return (STAGE_ORDER.index(line.stage), line.known_on.toordinal(), -line.tier.rank)
