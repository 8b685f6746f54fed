"""A rubric as it is, but for its questions: each indicator is told its points by one answer.

Weights, bands, gates and dates stay those of the catalogue, so that totals can be put exactly
where a test wants them. What the real formulas ask is tested elsewhere.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache
from importlib.resources import files
from itertools import permutations
from typing import Any

from models import Fact, Quarter
from monev.composite.scale_shapes import Linear
from monev.rubric import Rubric, load_rubric, rules_in_force
from monev.rubric.shapes import Indicator, Weights
from monev.scorecard import Scorecard
from tests.facts import QUARTER, fact, packaged_rubric, scored

KINDS = ("kota", "kabupaten", "provinsi")
NOT_ASKED = "tidak_berlaku"
HAIR = Decimal("1E-25")
FULL = Decimal(100)
Points = Mapping[str, Decimal | int | str]
"""By indicator: points, or the word NOT_ASKED; what is not named is missing."""


def profiles() -> list[str]:
    """Names of the alternative profiles of the catalogue; the default one has no name here."""
    folder = files("catalogue") / "profiles"
    if not folder.is_dir():
        return [""]
    names = {one.name.removesuffix(".yaml") for one in folder.iterdir()}
    return ["", *sorted(name for name in names if not name.startswith(("_", ".", "README")))]


@cache
def rubric_of(profile: str) -> Rubric:
    """The rubric of a profile, the packaged one where the name is empty; read once."""
    return load_rubric(profile=profile) if profile else packaged_rubric()


def changed(rubric: Rubric, indicators: Mapping[str, Mapping[str, Any]]) -> Rubric:
    """The rubric with some fields of some indicators changed."""
    listed = [one.model_copy(update=dict(indicators.get(one.id, {}))) for one in rubric.indicators]
    return rubric.model_copy(update={"indicators": listed})


def with_head(rubric: Rubric, **values: Any) -> Rubric:
    """The rubric with another value of some field of its head."""
    return rubric.model_copy(update={"head": rubric.head.model_copy(update=values)})


def plain(rubric: Rubric, *, gates: bool = False) -> Rubric:
    """The rubric with an answer of its own for every indicator, and without gates unless asked."""
    asked = changed(rubric, {one.id: _plainly(one) for one in rubric.indicators})
    return asked if gates else with_head(asked, gates=[])


def _plainly(one: Indicator) -> dict[str, Any]:
    line = {"linear": Linear(floor=Decimal(0), target=Decimal(1)), "steps": None}
    return {
        "formula": "ratio_of_counts",
        "arguments": {"item": item_of(one.id)},
        "scale": [scale.model_copy(update=line) for scale in one.scale],
    }


def stepped(rubric: Rubric, indicator: str, steps: Mapping[str, Decimal]) -> Rubric:
    """The rubric in which an indicator's value is the word that its item is answered with."""
    one = next(one for one in rubric.indicators if one.id == indicator)
    scales = [
        scale.model_copy(update={"linear": None, "steps": dict(steps)}) for scale in one.scale
    ]
    asked = {"formula": "attested_step", "arguments": {"item": item_of(indicator)}, "scale": scales}
    return changed(rubric, {indicator: asked})


def item_of(indicator: str) -> str:
    """The item of the instrument that tells an indicator's points."""
    return f"nilai_{indicator}"


def answers(points: Points, quarter: Quarter = QUARTER) -> list[Fact]:
    """The answers that give the indicators these points; a word is answered as it stands."""
    return list(_answers(points, quarter))


def _answers(points: Points, quarter: Quarter) -> Iterator[Fact]:
    for name, value in points.items():
        told: dict[str, Any] = {"answer": value}
        if not isinstance(value, str):
            told = {"count": Decimal(value), "total": FULL}
        yield fact("attestation", day=quarter.end, item=item_of(name), **told)


def card_of(
    rubric: Rubric, points: Points, kind: str = "kota", mode: str = "ketat", **others: Any
) -> Scorecard:
    """The scorecard of a region that stands at these points."""
    return scored(answers(points), kind=kind, mode=mode, rubric=rubric, **others)


def weights_of(rubric: Rubric, kind: str, quarter: Quarter = QUARTER) -> dict[str, Decimal]:
    """What every indicator of a kind of government weighs at the end of a quarter."""
    rules = rules_in_force(rubric, kind, quarter.end)
    return {one.indicator.id: one.weight for one in rules.rules}


def shifted(rubric: Rubric, out: str, into: str, weight: Decimal) -> Rubric:
    """The rubric with some weight moved from one indicator to another, at all times."""
    by_name = {one.id: one for one in rubric.indicators}
    return changed(
        rubric,
        {
            out: {"weights": [_heavier(one, -weight) for one in by_name[out].weights]},
            into: {"weights": [_heavier(one, weight) for one in by_name[into].weights]},
        },
    )


def _heavier(weights: Weights, by: Decimal) -> Weights:
    return weights.model_copy(update={kind: getattr(weights, kind) + by for kind in KINDS})


def adding_up_to(rubric: Rubric, kind: str, total: Decimal) -> tuple[list[str], str]:
    """Return indicators whose weights add up to exactly `total`, and one outside them.

    The first of those inside stands in one pillar with the one outside, so that weight can be
    moved between the two. AssertionError where no indicators add up so.
    """
    weights = weights_of(rubric, kind)
    pillars = {one.id: one.pillar for one in rubric.indicators}
    for inside, outside in permutations(weights, 2):
        if pillars[inside] == pillars[outside]:
            rest = {name: one for name, one in weights.items() if name not in (inside, outside)}
            found = _sums(rest).get(total - weights[inside])
            if found is not None:
                return [inside, *found], outside
    raise AssertionError(f"no indicators add up to {total}")


def _sums(weights: Mapping[str, Decimal]) -> dict[Decimal, list[str]]:
    found: dict[Decimal, list[str]] = {Decimal(0): []}
    for name, weight in weights.items():
        for before, names in list(found.items()):
            found.setdefault(before + weight, [*names, name])
    return found
