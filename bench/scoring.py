"""What scoring costs: a simulated nation of one quarter, beside a bare weighted sum of its points.

The bare sum is NumPy's: no dates, no trace, no exact numbers, no reasons. Growth is measured on
the arithmetic alone and on tables of any units. Compare ratios, not seconds, between machines.
"""

import gc
import random
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.table import Table

from bench.nation import Told, facts_of_nation, known_facts, rules_by_kind, scorecards
from models import Quarter
from monev.composite.aggregate import METHODS, aggregate
from monev.known import KnownFacts
from monev.rubric import load_rubric
from monev.score_table import read_rubric, read_table, score_table
from monev.score_table.table import Table as UnitTable
from monev.scorecard import Scorecard
from monev.scoring import score, verdict

QUARTER = Quarter(2024, 3)
HEARD = tuple(Quarter(2024, number) for number in (1, 2, 3))
SEED = 11
UNITS = (546, 5_460, 83_000)
"""Regional governments; ten times as many; as many as there are villages."""
INDICATORS = 21
REPEATS = 20


def seconds(work: Callable[[], object]) -> float:
    """Return how long `work` took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def nation(told: Told) -> Table:
    """Score every government, and put the bare sum of the same points beside it."""
    took: dict[str, float] = {}
    codes, rubric = list(told), load_rubric()
    cards: dict[str, Scorecard] = {}
    took["facts and score, kab/kota before provinces"] = seconds(
        lambda: cards.update(scorecards(told, QUARTER, rubric))
    )
    known: list[KnownFacts] = []
    took["only the facts that count"] = seconds(
        lambda: known.extend(known_facts(told, code, QUARTER, cards) for code in codes)
    )
    rules = rules_by_kind(rubric, QUARTER)
    took["only the score with its trace"] = seconds(
        lambda: [score(one, rules[one.region.kind]) for one in known]
    )
    took["only the verdict, without its trace"] = seconds(
        lambda: [verdict(one, rules[one.region.kind]) for one in known]
    )
    pairs = [exact_pairs(cards[code]) for code in codes]
    took["exact weighted mean of the same points"] = seconds(
        lambda: [aggregate(one, "arithmetic") for one in pairs]
    )
    points, weights = arrays([cards[code] for code in codes])
    bare = seconds(lambda: [weighted_sums(points, weights) for _ in range(REPEATS)]) / REPEATS
    took["bare NumPy, weighted sum of the same"] = bare
    table = _table(f"{len(codes)} governments, {QUARTER}", "s", "ms per region", "x bare NumPy")
    for name, spent in took.items():
        each = 1000 * spent / len(codes)
        table.add_row(name, f"{spent:.4f}", f"{each:.4f}", f"{spent / bare:,.0f}")
    table.add_row("NumPy and the exact total differ by", "", "", f"{apart(codes, cards):.1e}")
    return table


Array = np.ndarray[tuple[int, ...], np.dtype[np.float64]]


def arrays(cards: Sequence[Scorecard]) -> tuple[Array, Array]:
    """Return points and effective weights as units x indicators; what is not asked weighs 0."""
    names = sorted({one.id for card in cards for one in card.indicators})
    points, weights = np.zeros((len(cards), len(names))), np.zeros((len(cards), len(names)))
    for place, card in enumerate(cards):
        for one in card.indicators:
            column = names.index(one.id)
            points[place, column] = float(one.score or 0)
            weights[place, column] = float(one.effective_weight)
    return points, weights


def exact_pairs(card: Scorecard) -> list[tuple[Fraction, Fraction]]:
    """Return points and weights of what is asked of a region, for an exact mean."""
    return [(Fraction(one.score or 0), Fraction(one.effective_weight)) for one in card.indicators]


def weighted_sums(points: Array, weights: Array) -> Array:
    """Return the weighted mean of every row."""
    total: Array = (points * weights).sum(axis=1) / weights.sum(axis=1)
    return total


def apart(codes: Sequence[str], cards: Mapping[str, Scorecard]) -> float:
    """Return how far the bare totals lie from the exact ones, at most, in points."""
    scored = [cards[code] for code in codes if cards[code].score is not None]
    sums = weighted_sums(*arrays(scored))
    return max(
        abs(float(card.score or 0) - float(bare)) for card, bare in zip(scored, sums, strict=True)
    )


def growth() -> Table:
    """Aggregate ever more units by each mean, exactly, and by NumPy."""
    headings = [f"{count:,} units" for count in UNITS]
    table = _table(f"Weighted mean of {INDICATORS} indicators, microseconds per unit", *headings)
    rows: dict[str, list[str]] = {}
    for count in UNITS:
        units, weights = random_units(count)
        points = np.array([[float(value) for value in unit] for unit in units])
        heavy = np.broadcast_to(np.array([float(one) for one in weights]), points.shape)
        bare = _best(weighted_sums, points, heavy)
        rows.setdefault("bare NumPy, arithmetic", []).append(_per_unit(bare, count))
        for method in METHODS:
            cell = "not run"
            if count <= MOST.get(method, count):
                spent = _best(means, units, weights, method)
                cell = _against(spent, bare, count)
            rows.setdefault(f"exact, {method}", []).append(cell)
    for name, cells in rows.items():
        table.add_row(name, *cells)
    return table


MOST = {"geometric": 5_460}
"""Means that take 60 digits of a logarithm for each value are not measured on every village."""


def random_units(count: int) -> tuple[list[list[Fraction]], list[Fraction]]:
    """Return points of two decimals for `count` units, and whole weights, the same in every run."""
    chance = random.Random(SEED)
    weights = [Fraction(chance.randint(1, 12)) for _ in range(INDICATORS)]
    units = [
        [Fraction(chance.randint(0, 10_000), 100) for _ in range(INDICATORS)] for _ in range(count)
    ]
    return units, weights


def means(units: Sequence[Sequence[Fraction]], weights: Sequence[Fraction], method: str) -> None:
    """Aggregate every unit."""
    for unit in units:
        aggregate(list(zip(unit, weights, strict=True)), method)


def _best(work: Callable[..., object], *given: object) -> float:
    """Return the shorter of two runs, without the collector going through what is only waiting."""
    gc.collect()
    gc.freeze()
    try:
        return min(seconds(lambda: work(*given)) for _ in range(2))
    finally:
        gc.unfreeze()


def tables(folder: Path) -> Table:
    """Score ever larger tables of invented units by a rubric file; NumPy scales, sums and sorts."""
    headings = [f"{count:,} units" for count in UNITS]
    table = _table(f"Any table by a rubric of {INDICATORS} lines, microseconds per unit", *headings)
    rows: dict[str, list[str]] = {}
    rubric = folder / "rubrik.yaml"
    rubric.write_text(rubric_text(), encoding="utf-8")
    book = read_rubric(rubric)
    for count in UNITS:
        path = folder / f"{count}.csv"
        values = write_units(path, count)
        weights = np.broadcast_to(np.arange(1.0, INDICATORS + 1), values.shape)
        bare = _best(bare_table, values, weights)
        rows.setdefault("bare NumPy: scale, weigh, sort", []).append(_per_unit(bare, count))
        read: list[UnitTable] = []
        spent = seconds(lambda: read.append(read_table(path, book)))  # noqa: B023 - called at once
        rows.setdefault("read the CSV", []).append(_against(spent, bare, count))
        spent = seconds(lambda: score_table(book, read[0]))  # noqa: B023
        rows.setdefault("scores, ranks and bands, traced", []).append(_against(spent, bare, count))
    for name, cells in rows.items():
        table.add_row(name, *cells)
    return table


def rubric_text() -> str:
    """Return a rubric of one weighted mean over lines from 40 to 95, with bands and ranks."""
    lines = ["title: Rekaan", "units: unit", "cells: {decimal: '.'}", "indicators:"]
    for number in range(1, INDICATORS + 1):
        lines.append(
            f"  - {{id: X{number}, column: X{number}, weight: {number}, group: jumlah,"
            " scale: {linear: {floor: 40, target: 95}}, missing: worst}"
        )
    lines += ["groups: [{id: jumlah, method: arithmetic}]", "bands:"]
    for title, edge in (("Baik", 70), ("Cukup", 40), ("Kurang", 0)):
        lines.append(f"  - {{title: {title}, at_least: {edge}}}")
    return "\n".join([*lines, "rank: {within: all}", ""])


def write_units(path: Path, count: int) -> Array:
    """Write a table of units, every twentieth cell empty, and return it with nothing for empty."""
    chance = random.Random(SEED)
    values = np.zeros((count, INDICATORS))
    with path.open("w", encoding="utf-8") as stream:
        headings = ",".join(f"X{number}" for number in range(1, INDICATORS + 1))
        stream.write(f"unit,{headings}\n")
        for place in range(count):
            cells = [chance.randint(0, 10_000) for _ in range(INDICATORS)]
            told = ["" if cell < 500 else f"{cell / 100:.2f}" for cell in cells]
            stream.write(f"U{place},{','.join(told)}\n")
            values[place] = [0 if cell < 500 else cell / 100 for cell in cells]
    return values


def bare_table(values: Array, weights: Array) -> object:
    """Return the order of the units by their weighted mean on the same lines."""
    return np.argsort(-weighted_sums(np.clip((values - 40) / 55, 0, 1) * 100, weights))


def _against(spent: float, bare: float, count: int) -> str:
    return f"{_per_unit(spent, count)}  ({spent / bare:,.0f} x)"


def _per_unit(spent: float, count: int) -> str:
    return f"{1e6 * spent / count:.2f}"


def _table(title: str, *headings: str) -> Table:
    table = Table("", title=title)
    for heading in headings:
        table.add_column(heading, justify="right")
    return table


def main() -> None:
    """Print the tables. An argument names the folder in which the nation's facts are kept."""
    console = Console()
    with tempfile.TemporaryDirectory(prefix="monev-bench-") as fresh:
        folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(fresh)
        told = facts_of_nation(SEED, HEARD, cache_folder=folder)
        console.print(nation(told))
        del told
        console.print(growth())
        console.print(tables(Path(fresh)))


if __name__ == "__main__":
    main()
