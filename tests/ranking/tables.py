"""Scorecards made of a few numbers, and leagues of them. Nothing here is about a real region."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from monev.composite.aggregate import aggregate
from monev.composite.precision import as_decimal
from monev.league import League
from monev.ranking import Entrant, LeagueSettings, Question, build_league, load_league_settings
from monev.ranking.settings import Doubt
from monev.scorecard import IndicatorScore, PillarScore, Scorecard
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
) -> Scorecard:
    """Return a scorecard with scores, bounds, completeness and a band as scoring makes them."""
    rows = with_effective_weights(
        [_indicator(name, told.get(name, MISSING), weights[name], mode) for name in weights]
    )
    asked = [one for one in rows if one.status != "tidak_berlaku"]
    share = completeness(rows)
    total = weighted([(one.score, one.effective_weight) for one in asked if one.score is not None])
    ends = [
        weighted([(getattr(one, end), one.effective_weight) for one in asked]) or Decimal(0)
        for end in ("low", "high")
    ]
    enough = share >= NO_RANK_BELOW and share > 0
    pillars: list[PillarScore] = []
    return Scorecard(
        region_code=code,
        quarter="2024-Q3",
        mode=mode,
        rubric_profile="bawaan",
        rubric_version=version,
        indicators=rows,
        pillars=pillars,
        duties=[],
        gates=[],
        evidence_cap=Decimal(50),
        completeness=share,
        score=total if share else None,
        score_low=ends[0],
        score_high=ends[1],
        band="Sangat Kurang" if enough else None,
        band_reason="" if enough else "kelengkapan_kurang",
        provisional=share < Decimal("0.7"),
    )


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


def with_effective_weights(rows: list[IndicatorScore]) -> list[IndicatorScore]:
    """Hand the weight of what does not apply to the rest of its pillar, or to other pillars."""
    full: dict[str, Decimal] = {}
    asked: dict[str, Decimal] = {}
    for one in rows:
        full[one.pillar] = full.get(one.pillar, Decimal(0)) + one.weight
        if one.status != "tidak_berlaku":
            asked[one.pillar] = asked.get(one.pillar, Decimal(0)) + one.weight
    live = sum((full[name] for name in asked), Decimal(0))
    whole = sum(full.values(), Decimal(0))
    return [
        one
        if one.status == "tidak_berlaku"
        else one.model_copy(
            update={
                "effective_weight": one.weight * full[one.pillar] / asked[one.pillar] * whole / live
            }
        )
        for one in rows
    ]


def weighted(pairs: list[tuple[Decimal, Decimal]]) -> Decimal | None:
    """Return the weighted mean, None where there is no weight."""
    mean = aggregate([(Fraction(value), Fraction(weight)) for value, weight in pairs], "arithmetic")
    return None if mean is None else as_decimal(mean)


def completeness(rows: list[IndicatorScore]) -> Decimal:
    """Return the share of applicable weight that has data."""
    asked = [one for one in rows if one.status != "tidak_berlaku"]
    pairs = [(Decimal(1 if one.status == "dinilai" else 0), one.effective_weight) for one in asked]
    return weighted(pairs) or Decimal(0)
