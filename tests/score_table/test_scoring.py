"""Missing values, availability, caps, gates, ranks: what a unit gets, and what it never gets."""

from fractions import Fraction
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monev.score_table import ScoredTable, ScoredUnit, score_table
from monev.score_table.load import RubricFile
from monev.score_table.table import Row, Table
from tests.score_table.books import book, by_unit, scored

LINE = "scale: {linear: {floor: 0, target: 100}}"
TWO = f"""\
peers: peer
indicators:
  - {{id: A, column: a, weight: 1, {LINE}, missing: POLICY}}
  - {{id: B, column: b, weight: 3, {LINE}}}
"""
ROWS = "unit,peer,a,b,old,age\nx,p,,80,60,2\ny,p,10,80,,\nz,p,30,80,,\nw,q,,80,60,9\n"


def unit(result: ScoredTable, name: str) -> ScoredUnit:
    """One unit of a result."""
    return next(one for one in result.units if one.unit == name)


CARRIED = "{carried_forward: {value_column: old, age_column: age, age_at_most: 4}}"


@pytest.mark.parametrize(
    ("policy", "score", "status"),
    [
        ("not_scored", 80, "missing"),
        ("worst", 60, "substituted"),
        ("best", 85, "substituted"),
        ("peer_median", 65, "substituted"),
        ("{peer_median: {peers_at_least: 3}}", 80, "missing"),
        (CARRIED, 75, "substituted"),
    ],
)
def test_a_policy_for_missing_values(policy: str, score: int, status: str, tmp_path: Path) -> None:
    """Each policy gives its score, and the stand-in is marked and counts as no data."""
    found = unit(scored(tmp_path, book(TWO.replace("POLICY", policy)), ROWS), "x")
    part = found.indicators[0]
    assert found.score == score
    assert (part.status, part.stated) == (status, "")
    assert found.completeness == Fraction(3, 4)
    assert bool(found.substituted) == (status == "substituted") == bool(part.policy)


@pytest.mark.parametrize("policy", ["peer_median", CARRIED])
def test_where_nothing_can_stand_in_it_stays_missing(policy: str, tmp_path: Path) -> None:
    """No peer with a value, or an earlier one that is too old: missing, never zero."""
    found = unit(scored(tmp_path, book(TWO.replace("POLICY", policy)), ROWS), "w")
    assert (found.indicators[0].status, found.indicators[0].points) == ("missing", None)
    assert found.score == 80


def test_worst_over_data_is_the_worst_that_is_known(tmp_path: Path) -> None:
    """Stand-ins are placed among the known values and never move them."""
    rubric = book(
        "indicators:\n  - {id: A, column: a, weight: 1, missing: worst, scale: {rank: {}}}"
    )
    result = scored(tmp_path, rubric, "unit,a\nx,5\ny,7\nz,\n")
    assert by_unit(result, "score") == {"x": 1, "y": 2, "z": None}
    assert unit(result, "z").indicators[0].points == 1


def test_a_unit_of_stand_ins_alone_has_no_score(tmp_path: Path) -> None:
    """Without any data there is no score and no rank, whatever the policies put in."""
    rubric = book(f"indicators:\n  - {{id: A, column: a, weight: 1, missing: best, {LINE}}}\n")
    found = unit(scored(tmp_path, rubric, "unit,a\nx,5\nz,\n"), "z")
    assert (found.score, found.rank, found.band, found.why) == (None, None, "", "no data")


def test_availability_has_an_edge(tmp_path: Path) -> None:
    """Three quarters of the weight are enough for 0.75 and not for 0.76."""
    for at_least, score in (("0.75", 80), ("0.76", None)):
        text = TWO.replace("POLICY", "not_scored") + f"availability: {{at_least: {at_least}}}\n"
        found = unit(scored(tmp_path, book(text), ROWS), "x")
        assert (found.score, found.rank is None, found.completeness) == (
            score,
            score is None,
            Fraction(3, 4),
        )
        assert found.why == ("too little data" if score is None else "")


def test_not_applicable_is_neither_missing_nor_zero(tmp_path: Path) -> None:
    """Its weight goes to the rest of its group first, and it does not lower completeness."""
    head = "title: T\nunits: unit\ncells: {not_applicable: [tb], missing: ['?']}\n"
    rubric = book(
        "groups:\n  - {id: t, method: arithmetic}\n"
        "  - {id: g, parent: t, weight: 1, method: arithmetic}\n"
        "  - {id: h, parent: t, weight: 1, method: arithmetic}\nindicators:\n"
        f"  - {{id: A, column: a, group: g, weight: 1, {LINE}}}\n"
        f"  - {{id: B, column: b, group: g, weight: 1, {LINE}}}\n"
        f"  - {{id: C, column: c, group: h, weight: 1, {LINE}}}\n",
        head,
    )
    result = scored(tmp_path, rubric, "unit,a,b,c\nx,tb,40,80\ny,?,40,80\nz,tb,tb,80\nw,tb,tb,tb\n")
    assert by_unit(result, "score") == {"x": 60, "y": 60, "z": 80, "w": None}
    assert by_unit(result, "completeness") == {"x": 1, "y": Fraction(3, 4), "z": 1, "w": None}
    none, half, whole = Fraction(0), Fraction(1, 2), Fraction(1)
    assert unit(result, "x").weights == (none, half, half)
    assert unit(result, "z").weights == (none, none, whole)


