"""One indicator over all units: cells -> values, stand-ins and points."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from monev.composite.missing import StandIn, carried_forward, peer_median
from monev.composite.over_data import NoSpreadError, OverDataScale, fit
from monev.composite.pefa import KNOWN, NOT_APPLICABLE
from monev.composite.ranks import capped
from monev.composite.scale_shapes import OneValueScale
from monev.composite.scales import ScaleMismatchError, rater
from monev.errors import SourceError
from monev.score_table.checks import is_text
from monev.score_table.load import RubricFile
from monev.score_table.results import ScoredIndicator, Status
from monev.score_table.shapes import Indicator, Letters
from monev.score_table.table import Row, Table, number

Value = Fraction | str
Points = Callable[[Value], Value]


@dataclass(frozen=True)
class Column:
    """What is needed to score one indicator."""

    book: RubricFile
    table: Table
    at: int

    @property
    def rule(self) -> Indicator:
        """The indicator's rule."""
        return self.book.rubric.indicators[self.at]

    def error(self, row: Row, column: str, expected: str) -> SourceError:
        """Return the error that points at one cell."""
        found = row.cells[self.table.columns[column]]
        place = f"line {row.line}, column {column}"
        return SourceError(self.table.name, place, f"found {found!r}", expected)

    def read(self, row: Row, column: str, *, words: bool) -> Value:
        """Return the value of a cell that is not absent: its words, or its number."""
        text = row.cells[self.table.columns[column]]
        try:
            return text if words else number(text, self.book.rubric.cells.decimal)
        except ValueError as error:
            raise self.error(row, column, str(error)) from error

    def absent(self, row: Row, column: str) -> Status | None:
        """Say whether a cell is missing or does not apply; None where it holds a value."""
        text = row.cells[self.table.columns[column]]
        cells = self.book.rubric.cells
        if not text or text in cells.missing:
            return "missing"
        if text in cells.not_applicable:
            return "not_applicable"
        letters = isinstance(self.rule.scale, Letters)
        return "not_applicable" if letters and text == NOT_APPLICABLE else None


def scored_column(column: Column) -> list[ScoredIndicator]:
    """Return one indicator for every row, without its share of the total (set per unit).

    Raises SourceError for a cell that cannot be read or rated, and CatalogueError where the scale
    finds nothing to compare.
    """
    rule, rows = column.rule, column.table.rows
    words, place = is_text(rule), column.table.columns[rule.column]
    states = [column.absent(row, rule.column) for row in rows]
    read: dict[str, Value] = {}
    for row, state in zip(rows, states, strict=True):
        if state is None and row.cells[place] not in read:
            read[row.cells[place]] = column.read(row, rule.column, words=words)
    values = [
        None if state else read[row.cells[place]] for row, state in zip(rows, states, strict=True)
    ]
    points = _points(column, [value for value in values if value is not None])
    known = _rated(column, values, points)
    stand_ins = _stand_ins(column, values, known, states)
    made = []
    for at, row in enumerate(rows):
        stated = row.cells[place]
        found, value, policy = known[at], values[at], ""
        status: Status = states[at] or "data"
        if (put := stand_ins.get(at)) is not None:
            status, policy, value = "substituted", put.policy, put.value
            found = put.points if value is None else _one(column, row, value, points)
        found, ceiling = _capped(column, row, found)
        made.append(ScoredIndicator(rule.id, stated, value, found, status, policy, ceiling))
    return made


def _points(column: Column, known: Sequence[Value]) -> Points | None:
    scale = column.rule.scale
    if isinstance(scale, Letters):
        return _letter
    if isinstance(scale, OneValueScale):
        return rater(scale)
    if not isinstance(scale, OverDataScale) or not known:
        return None
    try:
        place = fit([value for value in known if isinstance(value, Fraction)], scale)
    except NoSpreadError as error:
        raise column.book.file.error(("indicators", column.at, "scale"), str(error)) from error
    return lambda value: place(value) if isinstance(value, Fraction) else place(Fraction(value))


def _letter(value: Value) -> Value:
    if value not in KNOWN:
        raise ScaleMismatchError(f"no letter; the letters are {', '.join(KNOWN)}")
    return value


