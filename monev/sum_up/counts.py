"""Rows of a recap counted: bands, duties, moves, what is asked. The unknown are counted apart."""

from collections import Counter
from collections.abc import Iterable, Sequence
from decimal import Decimal

from monev.recap import AskedCount, DutyCount, Moves, Outcome, RecapRow, RulesUsed, Spread
from monev.scorecard import Scorecard
from monev.submissions import reporting_rates
from monev.wording import Wording

MOST_MOVERS = 10
MOST_ASKED = 8


def outcomes_in(rows: Iterable[RecapRow]) -> list[Outcome]:
    """Return the outcomes of those that were evaluated."""
    return [one.outcome for one in rows if one.outcome is not None]


def spread_of(rows: Sequence[RecapRow], rules: RulesUsed) -> Spread:
    """Return how these governments came out."""
    found = outcomes_in(rows)
    bands = Counter(one.band for one in found)
    named = [one.title.id for one in rules.bands]
    other = sorted({one for one in bands if one is not None} - set(named))
    known = [one.in_force for one in found if one.in_force is not None]
    return Spread(
        of=len(rows),
        evaluated=len(found),
        bands={name: bands[name] for name in [*named, *other]},
        no_band=bands[None],
        provisional=sum(one.band is not None and one.provisional for one in found),
        median=median([one.score for one in found if one.band and one.score is not None]),
        in_force=sum(known),
        regulation_known=len(known),
        reporting=reporting_rates({one.region_code: one.hand_in for one in rows}),
    )


def median(scores: Iterable[Decimal]) -> Decimal | None:
    """Return the middle score, of an even number the mean of both; None for none."""
    found = sorted(scores)
    if not found:
        return None
    middle = len(found) // 2
    return found[middle] if len(found) % 2 else (found[middle - 1] + found[middle]) / 2


def moves_of(rows: Sequence[RecapRow]) -> Moves:
    """Return who rose and fell most, and how many moved which way.

    Whoever has no comparable quarter before is counted apart and moved neither way.
    """
    told = [
        (one.outcome.move.points, one.region_code)
        for one in rows
        if one.outcome is not None and one.outcome.move.points is not None
    ]
    up = sorted((one for one in told if one[0] > 0), key=lambda one: (-one[0], one[1]))
    down = sorted(one for one in told if one[0] < 0)
    return Moves(
        risen=[code for _, code in up[:MOST_MOVERS]],
        fallen=[code for _, code in down[:MOST_MOVERS]],
        up=len(up),
        down=len(down),
        level=len(told) - len(up) - len(down),
        not_compared=len(outcomes_in(rows)) - len(told),
    )


def duties_of(cards: Iterable[Scorecard]) -> list[DutyCount]:
    """Return how each duty stands, the one most often unmet first.

    A duty laid on none of them is left out.
    """
    found: dict[str, Counter[str]] = {}
    titles: dict[str, Wording] = {}
    for card in cards:
        for duty in card.duties:
            titles.setdefault(duty.id, duty.title)
            found.setdefault(duty.id, Counter())[duty.status] += 1
    counts = [
        DutyCount(
            id=name,
            title=titles[name],
            unmet=count["belum"],
            partly=count["sebagian"],
            unknown=count["data_belum_tersedia"],
            met=count["terpenuhi"],
            not_laid=count["tidak_berlaku"],
        )
        for name, count in found.items()
        if count.total() > count["tidak_berlaku"]
    ]
    return sorted(counts, key=lambda one: (-one.unmet, -one.partly, -one.unknown, one.id))


def asked_of(cards: Sequence[Scorecard]) -> list[AskedCount]:
    """Return what is recommended most often, the most frequent first."""
    titles: dict[str, Wording] = {}
    data: Counter[str] = Counter()
    deed: Counter[str] = Counter()
    for card in cards:
        missing = {one.id for one in card.indicators if one.status == "data_tidak_tersedia"}
        titles.update({one.id: one.title for one in card.indicators})
        for indicator in {one.indicator for one in card.actions}:
            (data if indicator in missing else deed)[indicator] += 1
    counts = [
        AskedCount(indicator=name, title=titles[name], data=data[name], deed=deed[name])
        for name in {*data, *deed}
    ]
    counts.sort(key=lambda one: (-(one.data + one.deed), one.indicator))
    return counts[:MOST_ASKED]


def overdue_in(rows: Iterable[RecapRow]) -> tuple[int, int]:
    """Return how many recommendations are overdue, and of how many governments."""
    counts = [one.advice.overdue for one in outcomes_in(rows) if one.advice.overdue]
    return sum(counts), len(counts)
