"""What the kab/kota of a province score together: the plain mean, and that by how many work there.

The unknown are left out and never counted as zero; how many they are stands beside every mean.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from monev.composite.aggregate import aggregate
from monev.composite.precision import as_decimal
from monev.league import RollUp
from monev.printing import percent
from monev.ranking.entrants import filled
from monev.ranking.settings import LeagueSettings

BASES = ("penduduk_bekerja", "basis_pekerja", "penduduk")
"""What a kab/kota may weigh, the first that every one of a province has."""


@dataclass(frozen=True)
class Member:
    """One kab/kota: its score (0-100), null where it is not ranked, and its persons per basis."""

    code: str
    score: Fraction | None
    persons: Mapping[str, int] = field(default_factory=dict)


def roll_up(
    province_code: str,
    name: str,
    members: Sequence[Member],
    known_needed: Decimal,
    settings: LeagueSettings,
) -> RollUp:
    """Return both means of a province's kab/kota, or why there are none.

    `known_needed` is the share (0-1) of kab/kota that must have a score. The weight is the first
    of BASES that every kab/kota of the province has, known or not, so that it never depends on
    who happened to report.
    """
    known = [one for one in members if one.score is not None]
    enough = bool(known) and Fraction(len(known), len(members)) >= Fraction(known_needed)
    basis = next(
        (
            one
            for one in BASES
            if members and all(member.persons.get(one, 0) > 0 for member in members)
        ),
        "tidak_ada",
    )
    mean = weighted = None
    if enough:
        mean = _mean([(one.score or Fraction(0), 1) for one in known])
        if basis != "tidak_ada":
            weighted = _mean([(one.score or Fraction(0), one.persons[basis]) for one in known])
    rule = settings.roll_up
    title = rule.bases[basis]  # type: ignore[index]  # one of its keys
    text = rule.given if enough else rule.withheld if members else rule.none
    told = {
        "known": str(len(known)),
        "of": str(len(members)),
        "needed": percent(100 * known_needed),
        "basis": title.id,
    }
    return RollUp(
        province_code=province_code,
        name=name,
        known=len(known),
        of=len(members),
        known_needed=known_needed,
        mean=mean,
        weighted=weighted,
        basis=basis,
        basis_title=title,
        told=filled(text, told, {"basis": title.en}),
    )


def _mean(pairs: Sequence[tuple[Fraction, int]]) -> Decimal | None:
    mean = aggregate([(score, Fraction(weight)) for score, weight in pairs], "arithmetic")
    return None if mean is None else as_decimal(mean)