GATED = f"""\
indicators:
  - {{id: A, column: a, weight: 1, scale: {{steps: {{law: 100, draft: 20}}}}}}
  - {{id: B, column: b, weight: 1, {LINE}, missing: best}}
gates:
  - {{id: g, indicator: A, value: {{one_of: [law]}}, band_at_most: Poor, when_missing: MISSING}}
  - {{id: h, indicator: B, GATE, score_at_most: 70}}
bands:
  - {{title: Good, at_least: 70}}
  - {{title: Fair, at_least: 60}}
  - {{title: Poor, at_least: 0}}
"""
GATE_ROWS = "unit,a,b\nx,law,100\ny,draft,100\nz,,90\nw,law,\n"


def test_gates_cap_bands_and_scores(tmp_path: Path) -> None:
    """A draft is no law: band Poor. No evidence holds the gate, and a stand-in is no evidence."""
    text = GATED.replace("MISSING", "holds").replace("GATE", "value: {at_least: 50}")
    result = scored(tmp_path, book(text), GATE_ROWS)
    assert by_unit(result, "band") == {"x": "Good", "y": "Poor", "z": "Poor", "w": "Good"}
    assert by_unit(result, "gates") == {"x": (), "y": ("g",), "z": ("g",), "w": ("h",)}
    assert by_unit(result, "score") == {"x": 100, "y": 60, "z": 90, "w": 70}
    assert unit(result, "w").before_gates == 100


def test_gates_may_pass_what_is_missing(tmp_path: Path) -> None:
    """When the rubric says so; and a gate on points looks at stand-ins too."""
    text = GATED.replace("MISSING", "passes").replace("GATE", "points: {below: 100}")
    result = scored(tmp_path, book(text), GATE_ROWS)
    assert by_unit(result, "gates") == {"x": ("h",), "y": ("g", "h"), "z": (), "w": ("h",)}
    assert unit(result, "z").band == "Good"


def test_a_stand_in_is_no_evidence_and_na_is_not_asked(tmp_path: Path) -> None:
    """A gate that asks for the value holds over an earlier one, and leaves out what is NA."""
    head = "title: T\nunits: unit\ncells: {not_applicable: [NA]}\n"
    rubric = book(
        f"indicators:\n  - {{id: A, column: a, weight: 1, {LINE}, missing: {CARRIED}}}\n"
        f"  - {{id: B, column: b, weight: 1, {LINE}}}\n"
        "gates: [{id: g, indicator: A, value: {at_least: 50}, score_at_most: 40}]\n",
        head,
    )
    result = scored(tmp_path, rubric, "unit,a,b,old,age\nx,,90,80,1\ny,NA,90,,\nz,50,90,,\n")
    assert by_unit(result, "gates") == {"x": ("g",), "y": (), "z": ()}
    assert by_unit(result, "score") == {"x": 40, "y": 90, "z": 70}


def test_a_cap_holds_unless_the_word_is_there(tmp_path: Path) -> None:
    """Points without a document count at most 50, and the cap is in the trace."""
    rubric = book(
        f"indicators:\n  - {{id: A, column: a, weight: 1, {LINE}, "
        "cap: {points_at_most: 50, column: proof, unless: [paper]}}\n"
    )
    result = scored(tmp_path, rubric, "unit,a,proof\nx,80,paper\ny,80,press\nz,30,\n")
    assert by_unit(result, "score") == {"x": 80, "y": 50, "z": 30}
    caps = {one.unit: one.indicators[0].capped_at for one in result.units}
    assert caps == {"x": None, "y": 50, "z": None}


def test_units_stand_by_rank_and_name(tmp_path: Path) -> None:
    """Ties share a rank, units without a score come last, names order what is equal."""
    rubric = book(f"indicators:\n  - {{id: A, column: a, weight: 1, {LINE}}}\n")
    result = scored(tmp_path, rubric, "unit,a\nd,\nc,7\nb,9\na,7\ne,1\n")
    assert [(one.rank, one.unit) for one in result.units] == [
        *((1, "b"), (2, "a"), (2, "c"), (4, "e"), (None, "d"))
    ]


def test_ranks_among_peers_and_none(tmp_path: Path) -> None:
    """Within peers each group counts by itself; none ranks nobody."""
    text = TWO.replace("POLICY", "not_scored").replace("weight: 3", "weight: 0")
    result = scored(tmp_path, book(text + "rank: {within: peers}\n"), ROWS.replace("w,q,", "w,q,5"))
    assert by_unit(result, "rank") == {"z": 1, "y": 2, "w": 1, "x": None}
    result = scored(tmp_path, book(text + "rank: {within: none}\n"), ROWS)
    assert set(by_unit(result, "rank").values()) == {None}


