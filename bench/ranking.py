"""What a ranking costs: league tables of the nation, and draws over more and more units.

Beside our draws stands the same reckoned plainly: one draw after the other, whole matrices, the
product by NumPy. Both take the same random numbers, so their ranks can be compared. Compare
ratios, not seconds, between machines. Units are invented.
"""

import resource
import time
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rich.console import Console
from rich.table import Table

from monev.league import League
from monev.ranking import Entrant, Question, build_league, load_league_settings
from monev.ranking.build import choice_of
from monev.ranking.compose import Means
from monev.ranking.draws import Choice, Ranks, rank_draws
from monev.ranking.grid import Floats, Grid
from monev.ranking.summary import intervals, variance
from monev.scorecard import IndicatorScore, Scorecard
from monev.wording import Wording

SEED = 20210325
SIZES = ((546, 10_000), (5_460, 10_000), (83_000, 500))
"""Units and draws: the governments, ten times as many, and the villages with fewer draws."""

PILLARS = {"A": (10, 7, 3), "B": (5, 8, 6, 4, 2), "C": (10, 5, 8, 7, 3, 2), "K": (4, 4, 2),
           "G": (4, 2, 2, 2)}  # fmt: skip
MISSING, TWO_READINGS, NOT_ASKED = 0.15, 0.05, 0.05
NOTE = (
    "All seconds are processor time of this process. Ratio: seconds per draw, ours over plain; "
    "alike: share of ranks that are the same in both; peak MB: the most the process took so far."
)
Marks = NDArray[np.bool_]
WORDS = Wording(id="contoh", en="example")


def seconds(work: Callable[[], Any]) -> tuple[float, Any]:
    """Return the processor time of `work`, without other work on the machine, and its result."""
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def invented_grid(units: int) -> Grid:
    """Return units with 21 indicators: some missing, some with two readings, some not asked."""
    chance = np.random.default_rng(SEED)
    weights = np.array([float(one) for own in PILLARS.values() for one in own])
    pillars = np.array([at for at, own in enumerate(PILLARS.values()) for _ in own], dtype=np.intp)
    shape = (units, len(weights))
    kind = chance.random(shape)
    missing, open_ended = kind < MISSING, kind > 1 - TWO_READINGS
    asked = chance.random(shape) >= NOT_ASKED
    low = np.where(missing, 0.0, 100 * chance.random((3, *shape)))
    high = np.where(missing, 100.0, np.where(open_ended, low + (100 - low) / 2, low))
    grid = Grid(
        means=Means(),
        points=np.zeros(units),
        weights=weights,
        pillars=pillars,
        asked=asked,
        counted=asked.copy(),
        drawn=(missing | open_ended) & asked,
        low=low,
        high=high,
    )
    return Grid(**(vars(grid) | {"points": plain_totals(grid, weights, low[0], asked)}))


def _summed_up(ranks: Ranks) -> None:
    intervals(ranks)
    variance(ranks)


def plain_totals(grid: Grid, weights: Floats, points: Floats, counted: Marks) -> Floats:
    """Return the totals of one draw: pillars of what counts, and the whole of live pillars."""
    over = under = np.zeros(len(points))
    for pillar in np.unique(grid.pillars):
        own = grid.pillars == pillar
        held = (counted[:, own] * weights[own]).sum(axis=1)
        value = np.einsum("ij,ij,j->i", points[:, own], counted[:, own], weights[own])
        live = held > 0
        over = over + weights[own].sum() * np.where(live, value / np.where(live, held, 1), 0)
        under = under + weights[own].sum() * live
    return np.divide(over, under)


def plain_ranks(grid: Grid, choice: Choice, draws: int, seed: int) -> Ranks:
    """Return the ranks of all draws, reckoned one draw after the other from the same numbers."""
    weight_stream, way_stream, mean_stream, data_stream = (
        np.random.Generator(np.random.PCG64(one)) for one in np.random.SeedSequence(seed).spawn(4)
    )
    cells = np.nonzero(grid.drawn)
    ranks = np.empty((grid.regions, draws), np.uint32)
    for draw in range(draws):
        moved = weight_stream.random(len(grid.weights))
        weights = grid.weights * (1 + choice.weight_shift * (2 * moved - 1))
        way = int(way_stream.random() * choice.normalisations)
        geometric = bool(choice.means) and int(mean_stream.random() * 2)
        points = np.where(grid.counted & grid.asked, grid.low[way], 0.0)
        if choice.data:
            low, high = grid.low[way][cells], grid.high[way][cells]
            points[cells] = low + data_stream.random(len(cells[0])) * (high - low)
        counted = grid.asked if choice.data else grid.counted
        scale = np.log1p(points) if geometric else points
        totals = plain_totals(grid, weights, scale, counted)
        falling = np.sort(-totals)
        ranks[:, draw] = np.searchsorted(falling, -totals, side="left") + 1
    return ranks


