"""Scorecards made of a few numbers, and leagues of them. Nothing here is about a real region."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from monev.composite.aggregate import aggregate
from monev.composite.precision import as_decimal
from monev.league import League
from monev.ranking import Entrant, LeagueSettings, Question, build_league, load_league_settings
from monev.ranking.settings import Doubt
from monev.scorecard import Frame, IndicatorScore, Scorecard
from monev.wording import Wording

WORDS = Wording(id="contoh", en="example")
NO_RANK_BELOW = Decimal("0.4")
CERTAIN: dict[str, Any] = {
    "weight_shift": Decimal(0),
    "normalisations": [],
    "aggregations": [],
    "data": False,
}
"""No doubt at all."""


@dataclass(frozen=True)
class Told:
    """What one indicator says: points, or nothing known, or two readings, or not asked."""

    points: str | None = None
    best: str | None = None
    value: str | None = None
    applies: bool = True
    cap: str | None = None


def known(points: str, **more: Any) -> Told:
    """An indicator with points, whose value is a hundredth of them."""
    return Told(points=points, **({"value": str(Decimal(points) / 100)} | more))


MISSING = Told()
NOT_ASKED = Told(applies=False)
WEIGHTS = {"A1": "12", "A2": "8", "B1": "25", "C1": "20", "C2": "15", "K1": "10", "G1": "10"}
"""Seven indicators in five pillars, 100 points together."""


def card(
    told: Mapping[str, Told],
    *,
    code: str = "36.72",
    mode: str = "ketat",
    version: str = "1.0",
    weights: Mapping[str, str] = WEIGHTS,
    means: tuple[str, str] = ("arithmetic", "arithmetic"),
) -> Scorecard:
    """Return a scorecard with scores, bounds, completeness and a band as scoring makes them.

    `means` are those within and across pillars.
    """
    rows = [_indicator(name, told.get(name, MISSING), weights[name], mode) for name in weights]
    plain = ("arithmetic", "arithmetic")
    share = _total(rows, lambda one: Decimal(one.status == "dinilai"), plain) or Decimal(0)
    enough = share >= NO_RANK_BELOW and share > 0
    return Scorecard(
        region_code=code,
        quarter="2024-Q3",
        mode=mode,
        rubric_profile="bawaan",
        rubric_version=version,
        frame=frame(*means),
        indicators=rows,
        pillars=[],
        duties=[],
        gates=[],
        evidence_cap=Decimal(50),
        completeness=share,
        score=_total(rows, lambda one: one.score, means) if share else None,
        score_low=_total(rows, lambda one: one.low, means) or Decimal(0),
        score_high=_total(rows, lambda one: one.high, means) or Decimal(0),
        band="Sangat Kurang" if enough else None,
        band_reason="" if enough else "kelengkapan_kurang",
        provisional=share < Decimal("0.7"),
    )


def frame(within: str, across: str) -> Frame:
    """The rules of a total, of which only the means matter here."""
    return Frame(
        within=within,
        across=across,
        aggregation_reference="usulan",
        bands=[],
        bands_reference="usulan",
        gates=[],
        provisional_below=Decimal("0.7"),
        no_band_below=NO_RANK_BELOW,
        missing_reference="usulan",
        evidence_cap=Decimal(50),
        full_tiers=[],
        evidence_reference="usulan",
    )


def _total(
    rows: Sequence[IndicatorScore],
    pick: Callable[[IndicatorScore], Decimal | None],
    means: tuple[str, str],
) -> Decimal | None:
    """Indicators to pillars, pillars to the whole; what is not there leaves its weight behind."""
    asked = [one for one in rows if one.status != "tidak_berlaku"]
    pillars = []
    for name in sorted({one.pillar for one in asked}):
        own = [
            (Fraction(value), Fraction(one.weight))
            for one in asked
            if one.pillar == name and (value := pick(one)) is not None
        ]
        value = aggregate(own, means[0])
        full = sum((Fraction(one.weight) for one in rows if one.pillar == name), Fraction(0))
        pillars += [] if value is None else [(value, full)]
    total = aggregate(pillars, means[1])
    return None if total is None else as_decimal(total)


def _indicator(name: str, told: Told, weight: str, mode: str) -> IndicatorScore:
    values: dict[str, Any] = {"status": "tidak_berlaku", "low": Decimal(0), "high": Decimal(0)}
    if told.applies and told.points is None:
        values = {
            "status": "data_tidak_tersedia",
            "score": Decimal(0) if mode == "ketat" else None,
            "low": Decimal(0),
            "high": Decimal(100),
        }
    elif told.applies and told.points is not None:
        cap = Decimal(told.cap or 100)
        points, best = Decimal(told.points), Decimal(told.best or told.points)
        score = min(points, cap)
        values = {
            "status": "dinilai",
            "points": points,
            "score": score,
            "low": score,
            "high": min(max(points, best), cap),
            "cap": Decimal(told.cap) if told.cap else None,
            "value": told.value,
            "best_value": str(best / 100) if told.best else None,
        }
    return IndicatorScore(
        id=name,
        pillar=name[0],
        title=WORDS,
        duty=[],
        evidence_wanted=WORDS,
        unit="rasio",
        weight=Decimal(weight),
        effective_weight=Decimal(0),
        formula="contoh",
        scale="linear(lantai 0; target 1)",
        scale_reference="usulan",
        **values,
    )


def entrant(told: Mapping[str, Told], code: str = "36.72", **more: Any) -> Entrant:
    """Return a region with such a scorecard."""
    where = {"kind": "kota", "province_code": code[:2], "island_zone": "Jawa-Bali"}
    made: dict[str, Any] = {
        "name": f"Kota {code}",
        "fiscal_group": None,
        "revision": 1,
        **where,
    }
    for key in list(made):
        made[key] = more.pop(key, made[key])
    return Entrant(code=code, card=card(told, code=code, **more), **made)


def all_points(points: str) -> dict[str, Told]:
    """Every indicator at the same points."""
    return {name: known(points) for name in WEIGHTS}


def settings_with(**doubt: Any) -> LeagueSettings:
    """Return the packaged rules of comparison with other doubts."""
    packaged = load_league_settings()
    return packaged.model_copy(
        update={"doubt": Doubt.model_validate(packaged.doubt.model_dump() | doubt)}
    )


def league(
    entrants: Sequence[Entrant],
    *,
    theme: str = "keseluruhan",
    draws: int = 200,
    seed: int = 1,
    **doubt: Any,
) -> League:
    """Return the league of these regions; `doubt` replaces what the catalogue says is in doubt."""
    settings = settings_with(**doubt)
    question = Question(
        quarter="2024-Q3",
        kind="kota",
        theme=settings.theme(theme),
        no_rank_below=NO_RANK_BELOW,
        provisional_below=Decimal("0.7"),
        draws=draws,
        seed=seed,
    )
    made = build_league(entrants, question, settings)
    assert made is not None
    return made


def ranks(made: League) -> dict[str, int]:
    """Return the rank of every ranked region by its code."""
    return {row.region_code: row.rank for row in made.rows}
