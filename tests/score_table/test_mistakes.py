"""Each mistake in a rubric file has its own sentence, with its line and the cure."""

from pathlib import Path

import pytest

from monev.errors import CatalogueError, UsageError
from monev.score_table import read_rubric
from monev.score_table.load import checked
from monev.yaml_file import YamlFile
from tests.score_table.books import book, scored

RUBRIC = """\
title: Test
units: unit
peers: class
groups:
  - {id: total, method: arithmetic}
  - {id: policy, parent: total, weight: 1, method: geometric}
indicators:
  - {id: A, column: a, group: policy, weight: 1, scale: {linear: {floor: 0, target: 9}}}
  - {id: B, column: b, group: policy, weight: 1, scale: {steps: {high: 90, low: 10}}}
  - {id: C, column: c, group: total, weight: 2, scale: {min_max: {}}}
gates:
  - {id: g, indicator: B, value: {one_of: [high]}, band_at_most: Poor}
bands:
  - {title: Good, at_least: 50}
  - {title: Poor, at_least: 0}
"""

A = "{id: A, column: a, group: policy, weight: 1, scale: {linear: {floor: 0, target: 9}}}"
C = "{id: C, column: c, group: total, weight: 2, scale: {min_max: {}}}"
GATE = "{id: g, indicator: B, value: {one_of: [high]}, band_at_most: Poor}"

MISTAKES = [
    ("title: Test\n", "", 1, "title: missing; write this key"),
    ("weight: 2,", "wieght: 2,", 10, "did you mean 'weight'?"),
    ("weight: 2,", "zzzzzz: 2,", 10, "unknown key 'zzzzzz'; take it out"),
    ("units: unit", "units: unit\nunits: other", 3, "key stands twice"),
    ("weight: 2,", "weight: '2',", 10, "drop the quotes"),
    ("weight: 2,", "weight: -2,", 10, "greater than or equal to 0"),
    ("weight: 2,", "", 10, "weight missing of C"),
    ("weight: 1, method", "method", 6, "weight missing of policy"),
    ("id: C,", "id: A,", 10, "'A' is there already"),
    ("id: C,", "id: 7-C,", 10, "should match pattern"),
    ("parent: total,", "parent: nowhere,", 6, "no group 'nowhere'; there are total, policy"),
    ("parent: total, weight: 1,", "weight: 1,", 6, "'policy' is a second total beside 'total'"),
    ("{id: total, method", "{id: total, parent: policy, method", 5, "total -> policy -> total"),
    ("group: policy, weight: 1", "weight: 1", 8, "A names no group; write group: total or"),
    ("group: total, weight: 2", "group: C, weight: 2", 10, "no group 'C'; there are"),
    ("gates:", "  - {id: D, column: d, group: t, weight: 1}\ngates:", 11, "no group 't'"),
    (
        "indicators:",
        "  - {id: e, parent: total, weight: 1, method: weakest}\nindicators:",
        7,
        "holds nothing",
    ),
    ("method: arithmetic", "method: average", 5, "'arithmetic', 'geometric'"),
    (A, A.replace("target: 9", "target: 0"), 8, "write direction: less"),
    (A, A.replace("weight", "direction: less, weight"), 8, "target must lie below floor"),
    (A, A.replace("{floor: 0, target: 9}", "{floor: 0}"), 8, "missing; write this key"),
    (A, A.replace("}}}", "}, steps: {x: 1}}}"), 8, "exactly one of linear"),
    (A, A.replace("linear: {floor: 0, target: 9}", ""), 8, "found none"),
    (A, A.replace("floor", "flor"), 8, "did you mean 'floor'?"),
    (
        A,
        A.replace("linear: {floor: 0, target: 9}", "brackets: [{points: 1}, {from: 2, points: 2}]"),
        8,
        "brackets overlap",
    ),
    (
        A,
        A.replace(
            "linear: {floor: 0, target: 9}",
            "brackets: [{below: 3, points: 1}, {from: 4, points: 2}]",
        ),
        8,
        "leave a gap from 3 to 4",
    ),
    (
        "scale: {steps",
        "direction: less, scale: {steps",
        9,
        "direction: less has no meaning for steps",
    ),
    (C, C.replace("min_max", "rank"), 5, "mixes policy (0-100) with C (rank)"),
    (C, C.replace("min_max: {}", "letters: pefa"), 5, "C is ordinal (grade)"),
    (C, C.replace(", scale: {min_max: {}}", ""), 10, "C needs a scale"),
    (
        A,
        A.replace("linear: {floor: 0, target: 9}", "z_score: {}"),
        6,
        "A may lie below 0 (z_score), which a geometric mean cannot hold",
    ),
    ("method: geometric", "method: pefa_m1", 6, "A is no indicator with letters"),
    ("method: geometric", "method: kemeny", 6, "only a total may use it"),
    ("method: geometric", "method: none", 6, "only a total may use it"),
    ("method: arithmetic", "method: borda", 13, "a total by borda has no points for bands"),
    (A, A.replace("scale", "missing: worse, scale"), 8, "did you mean 'worst'?"),
    (A, A.replace("scale", "missing: {worst: true, best: true}, scale"), 8, "exactly one of"),
    (A, A.replace("scale", "missing: carried_forward, scale"), 8, "value_column: missing"),
    ("scale: {steps", "missing: peer_median, scale: {steps", 9, "so it has no median"),
    ("peers: class\n", "rank: {within: peers}\n", 3, "need the key peers"),
    ("indicator: B", "indicator: X", 12, "no indicator 'X'; there are A, B, C"),
    ("{one_of: [high]}", "{at_least: 5}", 12, "B holds words; write one_of"),
    ("indicator: B", "indicator: A", 12, "A holds numbers; write at_least or below"),
    ("{one_of: [high]}", "{one_of: [high], below: 3}", 12, "either one_of or"),
    (GATE, GATE.replace("value: {one_of: [high]}", "when_missing: holds"), 12, "value and points"),
    (", band_at_most: Poor", "", 12, "otherwise it does nothing"),
    ("band_at_most: Poor", "band_at_most: Bad", 12, "no band 'Bad'; there are Good, Poor"),
    ("at_least: 0}", "at_least: 10}", 13, "the lowest band starts at 10; it needs at_least: 0"),
    ("at_least: 0}", "at_least: 0, below: 40}", 13, "bands leave a gap from 40 to 50"),
    ("at_least: 50}", "at_least: 0}", 13, "list bands falling"),
    ("title: Poor", "title: Good", 15, "give every band its own"),
]