def invented_entrants(count: int) -> list[Entrant]:
    """Return scorecards made of the rows of an invented grid."""
    grid = invented_grid(count)
    names = [f"{pillar}{at}" for pillar, own in PILLARS.items() for at in range(1, len(own) + 1)]
    return [_entrant(grid, row, names) for row in range(count)]


def _entrant(grid: Grid, row: int, names: list[str]) -> Entrant:
    indicators = [_indicator(grid, row, at, name) for at, name in enumerate(names)]
    asked = [one for one in indicators if one.status != "tidak_berlaku"]
    known = sum(one.effective_weight for one in asked if one.status == "dinilai")
    code = f"{row // 100:02}.{row % 100:02}"
    card = Scorecard(
        region_code=code,
        quarter="2024-Q3",
        mode="ketat",
        rubric_profile="bawaan",
        rubric_version="1.0",
        indicators=indicators,
        pillars=[],
        duties=[],
        gates=[],
        evidence_cap=Decimal(50),
        completeness=Decimal(known) / sum(one.effective_weight for one in asked),
        score=Decimal(str(round(grid.points[row], 9))),
        score_low=Decimal(0),
        score_high=Decimal(100),
        band="Cukup",
        provisional=False,
    )
    return Entrant(code, f"Satuan {code}", "kabupaten", code[:2], "Jawa-Bali", None, 1, card)


def _indicator(grid: Grid, row: int, at: int, name: str) -> IndicatorScore:
    low, high = (Decimal(str(round(side[0, row, at], 3))) for side in (grid.low, grid.high))
    known = not (grid.drawn[row, at] and low == 0)
    status = "dinilai" if known else "data_tidak_tersedia"
    return IndicatorScore.model_validate(
        {
            "id": name,
            "pillar": name[0],
            "title": WORDS,
            "duty": [],
            "evidence_wanted": WORDS,
            "unit": "rasio",
            "weight": grid.weights[at],
            "effective_weight": grid.weights[at],
            "status": status if grid.asked[row, at] else "tidak_berlaku",
            "formula": "contoh",
            "scale": "linear",
            "scale_reference": "usulan",
            "value": str(low / 100),
            "points": low,
            "score": low,
            "low": low,
            "high": high,
        }
    )


def leagues() -> Table:
    """Build the league of 546 invented governments, stage by stage."""
    settings = load_league_settings()
    entrants = invented_entrants(546)
    question = Question(
        quarter="2024-Q3",
        kind="kabupaten",
        theme=settings.theme("keseluruhan"),
        no_rank_below=Decimal("0.4"),
        provisional_below=Decimal("0.7"),
    )
    whole, league = seconds(lambda: build_league(entrants, question, settings))
    again, other = seconds(lambda: build_league(entrants, question, settings))
    assert isinstance(league, League)
    same = league.model_dump_json() == other.model_dump_json()
    table = _table(f"league of {len(league.rows)}, {league.drawn.draws} draws", "s", "")
    extra = league.drawn.draws_per_factor
    table.add_row(f"scorecards to league, with 4 x {extra} draws per doubt", f"{whole:.2f}", "")
    table.add_row("again", f"{again:.2f}", "the same bytes" if same else "OTHER BYTES")
    return table


def growth() -> Table:
    """Draw over more and more units, ours and plainly."""
    choice = choice_of(load_league_settings())
    table = _table(
        "draws over invented units, 21 indicators",
        "draws", "ours s", "plain s (draws)", "ratio", "summary s", "alike", "peak MB",
    )  # fmt: skip
    for units, draws in SIZES:
        grid = invented_grid(units)
        plain_draws = draws if units < 5_000 else draws // 10
        ours, ranks = seconds(partial(rank_draws, grid, choice, draws, SEED))
        plain, other = seconds(partial(plain_ranks, grid, choice, plain_draws, SEED))
        summed, _ = seconds(partial(_summed_up, ranks))
        per_draw = plain * draws / plain_draws
        alike = np.mean(ranks[:, :plain_draws] == other)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        said = f"{plain:.2f}" + ("" if plain_draws == draws else f" ({plain_draws})")
        table.add_row(
            f"{units}", f"{draws}", f"{ours:.2f}", said, f"{ours / per_draw:.2f}",
            f"{summed:.2f}", f"{alike:.2%}", f"{peak:.0f}",
        )  # fmt: skip
    return table


def _table(title: str, *headings: str) -> Table:
    table = Table("", title=title)
    for heading in headings:
        table.add_column(heading, justify="right")
    return table


def main() -> None:
    """Print the tables."""
    console = Console()
    console.print(leagues())
    console.print(growth())
    console.print(NOTE)


if __name__ == "__main__":
    main()
