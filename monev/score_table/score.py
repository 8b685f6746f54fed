"""A checked rubric and a table -> every unit's score, rank and band, with its trace."""

from dataclasses import replace
from fractions import Fraction

from monev.composite.aggregate import AggregationError
from monev.composite.missing import enough
from monev.composite.pefa import GradeError
from monev.composite.ranks import Band, Condition, band_of, capped, lower_band, ranks
from monev.composite.votes import TooManyUnitsError
from monev.errors import SourceError
from monev.score_table.columns import Column, peer_of, scored_column
from monev.score_table.load import RubricFile
from monev.score_table.results import ScoredGroup, ScoredIndicator, ScoredTable, ScoredUnit
from monev.score_table.shapes import VOTES, Gate, TableRubric
from monev.score_table.structure import total_of
from monev.score_table.table import Table
from monev.score_table.together import Shares, scores_of_groups, with_data
from monev.score_table.voting import voted
from monev.uncollected import uncollected

Parts = tuple[ScoredIndicator, ...]


def score_table(book: RubricFile, table: Table) -> ScoredTable:
    """Score every unit of the table by the rubric.

    Exact: ranks and bands are decided on unrounded scores. A unit with less data than the rubric's
    availability asks has neither score nor rank. Raises SourceError for a cell that cannot be read
    or rated or put together, and CatalogueError for a rubric that does not fit the table.
    """
    with uncollected():  # of millions of small values that live on, none is in a circle
        return _scored(book, table)


def _scored(book: RubricFile, table: Table) -> ScoredTable:
    columns = [scored_column(Column(book, table, at)) for at in range(len(book.rubric.indicators))]
    shares = Shares(book.tree, len(columns))
    units = [
        _unit(book, table, at, tuple(column[at] for column in columns), shares)
        for at in range(len(table.rows))
    ]
    if book.tree.method in VOTES:
        units = _by_vote(book, units)
    else:
        units = _with_ranks(book.rubric, units, [one.score for one in units])
    return ScoredTable(
        book.rubric.title,
        book.rubric.source,
        table.name,
        book.tree.method,
        book.rubric.rank.within,
        tuple(sorted(units, key=lambda one: (one.rank is None, one.rank or 0, one.unit))),
    )


def _unit(book: RubricFile, table: Table, at: int, parts: Parts, shares: Shares) -> ScoredUnit:
    rubric, row = book.rubric, table.rows[at]
    weights = shares.of(parts)
    share = with_data(parts, weights.indicators)
    try:
        scores = scores_of_groups(book.tree, parts)
    except (AggregationError, GradeError) as error:
        place = f"line {row.line}, unit {row.unit}"
        raise SourceError(table.name, place, str(error), "values its group can hold") from error
    total = scores[book.tree.id]
    why = ""
    if not enough(share, Fraction(rubric.availability.at_least)):
        total, why = None, "no data" if not share else "too little data"
    elif total is None and book.tree.method not in (*VOTES, "none"):
        why = "nothing that applies is known"
    held = _gates(rubric, parts)
    score, band = _under_gates(rubric, total, held)
    return ScoredUnit(
        unit=row.unit,
        line=row.line,
        peer=peer_of(book, table, at),
        score=score,
        before_gates=total,
        rank=None,
        band=band,
        completeness=share,
        why=why,
        gates=tuple(gate.id for gate in held) if total is not None else (),
        groups=tuple(
            ScoredGroup(name, scores[name], weights.groups.get(name, Fraction(0)))
            for name in scores
        ),
        indicators=parts,
        weights=weights.indicators,
    )


def _gates(rubric: TableRubric, parts: Parts) -> list[Gate]:
    found = {one.id: one for one in parts}
    return [gate for gate in rubric.gates if _holds(gate, found[gate.indicator])]


def _holds(gate: Gate, part: ScoredIndicator) -> bool:
    """A stand-in is no evidence, so that it does not open a gate that asks for the value."""
    if part.status == "not_applicable":
        return False
    if part.status == "missing" or (part.status == "substituted" and gate.value is not None):
        return gate.when_missing == "holds"
    seen = part.points if gate.points is not None else part.value
    condition: Condition | None = gate.points or gate.value
    return condition is not None and not condition.met_by(seen)


def _under_gates(
    rubric: TableRubric, total: Fraction | str | None, held: list[Gate]
) -> tuple[Fraction | str | None, str]:
    if not isinstance(total, Fraction):
        return total, ""
    score = total
    for gate in held:
        if gate.score_at_most is not None:
            score = capped(score, gate.score_at_most)
    if not rubric.bands:
        return score, ""
    titles: dict[str, Band] = {band.title: band for band in rubric.bands}
    band = band_of(score, rubric.bands)
    for gate in held:
        if gate.band_at_most is not None:
            band = lower_band(band, titles[gate.band_at_most], rubric.bands)
    return score, band.title


def _with_ranks(
    rubric: TableRubric, units: list[ScoredUnit], scores: list[Fraction | str | None]
) -> list[ScoredUnit]:
    numbers = [one if isinstance(one, Fraction) else None for one in scores]
    if rubric.rank.within == "none":
        return units
    if rubric.rank.within == "all":
        places = ranks(numbers)
    else:
        places = [None] * len(units)
        for peer in {one.peer for one in units if one.peer}:
            own = [at for at, one in enumerate(units) if one.peer == peer]
            for at, place in zip(own, ranks([numbers[at] for at in own]), strict=True):
                places[at] = place
    return [replace(one, rank=place) for one, place in zip(units, places, strict=True)]


def _by_vote(book: RubricFile, units: list[ScoredUnit]) -> list[ScoredUnit]:
    """Order the units with enough data by the votes of the total's children."""
    asked = [at for at, one in enumerate(units) if not one.why]
    try:
        result = voted(book, [units[at] for at in asked])
    except TooManyUnitsError as error:
        at = next((i for i, one in enumerate(book.rubric.groups) if one.parent is None), 0)
        raise book.file.error(("groups", at, "method"), str(error)) from error
    made = list(units)
    for at, score, rank in zip(asked, result.scores, result.ranks, strict=True):
        shown = rank if book.rubric.rank.within == "all" else None
        groups = tuple(
            replace(group, score=score) if group.id == total_of(book.rubric).id else group
            for group in units[at].groups
        )
        made[at] = replace(units[at], score=score, before_gates=score, rank=shown, groups=groups)
    return made