def _rated(
    column: Column, values: Sequence[Value | None], points: Points | None
) -> list[Value | None]:
    """The points of every row; equal cells are rated once."""
    place = column.table.columns[column.rule.column]
    rated: dict[str, Value | None] = {}
    made = []
    for row, value in zip(column.table.rows, values, strict=True):
        text = row.cells[place]
        if value is not None and text not in rated:
            rated[text] = _one(column, row, value, points)
        made.append(None if value is None else rated[text])
    return made


def _one(column: Column, row: Row, value: Value, points: Points | None) -> Value | None:
    if points is None:
        return None
    try:
        return points(value)
    except ScaleMismatchError as error:
        raise column.error(row, column.rule.column, str(error)) from error


def _stand_ins(
    column: Column,
    values: Sequence[Value | None],
    known: Sequence[Value | None],
    states: Sequence[Status | None],
) -> dict[int, StandIn]:
    """What stands in at which row, for the rows whose cell is missing."""
    policy = column.rule.missing
    open_rows = [at for at, state in enumerate(states) if state == "missing"]
    if policy.not_scored or not open_rows:
        return {}
    if policy.worst or policy.best:
        put = _extreme(column.rule, [one for one in known if isinstance(one, Fraction)])
        return {} if put is None else dict.fromkeys(open_rows, put)
    if policy.peer_median is not None:
        groups = _by_peer(column, values)
        by_peer = {name: peer_median(some, policy.peer_median) for name, some in groups.items()}
        found = {at: by_peer.get(peer_of(column.book, column.table, at)) for at in open_rows}
    else:
        found = {at: _carried(column, column.table.rows[at]) for at in open_rows}
    return {at: put for at, put in found.items() if put is not None}


def _extreme(rule: Indicator, known: Sequence[Fraction]) -> StandIn | None:
    """The lowest or highest points that the scale can give, or that any unit has over data."""
    scale = rule.scale
    name, choose = ("worst", min) if rule.missing.worst else ("best", max)
    possible = _possible(scale) if isinstance(scale, OneValueScale) else list(known)
    if not possible:
        return None
    points = choose(possible)
    return StandIn("worst", points=points) if name == "worst" else StandIn("best", points=points)


def _possible(scale: OneValueScale) -> list[Fraction]:
    if scale.steps is not None:
        return [Fraction(points) for points in scale.steps.values()]
    if scale.brackets is not None:
        return [Fraction(bracket.points) for bracket in scale.brackets]
    if scale.boolean is not None:
        return [Fraction(scale.boolean.points_yes), Fraction(scale.boolean.points_no)]
    return [Fraction(0), Fraction(100)]


def _by_peer(column: Column, values: Sequence[Value | None]) -> dict[str, list[Fraction]]:
    groups: dict[str, list[Fraction]] = {}
    for at, value in enumerate(values):
        name = peer_of(column.book, column.table, at)
        if name and isinstance(value, Fraction):
            groups.setdefault(name, []).append(value)
    return groups


def peer_of(book: RubricFile, table: Table, at: int) -> str:
    """Return the peer group of a row; empty where the rubric or the row names none."""
    peers = book.rubric.peers
    return "" if peers is None else table.rows[at].cells[table.columns[peers]]


def _carried(column: Column, row: Row) -> StandIn | None:
    policy = column.rule.missing.carried_forward
    assert policy is not None  # noqa: S101  # the shape holds exactly one policy
    if column.absent(row, policy.value_column) or column.absent(row, policy.age_column):
        return None
    earlier = column.read(row, policy.value_column, words=is_text(column.rule))
    age = column.read(row, policy.age_column, words=False)
    return carried_forward(earlier, Fraction(age), policy)


def _capped(column: Column, row: Row, points: Value | None) -> tuple[Value | None, Fraction | None]:
    cap = column.rule.cap
    if cap is None or not isinstance(points, Fraction):
        return points, None
    if row.cells[column.table.columns[cap.column]] in cap.unless:
        return points, None
    held = capped(points, cap.points_at_most)
    return held, Fraction(cap.points_at_most) if held < points else None
