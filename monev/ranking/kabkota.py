"""The kab/kota of one province in the order of their scores, and what they score together.

They are ranked with each other, kabupaten and kota alike; the league tables keep kinds apart.
"""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from monev.composite.ranks import ranks
from monev.known import Child
from monev.league import ChildRow, ChildTable
from monev.printing import percent
from monev.ranking.entrants import PLACES, filled
from monev.ranking.roll_up import Member, roll_up
from monev.ranking.settings import LeagueSettings
from monev.wording import Wording

NOT_EVALUATED = "belum_dievaluasi"


def rank_children(
    province: tuple[str, str],
    children: Sequence[Child],
    no_rank_below: Decimal,
    known_needed: Decimal | None,
    settings: LeagueSettings,
) -> ChildTable:
    """Return the table of a province's kab/kota and both means of their scores.

    `province` is its code and name. A kab/kota with less than `no_rank_below` (0-1) of its weight
    known, without a band, or scored under other rules than most has no rank and is in no mean:
    the conditions of a league table. Scores are compared unrounded, to the twelfth decimal as
    there. `known_needed` (0-1) is the share that must be ranked before a mean is given.
    """
    most = _rules_of_most(children)
    reasons = [_reason(one, no_rank_below, most) for one in children]
    points = [
        None if reason or one.score is None else Fraction(one.score.quantize(PLACES))
        for one, reason in zip(children, reasons, strict=True)
    ]
    places = ranks(points)
    rows = [
        ChildRow(
            region_code=one.code,
            name=one.name,
            score=one.score,
            band=one.band,
            regulation_in_force=one.regulation_in_force,
            rank=place,
            tied=place is not None and places.count(place) > 1,
            reason=reason,
            told=_told(one, reason, no_rank_below, settings),
        )
        for one, reason, place in zip(children, reasons, places, strict=True)
    ]
    members = [
        Member(one.code, None if reason else Fraction(one.score or 0), dict(one.persons))
        for one, reason in zip(children, reasons, strict=True)
    ]
    together = None
    if known_needed is not None:
        together = roll_up(*province, members, known_needed, settings)
    return ChildTable(
        rows=sorted(rows, key=_order),
        ranked=sum(one is not None for one in places),
        evaluated=sum(one.revision is not None for one in children),
        roll_up=together,
    )


def _order(row: ChildRow) -> tuple[bool, int, str]:
    return (row.rank is None, row.rank or 0, row.region_code)


def _rules_of_most(children: Sequence[Child]) -> tuple[str, ...]:
    """Return the rules that most were scored under; of two, the later name."""
    found = [one.rules for one in children if one.revision is not None]
    return max(found, key=lambda rules: (found.count(rules), rules), default=())


def _reason(child: Child, no_rank_below: Decimal, most: tuple[str, ...]) -> str:
    if child.revision is None:
        return NOT_EVALUATED
    if child.score is None or not child.completeness:
        return "tanpa_data"
    if child.band is None or child.completeness < no_rank_below:
        return "kelengkapan_kurang"
    return "" if child.rules == most else "rubrik_berbeda"


def _told(
    child: Child, reason: str, no_rank_below: Decimal, settings: LeagueSettings
) -> Wording | None:
    if not reason or reason == NOT_EVALUATED:
        return None
    words = {
        "completeness": percent(100 * (child.completeness or Decimal(0))),
        "needed": percent(100 * no_rank_below),
        "version": child.rules[1] if len(child.rules) > 1 else "",
    }
    return filled(settings.reasons[reason], words)  # type: ignore[index]  # one of its keys