@pytest.mark.parametrize(("old", "new", "line", "said"), MISTAKES)
def test_a_mistake_is_named(old: str, new: str, line: int, said: str) -> None:
    """The message names file and line, and says what to do."""
    assert RUBRIC.count(old) >= 1
    with pytest.raises(CatalogueError) as caught:
        checked(YamlFile("rubric.yaml", RUBRIC.replace(old, new, 1)))
    assert said in str(caught.value)
    assert (caught.value.file, caught.value.line) == ("rubric.yaml", line)


def test_weights_that_add_up_to_nothing() -> None:
    """A group in which every weight is 0 is said at the group."""
    zero = RUBRIC.replace("group: policy, weight: 1", "group: policy, weight: 0")
    with pytest.raises(CatalogueError, match=r":6: groups.1: the weights in policy add up to 0"):
        checked(YamlFile("rubric.yaml", zero))


def test_the_rubric_without_mistakes_is_read() -> None:
    """What the mistakes are made in is whole itself."""
    assert len(checked(YamlFile("rubric.yaml", RUBRIC)).rubric.indicators) == 3


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "  - {id: A, column: a, group: g, weight: 1, missing: worst}\n"
            "groups: [{id: g, method: borda}]\n",
            "no points of which one",
        ),
        (
            "  - {id: A, column: a, weight: 1, missing: peer_median, scale: {min_max: {}}}\n",
            "peer_median needs the key peers",
        ),
    ],
)
def test_a_policy_needs_what_it_reads(text: str, said: str) -> None:
    """Worst and best need points, a peer median needs peers."""
    with pytest.raises(CatalogueError, match=said):
        book("indicators:\n" + text)


LETTER = "indicators:\n  - {{id: A, column: a, group: g{more}, scale: {{letters: pefa}}}}\n"


@pytest.mark.parametrize(
    ("more", "extra", "said"),
    [
        (", weight: 1", "", "pefa_m1 knows no weights"),
        (", missing: worst", "", "no points of which"),
        (
            ", missing: {carried_forward: {value_column: b, age_column: c, age_at_most: 1}}",
            "",
            "write D\\* where it is not known",
        ),
        (
            "",
            "gates: [{id: g, indicator: A, points: {below: 1}, score_at_most: 1}]",
            "has no points",
        ),
        ("", "gates: [{id: g, indicator: A, value: {one_of: [A]}, score_at_most: 1}]", "no number"),
    ],
)
def test_letters_are_not_treated_as_numbers(more: str, extra: str, said: str) -> None:
    """Grades have no weights, no worst points, no ceiling."""
    groups = "groups: [{id: g, method: pefa_m1}]\n"
    with pytest.raises(CatalogueError, match=said):
        book(groups + LETTER.format(more=more) + extra)


def test_a_vote_orders_all_units_at_once() -> None:
    """Ranks within peers are refused for a vote."""
    with pytest.raises(CatalogueError, match="a vote orders all units at once"):
        book(
            "peers: class\nrank: {within: peers}\ngroups: [{id: g, method: borda}]\n"
            "indicators:\n  - {id: A, column: a, group: g, weight: 1}\n"
        )


def test_kemeny_on_too_many_units(tmp_path: Path) -> None:
    """Nine units cannot be ordered exactly; the message stands at the method's line."""
    rubric = book(
        "groups:\n  - {id: g, method: kemeny}\nindicators:\n"
        "  - {id: A, column: a, group: g, weight: 1}\n"
    )
    rows = "".join(f"u{n},{n}\n" for n in range(9))
    with pytest.raises(CatalogueError, match=r"rubric.yaml:5: .*a Kemeny order of 9 units"):
        scored(tmp_path, rubric, "unit,a\n" + rows)


def test_what_is_no_rubric_is_refused(tmp_path: Path) -> None:
    """No file, bytes, a list, an empty file and a tab each have their sentence."""
    with pytest.raises(UsageError, match="is no file"):
        read_rubric(tmp_path / "none.yaml")
    path = tmp_path / "rubric.yaml"
    path.write_bytes(b"title: \xff")
    with pytest.raises(UsageError, match="UTF-8"):
        read_rubric(path)
    for text in ("", "- a\n", "just words\n"):
        with pytest.raises(CatalogueError, match="begin with title:"):
            checked(YamlFile("rubric.yaml", text))
