"""Whether the parts of a rubric fit each other: methods and scales, weights, gates, bands.

Every problem names the key it stands at and the cure.
"""

from collections.abc import Iterator

from monev.composite.missing import MissingPolicy
from monev.composite.ranks import Condition, faults_of
from monev.composite.scale_shapes import OneValueScale
from monev.score_table.shapes import (
    GRADINGS,
    MEANS,
    NO_TOTAL,
    VOTES,
    Gate,
    Indicator,
    Letters,
    TableRubric,
)
from monev.score_table.structure import Node, Path, Problem, total_of, tree_of

HUNDRED = "0-100"
GRADE = "grade"
ORDER = "order"
RAW = "raw value"
NOTHING = "nothing"
MAY_BE_NEGATIVE = ("z_score", "around_mean", "distance difference")


def measure_of(indicator: Indicator) -> str:
    """Return in what an indicator is measured: 0-100, a grade, its raw value, or a scale's name."""
    scale = indicator.scale
    if scale is None:
        return RAW
    if isinstance(scale, Letters):
        return GRADE
    if isinstance(scale, OneValueScale) or scale.to_a_hundred:
        return HUNDRED
    if scale.distance is not None:
        return f"distance {scale.distance.form}"
    return next(name for name in ("z_score", "rank", "around_mean") if getattr(scale, name))


def is_text(indicator: Indicator) -> bool:
    """Say whether the cells are words and not numbers."""
    scale = indicator.scale
    return isinstance(scale, Letters) or (isinstance(scale, OneValueScale) and scale.reads_text)


def total_measure(rubric: TableRubric) -> str:
    """Return in what the total is measured."""
    return _measure(rubric, tree_of(rubric))


def _measure(rubric: TableRubric, node: Node) -> str:
    if node.indicator is not None:
        return measure_of(rubric.indicators[node.indicator])
    if node.method in VOTES:
        return ORDER
    if node.method in GRADINGS:
        return GRADE
    return NOTHING if node.method == NO_TOTAL else _measure(rubric, node.children[0])


def fit_problems(rubric: TableRubric) -> Iterator[Problem]:
    """Yield what does not fit in a rubric whose groups make one tree."""
    tree = tree_of(rubric)
    yield from _group_problems(rubric, tree, root=True)
    for at, one in enumerate(rubric.indicators):
        yield from _missing_problems(rubric, one, ("indicators", at, "missing"))
    yield from _band_problems(rubric)
    for at, gate in enumerate(rubric.gates):
        yield from _gate_problems(rubric, gate, ("gates", at))
    if rubric.rank.within == "peers" and rubric.peers is None:
        yield ("rank", "within"), "ranks within peers need the key peers with their column"
    if rubric.rank.within == "peers" and total_measure(rubric) == ORDER:
        yield ("rank", "within"), "a vote orders all units at once; write within: all"


def _where(rubric: TableRubric, node: Node) -> Path:
    if node.indicator is not None:
        return ("indicators", node.indicator)
    at = next((at for at, group in enumerate(rubric.groups) if group.id == node.id), None)
    return () if at is None else ("groups", at)


def _group_problems(rubric: TableRubric, node: Node, *, root: bool) -> Iterator[Problem]:
    if node.indicator is not None:
        return
    for child in node.children:
        yield from _group_problems(rubric, child, root=False)
    here = (*_where(rubric, node), "method")
    if not root and node.method in (*VOTES, NO_TOTAL):
        yield (
            here,
            f"{node.method} gives no points to put together further; only a total may use it",
        )
    yield from _child_problems(rubric, node, here)
    yield from _weight_problems(rubric, node)