def test_letters_know_missing_from_not_applicable(tmp_path: Path) -> None:
    """NA is left out; an empty cell leaves the group without a grade."""
    rubric = book(
        "groups: [{id: g, method: pefa_m2}]\nindicators:\n"
        "  - {id: A, column: a, group: g, scale: {letters: pefa}}\n"
        "  - {id: B, column: b, group: g, scale: {letters: pefa}}\n"
    )
    result = scored(tmp_path, rubric, "unit,a,b\nx,A,C\ny,NA,C\nz,,C\nw,D*,C\nv,NU,NU\n")
    assert by_unit(result, "score") == {"x": "B", "y": "C", "z": None, "w": "D+", "v": "NU"}
    assert set(by_unit(result, "rank").values()) == {None}


def vote(method: str, extra: str = "") -> RubricFile:
    """A rubric that votes with two indicators."""
    return book(
        f"groups: [{{id: g, method: {method}}}]\nindicators:\n"
        "  - {id: A, column: a, group: g, weight: 2}\n"
        f"  - {{id: B, column: b, group: g, weight: 1, direction: less}}\n{extra}"
    )


@pytest.mark.parametrize(
    ("method", "scores"),
    [
        ("borda", {"x": 4, "y": 4, "z": 1}),
        ("copeland", {"x": 2, "y": 0, "z": -2}),
        ("kemeny", {"x": None, "y": None, "z": None}),
    ],
)
def test_votes_compare_raw_values(
    method: str, scores: dict[str, int | None], tmp_path: Path
) -> None:
    """Figures vote without a scale, turned where less is better; who has no data is left out."""
    table = "unit,a,b\nx,9,30\ny,5,10\nz,1,20\nw,,\n"
    result = scored(tmp_path, vote(method), table)
    ranks = by_unit(result, "rank")
    assert {
        name: score for name, score in by_unit(result, "score").items() if name != "w"
    } == scores
    assert ranks["w"] is None
    assert (ranks["x"], ranks["z"]) == (1, 3)


COLUMNS = {"unit": 0, "a": 1, "b": 2}
cells = st.lists(
    st.tuples(*[st.one_of(st.just(""), st.integers(0, 120).map(str))] * 2), min_size=1, max_size=7
)
METHODS = ["arithmetic", "geometric", "harmonic", "weakest"]


def made(rows: list[tuple[str, str]]) -> Table:
    """A table in memory."""
    return Table(
        "table.csv",
        COLUMNS,
        tuple(Row(f"u{n}", n + 2, (f"u{n}", *row)) for n, row in enumerate(rows)),
    )


def by_method(method: str) -> RubricFile:
    """Two indicators of different weight under one method."""
    return book(
        f"groups: [{{id: g, method: {method}}}]\nindicators:\n"
        f"  - {{id: A, column: a, group: g, weight: 2, {LINE}}}\n"
        f"  - {{id: B, column: b, group: g, weight: 1, {LINE}}}\n"
    )


BOOKS = [by_method(method) for method in METHODS]


@settings(max_examples=30, deadline=None)
@given(rows=cells, seed=st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(rows: list[tuple[str, str]], seed: Random) -> None:
    """A table sorted in any way gives the same score, rank and band for every unit."""
    table = made(rows)
    mixed = list(table.rows)
    seed.shuffle(mixed)
    for rubric in BOOKS:
        shuffled = Table(table.name, table.columns, tuple(mixed))
        assert score_table(rubric, shuffled) == score_table(rubric, table)


@settings(max_examples=30, deadline=None)
@given(rows=cells, more=st.integers(1, 50))
def test_a_better_value_never_harms(rows: list[tuple[str, str]], more: int) -> None:
    """More of what is good never lowers a unit's score or rank, whichever the mean."""
    first, second = rows[0]
    better = (str(int(first) + more) if first else "", second)
    for rubric in BOOKS:
        before = unit(score_table(rubric, made(rows)), "u0")
        after = unit(score_table(rubric, made([better, *rows[1:]])), "u0")
        if isinstance(before.score, Fraction) and isinstance(after.score, Fraction):
            assert after.score >= before.score
            assert (after.rank or 0) <= (before.rank or 0)


@settings(max_examples=30, deadline=None)
@given(rows=cells)
def test_means_are_ordered_for_every_unit(rows: list[tuple[str, str]]) -> None:
    """Arithmetic, geometric, harmonic and weakest fall in this order; missing is missing in all."""
    results = [by_unit(score_table(rubric, made(rows)), "score") for rubric in BOOKS]
    for name in results[0]:
        scores = [result[name] for result in results]
        known = [one for one in scores if one is not None]
        assert len(known) in {0, len(scores)}
        assert known == sorted(known, reverse=True)
