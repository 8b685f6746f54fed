"""How the regulations of a simulated region came about: stage after stage, each with its day."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from monev.simulate.chance import dice, one_of
from monev.simulate.world import World

ENACTED, IN_FORCE = 6, 8
_ACEH = "11"
_PERKADA = {"provinsi": "Pergub", "kabupaten": "Perbup", "kota": "Perwal"}
NAMES = {
    "Perda": "Peraturan Daerah",
    "Qanun": "Qanun",
    "Pergub": "Peraturan Gubernur",
    "Perbup": "Peraturan Bupati",
    "Perwal": "Peraturan Wali Kota",
}


@dataclass(frozen=True)
class Rule:
    """One regulation: the day on which each stage was reached, in their order."""

    instrument: str
    number: int
    title: str
    reached: tuple[tuple[int, date], ...]
    substance: tuple[str, ...]

    @property
    def promulgated_on(self) -> date:
        """The day from which it is in force and public."""
        return self.reached[-1][1]

    @property
    def year(self) -> int:
        """The year of its number: that of its enactment."""
        return next(on for stage, on in self.reached if stage == ENACTED).year

    def stage(self, on: date) -> tuple[int, date] | None:
        """Return the stage a day finds it in and since when; None before it began."""
        past = [step for step in self.reached if step[1] <= on]
        return past[-1] if past else None


def rules_of(world: World) -> list[Rule]:
    """Return the regulations on the subject that this region ever makes."""
    throw, way = dice(world.seed, world.region.code, "rules"), world.shapes.regulation
    count = {"none": 0, "one": 1}.get(one_of(throw, {**way.share, "two": _rest(way.share)}), 2)
    local = "Qanun" if world.region.province_code == _ACEH else "Perda"
    kinds = [_PERKADA[world.region.kind], local][:count]
    return [_rule(world, kind, throw) for kind in kinds]


def _rest(share: dict[str, float]) -> float:
    return 1 - sum(share.values())


def _rule(world: World, instrument: str, throw: Random) -> Rule:
    way = world.shapes.regulation
    first, last = way.starts_between
    day = first + timedelta(days=throw.randint(0, (last - first).days))
    reached: list[tuple[int, date]] = []
    for stage, fewest, most in way.path:
        day += timedelta(days=throw.randint(fewest, most))
        if reached and stage > ENACTED and day.year > reached[-1][1].year:
            day = date(reached[-1][1].year, 12, 31)
        reached.append((stage, day))
    kept = [item for item in way.substance if throw.random() < 0.8] or ["peserta"]
    return Rule(
        instrument, throw.randint(1, 60), throw.choice(way.titles), tuple(reached), tuple(kept)
    )
