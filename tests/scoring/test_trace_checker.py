"""A program that knows nothing of the engine comes to every number that a trace prints.

The checker lives in `bench/trace_checker`; that it can fail is shown in `test_trace_alterations`.
"""

import ast
import json
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import bench.trace_checker
from bench.nation import EIGHT_QUARTERS, facts_of_nation, small_nation
from bench.trace_checker import check
from bench.trace_checker.__main__ import main
from bench.traces import SEED, histories
from models import Fact, Quarter
from monev.assess_region import assess
from monev.scorecard import Scorecard
from monev.workspace import Workspace
from tests.facts import scored
from tests.scoring.strategies import fact_sets, kinds
from tests.scoring.traces import MODES, every_sort, of, pillar, poor, stored
from tools.trace_schema import PAGE

CHECKER = sorted(Path(bench.trace_checker.__file__ or "").parent.glob("*.py"))


@pytest.mark.parametrize("path", CHECKER, ids=lambda path: path.name)
def test_the_checker_shares_nothing_with_the_engine(path: Path) -> None:
    """It imports the standard library and itself, so that no error of ours can hide in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            assert {one.name.split(".")[0] for one in node.names} <= sys.stdlib_module_names
        if isinstance(node, ast.ImportFrom) and not node.level:
            assert str(node.module).split(".")[0] in sys.stdlib_module_names


def test_it_agrees_on_every_sort_of_trace() -> None:
    """Worked cases, rich and poor regions, both modes, each mean and each scale: no difference."""
    for card in every_sort():
        assert check(stored(card)) == [], (card.region_code, card.quarter, card.mode)


@settings(max_examples=40, deadline=None)
@given(fact_sets(), kinds, st.sampled_from(MODES))
def test_it_agrees_on_whatever_is_stated(facts: list[Fact], kind: str, mode: str) -> None:
    """Parts of regions in any mix, contradictions and press among them: no difference."""
    assert check(stored(scored(facts, kind=kind, mode=mode))) == []


def test_it_agrees_on_two_provinces_over_eight_quarters() -> None:
    """Jakarta and South Papua as simulated: each quarter counts the reports and advice before it.

    What is stored and read back is the same scorecard.
    """
    codes = [*small_nation("31"), *small_nation("93")]
    told = facts_of_nation(SEED, EIGHT_QUARTERS, codes, workers=1)
    seen, own_counts = set(), set()
    for card in histories(told):
        trace = stored(card)
        assert check(trace) == [], (card.region_code, card.quarter, card.mode)
        assert Scorecard.model_validate(trace) == card
        seen.add((card.region_code, card.quarter, card.mode))
        own_counts |= {one.title for row in card.indicators for one in row.counts}
    assert len(seen) == len(codes) * len(EIGHT_QUARTERS) * len(MODES)
    assert {"rekomendasi_selesai", "laporan_terlambat", "kabkota_mencapai_nilai"} <= own_counts


def test_it_agrees_on_the_published_example(example: Workspace) -> None:
    """Real press reports of real governments: every trace is redone."""
    regions = example.register.regions
    for code in ("11", "18", "19", "32.14", "33", "34.03", "36.72", "64.01"):
        card = assess(example, regions[code], Quarter(2024, 3)).scorecard
        assert card.score is not None
        assert check(stored(card)) == [], code


def test_the_worked_example_of_the_page_is_real(example: Workspace) -> None:
    """The indicator that the page redoes by hand stands so in the trace of Kota Cilegon."""
    page = PAGE.read_text("utf-8")
    (block,) = re.findall(r"^```json\n(.*?)^```", page, re.MULTILINE | re.DOTALL)
    shown = json.loads(block)
    card = assess(example, example.register.regions["36.72"], Quarter(2024, 3)).scorecard
    trace = stored(card)
    row = of(trace, shown["id"])
    assert {name: row[name] for name in shown} == shown
    assert [one["locator"] in page for one in row["inputs"]] == [True, False]
    assert [one["value"] for one in row["inputs"]] == ["53", "6"]
    assert pillar(trace, "C")["score"].startswith("4.285714")
    assert pillar(trace, "A")["score"] == "10"
    assert (trace["score"], trace["completeness"], trace["band"]) == ("3.5", "0.15", None)


def test_files_are_checked_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Files in, lines out: 0 where all agree, 1 where one number does not or nothing was given."""
    trace = stored(poor())
    right, wrong = tmp_path / "right.json", tmp_path / "wrong.json"
    right.write_text(json.dumps(trace), encoding="utf-8")
    wrong.write_text(json.dumps(trace | {"score": "99"}), encoding="utf-8")
    assert main([str(right)]) == 0
    assert capsys.readouterr().out == "1 traces checked, 0 disagreements\n"
    assert main([str(right), str(wrong)]) == 1
    assert f"{wrong}: trace.score: printed 99, recomputed" in capsys.readouterr().out
    assert main([]) == 1