def _child_problems(rubric: TableRubric, node: Node, here: Path) -> Iterator[Problem]:
    measures = {child.id: _measure(rubric, child) for child in node.children}
    first, wanted = next(iter(measures.items()))
    for name, found in measures.items():
        if node.method in GRADINGS and (
            found != GRADE or any(child.children for child in node.children)
        ):
            yield here, f"{node.method} puts letters together; {name} is no indicator with letters"
        elif node.method in VOTES and found in (GRADE, ORDER, NOTHING):
            yield here, f"{node.method} compares numbers; {name} gives none ({found})"
        elif node.method in MEANS and found in (GRADE, ORDER, NOTHING):
            yield (
                here,
                f"{node.method} adds numbers up, and {name} is ordinal ({found}); "
                "use pefa_m1 or pefa_m2, or give it a scale",
            )
        elif node.method in MEANS and found == RAW:
            yield _where(rubric, _child(node, name)), f"{name} needs a scale to be put in a mean"
        elif node.method in MEANS and found != wanted:
            yield (
                here,
                f"mixes {first} ({wanted}) with {name} ({found}); use scales of one kind",
            )
        elif node.method in ("geometric", "harmonic") and found in MAY_BE_NEGATIVE:
            yield here, f"{name} may lie below 0 ({found}), which a {node.method} mean cannot hold"


def _child(node: Node, name: str) -> Node:
    return next(child for child in node.children if child.id == name)


def _weight_problems(rubric: TableRubric, node: Node) -> Iterator[Problem]:
    weightless = node.method in (*GRADINGS, NO_TOTAL)
    for child in node.children:
        here = _where(rubric, child)
        stated = rubric.indicators[child.indicator] if child.indicator is not None else None
        weight = stated.weight if stated else rubric.groups[int(here[1])].weight
        if weight is None and not weightless:
            yield here, f"weight missing of {child.id}; write weight: and a number"
        if weight is not None and node.method in GRADINGS:
            yield (*here, "weight"), f"{node.method} knows no weights; take it out"
    if not weightless and sum(child.weight for child in node.children) == 0:
        yield _where(rubric, node), f"the weights in {node.id} add up to 0; give one above 0"


def _missing_problems(rubric: TableRubric, one: Indicator, here: Path) -> Iterator[Problem]:
    policy: MissingPolicy = one.missing
    if (policy.worst or policy.best) and (one.scale is None or isinstance(one.scale, Letters)):
        yield here, f"{one.id} has no points of which one could be the worst or best; add a scale"
    if policy.peer_median is not None and rubric.peers is None:
        yield here, "peer_median needs the key peers with the column of the peer groups"
    if policy.peer_median is not None and is_text(one):
        yield here, f"{one.id} is no number, so it has no median; use another policy"
    if policy.carried_forward is not None and isinstance(one.scale, Letters):
        yield here, f"{one.id} is a letter of one assessment; write D* where it is not known"


def _gate_problems(rubric: TableRubric, gate: Gate, here: Path) -> Iterator[Problem]:
    found = next((one for one in rubric.indicators if one.id == gate.indicator), None)
    if found is None:
        known = ", ".join(one.id for one in rubric.indicators)
        yield (*here, "indicator"), f"no indicator {gate.indicator!r}; there are {known}"
        return
    if gate.points is not None and measure_of(found) in (GRADE, RAW):
        yield (*here, "points"), f"{found.id} has no points; ask for its value"
    condition: Condition = gate.points or gate.value or Condition(one_of=[""])
    words = is_text(found) and gate.value is not None
    if words and condition.one_of is None:
        yield (*here, "value"), f"{found.id} holds words; write one_of and the words that pass"
    if not words and condition.one_of is not None:
        key = "points" if gate.points else "value"
        yield (*here, key), f"{found.id} holds numbers; write at_least or below"
    titles = [band.title for band in rubric.bands]
    if gate.band_at_most is not None and gate.band_at_most not in titles:
        listed = ", ".join(titles) or "no bands"
        yield (*here, "band_at_most"), f"no band {gate.band_at_most!r}; there are {listed}"
    if gate.score_at_most is not None and total_measure(rubric) in (GRADE, ORDER, NOTHING):
        yield (*here, "score_at_most"), "the total is no number that could be capped"


def _band_problems(rubric: TableRubric) -> Iterator[Problem]:
    if not rubric.bands:
        return
    measure = total_measure(rubric)
    if measure in (GRADE, ORDER, NOTHING):
        method = total_of(rubric).method
        yield ("bands",), f"a total by {method} has no points for bands; leave bands out"
        return
    if fault := faults_of(rubric.bands, from_zero=measure not in MAY_BE_NEGATIVE):
        yield ("bands",), fault
    titles = [band.title for band in rubric.bands]
    for at, title in enumerate(titles):
        if title in titles[:at]:
            yield ("bands", at, "title"), f"{title!r} is there already; give every band its own"
