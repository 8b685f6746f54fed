"""Groups and indicators as one tree, and what is wrong where they make none.

Which methods may stand over which children is told in `checks`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from monev.score_table.shapes import Group, Method, TableRubric

Path = tuple[str | int, ...]
Problem = tuple[Path, str]
TOTAL = Group(id="total", method="arithmetic")
"""The total of a rubric that names no groups."""


@dataclass(frozen=True)
class Node:
    """A group with its children, or an indicator (then `indicator` is its place in the rubric)."""

    id: str
    weight: Fraction
    method: Method = "none"
    children: tuple["Node", ...] = ()
    indicator: int | None = None


def groups_of(rubric: TableRubric) -> tuple[Group, ...]:
    """Return the groups, or the one total where the rubric names none."""
    return rubric.groups or (TOTAL,)


def total_of(rubric: TableRubric) -> Group:
    """Return the group without a parent."""
    return next(group for group in groups_of(rubric) if group.parent is None)


def tree_of(rubric: TableRubric) -> Node:
    """Return the rubric as a tree; for one without `structure_problems`."""
    return _node(rubric, total_of(rubric))


def _node(rubric: TableRubric, group: Group) -> Node:
    leaves = [
        Node(one.id, Fraction(1 if one.weight is None else one.weight), indicator=at)
        for at, one in enumerate(rubric.indicators)
        if (one.group or total_of(rubric).id) == group.id
    ]
    inner = [_node(rubric, one) for one in groups_of(rubric) if one.parent == group.id]
    weight = Fraction(1 if group.weight is None else group.weight)
    return Node(group.id, weight, group.method, (*inner, *leaves))


def structure_problems(rubric: TableRubric) -> Iterator[Problem]:
    """Yield what keeps groups and indicators from being one tree, with the key it stands at."""
    yield from _twice("indicators", [one.id for one in rubric.indicators])
    yield from _twice("groups", [one.id for one in rubric.groups])
    yield from _parents(rubric)
    yield from _memberships(rubric)


def _twice(key: str, names: list[str]) -> Iterator[Problem]:
    for at, name in enumerate(names):
        if name in names[:at]:
            yield (key, at, "id"), f"{name!r} is there already; give every one its own id"


def _parents(rubric: TableRubric) -> Iterator[Problem]:
    parents = {group.id: group.parent for group in rubric.groups}
    known = ", ".join(parents)
    for at, group in enumerate(rubric.groups):
        here: Path = ("groups", at, "parent")
        if group.parent is not None and group.parent not in parents:
            yield here, f"no group {group.parent!r}; there are {known}"
        elif circle := _circle(group.id, parents):
            yield here, f"groups stand in each other in a circle: {' -> '.join(circle)}"
    totals = [at for at, group in enumerate(rubric.groups) if group.parent is None]
    for at in totals[1:]:
        first = rubric.groups[totals[0]].id
        yield (
            ("groups", at, "id"),
            f"{rubric.groups[at].id!r} is a second total beside {first!r}; write its parent",
        )


def _circle(start: str, parents: dict[str, str | None]) -> list[str]:
    way = [start]
    while (above := parents.get(way[-1])) is not None:
        if above in way:
            return [*way[way.index(above) :], above]
        way.append(above)
    return []


def _memberships(rubric: TableRubric) -> Iterator[Problem]:
    names = [group.id for group in groups_of(rubric)]
    for at, one in enumerate(rubric.indicators):
        if one.group is None and rubric.groups:
            yield ("indicators", at), f"{one.id} names no group; write group: {' or '.join(names)}"
        elif one.group is not None and one.group not in names:
            yield (
                ("indicators", at, "group"),
                f"no group {one.group!r}; there are {', '.join(names)}",
            )
    filled = {one.group for one in rubric.indicators} | {one.parent for one in rubric.groups}
    for at, group in enumerate(rubric.groups):
        if group.id not in filled:
            yield (
                ("groups", at, "id"),
                f"{group.id!r} holds nothing; give it an indicator or take it out",
            )
