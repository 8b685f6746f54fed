"""Which budget lines count: one whole listing of the fiscal year, never two added up.

An instrument, a DPA and an LRA of one government tell of the same money. A revision of the budget
replaces the one before it as a whole (Permendagri 77/2020: pergeseran and perubahan APBD).
"""

from dataclasses import replace

from models import Tier
from monev.known import KnownFacts
from monev.scoring.budget_forms import in_one_form
from monev.scoring.budget_versions import Listing, allocated, newest_versions, place, spent
from monev.scoring.reading import Question

COMPLETE_TIERS = {Tier.DOCUMENT, Tier.INSTRUMENT, Tier.SIMULATED}
"""Sources that list every line, so that what they do not list is known to be absent."""


def budget_in_force(question: Question) -> Listing:
    """Return the fiscal year's lines that count, at the latest stage known.

    Where there are whole listings, the best one counts alone: the latest stage first, then one
    that says whom and how long each line insures, then the newest, then the nearest source, then
    the one that allocates less.
    Otherwise single statements are put together, of which the newest of one agency, account,
    group and funding source replaces the others.
    """
    lines = [line for line in question.known.budget_of_year if line.stage != "RKPD"]
    whole = [once(one) for one in _listings(lines)]
    if whole:
        best: Listing = max(whole, key=_worth)
        return newest_versions(best)
    planned = [line for line in lines if line.allocation_idr is not None or not line.listing]
    return newest_versions(planned or lines)


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
    listings = [once(one) for one in _by_listing(payments)]
    whole = [one for one in listings if all(line.realised_idr is not None for line in one)]
    newest: Listing = max(whole, key=_spending_worth, default=[])
    return newest_versions(newest)


def _listings(lines: Listing) -> list[Listing]:
    """Return the lines by the listing they stand in; one that states no allocation is none."""
    found = _by_listing(lines)
    return [one for one in found if any(line.allocation_idr is not None for line in one)]


def _by_listing(lines: Listing) -> list[Listing]:
    found: dict[str, Listing] = {}
    for line in lines:
        if line.listing:
            found.setdefault(line.listing, []).append(line)
    return [*found.values()]


def once(listing: Listing) -> Listing:
    """Return the lines of one list without what a second file of it states again.

    What remains is looked at anew, for a file may have named something only in lines that do not
    count.
    """
    while len({one.evidence_sha256 for one in listing}) > 1:
        kept = newest_versions(in_one_form(listing))
        if len(kept) == len(listing):
            break
        listing = kept
    return listing


def alone(known: KnownFacts) -> KnownFacts:
    """Return the facts without budget lines that decide nothing: of other years, or stated again.

    The outcome is the same; what somebody does about a line is then not undone by its copy in
    another file of the same list.
    """
    lines = [line for line in known.budget_of_year if line.listing and line.stage != "RKPD"]
    listings = _by_listing(lines)
    kept = {line.fact_id for one in listings for line in once(one)}
    again = {line.fact_id for line in lines} - kept
    left = tuple(one for one in known.budget_of_year if one.fact_id not in again)
    return known if len(left) == len(known.budget) else replace(known, budget=left)


def _worth(listing: Listing) -> tuple[int, bool, int, int, int, str]:
    telling = all(line.persons is not None and line.months is not None for line in listing)
    stage, known_on, rank = max(map(place, listing))
    return stage, telling, known_on, rank, -allocated(listing), listing[0].listing


def _spending_worth(listing: Listing) -> tuple[int, int, int, int, str]:
    """Return what orders listings of payments: of two of one day and kind the smaller stands."""
    return *max(map(place, listing)), -spent(listing), listing[0].listing
